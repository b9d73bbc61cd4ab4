import Experiments
import Files
import Scenarios

/// What was found of one scenario file: what it says, or what is wrong with it.
package struct ValidationFinding {
    /// The file's path.
    package let file: String
    /// The scenario, or its problems.
    package let outcome: Result<Scenario, Problems>

    /// Takes what reading a file came to.
    package init(file: String, _ outcome: Result<Scenario, Problems>) {
        self.file = file
        self.outcome = outcome
    }

    /// Whether the file is sound.
    package var isSound: Bool { if case .success = outcome { true } else { false } }

    /// What is wrong; nil where nothing is.
    package var problems: Problems? { if case .failure(let problems) = outcome { problems } else { nil } }
}

/// The findings of `hitl validate` for scripts: schema 1.
package enum ValidationJSON {
    private static func tree(_ finding: ValidationFinding, words: StoredWords) -> JSONTree {
        switch finding.outcome {
        case .success(let scenario):
            let it = scenario.specification
            let advice = ScenarioAdvice(scenario).findings
            return .object([
                "file": .string(finding.file), "sound": true, "name": .string(scenario.name),
                "horizon_s": .number(it.horizonSeconds), "warm_up_s": .number(it.warmUpSeconds),
                "seed": .whole(scenario.seed), "replications": .number(Double(scenario.replications)),
                "channels": names(it.catalog.channels), "segments": names(it.catalog.segments),
                "intents": names(it.catalog.intents), "queues": names(it.queues.map(\.name)),
                "teams": names(it.teams.map(\.name)), "service_levels": names(it.serviceLevels.map(\.name)),
                "measures": names(it.possibleMeasures().map(\.name)), "problems": [],
                "warnings": names(FindingDocument.sentences(advice, words: words)),
                "findings": .array(FindingDocument.all(advice, .warning, words: words).map(\.tree)),
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
                "file": .string(finding.file), "sound": false, "problems": .array(list),
                "problem_count": .number(Double(problems.problems.count)), "warnings": [],
            ]
        }
    }

    private static func names(_ list: [String]) -> JSONTree { .array(list.map { .string($0) }) }

    /// Several files as JSON.
    ///
    /// - Parameter words: the sentences that stand beside the numbers.
    package static func text(_ findings: [ValidationFinding], words: StoredWords) -> String {
        JSONTree.object(["schema": 1, "files": .array(findings.map { tree($0, words: words) })]).pretty
    }
}
