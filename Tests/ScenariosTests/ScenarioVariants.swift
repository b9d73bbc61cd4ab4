import Files
import Foundation
import Reports
import Scenarios
import Testing
import Yams

/// Scenarios that together use every key. Some name files that are not there, which the readers of keys need not know.
struct ScenarioVariant: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    var overrides: [String] = []

    var testDescription: String { name }

    /// The document as JSON.
    func json(setting more: [String] = []) throws -> JSONTree {
        guard let node = try Yams.compose(yaml: text) else { return .null }
        return try (overrides + more).reduce(JSONTree(node)) { tree, override in
            let parts = override.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let value =
                try parts[1].isEmpty ? JSONTree.null : Yams.compose(yaml: parts[1]).map { JSONTree($0) } ?? .null
            return tree.replacing(parts[0].split(separator: ".").map(String.init)[...], with: value)
        }
    }

    /// What the readers ask it for.
    func asked() throws -> KeyLog { try Scenario.asked(text, file: "s.yaml", overrides: overrides) }

    static let all: [ScenarioVariant] = shipped + made

    /// The scenarios and templates that come with the program.
    static let shipped: [ScenarioVariant] = {
        let folder = Samples.root.appendingPathComponent("scenarios").path
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let files = names.filter { $0.hasSuffix(".yaml") }.compactMap { name in
            (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)).map {
                ScenarioVariant(name: name, text: $0)
            }
        }
        return files + ScenarioTemplate.allCases.map { ScenarioVariant(name: "template \($0.rawValue)", text: $0.text) }
    }()

    private static func small(_ name: String, _ overrides: String...) -> ScenarioVariant {
        ScenarioVariant(name: name, text: Samples.small, overrides: overrides)
    }

    private static let made = [
        small("small", "follow_contacts=[1, 10]", "traffic.language.asks_for_human=3%", "warm_up=auto"),
        small(
            "rates", "traffic.volume=null", "traffic.rates={repeat: 1 day, points: [{at: 8 h, rate: 40 per h}]}",
            "traffic.channels=null", "traffic.patience=5 min", "traffic.gaps={distribution: gamma, mean: 1 s, cv: 2}",
            "traffic.batch_size={geometric: 2}", "queues.chat.interruptible=true"),
        small(
            "segments",
            "traffic.segments.few={share: 10%, handle_factor: 2, patience: 3 min, dialect: {strength: 4%, from: 1 h}}",
            "traffic.segments.many.dialect=3%", "traffic.batch_size=2"),
        small(
            "assumed", "traffic.language=null", "traffic.actions=null", "policy.triggers=null",
            "policy.queues_by_intent=null",
            "training=null",
            "traffic.segments.few.ai_accuracy_factor=0.9",
            "ai={assumed_accuracy: {mean: 80%, concentration: 4, learning: {limit: 95%, scale: 100, power: 0.4, every: 2}}}"
        ),
        small(
            "levels", "traffic.language=null", "traffic.actions=null", "policy.triggers=null",
            "policy.queues_by_intent=null",
            "training=null",
            "ai={assumed_accuracy: {levels: {a: {share: 70%, confidence: 95%}, b: {share: 30%, confidence: 40%}}}}"),
        small(
            "accuracy", "ai={assumed_accuracy: 80%, handling_time: 3 s, slots: 4}", "training=null",
            "traffic.language=null", "traffic.actions=null", "policy.triggers=null", "policy.queues_by_intent=null",
            "customers.upset={share: 10%}"),
        small(
            "upset", "traffic.gaps=1",
            "customers.upset={patience_factor: 0.5, notice_wrong: 60%, return: 50%, return_when_right: 5%}"),
        small(
            "program",
            "ai={external: {command: [python3, a.py], replay: a.jsonl, timeout: 5 s, retries: 1, "
                + "backoff: 1 s, cost_per_call: 0.01 EUR}, emotion_model: emotion.json}"),
        small(
            "service",
            "ai={external: {url: 'http://localhost/v1', model: m, prompt: 'Say {intents}', key_variable: HITL_KEY, replay: a.jsonl}}"
        ),
        small("log", "ai={recorded: log.csv}", "traffic.language=null"),
        small(
            "columns", "traffic.language=null",
            "ai={recorded: {file: log.csv, recycle: true, columns: {text: a, id: b, predicted: c, confidence: d, intent: e, "
                + "emotion: f, channel: g, segment: h, handle_time: i}}}"),
        small(
            "corpus",
            "traffic.language={corpus: t.csv, text_column: a, intent_column: b, recycle: true, get_it: buy it}"),
        small(
            "turns", "ai.latency=null",
            "ai.turns={seconds: 20 s, count: {geometric: 3}, fails: 60%, repeats_when_right: 10%, "
                + "repeats_when_wrong: 50%, upset_when_wrong: 15%}", "policy.handoff={above: 50%}",
            "policy.benefit={human_cost: 1 EUR}", "customers.rephrase_after=20 s"),
        small(
            "work", "ai.sees_difficulty=50%", "traffic.channels.mail.work=120%",
            "traffic.channels.chat.handle_time={distribution: exponential, mean: 7 min}",
            "traffic.language.intents.order={share: 40%, work: 1.4, handle_time: {chat: 11 min}}",
            "traffic.language.intents.refund.handle_time={distribution: gamma, mean: 4 min, cv: 0.5}",
            "traffic.language.intents.late.work=60%"),
        small(
            "work of a corpus",
            "traffic.language={corpus: t.csv, handle_time_column: aht, intents: {refund: {work: 200%}, order: {handle_time: 3 min}}}"
        ),
        small("fixed turns", "ai.latency=null", "ai.turns={seconds: 20 s, count: 3}"),
        small(
            "cost", "policy.rule=expected_cost", "policy.drift_margin=3%", "policy.human_request_phrases=[a human]",
            "policy.expected_cost={answer: 0.1 EUR, human: 3 EUR, human_error: 2%, waiting: 0.1 EUR per min, patience: 4 min}"
        ),
        small(
            "money",
            "costs={wrong_answer: {refund: 8 EUR, rest: 2 EUR}, wrong_case: {rest: 3 EUR}, lost_customer: {order: 9 EUR}, "
                + "unhandled: {refund: 7 EUR}, fixed: {platform: 4000 EUR per month}, ai: {per_query: 0.1 EUR, "
                + "tiers: [[50, 0.95 EUR], [rest, 0.9 EUR]], reopened_within: 72 h, included: 50 per month, "
                + "minimum: 500 EUR per month}}"),
        small(
            "plain money",
            "costs={wrong_case: 3 EUR, lost_customer: 9 EUR, unhandled: 7 EUR, ai: {per_resolution: 0.99 EUR, included: 50, "
                + "minimum: 500 EUR}}"),
        small(
            "share", "policy.rule=share", "policy.share=40%",
            "policy.triggers.close.when={failed_attempts_at_least: 1, out_of_scope_above: 95%, explicit_request: true, "
                + "backlog_above: 4, benefit_above: 30%}", "policy.triggers.close.queue=chat",
            "policy.triggers.close.priority=3"),
        small(
            "plans",
            "plans={pay: {actions: [refund], approve: steps, queue: care, priority: 4, time_out: 30 min, escalate_to: chat, "
                + "rejected_to: chat, edited: 10%, edit_time: 1 min, responded: 5%, reply_after: 1 h, reasons: {wrong: 100%}, "
                + "steps: {check: {takes: 10 s}, pay: {takes: 20 s, pauses: true}}}, "
                + "look: {intents: [order], approve: none, steps: {look: {takes: 5 s}}}}"),
        small(
            "feedback", "training.every=null", "training.when={every: 4 h, labels: 50, drift: true}",
            "training.ask=doubt",
            "training.double_share=5%", "training.second_opinion=true", "training.gold_share=2%",
            "training.skip_share=1%", "training.annotation_queue=audits", "training.recalibrate_on_audits=true",
            "training.probation={labels: 100, level: 5%}", "training.gate.margin=0.5%", "training.gate.window=1 week",
            "monitors={drift: {delta: 0.2%, clear_after: 1 week}, flag_share: 10%, "
                + "segments: {level: 5%, every: 1 day, window: 1 week}}"),
        small(
            "assignment", "teams.desk.proficiency={chat: 1.2}",
            "assignment={agents: least_loaded, contacts: deadline, ageing: 5 min, sticky: 10 min, "
                + "deadlines: {chat: 1 min}, capacity: {units: 3, teams: {desk: 4}, channels: {mail: 2}, stretch: [1, 1.2]}}"
        ),
        small(
            "intervals", "teams.care.agents=null", "teams.care.agents_by_interval={every: 6 h, daily: [1, 2, 2, 1]}",
            "checks={level: 5%, looks: 4, max_replications: 100, cheap: cost.per_query < 5 EUR}"),
        small("stretch", "assignment={capacity: {units: 3, stretch: 20%}}"),
        small(
            "distributions", "teams.desk.handle_time={distribution: weibull, shape: 0.8, scale: 4 min}",
            "teams.desk.audit_time={distribution: exponential, mean: 90 s}",
            "ai.latency={distribution: constant, value: 2 s}",
            "teams.care.approval_time={distribution: mixture, of: [{weight: 40%, distribution: uniform, low: 1 s, high: 9 s}, "
                + "{weight: 60%, distribution: mixture, of: [{weight: 100%, distribution: constant, value: 5 s}]}]}",
            "traffic.actions.refund.amount={distribution: empirical, values: [10 EUR, 20 EUR]}"),
    ]
}
