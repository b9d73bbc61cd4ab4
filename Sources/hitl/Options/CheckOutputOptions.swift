import ArgumentParser
import Foundation

/// Options on where the result of a check goes beside the terminal.
struct CheckOutputOptions: ParsableArguments {
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

    /// Whether annotations are printed.
    var isAnnotated: Bool { github || ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" }
}
