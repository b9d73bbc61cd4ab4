import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results
import Runs

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

    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

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
        try asUsage { try Self.settings.replications.check(replications) }
        try precision.check(replications: replications)
    }

    mutating func run() throws {
        var request = options.request(replications: replications)
        request.precision = try precision.request()
        let changes = try variant.map { try VariantText($0) }.map {
            ComparisonRequest.Change(name: $0.name, changes: $0.changes)
        }
        let plan = try ComparisonRequest(scenarios, variants: changes, request: request, version: Version.program)
        guard plan.variants.count > 1 else {
            throw ValidationError(
                "there is nothing to compare \(scenarios[0]) with: it is the manifest of one scenario; name another, or "
                    + "change it with --variant 'NAME: path=value'")
        }
        // The folder is begun first, so that one that cannot be written is told at once and not after the run.
        let folder = try ResultPlace.folder(out: out, force: force, json: options.json, name: plan.folderName)
        do {
            if !options.quiet { plan.notes.forEach(Console.note) }
            let reporter = ProgressReporter(isQuiet: options.quiet, watched: nil)
            defer { reporter.finish() }
            let result = try plan.run { reporter.update($0) }
            reporter.finish()
            let place = try folder.map { try ResultWriter.write(result, of: plan, to: $0) }
            if options.json {
                Console.print(String(decoding: ComparisonJSON.data(result), as: UTF8.self))
            } else {
                Console.print(ComparisonText(result, colour: Console.hasColour).text())
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
}
