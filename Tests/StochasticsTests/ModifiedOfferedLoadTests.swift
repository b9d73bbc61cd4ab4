import Stochastics
import Testing

/// The load that staffing follows where arrivals change over time.
@Suite struct ModifiedOfferedLoadTests {
    @Test(arguments: [0, 0.5, 1, 1.16, 3])
    func constantRatesAreThePlainLoad(variation: Double) throws {
        let load = try ModifiedOfferedLoad(
            arrivalsPerSecond: [0.02, 0.02, 0.02], intervalSeconds: 1800, meanServiceSeconds: 480,
            coefficientOfVariation: variation)
        for erlangs in load.erlangs { #expect(abs(erlangs - 9.6) < 1e-8, "\(erlangs)") }
    }

    @Test func constantServiceReachesBackExactly() throws {
        // In service at t: those who came in the last 900 s, half of whom, on average over 1800 s, ... of each interval.
        let load = try ModifiedOfferedLoad(
            arrivalsPerSecond: [0, 1, 0, 0], intervalSeconds: 1800, meanServiceSeconds: 900, coefficientOfVariation: 0)
        // Mean over the interval of min(t, 900), and afterwards of what is left of max(0, 900 - t).
        #expect(abs(load.erlangs[1] - (900 - 900.0 * 900 / 2 / 1800)) < 1e-9)
        #expect(abs(load.erlangs[2] - 900.0 * 900 / 2 / 1800) < 1e-9)
        #expect(load.erlangs[0] == 0 && load.erlangs[3] == 0)
    }

    /// m' = lambda - mu m has the solution known in closed form for a sine (Eick, Massey and Whitt, M_t/M/infinity).
    @Test func exponentialServiceFollowsTheSine() throws {
        let (count, mean, amplitude, service) = (2880, 10.0, 6.0, 7200.0)
        let seconds = 86_400 / Double(count)
        func sine(_ turn: Double) -> Double { PortableMath.sineOfTurn(turn) }
        let rates = (0..<count).map { (mean + amplitude * sine((Double($0) + 0.5) / Double(count))) / service }
        let load = try ModifiedOfferedLoad(
            arrivalsPerSecond: rates, intervalSeconds: seconds, meanServiceSeconds: service,
            coefficientOfVariation: 1)
        let angular = 2 * Double.pi / 86_400 * service
        for place in Swift.stride(from: 0, to: count, by: 97) {
            let turn = (Double(place) + 0.5) / Double(count)
            let wave = (sine(turn) - angular * sine(turn + 0.25)) / (1 + angular * angular)
            #expect(abs(load.erlangs[place] - (mean + amplitude * wave)) < 1e-4, "\(place)")
        }
    }

    @Test func allWorkIsCounted() throws {
        let rates = [0.01, 0.07, 0, 0.02, 0.05, 0.001]
        for variation in [0.3, 1, 2.5] {
            let load = try ModifiedOfferedLoad(
                arrivalsPerSecond: rates, intervalSeconds: 600, meanServiceSeconds: 4000,
                coefficientOfVariation: variation)
            let (found, wanted) = (load.erlangs.reduce(0, +), 4000 * rates.reduce(0, +))
            #expect(abs(found - wanted) < 1e-8 * wanted)
        }
    }

    @Test func badArgumentsAreRefused() {
        for (rates, interval, service, variation) in [
            ([Double](), 60.0, 60.0, 1.0), ([1], 0, 60, 1), ([1], 60, 0, 1), ([1], 60, 60, -1), ([-1], 60, 60, 1),
        ] {
            #expect(throws: StochasticsError.self) {
                try ModifiedOfferedLoad(
                    arrivalsPerSecond: rates, intervalSeconds: interval, meanServiceSeconds: service,
                    coefficientOfVariation: variation)
            }
        }
    }
}
