import Quantities
import Testing
import Traffic

struct ArrivalRateTests {
    @Test func weeklyVolumeIsSpreadByTheWeightsOfTheHours() throws {
        var weights = [Double](repeating: 1, count: 168)
        weights[9] = 5
        let rate = try ArrivalRate(perWeek: 1_720, hourlyWeights: weights)
        #expect(abs(rate.expectedRate(at: 9.5 * 3_600) - 50.0 / 3_600) < 1e-12)
        #expect(abs(rate.expectedRate(at: (168 + 9.5) * 3_600) - 50.0 / 3_600) < 1e-12)
        #expect(abs(rate.expectedRate(at: 8 * 3_600) - 10.0 / 3_600) < 1e-12)
        #expect(abs(rate.expectedCount(from: 0, to: Seconds.perWeek) - 1_720) < 1e-6)
    }

    @Test func growthAndOverlappingSpikesMultiply() throws {
        let rate = try ArrivalRate(
            perWeek: 604_800,
            spikes: [
                Spike(startSeconds: 100, durationSeconds: 1_000, multiplier: 3),
                Spike(startSeconds: 600, durationSeconds: 1_000, multiplier: 2),
            ], growthPerWeek: 0.1)
        #expect(abs(rate.expectedRate(at: 99) - 1) < 1e-12)
        #expect(abs(rate.expectedRate(at: 100) - 3) < 1e-12)
        #expect(abs(rate.expectedRate(at: 700) - 6) < 1e-12)
        #expect(abs(rate.expectedRate(at: 1_100) - 2) < 1e-12)
        #expect(abs(rate.expectedRate(at: 1_600) - 1) < 1e-12)
        #expect(abs(rate.expectedCount(from: 0, to: 2_000) - (100 + 500 * 3 + 500 * 6 + 500 * 2 + 400)) < 1e-6)
        #expect(abs(rate.expectedRate(at: 2.5 * Seconds.perWeek) - 1.21) < 1e-9)
    }

    @Test func constantRateIsConstant() throws {
        let rate = try ArrivalRate.constant(perSecond: 0.37)
        for time in [0, 1e5, 6.1e5, 9.99e6] { #expect(abs(rate.expectedRate(at: time) - 0.37) < 1e-12) }
        #expect(rate.expectedRate(at: .infinity) == 0)
        #expect(rate.expectedRate(at: -5) > 0)
    }

    @Test func profileOfDayAndWeek() throws {
        var hours = [Double](repeating: 0, count: 24)
        hours[10] = 3
        hours[11] = 1
        let weights = try ArrivalRate.weights(hoursOfDay: hours, daysOfWeek: [1, 1, 1, 1, 1, 0, 0])
        let rate = try ArrivalRate(perWeek: 500, hourlyWeights: weights)
        #expect(abs(rate.expectedCount(from: 86_400, to: 2 * 86_400) - 100) < 1e-9)
        #expect(abs(rate.expectedCount(from: 10 * 3_600, to: 11 * 3_600) - 75) < 1e-9)
        #expect(rate.expectedCount(from: 5 * 86_400, to: 7 * 86_400) == 0)
        #expect(throws: TrafficError.self) { try ArrivalRate.weights(hoursOfDay: [1], daysOfWeek: [1]) }
    }

    @Test func whatCannotBeUsedIsNamed() {
        func key(_ make: () throws -> ArrivalRate) -> String? {
            do {
                _ = try make()
                return nil
            } catch TrafficError.invalid(let key, _) {
                return key
            } catch {
                return "other"
            }
        }
        #expect(key { try ArrivalRate(perWeek: -1) } == "volume")
        #expect(key { try ArrivalRate(perWeek: .nan) } == "volume")
        #expect(key { try ArrivalRate(perWeek: 1, hourlyWeights: [1, 2]) } == "profile")
        #expect(key { try ArrivalRate(perWeek: 1, hourlyWeights: .init(repeating: 0, count: 168)) } == "profile")
        #expect(key { try ArrivalRate(perWeek: 1, dayFactorShape: 0) } == "day_factor")
        #expect(key { try ArrivalRate(perWeek: 1, growthPerWeek: -1) } == "growth")
        let endless = Spike(startSeconds: 0, durationSeconds: 1, multiplier: -1)
        #expect(key { try ArrivalRate(perWeek: 1, spikes: [endless]) } == "spikes")
    }
}
