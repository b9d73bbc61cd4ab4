import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results
import Runs

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether a scenario keeps to its checks: pass, fail or undecided.",
        discussion: """
            Runs replications until each check is decided, or to the limit. What is
            compared with a baseline needs the file that --update-baseline wrote; on the
            same seed both meet the same customers and are compared pair by pair.

            Examples:
              hitl check scenarios/ci.yaml --baseline ci.baseline.json --update-baseline
              hitl check scenarios/ci.yaml --baseline ci.baseline.json
              hitl check scenarios/ci.yaml --baseline ci.baseline.json \\
                --junit checks.xml --markdown checks.md

            Exit code 0: all checks hold; 1: one fails; 2: none fails, one is undecided;
            64: usage; 65: scenario or baseline; 73: output. More in docs/how-to/ci.md.
            """)

    @Argument(help: ArgumentHelp("A scenario file with checks.", valueName: "scenario"))
    var scenario: String

    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

    @OptionGroup var options: ScenarioOptions

    @Option(name: .long, help: settings.maxReplications.argument, completion: settings.maxReplications.completion)
    var maxReplications: Int?

    @Option(name: .long, help: ArgumentHelp("What the measures were before the change.", valueName: "file"))
    var baseline: String?

    @Flag(name: .long, help: "Run to the limit, write the baseline and judge nothing.")
    var updateBaseline = false

    @Option(name: .long, help: ArgumentHelp("Write JUnit XML, for a CI server.", valueName: "file"))
    var junit: String?

    @Option(name: .long, help: ArgumentHelp("Write Markdown, for a pull request.", valueName: "file"))
    var markdown: String?

    @Flag(
        name: .long,
        help: "Print annotations for GitHub Actions; also without it where GITHUB_ACTIONS is true.")
    var github = false

    @Flag(name: .long, help: "Replace files that no earlier check wrote.")
    var force = false

    mutating func validate() throws {
        try asUsage {
            try Self.settings.maxReplications.check(maxReplications)
            try Self.settings.replications.check(replications)
        }
        if let replications, let maxReplications, replications > maxReplications {
            throw ValidationError("--replications \(replications) is above --max-replications \(maxReplications)")
        }
        try CheckFiles.validate(
            scenario: scenario, baseline: baseline, junit: junit, markdown: markdown, writesBaseline: updateBaseline,
            force: force)
        guard updateBaseline else { return }
        if baseline == nil { throw ValidationError("--update-baseline needs --baseline and a file to write") }
        if junit != nil || markdown != nil || options.json {
            throw ValidationError("--update-baseline judges nothing: leave out --junit, --markdown and --json")
        }
    }

    mutating func run() throws {
        do {
            try check()
        } catch {
            if isAnnotated, let text = CheckFiles.annotations(of: error) { show(text) }
            throw error
        }
    }

    private func check() throws {
        var request = try CheckRequest(
            scenario, request: options.request(replications: replications), maximum: maxReplications,
            baseline: baseline, version: Version.text)
        let progress = CheckProgress(isQuiet: options.quiet, checks: request.scenario.checks.checks.count)
        defer { progress.finish() }
        if updateBaseline, let baseline {
            guard let file = try CheckFiles.begin(baseline, force: force, isOurs: BaselineJSON.isBaseline) else {
                return
            }
            let made = try request.measure { progress.update($0) }
            try file.append(BaselineJSON.data(made))
            try file.commit()
            progress.finish()
            return Console.print("\(baseline): \(BaselineText.sentence(made, currency: request.scenario.currency))")
        }
        try request.readBaseline()
        // Outputs are begun first, so that one that cannot be written is told at once and not after the run.
        let xml = try CheckFiles.begin(junit, force: force) { $0.starts(with: CheckJUnit.start.utf8) }
        let page = try CheckFiles.begin(markdown, force: force) { $0.starts(with: CheckMarkdown.start.utf8) }
        let result = try request.judge { progress.update($0) }
        progress.finish()
        try xml?.append(CheckJUnit.text(result))
        try page?.append(CheckMarkdown.text(result))
        // A full disk is felt by both before either appears.
        try xml?.flush()
        try page?.flush()
        try xml?.commit()
        try page?.commit()
        if options.json {
            Console.print(CheckJSON.text(result))
        } else {
            Console.print(CheckText(result, colour: Console.hasColour).text())
        }
        if isAnnotated { show(GitHubAnnotations.text(CheckFiles.placed(result))) }
        switch result.verdict {
        case .pass: return
        case .fail: throw ExitCode(1)
        case .undecided: throw ExitCode(2)
        }
    }

    private var isAnnotated: Bool { github || ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" }

    private func show(_ annotations: String) {
        guard !annotations.isEmpty else { return }
        Console.annotate(annotations, toErrors: options.json)
    }
}
