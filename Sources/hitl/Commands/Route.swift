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
            has been asked to confirm), with names from the policy's scenario. "arrival_s"
            is the time in seconds. Any other key is an error. Without a segment no
            segment's priority or trigger applies, and without a channel no channel's queue.

            "state" tells how busy the operation is, by queue, for a policy whose
            threshold moves with it: "backlog", "agents", "idle", "handle_s", "load",
            "offered" (the load if humans were asked about every query), "left_s"
            (seconds the agents' shifts have left), and "drift": true. It holds until another line changes it.

            A line that cannot be read is answered by an object with "error", and the next
            is served; the exit code at the end is then 65. With --audit no decision is
            printed before its record is on the disk.

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

    @Flag(name: .long, help: "Go on with the audit trail, after it was checked; begin it where there is none.")
    var resume = false

    mutating func validate() throws {
        if resume, force { throw ValidationError("--resume goes on with a trail and --force replaces it: choose one") }
        if resume, audit == nil { throw ValidationError("--resume goes on with an audit trail: name it with --audit") }
    }

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
        let journal = try audit.map { try AuditJournal(path: $0, existing: existing) }
        if let dropped = journal?.droppedBytes, dropped > 0 {
            Console.note("note: an unfinished last line of the audit trail was cut off; its decision was never printed")
        }
        if audit != nil { Interruption.consequence = "every decision printed is in the audit trail" }
        // What a benefit is learned from is not in the model's file: a human's usual accuracy less the confidence.
        let emotion = try emotionModel.map { try EmotionOptions.model($0) }
        let reader: any Classifier =
            emotion.map { EmotionClassifier(TextClassifier(model: trained), emotion: $0) }
            ?? TextClassifier(model: trained)
        var session = RoutingSession(
            policy: compiled, catalog: catalog,
            classifier: BenefitClassifier(
                reader, predictor: BenefitPredictor(rules: compiled.rules, catalog: catalog)),
            journal: journal, seed: seed)
        var lines =
            try queries.map { try JSONLines(path: $0, longestLine: RoutingSession.longestLine) }
            ?? JSONLines(
                descriptor: STDIN_FILENO, file: "standard input", longestLine: RoutingSession.longestLine)
        try session.run(&lines)
        let count = session.decided + session.refused
        if count == 0 { Console.note("no query: write one JSON object a line, with \"id\" and \"text\"") }
        guard session.refused > 0 else { return }
        Console.note("\(session.refused) of \(count) lines could not be read; an error stands in the place of each")
        throw ExitCode(Failure.badData)
    }

    private var existing: AuditJournal.Existing { resume ? .resume : force ? .replace : .keep }
}
