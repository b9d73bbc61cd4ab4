import Foundation
import Stochastics
import TestSupport
import Testing

@Suite("MSER-5")
struct WarmUpTests {
    @Test("The reference series")
    func reference() throws {
        for truth in try TheoryTable.cases(of: "mser5") {
            var state = UInt64(try #require(truth.parameters["seed"]))
            let tau = try #require(truth.parameters["tau"])
            let series = (0..<300).map { index in
                state = (1_103_515_245 * state + 12345) % (1 << 31)
                return 10 * (1 - exp(-Double(index) / tau)) + Double(state) / 0x1p31 - 0.5
            }
            let found = try #require(WarmUp(mser: series))
            #expect(Double(found.truncated) == truth.expected["truncate_observations"])
            let statistic = try #require(truth.expected["mser_statistic"])
            #expect(abs(found.statistic / statistic - 1) < 1e-11)
            #expect(abs(found.mean / (try #require(truth.expected["truncated_mean"])) - 1) < 1e-12)
            #expect(!found.isTooShort)
        }
    }

    @Test("A steady series loses nothing, one that only climbs is too short, two numbers are no series")
    func extremes() throws {
        let steady = try #require(WarmUp(mser: (0..<200).map { Double($0 % 5) }))
        #expect(steady.truncated == 0 && steady.statistic == 0 && steady.mean == 2 && !steady.isTooShort)
        let climbing = try #require(WarmUp(mser: (0..<200).map { Double($0) }))
        #expect(climbing.truncated == 100 && climbing.isTooShort)
        // Ten batches, as few as a scenario may have: there is no later truncation to compare with.
        let shortest = try #require(WarmUp(mser: (0..<50).map { Double($0) }))
        #expect(shortest.truncated == 25 && shortest.isTooShort)
        #expect(try #require(WarmUp(mser: (0..<50).map { Double($0 % 5) })).isTooShort == false)
        #expect(WarmUp(mser: [1, 2]) == nil)
        #expect(WarmUp(mser: [Double](repeating: .nan, count: 50)) == nil)
    }

    /// Waits of M/M/1 at rho 0.9 from empty by Lindley's recursion: 8.04 on average over the first 1,000 customers,
    /// 9 in the limit.
    @Test("Deleting the start of M/M/1 takes most of its bias away")
    func queue() throws {
        let customers = 2000
        let runs = 1500
        var average = [Double](repeating: 0, count: customers)
        for run in 0..<runs {
            var stream = RandomStream(seed: 5, replication: UInt32(run), purpose: 1, entity: 0)
            var wait = 0.0
            for customer in 0..<customers {
                average[customer] += wait / Double(runs)
                wait = max(0, wait + stream.exponential(mean: 1) - stream.exponential(mean: 1 / 0.9))
            }
        }
        // Spitzer's identity gives 6.399 for the 100th customer, 8.961 for the 1,000th.
        #expect(abs(average[99] - 6.399) < 4 * 7.5 / Double(runs).squareRoot())
        let found = try #require(WarmUp(mser: average))
        let whole = average.reduce(0, +) / Double(customers)
        #expect(found.truncated >= 100 && found.truncated <= 1000)
        #expect(9 - whole > 0.3)
        // A replication's mean of 1,000 waits or more has a standard deviation below 4.
        #expect(abs(found.mean - 9) < 4 * 4 / Double(runs).squareRoot())
    }
}
