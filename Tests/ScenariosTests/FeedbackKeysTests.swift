import Files
import Foundation
import Scenarios
import Simulation
import Testing
import Training

/// Keys of feedback and monitors, and what is said of wrong ones.
@Suite("Feedback and monitors in scenarios")
struct FeedbackKeysTests {
    private static let path = Samples.root.appendingPathComponent("scenarios/learning.yaml").path

    private func specification(_ overrides: String...) throws -> OperationSpecification {
        try Scenario.load(Self.path, overrides: overrides).specification
    }

    private func problem(_ overrides: String...) -> String {
        do {
            _ = try Scenario.load(Self.path, overrides: overrides)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("The scenario of the experiments says what it should")
    func learning() throws {
        let operation = try specification()
        let plan = try #require(operation.training)
        #expect(plan.everySeconds == 604_800 && plan.firstSeconds == 604_800 && plan.labelShare == 0.1)
        #expect(plan.feedback.retrainsOnDrift && plan.feedback.retrainAfterLabels == nil)
        #expect(plan.feedback.ask == .random && plan.feedback.doubleShare == 0.05 && plan.feedback.goldShare == 0.02)
        #expect(plan.feedback.queue == 1 && plan.feedback.recalibrates && !plan.feedback.secondOpinion)
        #expect(plan.feedback.probation == Probation(labels: 200, level: 0.05))
        let monitors = try #require(operation.monitors)
        #expect(
            monitors.drift
                == MonitorPlan.Drift(
                    delta: 0.002, clearAfterSeconds: 1_209_600, streams: [.confidence, .scope, .escalations],
                    level: 0.05))
        #expect(monitors.segments == MonitorPlan.Segments(level: 0.05, everySeconds: 604_800, windowSeconds: 4_838_400))
        #expect(monitors.flagShare == 0.5)
        #expect(operation.readsAuditsAgain)
        #expect(try !specification("policy.audit.read_again=null").readsAuditsAgain)
    }

    @Test("What is watched of the queries, and when a word becomes an intent")
    func news() throws {
        let without = try specification("monitors.drift.streams=null")
        #expect(without.monitors?.drift?.streams == [.confidence, .scope, .escalations])
        let some = try specification("monitors.drift.streams=[shares, scope]", "monitors.drift.level=1%")
        #expect(some.monitors?.drift?.streams == [.scope] && some.monitors?.drift?.watchesShares == true)
        #expect(some.monitors?.drift?.level == 0.01)
        let none = try specification("monitors.drift.streams=none")
        #expect(none.monitors?.drift?.watchesQueries == false)
        #expect(try specification("training.new_intent_after=7").training?.feedback.newIntentAfter == 7)
    }

    @Test("Every way to ask, and what the experiments vary")
    func variations() throws {
        #expect(try specification("training.ask=doubt").training?.feedback.ask == .doubt)
        #expect(try specification("training.ask=benefit").training?.feedback.ask == .benefit)
        let all = try specification("training.ask=all", "training.label_share=null")
        #expect(all.training?.labelShare == 1)
        #expect(try specification("policy.audit.share=0%").policy.auditShare == 0)
        #expect(try specification("teams.support.label_error=20%").teams[0].labelError == 0.2)
        let byLabels = try specification("training.when={labels: 500}").training
        #expect(byLabels?.feedback.retrainAfterLabels == 500 && byLabels?.everySeconds == .infinity)
        let dialect = try specification("traffic.segments.newcomers.dialect={strength: 40%, from: 3 weeks}")
        guard case .language(let language) = dialect.traffic.source else {
            Issue.record("no language")
            return
        }
        #expect(language.drifts == [.init(startSeconds: 3 * 604_800, strength: 0.4, segment: 1)])
        let assumed = try specification(
            "training=null", "traffic.language=null", "ai={assumed_accuracy: 90%}", "policy.triggers=null",
            "traffic.segments.newcomers.ai_accuracy_factor=0.8")
        #expect(assumed.traffic.segmentAccuracy == [1, 0.8])
    }

    @Test(
        "What is wrong is said at its place, with a remedy",
        arguments: [
            ("training.ask=often", "training.ask", "write one of: all, random, doubt, benefit"),
            ("training.ask=all", "training.ask", "remove one of the two"),
            ("training.when={}", "training.when", "write when: {every: 1 week}"),
            ("training.every=1 week", "training.every", "write it in 'when' alone"),
            ("training.when={every: 1 min}", "training.when.every", "write 1 h or more"),
            ("training.when={labels: 3}", "training.when.labels", "write 10 to 100000000"),
            ("training.double_share=150%", "training.double_share", "write 0% to 100%"),
            ("training.probation={labels: 2}", "training.probation.labels", "write 8 to 1000000"),
            ("training.gate.margin=-1%", "training.gate.margin", "'-1%' is below 0"),
            ("training.gate.margin=-0.05 USD", "training.gate.margin", "'-0.05 USD' is below 0"),
            ("training.gate.margin=1", "training.gate.margin", "write it like 85%"),
            ("training.gate.window=0 s", "training.gate.window", "is not above 0"),
            ("training.annotation_queue=cheques", "training.annotation_queue", "queues: general, checks"),
            ("monitors.drift.delta=0%", "monitors.drift.delta", "write it like 85%"),
            ("monitors.drift.streams=[scope, colour]", "monitors.drift.streams", "escalations, shares, or none alone"),
            ("monitors.drift.streams=[scope, none]", "monitors.drift.streams", "or none alone"),
            ("monitors.drift.level=0%", "monitors.drift.level", "write it like 85%"),
            ("training.new_intent_after=0", "training.new_intent_after", "write 1 to 1000000"),
            ("monitors.segments.every=1 s", "monitors.segments.every", "write 1 h or more"),
            ("monitors.segments.window=1 day", "monitors.segments.window", "write a longer window"),
            ("monitors.flagshare=5%", "monitors.flagshare", "did you mean 'flag_share'?"),
            ("traffic.segments=null", "segments: {level: 5%", "add traffic.segments, or remove this"),
            ("monitors.drift=null", "when: {every: 1 week, drift: true}", "add monitors: {drift: {delta: 0.2%}}"),
            ("teams.support.agents=1", "read_again: true", "give its skill to a team with 2 agents or more"),
            ("monitors=null", "read_again: true", "nothing counts the verdicts"),
            ("policy.audit.read_again=perhaps", "policy.audit.read_again", "true"),
            ("teams.support.agents=1", "double_share: 5%", "give its skill to a team with 2 agents or more"),
            ("traffic.segments.newcomers.dialect=140%", "traffic.segments.newcomers.dialect", "write 0% to 100%"),
            (
                "traffic.segments.newcomers.ai_accuracy_factor=0.5", "traffic.segments.newcomers.ai_accuracy_factor",
                "write dialect: 40%, or ai.assumed_accuracy"
            ),
        ])
    func wrong(override: String, place: String, remedy: String) {
        let text = problem(override)
        #expect(text.contains(place) && text.contains(remedy), "\(text)")
    }

    @Test("The gate weighs money where the scenario tells prices, with a margin of either unit")
    func gate() throws {
        let usual = try #require(try specification().training?.gate)
        let prices = try #require(usual.prices)
        #expect(usual.margin == 0.01 && usual.moneyMargin == nil && usual.windowSeconds == nil)
        // Four in five notice a wrong answer, and three in four of these come back; of the others who notice it all leave.
        let back = 0.8 * 0.75
        #expect(abs(prices.wrongAnswer - ((1 - back) * 8 + (0.8 - back) * 8)) < 1e-9)
        // Six minutes at 20.6 USD per hour, and one label in twenty is wrong.
        #expect(abs(prices.human - (2.06 + 0.05 * prices.wrongAnswer)) < 1e-9)
        #expect(prices.threshold == 0.8)
        let money = try specification("training.gate.margin=0.04 USD", "training.gate.window=2 weeks").training?.gate
        #expect(money?.moneyMargin == 0.04 && money?.windowSeconds == 1_209_600)
        #expect(try specification("training.gate.margin=0%").training?.gate.margin == 0)
        #expect(try specification("policy.threshold=always").training?.gate.prices == nil)
        #expect(try specification("policy.rule=random", "policy.share=50%").training?.gate.prices == nil)
        let chow = try specification("policy.rule=expected_cost").training?.gate.prices
        #expect(chow.map { abs($0.threshold - (1 - $0.human / $0.wrongAnswer)) < 1e-9 } == true)
        #expect(problem("teams.support.wage=null", "training.gate.margin=0.04 USD").contains("no prices to compare"))
    }

    @Test("Without audits there is nothing to watch by, and nowhere to read again")
    func withoutAudits() {
        let text = problem("policy.audit=null", "monitors.flag_share=0%", "monitors.drift.streams=none")
        for part in [
            "no audits to compare segments by", "neither audits nor flags", "there are no audits; add",
            "second readings and gold items have no queue",
        ] {
            #expect(text.contains(part), "\(text)")
        }
    }
}
