import Experiments
import Files
import Scenarios
import Simulation

/// What was found of one scenario file: what it says, or what is wrong with it.
package struct ValidationReport {
    private let file: String
    private let outcome: Result<Scenario, Problems>

    /// Takes what reading a file came to.
    package init(file: String, _ outcome: Result<Scenario, Problems>) {
        self.file = file
        self.outcome = outcome
    }

    /// Whether the file is sound.
    package var isSound: Bool { if case .success = outcome { true } else { false } }

    /// Lines for a terminal; problems are left to `problems`.
    package var text: String {
        guard case .success(let scenario) = outcome else { return "" }
        var lines = ["\(file) is sound."]
        lines += TerminalText.wrap(contents(scenario), to: 80, first: "  ", rest: "  ")
        for warning in ScenarioAdvice(scenario).sentences {
            lines += TerminalText.wrap("warning: " + warning, to: 80, first: "  ", rest: "    ")
        }
        return lines.joined(separator: "\n")
    }

    /// What is wrong; nil where nothing is.
    package var problems: Problems? { if case .failure(let problems) = outcome { problems } else { nil } }

    /// What a scenario has, in a sentence.
    private func contents(_ scenario: Scenario) -> String {
        let it = scenario.specification
        let perDay =
            it.traffic.arrivals.expectedCount(from: it.warmUpSeconds, to: it.horizonSeconds)
            / (it.horizonSeconds - it.warmUpSeconds) * 86_400
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

    private var tree: JSONTree {
        switch outcome {
        case .success(let scenario):
            let it = scenario.specification
            return .object([
                "file": .string(file), "sound": true, "name": .string(scenario.name),
                "horizon_s": .number(it.horizonSeconds), "warm_up_s": .number(it.warmUpSeconds),
                "seed": .whole(scenario.seed), "replications": .number(Double(scenario.replications)),
                "channels": names(it.catalog.channels), "segments": names(it.catalog.segments),
                "intents": names(it.catalog.intents), "queues": names(it.queues.map(\.name)),
                "teams": names(it.teams.map(\.name)), "service_levels": names(it.serviceLevels.map(\.name)),
                "measures": names(it.possibleMeasures().map(\.name)), "problems": [],
                "warnings": names(ScenarioAdvice(scenario).sentences),
            ])
        case .failure(let problems):
            let (told, _) = problems.told
            let list = told.map { problem -> JSONTree in
                [
                    "file": .string(problem.file), "line": .number(Double(problem.line)),
                    "column": .number(Double(problem.column)), "message": .string(problem.message),
                    "remedy": .string(problem.remedy),
                ]
            }
            // The number of all, which may be more than are told.
            return [
                "file": .string(file), "sound": false, "problems": .array(list),
                "problem_count": .number(Double(problems.problems.count)), "warnings": [],
            ]
        }
    }

    private func names(_ list: [String]) -> JSONTree { .array(list.map { .string($0) }) }

    /// Several files as JSON.
    package static func json(_ reports: [ValidationReport]) -> String {
        JSONTree.object(["schema": 1, "files": .array(reports.map(\.tree))]).pretty
    }
}
