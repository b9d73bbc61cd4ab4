import Files
import Routing

/// Writes one row for every contact of a replication, when it is over. A class, because one open file has one owner.
public final class TraceFile {
    private let file: PartialFile
    private var failure: (any Error)?

    static let header = [
        "number", "attempt", "measured", "arrival_s", "channel", "segment", "intent", "out_of_scope", "upset",
        "predicted", "confidence", "emotion", "model", "requested_action", "amount", "decision", "queue", "priority",
        "reasons", "audited", "wait_s", "handle_s", "agent", "label", "outcome", "reaction", "right", "text",
    ]

    /// Begins a trace, which holds what customers wrote: only the owner may read the file (0600).
    ///
    /// - Throws: `OutputError` when the file is there already and `replace` is false, or cannot be written.
    public init(path: String, replace: Bool) throws {
        file = try PartialFile(path: path, replace: replace, isPrivate: true)
        try file.append(CSVWriter.line(Self.header) + "\n")
    }

    /// Completes the file.
    ///
    /// - Throws: `OutputError` when anything could not be written.
    public func finish() throws {
        if let failure { throw failure }
        try file.commit()
    }

    func write(
        _ contact: borrowing OpenContact, text: [UInt8], outcome: String, reaction: String, reasons: [String],
        specification: OperationSpecification
    ) {
        guard failure == nil else { return }
        let catalog = specification.catalog
        let byAI = contact.predictedIntent >= 0
        let decided = contact.decidedIntent
        let right = decided >= 0 ? decided == contact.truth.intent : contact.isAIRight
        let isServed = outcome == "handled" || outcome == "answered"
        let toHuman = contact.decision.action.reachesHuman
        let waited = toHuman && outcome != "blocked" && (outcome != "open" || contact.steps.contains(.sent))
        let row: [String] = [
            String(contact.number), String(contact.attempt), flag(contact.isMeasured), number(contact.arrival),
            catalog.channels[contact.query.channel], catalog.segments[contact.query.segment],
            catalog.intents[contact.truth.intent], flag(contact.truth.outOfScope), flag(contact.truth.upset),
            byAI ? catalog.intents[contact.predictedIntent] : "", byAI ? number(contact.confidence) : "",
            byAI ? number(contact.emotion) : "", byAI ? String(contact.modelVersion) : "",
            contact.query.action.map { catalog.actions[$0] } ?? "",
            contact.query.action == nil ? "" : number(contact.query.amount),
            contact.decision.action.name, toHuman ? catalog.queues[contact.decision.queue] : "",
            toHuman ? String(contact.decision.priority) : "", reasons.joined(separator: "|"),
            flag(contact.decision.audited), waited ? number(contact.wait) : "",
            decided >= 0 ? number(contact.handle) : "", contact.agent >= 0 ? String(contact.agent) : "",
            decided >= 0 ? catalog.intents[decided] : "", outcome, reaction, isServed ? flag(right) : "",
            String(decoding: text, as: UTF8.self),
        ]
        do {
            try file.append(CSVWriter.line(row) + "\n")
        } catch {
            failure = error
        }
    }

    private func flag(_ value: Bool) -> String { value ? "1" : "0" }

    private func number(_ value: Double) -> String { "\((value * 1e6).rounded() / 1e6)" }
}
