import ArgumentParser
import Files
import Foundation
import Reports
import Results
import Routing
import Runs
import Scenarios
import Simulation
import Stochastics
import Traffic
import Training

struct Validate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check that a scenario is sound, and run nothing.",
        discussion: """
            Reads the scenario and the files it names, prepares one replication, and says
            what there is; or everything that is wrong with it, each with its place.

            Examples:
              hitl validate scenarios/support.yaml
              hitl validate scenarios/support.yaml scenarios/plans.yaml --json
              hitl validate scenario.yaml --set policy.threshold=90%

            Exit codes: 0 all are sound, 65 one is not.
            """)

    @Argument(
        help: ArgumentHelp("Scenario files, or the manifest.json of results.", valueName: "scenario"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenarios: [String]

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Replace a value of the scenarios; may be repeated.", valueName: "dotted.path=value"))
    var set: [String] = []

    @Flag(name: .long, help: "Print the findings as JSON on standard output, and nothing else there.")
    var json = false

    @Flag(name: .long, help: "Say only what is wrong.")
    var quiet = false

    mutating func run() throws {
        let findings = try scenarios.map { ValidationFinding(file: $0, try outcome($0)) }
        if json {
            Console.print(ValidationJSON.text(findings))
        } else {
            for finding in findings {
                if let problems = finding.problems {
                    let count = problems.problems.count
                    Console.note("\(problems)")
                    Console.note("\(count) problem\(count == 1 ? "" : "s"): the scenario is not sound.")
                } else if !quiet {
                    Console.print(ValidationText(finding).text)
                }
            }
        }
        if findings.contains(where: { !$0.isSound }) { throw ExitCode(Failure.badData) }
    }

    /// A corpus that will run out of texts is told before the run, not in it.
    private func checkTexts(_ specification: OperationSpecification) throws {
        guard case .corpus(let corpus, recycle: false) = specification.traffic.source else { return }
        let labels = (specification.ai?.firstLabelsPerIntent ?? 0) * corpus.intents.count
        let texts = max(0, corpus.count - labels)
        let needed = specification.traffic.arrivals.expectedCount(from: 0, to: specification.horizonSeconds)
        if needed > Double(texts) { throw TrafficError.corpusExhausted(texts: texts, needed: Int(needed.rounded(.up))) }
    }

    /// The scenario, ready to be simulated; or what is wrong.
    private func outcome(_ path: String) throws -> Result<Scenario, Problems> {
        do {
            let source = try NamedScenario(path, overrides: set, version: Version.program)
            if !quiet, let note = source.note { Console.note(note) }
            let scenario = source.scenario
            do {
                try checkTexts(scenario.specification)
                // Draws the people and trains the first model.
                _ = try SupportOperation(
                    scenario.specification, seed: scenario.seed, replication: 0, sink: CountingAuditSink())
            } catch let error where error is TrafficError || error is TrainingError || error is StochasticsError {
                throw Problems([Problem(file: path, message: "\(error)")])
            }
            return .success(scenario)
        } catch let problems as Problems {
            return .failure(problems)
        } catch let problem as Problem {
            return .failure(Problems([problem]))
        }
    }
}
