import Experiments
import Routing
import Simulation
import Stochastics
import Testing

/// An AI with a stated accuracy: who answers what is the policy's outcome, and results say that it is assumed.
@Suite("Assumed accuracy")
struct AssumedAccuracyTests {
    private func operation(_ assumed: AssumedAccuracy, threshold: Double) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: 8, handleTime: .exponential(mean: 300), patience: nil, arrivals: try .constant(perSecond: 0.02),
            horizonSeconds: 7 * Operations.day)
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        operation.ai = AISpecification()
        operation.ai?.assumed = assumed
        operation.policy = PolicyRules(threshold: threshold, defaultQueue: "general")
        return operation
    }

    @Test("Levels: coverage is the share above the threshold, risk one minus its confidence")
    func levels() throws {
        let assumed = AssumedAccuracy.levels([
            .init(share: 0.6, confidence: 0.9), .init(share: 0.4, confidence: 0.3),
        ])
        let forecast = try Operations.forecast(operation(assumed, threshold: 0.5), replications: 4)
        #expect(abs(try Operations.value(forecast, "ai.coverage") - 0.6) < 0.01)
        #expect(abs(try Operations.value(forecast, "ai.selective_risk") - 0.1) < 0.01)
        #expect(abs(try Operations.value(forecast, "model.accuracy") - 0.66) < 0.01)
        #expect(try Operations.value(forecast, "ai.calibration_error") < 0.02)
        #expect(forecast.notes.contains { $0.hasPrefix("Assumed accuracy") })
    }

    @Test("The same customers are read the same at another threshold")
    func commonCustomers() throws {
        let assumed = AssumedAccuracy.beta(accuracy: 0.8, concentration: 4)
        let low = try Operations.forecast(operation(assumed, threshold: 0.5))
        let high = try Operations.forecast(operation(assumed, threshold: 0.9))
        let accuracy = try Operations.value(low, "model.accuracy")
        #expect(accuracy == (try Operations.value(high, "model.accuracy")))
        #expect(try Operations.value(low, "ai.coverage") > Operations.value(high, "ai.coverage"))
    }
}
