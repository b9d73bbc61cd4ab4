import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Training

@Suite struct HandoffTests {
    /// An AI that always answers, in conversations of five turns of 20 s; all wrong ones fail, at any turn alike. The gate
    /// never lets a model in, so that whatever the humans label the AI says the same.
    static func operation(handoffAbove: Double?) throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: 2, perDay: 300)
        operation.policy.threshold = 0
        operation.policy.triggers = []
        operation.customers = .content
        operation.training?.gate = PromotionGate(minimumLabels: 1_000_000)
        operation.training?.firstSeconds = Operations.day
        operation.training?.everySeconds = Operations.day
        // By then it has learned from conversations whose outcome is known.
        operation.warmUpSeconds = 4 * Operations.day
        operation.ai?.turns = TurnSpecification(
            count: .fixed(5), seconds: .constant(20), fails: 1, handoffAbove: handoffAbove)
        return operation
    }

    private func ledger(_ operation: OperationSpecification) throws -> Ledger {
        var run = try SupportOperation(operation, seed: 3, replication: 0, sink: CountingAuditSink())
        try run.run()
        return run.ledger
    }

    /// Handed over after the first turn, whatever it shows: the counterfactual is then known without running it.
    @Test func handingOverAtOnceSavesWhatTheoryAsks() throws {
        let counts = try ledger(Self.operation(handoffAbove: 0)).handoffs
        // One in five fails at the first turn itself; the others at the second to the fifth, 20 to 80 s later.
        let failing = counts.earlyFailing + counts.late
        #expect(failing > 500)
        #expect(abs(counts.earlyFailing / failing - 0.8) < 0.05)
        #expect(counts.earlyFailing == counts.earlyWrong)
        #expect(abs(counts.savedSeconds / counts.earlyWrong - 50) < 3)
        #expect(counts.early > counts.earlyWrong)
    }

    /// Every policy meets the same conversations: what one hands over early fails late under the other.
    @Test func conversationsAreTheSameUnderEveryPolicy() throws {
        let never = try ledger(Self.operation(handoffAbove: nil)).handoffs
        #expect(never.early == 0 && never.late > 500)
        for limit in [0, 0.5, 0.7] {
            let counts = try ledger(Self.operation(handoffAbove: limit)).handoffs
            #expect(counts.late + counts.earlyFailing == never.late)
            #expect(counts.early > 0)
        }
    }

    /// A higher limit hands over less, and errs less often.
    @Test func theLimitTradesReachForFalseHandoffs() throws {
        let low = try ledger(Self.operation(handoffAbove: 0.3)).handoffs
        let high = try ledger(Self.operation(handoffAbove: 0.7)).handoffs
        #expect(low.earlyFailing > high.earlyFailing)
        #expect((low.early - low.earlyWrong) / low.early > (high.early - high.earlyWrong) / high.early)
        // Learned, and not by chance: most of what it hands over at 70% would have failed.
        #expect(high.earlyWrong / high.early > 0.6)
    }

    @Test func measuresAppearWithTheFeatureOnly() throws {
        let names = try Set(Self.operation(handoffAbove: 0.5).measures().map(\.name))
        #expect(names.isSuperset(of: ["ai.handoff.early", "ai.handoff.false", "ai.handoff.saved_s"]))
        #expect(try Operations.learning().measures().allSatisfy { !$0.name.contains("handoff") })
        #expect(try Self.operation(handoffAbove: nil).measures().contains { $0.name == "ai.handoff.early" })
    }
}
