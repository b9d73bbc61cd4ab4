import Experiments

/// Checks as Markdown, for a comment on a pull request or the summary of a CI job.
public enum CheckMarkdown {
    /// A file that begins so was written here, and may be replaced.
    public static let start = "<!-- hitl check -->"

    /// The file's text.
    public static func text(_ result: CheckResult) -> String {
        let word = CheckPhrases.word(result.verdict)
        var text = "\(start)\n### hitl check: \(word)\n\n**\(escape(CheckPhrases.summary(result)))** "
        text += "Scenario: \(escape(result.scenario)).\n\n"
        text += "| check | verdict | requirement | value | interval | limit | n |\n|---|---|---|--:|---|--:|--:|\n"
        for outcome in result.outcomes {
            let verdict = CheckPhrases.word(outcome.verdict)
            let cells = [
                escape(outcome.check.name), outcome.verdict == .pass ? verdict : "**\(verdict)**",
                code(outcome.check.requirement.text), escape(CheckPhrases.value(outcome, currency: result.currency)),
                escape(CheckPhrases.interval(outcome, currency: result.currency) ?? "-"),
                escape(CheckPhrases.limit(outcome, currency: result.currency)), String(outcome.estimate?.n ?? 0),
            ]
            text += "| " + cells.joined(separator: " | ") + " |\n"
        }
        let open = result.outcomes.filter { $0.verdict != .pass }
        text += list("Why", open.map { CheckPhrases.sentence($0, currency: result.currency) })
        text += list("Changed since the baseline", CheckPhrases.changes(result))
        text += list("Notes", FindingPhrases.sentences(result.notes))
        return text + "\n<sub>\(escape(CheckPhrases.method(result)))</sub>\n"
    }

    /// The page of a check that judged nothing.
    ///
    /// - Parameters:
    ///   - file: the scenario's, as the user named it.
    ///   - reason: what was wrong, in lines.
    public static func text(file: String, reason: String) -> String {
        let lines = reason.split(whereSeparator: \.isNewline).map { escape(String($0)) }
        return "\(start)\n### hitl check: ERROR\n\n**Nothing was judged.** Scenario: \(escape(file)).\n"
            + list("Why", lines.isEmpty ? ["unknown"] : lines, isEscaped: true)
    }

    private static func list(_ title: String, _ sentences: [String], isEscaped: Bool = false) -> String {
        guard !sentences.isEmpty else { return "" }
        return "\n\(title):\n\n" + sentences.map { "- \(isEscaped ? $0 : escape($0))\n" }.joined()
    }

    /// Text in which nothing is markup, a link, a mention of somebody or a reference to an issue.
    static func escape(_ text: String) -> String {
        // GitHub looks for links and names in the text that is left when markup is read; an empty comment parts them.
        let parting = "<!-- -->"
        let scalars = Array(TerminalText.clean(text).unicodeScalars)
        func follows(_ place: Int, _ test: (Unicode.Scalar) -> Bool) -> Bool {
            place + 1 < scalars.count && test(scalars[place + 1])
        }
        var escaped = ""
        for (place, scalar) in scalars.enumerated() {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "@": escaped += "@" + parting
            case ":" where follows(place) { $0 == "/" }: escaped += ":" + parting
            case "." where escaped.lowercased().hasSuffix("www"): escaped += parting + "."
            case "|", "`", "*", "_", "[", "]", "\\", "~", "#":
                escaped += "\\"
                escaped.unicodeScalars.append(scalar)
                if scalar == "#", follows(place, { $0.properties.numericType != nil }) { escaped += parting }
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Code in a cell of a table.
    private static func code(_ text: String) -> String {
        let clean = TerminalText.clean(text).replacing("|", with: "\\|")
        return clean.contains("`") ? escape(clean) : "`\(clean)`"
    }
}
