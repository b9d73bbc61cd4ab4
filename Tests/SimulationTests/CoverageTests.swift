import Experiments
import Simulation
import Stochastics
import Testing
import Traffic
import Verification

/// A small contact centre's day of four hours: a contact a minute of six minutes, impatient customers.
enum ContactCentreDay {
    static func operation(agents: Int = 7, shape: Double?) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: agents, handleTime: .exponential(mean: 360), patience: .exponential(mean: 240),
            arrivals: try ArrivalRate(perWeek: 7 * 24 * 60, dayFactorShape: shape), horizonSeconds: 4 * 3600)
        operation.serviceLevels = [ServiceLevelDefinition(name: "calls", queues: [0], withinSeconds: 20)]
        return operation
    }
}

/// Short forms of the coverage experiments in `Benchmarks/`.
@Suite("Coverage of intervals")
struct CoverageTests {
    @Test("Ratios, means and percentiles of 1,000 small experiments, days that differ little")
    func lightDays() throws {
        let experiment = CoverageExperiment(
            try ContactCentreDay.operation(shape: 400), seed: 3, replications: 10, macroReplications: 1000,
            threads: 2)
        let found = try experiment.run([
            "service_level.calls": nil, "human.wait.mean_s": nil, "human.wait.p90_s": nil, "human.occupancy": nil,
            "queries.offered": 240,
        ])
        #expect(found.count == 5)
        for tally in found {
            print("coverage of \(tally.name): \(tally.coverage)")
            #expect(tally.count == 1000 && tally.without == 0)
            #expect(tally.isAcceptable(), "\(tally.name): \(tally.coverage), wanted \(tally.band())")
        }
    }

    @Test("Intervals are made of whole antithetic pairs")
    func wholePairs() throws {
        var operation = try ContactCentreDay.operation(shape: 400)
        operation.horizonSeconds = 3600
        let found = try [3, 4].map { replications in
            try CoverageExperiment(
                operation, seed: 6, replications: replications, macroReplications: 5,
                estimator: ReplicationEstimator(isAntithetic: true)
            ).run(["queries.offered": 60])
        }
        let (odd, even) = (try #require(found[0].first), try #require(found[1].first))
        #expect(odd.count == 5 && odd.meanHalfWidth == even.meanHalfWidth && odd.bias == even.bias)
    }

    @Test("Antithetic pairs and control variates cover as often, without bias, and gain what they say")
    func reduced() throws {
        var operation = try ContactCentreDay.operation(shape: 400)
        operation.horizonSeconds = 3 * 3600
        let controls = try #require(ArrivalControls(operation))
        #expect(abs(controls.mean - 180) < 1e-9 && abs(controls.variance - (180 + 180 * 180 / 400)) < 1e-9)
        let measures = ["service_level.calls", "queries.offered"]
        var plain = CoverageExperiment(operation, seed: 4, replications: 20, macroReplications: 200, threads: 2)
        let reference = try plain.run(["service_level.calls": nil, "queries.offered": 180])
        let truths = Dictionary(uniqueKeysWithValues: reference.map { ($0.name, Optional($0.truth)) })
        for estimator in [
            ReplicationEstimator(controls: controls), ReplicationEstimator(isAntithetic: true),
            ReplicationEstimator(isAntithetic: true, controls: controls),
        ] {
            plain.estimator = estimator
            plain.seed = 5
            let found = try plain.run(truths)
            #expect(found.map(\.name).sorted() == measures.sorted())
            for (tally, before) in zip(found, reference) {
                // An exactly known mean is estimated without error.
                guard tally.meanHalfWidth > 1e-9 else {
                    #expect(tally.name == "queries.offered" && abs(tally.bias) < 1e-9)
                    continue
                }
                print(
                    "\(tally.name): coverage \(tally.coverage), half-width \(tally.meanHalfWidth / before.meanHalfWidth)"
                )
                #expect(tally.isAcceptable(), "\(tally.name): \(tally.coverage)")
                #expect(tally.meanHalfWidth < 0.95 * before.meanHalfWidth)
                // The truth of a service level is itself an estimate, no better than 200 plain experiments.
                let error = before.meanHalfWidth / 2.09 * (2 / 200.0).squareRoot()
                #expect(abs(tally.bias) < 4 * error)
            }
        }
    }
}
