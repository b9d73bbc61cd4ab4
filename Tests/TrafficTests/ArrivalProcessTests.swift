import Quantities
import Testing
import Traffic

struct ArrivalProcessTests {
    private static func arrivals(
        _ rate: ArrivalRate, seed: UInt64 = 1, replication: UInt32 = 0, until end: Double
    ) -> [Double] {
        var arrivals = ArrivalProcess(rate: rate, seed: seed, replication: replication)
        var times: [Double] = []
        var time = 0.0
        while let next = arrivals.next(after: time), next < end {
            times.append(next)
            time = next
        }
        return times
    }

    private static func bankWeek() throws -> [Double] {
        let hours = (0..<24).map { $0 < 7 ? 0.0 : Double(1 + ($0 * 7) % 11) }
        return try ArrivalRate.weights(hoursOfDay: hours, daysOfWeek: [1.2, 1, 1, 1, 0.9, 0.2, 0])
    }

    /// Counts of each hour of the week over replications: means and variances of independent Poisson variables.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func hourlyCountsArePoisson(seed: UInt64) throws {
        let rate = try ArrivalRate(perWeek: 8_000, hourlyWeights: Self.bankWeek())
        let replications = 40
        var counts = [[Double]](repeating: [Double](repeating: 0, count: replications), count: 168)
        for replication in 0..<replications {
            let times = Self.arrivals(
                rate, seed: seed, replication: UInt32(replication), until: Seconds.perWeek)
            for time in times { counts[Int(time / 3_600)][replication] += 1 }
        }
        var fit = 0.0
        var dispersion = 0.0
        var spread = 0.0
        var open = 0
        for (hour, ofHour) in counts.enumerated() {
            let expected = rate.expectedCount(from: Double(hour) * 3_600, to: Double(hour + 1) * 3_600)
            let sum = ofHour.reduce(0, +)
            guard expected > 0 else {
                #expect(sum == 0, "nothing arrives in an hour of weight 0")
                continue
            }
            open += 1
            let mean = expected * Double(replications)
            fit += (sum - mean) * (sum - mean) / mean
            // Of a Poisson count x of mean m, (x - m)^2 / m has mean 1 and variance 2 + 1 / m.
            spread += Double(replications) * (2 + 1 / expected)
            dispersion += ofHour.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
        }
        #expect(chiSquaredLimits(open).contains(fit))
        #expect(abs(dispersion - Double(open * replications)) < 3.29 * spread.squareRoot())
    }

    @Test func gapsOfAConstantRateAreExponential() throws {
        let times = Self.arrivals(try .constant(perSecond: 0.5), until: 200_000)
        let gaps = zip(times.dropFirst(), times).map { $0 - $1 }.sorted()
        let n = Double(gaps.count)
        #expect(abs(n - 100_000) < 3.29 * 100_000.0.squareRoot())
        // Kolmogorov-Smirnov against 1 - exp(-x/2), 99.9% limit 1.95 / sqrt(n); quantiles known without exp.
        let halves = gaps.count(where: { $0 < 2 * 0.693_147_180_559_945 })
        let quarters = gaps.count(where: { $0 < 2 * 1.386_294_361_119_89 })
        #expect(abs(Double(halves) / n - 0.5) < 1.95 / n.squareRoot())
        #expect(abs(Double(quarters) / n - 0.75) < 1.95 / n.squareRoot())
    }

    /// Daily counts with a gamma factor of shape 10: variance m + m^2 / shape (negative binomial), mean m.
    @Test(arguments: [10, 50] as [Double])
    func daysAreGammaMixed(shape: Double) throws {
        let mean = 200.0
        let days = 4_000
        let rate = try ArrivalRate(perWeek: 7 * mean, dayFactorShape: shape)
        var counts = [Double](repeating: 0, count: days)
        for time in Self.arrivals(rate, seed: 5, until: Double(days) * Seconds.perDay) {
            counts[Int(time / Seconds.perDay)] += 1
        }
        let average = counts.reduce(0, +) / Double(days)
        let variance = counts.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(days - 1)
        let expected = mean + mean * mean / shape
        // Excess kurtosis of the negative binomial: 6 / shape + 1 / variance.
        let error = expected * ((2 + 6 / shape + 1 / expected) / Double(days)).squareRoot()
        #expect(abs(average - mean) < 3.29 * (expected / Double(days)).squareRoot())
        #expect(abs(variance - expected) < 3.29 * error)
    }

    @Test func hoursOfOneDayShareItsFactor() throws {
        let rate = try ArrivalRate(perWeek: 7 * 24 * 200, dayFactorShape: 4)
        let process = ArrivalProcess(rate: rate, seed: 9, replication: 2)
        var counts = [Double](repeating: 0, count: 20)
        for time in Self.arrivals(rate, seed: 9, replication: 2, until: 20 * Seconds.perDay) {
            counts[Int(time / Seconds.perDay)] += 1
        }
        for (day, count) in counts.enumerated() {
            let expected = 4_800 * process.factor(ofDay: day)
            #expect(abs(count - expected) < 4.5 * expected.squareRoot(), "day \(day)")
        }
    }

    @Test func aSpikeMultipliesExactlyItsStretch() throws {
        let spike = Spike(startSeconds: 5_000, durationSeconds: 3_333, multiplier: 4)
        let rate = try ArrivalRate(perWeek: 604_800 / 10, spikes: [spike])
        var inside = 0.0
        var before = 0.0
        var firstHalf = 0.0
        for replication in 0..<200 {
            for time in Self.arrivals(rate, replication: UInt32(replication), until: 10_000) {
                if time < 5_000 { before += 1 }
                if time >= 5_000 && time < spike.endSeconds {
                    inside += 1
                    if time < 5_000 + 3_333 / 2 { firstHalf += 1 }
                }
            }
        }
        #expect(abs(before - 100_000) < 3.29 * 100_000.0.squareRoot())
        #expect(abs(inside - 200 * 1_333.2) < 3.29 * (200 * 1_333.2).squareRoot())
        #expect(abs(firstHalf / inside - 0.5) < 3.29 * 0.5 / inside.squareRoot())
    }

    @Test func sameKeysSameArrivalsOtherKeysOthers() throws {
        let rate = try ArrivalRate(perWeek: 5_000, hourlyWeights: Self.bankWeek(), dayFactorShape: 27)
        let first = Self.arrivals(rate, seed: 3, replication: 4, until: 2e6)
        #expect(first == Self.arrivals(rate, seed: 3, replication: 4, until: 2e6))
        #expect(first != Self.arrivals(rate, seed: 3, replication: 5, until: 2e6))
        #expect(first != Self.arrivals(rate, seed: 4, replication: 4, until: 2e6))
        #expect(zip(first, first.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func nothingArrivesForEver() throws {
        var none = ArrivalProcess(rate: try ArrivalRate(perWeek: 0), seed: 1, replication: 0)
        #expect(none.next(after: 0) == nil)
        #expect(none.next(after: .infinity) == nil)
        let silence = Spike(startSeconds: 0, durationSeconds: .infinity, multiplier: 0)
        var silenced = ArrivalProcess(rate: try ArrivalRate(perWeek: 10, spikes: [silence]), seed: 1, replication: 0)
        #expect(silenced.next(after: 0) == nil)
    }
}
