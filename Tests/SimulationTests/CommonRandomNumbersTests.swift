import Experiments
import Simulation
import Stochastics
import Testing

@Suite("Common random numbers")
struct CommonRandomNumbersTests {
    private static func waits(agents: Int, seed: UInt64, days: Int) throws -> [Double] {
        var runs = Replications(
            try ContactCentreDay.operation(agents: agents, shape: 400), seed: seed, count: days, threads: 2)
        runs.measures = ["human.wait.mean_s"]
        return try runs.run().compactMap { $0.values[0]?.number }
    }

    @Test("One more agent: the difference of the times to answer varies at least five times less on the same days")
    func oneMoreAgent() throws {
        let groups = 20
        let days = 50
        let before = try Self.waits(agents: 7, seed: 1, days: groups * days)
        let same = try Self.waits(agents: 8, seed: 1, days: groups * days)
        let other = try Self.waits(agents: 8, seed: 2, days: groups * days)
        #expect(before.count == groups * days && same.count == before.count && other.count == before.count)
        func variance(_ values: ArraySlice<Double>, less others: ArraySlice<Double>) throws -> Double {
            try #require(Observations.mean(of: zip(values, others).map { $0 - $1 })?.variance)
        }
        let reductions = try (0..<groups).map { group in
            let range = (group * days)..<((group + 1) * days)
            return PortableMath.log(
                try variance(other[range], less: before[range]) / variance(same[range], less: before[range]))
        }
        let estimate = try #require(Estimate.mean(of: reductions, confidence: 0.998))
        print("one more agent: variance \(PortableMath.exp(estimate.mean)) times less")
        #expect(PortableMath.exp(try #require(estimate.low)) > 5)
    }

    @Test("An even replication of an antithetic run is a plain one, and its twin turns it round")
    func twins() throws {
        let operation = try ContactCentreDay.operation(shape: 400)
        let plain = try Replications(operation, seed: 9, count: 40, threads: 2).run().map(\.cases)
        var runs = Replications(operation, seed: 9, count: 80, threads: 2)
        runs.isAntithetic = true
        let paired = try runs.run().map(\.cases)
        #expect(stride(from: 0, to: 80, by: 2).map { paired[$0] } == plain)
        let pairs = stride(from: 0, to: 80, by: 2).map { paired[$0] + paired[$0 + 1] }
        let spread = try #require(Observations.mean(of: pairs)?.variance)
        let alone = try #require(Observations.mean(of: plain)?.variance)
        #expect(spread < alone)
    }
}
