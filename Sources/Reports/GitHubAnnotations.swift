import Experiments

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

    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
