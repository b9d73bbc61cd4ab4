import Experiments
import Reports
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
        #expect(FindingPhrases.sentences(forecast.notes).contains { $0.hasPrefix("Assumed accuracy") })
    }

    @Test("A share that grows with resolutions follows its law, in steps of a retraining")
    func learning() throws {
        let start = AssumedAccuracy.levels([.init(share: 0.5, confidence: 1), .init(share: 0.5, confidence: 0)])
        var operation = try operation(start, threshold: 0.5)
        operation.teams[0].handleTime = .constant(0)
        operation.ai?.assumedLearning = AssumedLearning(limit: 0.9, scale: 100, power: 0.5, every: 50)
        let ledger = try Operations.ledger(operation)
        let resolved = ledger[.handled, slice: SliceMap.whole]
        let known = (resolved / 50).rounded(.down) * 50
        let law = 0.9 - 0.4 / (1 + known / 100).squareRoot()
        #expect(abs(try #require(ledger.assumedAccuracy) - law) < 1e-12)
        #expect(ledger[.labels, slice: SliceMap.whole] == resolved)
        // Of the mean of a beta distribution, and the other measures that labels bring.
        operation.ai?.assumed = .beta(accuracy: 0.6, concentration: 5)
        let beta = try Operations.ledger(operation)
        #expect(try #require(beta.assumedAccuracy) > 0.7)
        let forecast = try Operations.forecast(operation)
        #expect(forecast["training.labels"] != nil && forecast["training.models_promoted"] == nil)
    }

    @Test("An audit of an answer is no resolution, and improves nothing")
    func audits() throws {
        let sure = AssumedAccuracy.levels([.init(share: 0.7, confidence: 1), .init(share: 0.3, confidence: 0)])
        var operation = try operation(sure, threshold: 0.5)
        operation.policy.auditShare = 0.5
        operation.auditQueue = 0
        operation.teams[0].handleTime = .constant(0)
        operation.ai?.assumedLearning = AssumedLearning(limit: 0.9, scale: 100, power: 0.5, every: 1)
        let ledger = try Operations.ledger(operation)
        #expect(ledger[.audited, slice: SliceMap.whole] > 1000)
        #expect(ledger[.labels, slice: SliceMap.whole] == ledger[.handled, slice: SliceMap.whole])
    }

    @Test("Every result is labelled: measures, summary, tables and both reports")
    func labelled() throws {
        let forecast = try Operations.forecast(operation(.beta(accuracy: 0.8, concentration: 4), threshold: 0.7))
        #expect(forecast.measures.allSatisfy { $0.basis == "assumed accuracy" } && forecast.basis != nil)
        let plain = try Operations.forecast(
            Operations.humansOnly(
                agents: 8, handleTime: .constant(100), patience: nil, arrivals: .constant(perSecond: 0.02),
                horizonSeconds: Operations.day))
        #expect(plain.basis == nil && plain.measures.allSatisfy { $0.basis == nil })
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
