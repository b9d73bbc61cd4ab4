import ArgumentParser
import Files
import Foundation
import Routing
import Scenarios
import Stochastics
import Training

struct Route: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decide about queries: one JSON object a line in, one decision a line out.",
        discussion: """
            A query has "id" and "text", and may have "channel", "segment", "action",
            "amount", "earlier_contacts", "failed_attempts" and "confirmed" (the customer
            has been asked to confirm), with names from the policy's scenario.

            "state" tells how busy the operation is, by queue, for a policy whose
            threshold moves with it: "backlog", "agents", "idle", "handle_s", "load",
            "left_s" (seconds the agents' shifts have left), and "drift": true. It
            holds until another line changes it.

            Example:
              echo '{"id":"q1","text":"my card has not arrived"}' | hitl route --model model.json --policy scenarios/support.yaml
            """)

    @Option(name: .long, help: ArgumentHelp("A model that hitl train wrote.", valueName: "file"))
    var model: String

    @Option(
        name: .long,
        help: ArgumentHelp("A model of emotion that hitl train --emotion-labels wrote.", valueName: "file"))
    var emotionModel: String?

    @Option(name: .long, help: ArgumentHelp("The scenario whose policy decides.", valueName: "scenario"))
    var policy: String

    @Option(name: .long, help: ArgumentHelp("File of queries; standard input otherwise.", valueName: "file"))
    var queries: String?

    @Option(name: .long, help: ArgumentHelp("Write an audit trail (JSON Lines, and FILE.head).", valueName: "file"))
    var audit: String?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Replace a value of the scenario; may be repeated.", valueName: "dotted.path=value"))
    var set: [String] = []

    @Option(name: .long, help: ArgumentHelp("Seed of the random choice of audited answers.", valueName: "n"))
    var seed: UInt64 = 1

    @Flag(name: .long, help: "Replace an audit trail that is there already.")
    var force = false

    mutating func run() throws {
        let trained = try ModelFile.read(model)
        let scenario = try Scenario.load(policy, overrides: set, corpus: .skip)
        var catalog = scenario.specification.catalog
        catalog.intents = trained.intents
        var rules = scenario.specification.policy
        rules.usesAI = true
        let named = Set(rules.triggers.flatMap { $0.condition.intents ?? [] }).union(rules.queueByIntent.keys)
        // A model need not know the name of what it does not know.
        let unknown = named.subtracting(catalog.intents + ["out_of_scope"]).sorted()
        if !unknown.isEmpty {
            Console.note("note: the model knows no intent \(unknown.joined(separator: ", ")), which the policy names")
        }
        let compiled = EscalationPolicy(rules, catalog: catalog)
        if let audit {
            let trail = try AuditFile(path: audit, replace: force)
            try route(trained, compiled, catalog, sink: trail)
            try trail.finish()
        } else {
            try route(trained, compiled, catalog, sink: CountingAuditSink())
        }
    }

    private func route(_ model: TextModel, _ policy: EscalationPolicy, _ catalog: Catalog, sink: some AuditSink) throws
    {
        // What a benefit is learned from is not in the model's file: here it is a human's usual accuracy less the confidence.
        let emotion = try emotionModel.map { try EmotionOptions.model($0) }
        let reader: any Classifier =
            emotion.map { EmotionClassifier(TextClassifier(model: model), emotion: $0) } ?? TextClassifier(model: model)
        let classifier = BenefitClassifier(
            reader, predictor: BenefitPredictor(rules: policy.rules, catalog: catalog))
        var router = Router(catalog: catalog, policy: policy, classifier: classifier, sink: sink)
        var lines =
            try queries.map { try JSONLines(path: $0) } ?? JSONLines(descriptor: STDIN_FILENO, file: "standard input")
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var number = 0
        var state = RoutedState.unknown(catalog)
        while let line = try lines.nextLine() {
            let request = try line.decode(RoutedQuery.self)
            let query = try request.query(number: number, catalog: catalog, line: line)
            var stream = RandomStream(seed: seed, replication: 0, purpose: 0x726F, entity: UInt64(number))
            try request.state?.update(&state, catalog: catalog, line: line)
            let decision = router.triage(query, state: state, now: query.arrivalSeconds, using: &stream)
            let answer = RoutedDecision(
                id: request.id, query: query, decision: decision, prediction: router.prediction,
                basis: router.basis, modelVersion: model.version, policy: policy, catalog: catalog)
            Console.print(String(decoding: try encoder.encode(answer), as: UTF8.self))
            number += 1
        }
        if number == 0 { Console.note("no query: write one JSON object a line, with \"id\" and \"text\"") }
    }
}
