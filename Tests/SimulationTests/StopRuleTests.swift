import Experiments
import Simulation
import Stochastics
import Testing

@Suite("Precision")
struct StopRuleTests {
    private static func run(threads: Int, maximum: Int, relative: Double) throws -> (Int, PrecisionStatus) {
        let operation = try ContactCentreDay.operation(shape: 100)
        let instances = operation.measures().filter { $0.name == "service_level.calls" }
        let goal = PrecisionGoal(
            relative: relative, measures: ["service_level.calls"], maximum: maximum, for: operation)
        let estimator = ReplicationEstimator()
        var runs = Replications(operation, seed: 2, count: goal.maximum, threads: threads)
        runs.measures = ["service_level.calls"]
        runs.stop = Replications.StopRule(minimum: goal.minimum) { records in
            let status = goal.status(records, instances: instances, estimator: estimator)
            return (status.isReached, status.needed ?? goal.maximum)
        }
        let records = try runs.run()
        return (records.count, goal.status(records, instances: instances, estimator: estimator))
    }

    @Test("A run stops at the first number of replications that is precise, whatever the threads")
    func threads() throws {
        let (one, status) = try Self.run(threads: 1, maximum: 500, relative: 0.05)
        #expect(status.isReached && one > 20 && one < 500)
        #expect(try #require(status.relativeHalfWidth) <= 0.05)
        for threads in [2, 5] { #expect(try Self.run(threads: threads, maximum: 500, relative: 0.05).0 == one) }
        // One fewer was not enough.
        let (fewer, before) = try Self.run(threads: 2, maximum: one - 1, relative: 0.05)
        #expect(fewer == one - 1 && !before.isReached)
        #expect(abs(try #require(before.needed) - one) < 20)
    }

    @Test("Never before 20 replications, nor beyond the most")
    func limits() throws {
        let (loose, reached) = try Self.run(threads: 2, maximum: 100, relative: 1)
        #expect(loose == 20 && reached.isReached)
        let (most, missed) = try Self.run(threads: 2, maximum: 25, relative: 0.001)
        #expect(most == 25 && !missed.isReached && missed.worst == "service_level.calls")
        #expect(try #require(missed.needed) > 1000)
    }

    @Test("By default the service levels with a target, the humans' share and the cost of a query")
    func measures() throws {
        #expect(
            PrecisionGoal.standard(for: try Operations.learning())
                == ["service_level.general", "human.share", "cost.per_query"])
    }
}
