import Experiments
import Simulation
import Stochastics
import Testing
import Traffic

/// Short form of the coverage experiments in `Benchmarks/`.
@Suite("Coverage of intervals")
struct CoverageTests {
    /// Eight hours of a small contact centre whose days differ: 8 agents, 1 contact a minute of 6 minutes.
    private static func day(shape: Double?) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: 7, handleTime: .exponential(mean: 360), patience: .exponential(mean: 240),
            arrivals: try ArrivalRate(perWeek: 7 * 24 * 60, dayFactorShape: shape), horizonSeconds: 8 * 3600)
        operation.serviceLevels = [ServiceLevelDefinition(name: "calls", queues: [0], withinSeconds: 20)]
        return operation
    }

    @Test("Ratios, means and percentiles of 1,000 small experiments, days that differ little")
    func lightDays() throws {
        let experiment = CoverageExperiment(
            try Self.day(shape: 400), seed: 3, replications: 20, macroReplications: 1000, threads: 2)
        let found = try experiment.run([
            "service_level.calls": nil, "human.wait.mean_s": nil, "human.wait.p90_s": nil, "human.occupancy": nil,
            "queries.offered": 480,
        ])
        #expect(found.count == 5)
        for tally in found {
            #expect(tally.count == 1000 && tally.without == 0)
            #expect(tally.isAcceptable(), "\(tally.name): \(tally.coverage), wanted \(tally.band())")
        }
    }
}
