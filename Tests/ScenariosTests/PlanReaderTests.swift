import Files
import Routing
import Scenarios
import Simulation
import Testing

/// Keys about plans.
@Suite("Plans in scenarios")
struct PlanReaderTests {
    private func scenario(_ plan: String, ai: String = "ai: {assumed_accuracy: 90%}") throws -> OperationSpecification {
        try Scenario.decode(
            """
            name: plans
            horizon: 1 day
            traffic: {volume: 60 per h, actions: {refund: {intents: [one_matter]}}}
            queues: {general: {}, approvals: {}, idle: {}}
            \(ai)
            policy: {default_queue: general}
            teams: {agents: {skills: [general, approvals], agents: 5, handle_time: 2 min}}
            plans: {refund: {\(plan)}}
            """, file: "p.yaml"
        ).specification
    }

    private func problems(_ plan: String, ai: String = "ai: {assumed_accuracy: 90%}") -> String {
        do {
            _ = try scenario(plan, ai: ai)
            return ""
        } catch {
            return "\(error)"
        }
    }

    private static let steps = "steps: {look: {takes: 10 s}, pay: {takes: 1 min, pauses: true}}"

    @Test("Everything about a plan is read")
    func reads() throws {
        let found = try scenario(
            "actions: [refund], queue: approvals, priority: 2, time_out: 30 min, escalate_to: general, edited: 10%, "
                + "edit_time: 1 min, responded: 5%, reply_after: 1 h, reasons: {wrong: 60%, dear: 40%}, \(Self.steps)")
        let plan = try #require(found.plans.first)
        #expect(plan.plan.steps.map(\.pauses) == [false, true] && !plan.plan.approvesWhole)
        #expect(plan.stepTimes == [.constant(10), .constant(60)])
        #expect(plan.queue == 1 && plan.escalationQueue == 0 && plan.takeOverQueue == 0 && plan.priority == 2)
        #expect(plan.timeOutSeconds == 1800 && plan.edits == 0.1 && plan.responds == 0.05)
        #expect(plan.reasons.map(\.name) == ["wrong", "dear"])
        #expect(found.measures().contains { $0.name == "plan.timed_out" })
        #expect(found.measures().contains { $0.name == "human.approval.delay.mean_s" })
        let whole = try scenario("intents: [one_matter], queue: approvals, steps: {a: {takes: 1 s}}").plans[0]
        #expect(whole.plan.approvesWhole && whole.intents == [true, false] && whole.timeOutSeconds == nil)
        let none = try scenario("actions: [refund], approve: none, steps: {a: {takes: 1 s}}")
        #expect(!none.plans[0].plan.asks && !none.measures().contains { $0.name == "plan.approvals" })
    }

    @Test("What cannot be is refused with its place and what to write")
    func errors() {
        let good = "actions: [refund], queue: approvals"
        #expect(problems(Self.steps + ", queue: approvals").contains("is for no requests"))
        #expect(problems("actions: [refunds], queue: approvals, " + Self.steps).contains("did you mean 'refund'?"))
        #expect(problems("actions: [refund], " + Self.steps).contains("'queue' is missing"))
        #expect(problems("actions: [refund], queue: idle, " + Self.steps).contains("p.yaml:8:44: no team with agents"))
        #expect(problems(good).contains("there are no steps"))
        #expect(problems(good + ", steps: {a: {}}").contains("'takes' is missing"))
        #expect(problems(good + ", approve: none, " + Self.steps).contains("a step pauses"))
        #expect(problems(good + ", approve: steps, steps: {a: {takes: 1 s}}").contains("no step pauses"))
        #expect(problems(good + ", time_out: 1 min, " + Self.steps).contains("add escalate_to"))
        #expect(problems(good + ", escalate_to: general, " + Self.steps).contains("add time_out"))
        #expect(problems(good + ", responded: 5%, " + Self.steps).contains("add reply_after"))
        #expect(problems(good + ", reasons: {a: 50%, b: 20%}, " + Self.steps).contains("the shares add up to 70%"))
        #expect(problems(good + ", aprove: whole, " + Self.steps).contains("did you mean 'approve'?"))
        #expect(problems(good + ", " + Self.steps, ai: "").contains("there is no AI to make plans"))
    }

    @Test("The scenario of the approval bottleneck is sound")
    func bottleneck() throws {
        let scenario = try Scenario.load(Samples.root.appendingPathComponent("scenarios/plans.yaml").path)
        #expect(scenario.specification.plans.map(\.plan.name) == ["refund", "change"])
    }
}
