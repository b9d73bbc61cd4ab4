import Experiments
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Training

@Suite struct BenefitTests {
    /// An AI that is sure of two intents with their names exchanged in its log, and right about the others.
    private func operation(limit: Double?) throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: 4, perDay: 300)
        operation.policy.threshold = 0
        operation.policy.triggers =
            limit.map {
                [Trigger(name: "benefit", condition: TriggerCondition(benefitAbove: $0), effect: .escalate)]
            } ?? []
        operation.policy.auditShare = 0.1
        operation.training?.labelShare = 1
        operation.ai?.firstLabelError = 0.1
        return operation
    }

    /// Where a human is worth it, the AI leaves more to humans and errs less; a benefit no human can have changes nothing.
    @Test func theTriggerTakesTheRiskyQueries() throws {
        func values(_ limit: Double?) throws -> (coverage: Double, risk: Double) {
            let forecast = try Operations.forecast(operation(limit: limit))
            return (
                try Operations.value(forecast, "ai.coverage"), try Operations.value(forecast, "ai.selective_risk")
            )
        }
        let never = try values(nil)
        let unreachable = try values(1)
        let often = try values(0.2)
        #expect(unreachable == never)
        #expect(often.coverage < never.coverage - 0.05)
        #expect(often.risk < 0.7 * never.risk)
    }
}
