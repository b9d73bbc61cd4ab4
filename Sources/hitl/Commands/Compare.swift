import ArgumentParser
import Experiments
import Files
import Foundation
import Reports

struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare scenarios on the same customers: which is cheaper, and which keeps its service levels.",
        discussion: """
            The first scenario is the baseline. All are run on its seed, as often, on
            common random numbers, so that what differs is the scenarios' doing.
            Prints verdicts and writes a result folder with report.html,
            comparison.json, differences.csv, replications.csv, timeline.csv and
            manifest.json, which runs the same comparison again.

            A variant of one file is 'NAME: path=value; path=value'; --set goes for
            the baseline and all variants alike. --precision is that of the
            differences, as a share of the baseline's means.

            Examples:
              hitl compare scenarios/support.yaml \\
                --variant 'more voice: teams.voice_team.shifts.day.agents=9' \\
                --variant 'bold AI: policy.threshold=70%; policy.audit.share=5%'
              hitl compare old.yaml new.yaml --replications 30 --json
              hitl compare results/before/manifest.json new.yaml --precision 2%
              hitl compare results/comparison-support/manifest.json
            """)

    @Argument(
        help: ArgumentHelp(
            "Scenario files, or the manifest.json of results, the baseline first; or that of a comparison, alone.",
            valueName: "scenario"))
    var scenarios: [String]

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A variant of the baseline; may be repeated.", valueName: "name: path=value; ..."))
    var variant: [String] = []

    @OptionGroup var options: ScenarioOptions

    @OptionGroup var precision: PrecisionOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Result folder; results/comparison-NAME, or the next free one, otherwise. None with --json.",
            valueName: "dir"))
    var out: String?

    @Flag(name: .long, help: "Replace outputs that are there already.")
    var force = false

    static let mostVariants = 50

    mutating func validate() throws {
        let texts = try variant.map { try VariantText($0) }
        for (place, text) in texts.enumerated() where texts[..<place].contains(where: { $0.name == text.name }) {
            throw ValidationError("two variants are called '\(text.name)'; give each --variant a name of its own")
        }
        let count = scenarios.count + variant.count
        guard count <= Self.mostVariants else {
            throw ValidationError("\(count) variants are too many to read: compare at most \(Self.mostVariants)")
        }
        guard count > 1 || scenarios[0].hasSuffix(".json") else {
            throw ValidationError(
                "there is nothing to compare \(scenarios[0]) with; name another scenario, or change it with "
                    + "--variant 'NAME: path=value'")
        }
        if let wanted = options.replications, let most = precision.maxReplications, wanted > most {
            throw ValidationError("--replications \(wanted) is above --max-replications \(most)")
        }
    }

    mutating func run() throws {
        let plan = try ComparisonPlan(
            scenarios, variants: try variant.map { try VariantText($0) }, options: options, precision: precision)
        guard plan.variants.count > 1 else {
            throw ValidationError(
                "there is nothing to compare \(scenarios[0]) with: it is the manifest of one scenario; name another, or "
                    + "change it with --variant 'NAME: path=value'")
        }
        // The folder is begun first, so that one that cannot be written is told at once and not after the run.
        let folder = try ResultPlace.folder(out: out, force: force, json: options.json, name: plan.folderName)
        do {
            if !options.quiet { plan.notes.forEach(Console.note) }
            let result = try plan.run(quiet: options.quiet)
            let place = try folder.map { try write(result, plan: plan, to: $0) }
            if options.json {
                Console.print(String(decoding: ComparisonJSON.data(result), as: UTF8.self))
            } else {
                Console.print(ComparisonSummary(result, colour: Console.hasColour).text())
            }
            if let folder, let place, !options.quiet {
                Console.note("")
                ResultPlace.announce(place, of: folder)
            }
        } catch {
            folder?.discard()
            throw error
        }
    }

    private func write(_ result: VariantComparison, plan: ComparisonPlan, to folder: ResultFolder) throws -> String {
        let manifest = ComparisonManifest(
            version: Version.text, commandLine: ResultPlace.commandLine, seed: plan.seed,
            replications: result.baseline.forecast.replications, precision: plan.goal?.relative,
            minReplications: plan.goal?.minimum, maxReplications: plan.goal?.maximum,
            precisionOf: plan.goal?.measures,
            variants: plan.variants.map {
                ComparisonManifest.Variant(
                    name: $0.name, source: $0.source, changes: $0.changes, sha256: $0.digest,
                    scenarioYaml: $0.resolvedYAML)
            })
        return try ResultWriter.write(
            [
                ("manifest.json", try manifest.bytes), ("comparison.json", ComparisonJSON.data(result)),
                ("differences.csv", ComparisonCSV.differences(result)),
                ("replications.csv", ComparisonCSV.replications(result)),
                ("timeline.csv", ComparisonCSV.timeline(result)),
            ], to: folder)
    }
}
