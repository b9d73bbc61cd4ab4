import Experiments
import Files

/// Failed and undecided checks as workflow commands of GitHub Actions, which show them at their lines in the scenario.
public enum GitHubAnnotations {
    /// A line for each check that failed (`::error`) or is undecided (`::warning`); empty when all pass.
    public static func text(_ result: CheckResult) -> String {
        result.outcomes.filter { $0.verdict != .pass }.map { outcome in
            let command = outcome.verdict == .fail ? "error" : "warning"
            var properties = "file=\(property(result.file))"
            if let line = outcome.check.line { properties += ",line=\(line)" }
            if let column = outcome.check.column { properties += ",col=\(column)" }
            properties += ",title=\(property("hitl check: \(outcome.check.name)"))"
            var message = CheckPhrases.sentence(outcome, currency: result.currency)
            let changes = CheckPhrases.changes(result, most: 3)
            if outcome.verdict == .fail, !changes.isEmpty {
                message += " Changed since the baseline: \(changes.joined(separator: "; "))."
            }
            return "::\(command) \(properties)::\(data(message))\n"
        }.joined()
    }

    /// A line for each problem of a file (`::error`), at its place where it is known.
    ///
    /// - Parameter path: the file's path from the root of the repository; nil where a problem names no file.
    public static func text(_ problems: [Problem], path: (String) -> String?) -> String {
        let (told, rest) = Problems(problems).told
        return told.map { problem in
            var properties: [String] = []
            if let file = path(problem.file) {
                properties.append("file=\(property(file))")
                if problem.line > 0 { properties.append("line=\(problem.line)") }
                if problem.line > 0, problem.column > 0 { properties.append("col=\(problem.column)") }
            }
            let place = properties.isEmpty ? "\(problem.file): " : ""
            properties.append("title=hitl check")
            let message = place + problem.message + (problem.remedy.isEmpty ? "" : "; \(problem.remedy)")
            return "::error \(properties.joined(separator: ","))::\(data(message))\n"
        }.joined() + (rest.map(text) ?? "")
    }

    /// A line for an error that lies in no file.
    public static func text(_ message: String) -> String { "::error title=hitl check::\(data(message))\n" }

    private static func data(_ text: String) -> String {
        VisibleText.page(text).replacing("%", with: "%25").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(VisibleText.line(text)).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
