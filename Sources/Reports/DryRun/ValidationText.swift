import Experiments
import Files
import Quantities
import Results
import Scenarios
import Simulation

/// What a sound scenario file has, for a terminal.
package struct ValidationText {
    private let finding: ValidationFinding

    /// Shows what reading a file came to.
    package init(_ finding: ValidationFinding) { self.finding = finding }

    /// Lines for a terminal; empty where it is not sound.
    package var text: String {
        guard case .success(let scenario) = finding.outcome else { return "" }
        var lines = ["\(finding.file) is sound."]
        lines += TerminalText.wrap(contents(scenario), to: 80, first: "  ", rest: "  ")
        for warning in FindingPhrases.sentences(ScenarioAdvice(scenario).findings) {
            lines += TerminalText.wrap("warning: " + warning, to: 80, first: "  ", rest: "    ")
        }
        return lines.joined(separator: "\n")
    }

    /// What a scenario has, in a sentence.
    private func contents(_ scenario: Scenario) -> String {
        let it = scenario.specification
        let perDay =
            it.traffic.arrivals.expectedCount(from: it.warmUpSeconds, to: it.horizonSeconds)
            / (it.horizonSeconds - it.warmUpSeconds) * Seconds.perDay
        let agents = it.teams.reduce(0) { $0 + $1.agents }
        var hasTexts = true
        if case .none = it.traffic.source { hasTexts = false }
        let parts = [
            "\(scenario.name): \(HumanUnits.span(seconds: it.horizonSeconds))",
            "\(HumanUnits.number(perDay.rounded())) contacts a day", count(it.catalog.channels, "channel"),
            hasTexts ? count(it.catalog.intents, "intent") : "no texts", count(it.queues, "queue"),
            "\(count(it.teams, "team")) with \(HumanUnits.number(Double(agents))) agents rostered",
            count(it.serviceLevels, "service level"),
            it.ai == nil ? "no AI" : it.ai?.assumed == nil ? "an AI" : "an AI of assumed accuracy",
            "\(scenario.replications) replications", "up to " + count(it.possibleMeasures(), "measure"),
        ]
        return parts.joined(separator: ", ") + "."
    }

    private func count<Item>(_ items: [Item], _ noun: String) -> String {
        "\(HumanUnits.number(Double(items.count))) \(noun)\(items.count == 1 ? "" : "s")"
    }
}
