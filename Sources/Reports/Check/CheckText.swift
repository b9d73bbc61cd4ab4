import Experiments
import Stochastics

/// What became of a scenario's checks as a page of text.
public struct CheckText: Sendable {
    private let result: CheckResult
    private let width: Int
    private let style: TerminalStyle

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - width: columns of the page, at least 60; no line is longer.
    ///   - colour: whether to write ANSI colour codes.
    public init(_ result: CheckResult, width: Int = 80, colour: Bool) {
        self.result = result
        self.width = max(60, width)
        style = TerminalStyle(colour: colour)
    }

    /// The page, each line ended by a line feed.
    public func text() -> String {
        var lines = TerminalText.wrap(TerminalText.clean(result.scenario), to: width).map(style.heading)
        lines += TerminalText.wrap(CheckPhrases.method(result), to: width).map(style.faint) + [""]
        lines += Self.rows(result.outcomes, currency: result.currency, width: width, style: style)
        let open = result.outcomes.filter { $0.verdict != .pass }
        lines += paragraph("WHY", open.map { CheckPhrases.sentence($0, currency: result.currency) })
        lines += paragraph("CHANGED SINCE THE BASELINE", CheckPhrases.changes(result))
        lines += paragraph("NOTES", FindingPhrases.sentences(result.notes))
        lines += [""] + TerminalText.wrap(CheckPhrases.summary(result), to: width).map(style.heading)
        return lines.joined(separator: "\n") + "\n"
    }

    /// For each check its verdict and name, and below them the value with its interval and the limit.
    static func rows(
        _ outcomes: [CheckOutcome], currency: String, width: Int, style: TerminalStyle
    ) -> [String] {
        let verdictWidth = 9
        let indent = String(repeating: " ", count: verdictWidth + 4)
        return outcomes.flatMap { outcome in
            let tone: ServiceLevelVerdict.Outcome =
                outcome.verdict == .pass ? .met : outcome.verdict == .fail ? .missed : .undecided
            let verdict = TerminalText.pad(CheckPhrases.word(outcome.verdict), to: verdictWidth)
            let name = TerminalText.cut(TerminalText.clean(outcome.check.name), to: width - verdictWidth - 4)
            let details = CheckPhrases.details(outcome, currency: currency)
            return ["  " + style.verdict(verdict, tone) + "  " + name]
                + TerminalText.wrap(TerminalText.clean(details), to: width, first: indent, rest: indent).map(
                    style.faint)
        }
    }

    private func paragraph(_ heading: String, _ sentences: [String]) -> [String] {
        guard !sentences.isEmpty else { return [] }
        return ["", style.heading(heading)]
            + sentences.flatMap {
                TerminalText.wrap(TerminalText.clean($0), to: width, first: "  - ", rest: "    ")
            }
    }
}
