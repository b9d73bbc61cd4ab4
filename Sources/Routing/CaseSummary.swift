import Quantities

/// What a human reads before taking over: the case in a few lines, so that nobody asks the customer again.
public struct CaseSummary: Sendable, Equatable {
    /// What the AI believes the customer wants, likeliest first, with calibrated probabilities.
    public var intents: [(name: String, probability: Double)]
    /// Rules that brought the case to a human.
    public var reasons: [String]
    /// Probability that the customer is upset.
    public var emotion: Double
    /// Requested action, or nil.
    public var action: String?
    /// Amount of the requested action.
    public var amount: Double
    /// Contacts before this one about the same matter.
    public var earlierContacts: Int
    /// The customer's words on one line, cut to 200 characters.
    public var excerpt: String

    /// Sums a case up from what triage knows.
    public init(
        _ query: Query, prediction: Prediction, decision: Decision, policy: EscalationPolicy, catalog: Catalog
    ) {
        let known = min(prediction.probabilities.count, catalog.intents.count)
        let ranked = (0..<known).sorted {
            (prediction.probabilities[$0], $1) > (prediction.probabilities[$1], $0)
        }
        intents = ranked.prefix(3).map { (catalog.intents[$0], Double(prediction.probabilities[$0])) }
        reasons = policy.reasons(of: decision.reasons)
        emotion = prediction.emotion
        action = query.action.flatMap { catalog.actions.indices.contains($0) ? catalog.actions[$0] : nil }
        amount = query.amount
        earlierContacts = query.earlierContacts
        excerpt = Self.excerpt(query.text)
    }

    /// One line, so that a customer's words cannot pass for a line of the summary.
    private static func excerpt(_ text: [UInt8]) -> String {
        // Enough for 200 of the longest characters in use; only those who stack marks on a letter see it cut.
        let words = String(decoding: text.prefix(8192), as: UTF8.self).split { character in
            character.isWhitespace || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        return String(words.joined(separator: " ").prefix(200))
    }

    /// The summary as lines of text.
    public var text: String {
        let wishes = intents.map { "\($0.name) (\(Self.percent($0.probability)))" }
        var lines = ["Wants: " + (wishes.isEmpty ? "unknown" : wishes.joined(separator: ", "))]
        if let action { lines.append("Asks for: \(action)" + (amount > 0 ? " of \(amount)" : "")) }
        lines.append("Here because of: " + reasons.joined(separator: ", "))
        if emotion >= 0.5 { lines.append("Sounds upset (\(Self.percent(emotion)))") }
        if earlierContacts > 0 { lines.append("Earlier contacts about this: \(earlierContacts)") }
        lines.append("Said: " + excerpt)
        return lines.joined(separator: "\n")
    }

    private static func percent(_ share: Double) -> String {
        share.isFinite ? BriefUnits.wholePercent(min(max(share, 0), 1)) : "unknown"
    }

    /// Whether two summaries say the same.
    public static func == (a: CaseSummary, b: CaseSummary) -> Bool { a.text == b.text }
}
