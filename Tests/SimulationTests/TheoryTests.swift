import Experiments
import Simulation
import Stochastics
import Testing
import Traffic

/// The whole operation, with the AI off, against exact queueing formulas.
///
/// Each quantity is estimated over replications; the exact value must lie inside the Student-t interval at 99.99%, so
/// that a correct simulator fails one of these dozen comparisons about once in 800 runs of new seeds; seeds are fixed.
@Suite("Agreement with theory")
struct TheoryTests {
    private func check(
        _ operation: OperationSpecification, seed: UInt64, replications: Int, expected: [String: Double]
    ) throws {
        let records = try Replications(operation, seed: seed, count: replications, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario: "theory", about: "", currency: "USD"), specification: operation, seed: seed,
            records: records, estimator: ReplicationEstimator(confidence: 0.9999))
        for (name, exact) in expected.sorted(by: { $0.key < $1.key }) {
            let estimate = try #require(forecast[name], "\(name)")
            let low = try #require(estimate.low)
            let high = try #require(estimate.high)
            #expect(low <= exact && exact <= high, "\(name): \(exact) outside \(low)...\(high), seed \(seed)")
            #expect((high - low) / exact < 0.2, "\(name): the interval is too wide to say anything")
        }
    }

    @Test("M/M/1 at load 0.8", arguments: [11, 12, 13] as [UInt64])
    func singleServer(seed: UInt64) throws {
        let (arrival, service) = (0.8 / 60, 60.0)
        let operation = Operations.humansOnly(
            agents: 1, handleTime: .exponential(mean: service), patience: nil,
            arrivals: try .constant(perSecond: arrival), horizonSeconds: 60 * 86_400, warmUpSeconds: 86_400)
        let load = arrival * service
        try check(
            operation, seed: seed, replications: 30,
            expected: [
                "human.wait.mean_s": load * service / (1 - load), "human.wait.probability": load,
                "human.occupancy": load, "human.queue.mean_length": load * load / (1 - load),
                "resolution.time.mean_s": service / (1 - load),
            ])
    }

    @Test("M/M/10+M at load 11", arguments: [21, 22, 23] as [UInt64])
    func impatientCustomers(seed: UInt64) throws {
        let (arrival, service, patience) = (11.0 / 300, 300.0, 240.0)
        var operation = Operations.humansOnly(
            agents: 10, handleTime: .exponential(mean: service), patience: .exponential(mean: patience),
            arrivals: try .constant(perSecond: arrival), horizonSeconds: 14 * 86_400, warmUpSeconds: 43_200)
        operation.serviceLevels = [ServiceLevelDefinition(name: "fast", queues: [0], withinSeconds: 20)]
        let exact = try ErlangFormulas.erlangA(
            servers: 10, arrivalPerSecond: arrival, meanServiceSeconds: service, meanPatienceSeconds: patience)
        try check(
            operation, seed: seed, replications: 20,
            expected: [
                "human.wait.mean_s": exact.meanWaitSeconds, "human.wait.probability": exact.waitProbability,
                "human.abandonment": exact.abandonment, "human.occupancy": exact.occupancy,
                "human.queue.mean_length": exact.meanQueueLength,
                "service_level.fast": exact.serviceLevel(withinSeconds: 20),
            ])
    }
}
