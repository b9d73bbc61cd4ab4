import Experiments
import Simulation
import Testing
import Training

@Suite("Claims put right by audits")
struct AuditsReadAgainTests {
    private static func operation(
        _ change: (inout OperationSpecification) -> Void = { _ in }
    ) throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: 3)
        operation.training?.labelShare = 0.3
        operation.training?.feedback.goldShare = 0.2
        operation.training?.feedback.queue = 2
        operation.monitors = MonitorPlan()
        operation.policy.auditShare = 0.3
        change(&operation)
        return operation
    }

    @Test("Contradictions are read again by others, and the audits then tell the truth without a correction")
    func contradictions() throws {
        let plain = try Operations.forecast(Self.operation(), replications: 4)
        let again = try Operations.forecast(Self.operation { $0.readsAuditsAgain = true }, replications: 4)
        #expect(try Operations.value(plain, "ai.audited_risk") > Operations.value(plain, "ai.selective_risk") + 0.03)
        let real = try Operations.value(again, "ai.selective_risk")
        #expect(abs(try Operations.value(again, "ai.audited_risk") - real) < 0.012)
        #expect(try Operations.value(again, "annotation.read_again") > 20)
        #expect(plain["annotation.read_again"] == nil)
        #expect(
            try Operations.value(again, "annotation.label_error")
                < Operations.value(plain, "annotation.label_error"))
        let work = try Operations.value(again, "human.work.labelling_h")
        #expect(try work > Operations.value(plain, "human.work.labelling_h"))
    }

    @Test("The rectified risk is the true one, by week and in all, with an interval", arguments: [false, true])
    func rectified(readsAgain: Bool) throws {
        let forecast = try Operations.forecast(
            Self.operation { $0.readsAuditsAgain = readsAgain }, replications: 6)
        let real = try Operations.value(forecast, "ai.selective_risk")
        #expect(abs(try Operations.value(forecast, "ai.rectified_risk") - real) < 0.012)
        #expect((0.001...0.05).contains(try Operations.value(forecast, "ai.rectified_risk.half_width")))
        #expect((0.6...1).contains(try Operations.value(forecast, "ai.rectified_risk.held")))
        #expect(try Operations.value(forecast, "ai.audited_risk.corrected.half_width") > 0)
    }

    @Test("Without audits there is no rectified risk, and everything else is as it was")
    func noAudits() throws {
        let operation = try Self.operation { $0.policy.auditShare = 0 }
        var again = operation
        again.readsAuditsAgain = true
        let (one, other) = (try Operations.forecast(operation), try Operations.forecast(again))
        #expect(one["ai.rectified_risk"] == nil)
        for measure in one.measures { #expect(other[measure.name] == measure.estimate, "\(measure.name)") }
    }
}
