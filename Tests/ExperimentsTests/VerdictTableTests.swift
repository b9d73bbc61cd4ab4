import Experiments
import Reports
import Scenarios
import Testing

/// Ten pairs of operations whose order is known, and what an expert would say of them.
@Suite("Verdicts say what an expert would")
struct VerdictTableTests {
    /// A small team of voice, and an AI that answers what it is sure of.
    private static let desk = """
        name: A desk
        horizon: 1 week
        seed: 1
        replications: 20
        traffic: {volume: 900 per day, patience: {distribution: exponential, mean: 2 min}}
        queues: {voice: {}}
        ai: {assumed_accuracy: {mean: 85%, concentration: 8}, latency: 3 s}
        policy: {threshold: 80%, default_queue: voice}
        customers: {notice_wrong: 80%, return: 75%, return_after: 3 h, reopen_window: 1 day}
        teams:
          desk:
            skills: [voice]
            agents: 3
            handle_time: {distribution: exponential, mean: 10 min}
            label_error: 5%
            wage: 20 USD per hour
        costs: {ai: {per_query: 0.1 USD}, wrong_case: 8 USD, lost_customer: 8 USD}
        service_levels: {voice: {queues: [voice], within: 20 s, target: 80%}}
        """

    private func sentences(_ changes: [String], base: [String] = []) throws -> [String] {
        let scenario = try Scenario.decode(Self.desk, file: "d.yaml", overrides: base)
        let other = try Scenario.decode(Self.desk, file: "d.yaml", overrides: base + changes)
        let variants = [
            ComparedVariant(name: "today", source: "d.yaml", scenario: scenario),
            ComparedVariant(name: "the change", source: "d.yaml", changes: changes, scenario: other),
        ]
        let result = try ComparisonRun(variants, seed: 1, replications: 20, threads: 2).run()
        return ComparisonPhrases(result).verdict(1)
    }

    /// One row: the change, how the first sentence begins, what it names, what stands nowhere in the verdict, and what
    /// the cost sentence holds.
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let changes: [String]
        let begins: String
        let names: [String]
        let never: [String]
        let cost: String
        var testDescription: String { what }
    }

    static let better = "Clearly better for customers: service level voice, "
    static let worse = "Clearly worse for customers: service level voice, "
    static let rows = [
        Row(
            what: "one more agent", changes: ["teams.desk.agents=4"], begins: better,
            names: ["customers lost", "gave up waiting", "mean wait"], never: ["Clearly worse", "time to resolution"],
            cost: "of the customers lost instead of"),
        Row(
            what: "one agent fewer", changes: ["teams.desk.agents=2"], begins: worse,
            names: ["customers lost", "gave up waiting", "mean wait"], never: ["Clearly better", "time to resolution"],
            cost: "of the customers lost instead of"),
        Row(
            what: "faster work", changes: ["teams.desk.handle_time.mean=8 min"], begins: better,
            names: ["customers lost", "mean wait"], never: ["Clearly worse"], cost: "the change costs"),
        Row(
            what: "slower work", changes: ["teams.desk.handle_time.mean=12 min"], begins: worse,
            names: ["customers lost", "mean wait"], never: ["Clearly better"], cost: "the change costs"),
        Row(
            what: "fewer contacts", changes: ["traffic.volume=700 per day"],
            begins: "the change does not meet the same demand as the baseline", names: [],
            never: ["Clearly worse"], cost: "less a week"),
        Row(
            what: "dearer AI", changes: ["costs.ai.per_query=0.5 USD"],
            begins: "For customers no difference could be shown", names: [], never: ["Clearly"], cost: "more a week"),
        Row(
            what: "cheaper people", changes: ["teams.desk.wage=18 USD per hour"],
            begins: "For customers no difference could be shown", names: [], never: ["Clearly"], cost: "less a week"),
        Row(
            what: "an AI that knows more", changes: ["ai.assumed_accuracy.mean=92%"], begins: better,
            names: ["customers lost", "mean wait"], never: ["Clearly worse"], cost: "less a week"),
        Row(
            what: "a shy AI", changes: ["policy.threshold=95%"], begins: worse,
            names: ["customers lost", "gave up waiting"], never: ["wrong among AI answers"],
            cost: "of the customers lost instead of"),
        Row(
            what: "the same again", changes: ["teams.desk.agents=3"],
            begins: "the change changes nothing: with its settings the scenario is that of the baseline.", names: [],
            never: ["Clearly"], cost: ""),
    ]

    @Test("The sentence an expert would say", arguments: rows)
    func expert(row: Row) throws {
        let said = try sentences(row.changes)
        #expect(said.first?.hasPrefix(row.begins) == true, "\(said)")
        for name in row.names { #expect(said.first?.contains(name) == true, "\(name): \(said)") }
        for word in row.never { #expect(!said.contains { $0.contains(word) }, "\(word): \(said)") }
        #expect(said.last?.contains(row.cost) == true || row.cost.isEmpty, "\(said)")
    }

    @Test("What lost customers cost is missing, and how many there are stands beside the cost")
    func unpricedLosses() throws {
        let said = try sentences(["policy.threshold=95%"], base: ["costs.lost_customer=null"])
        #expect(
            said.last?.hasSuffix("whom its costs do not count (costs.lost_customer).") == true
                && said.contains { $0.hasPrefix("A resolution costs") }, "\(said)")
    }
}
