import ArgumentParser
import Foundation

/// Options of every command that runs a scenario.
struct ScenarioOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Seed of all randomness; the scenario's own otherwise.", valueName: "n"))
    var seed: UInt64?

    @Option(name: .long, help: ArgumentHelp("Independent runs; the scenario's own number otherwise.", valueName: "n"))
    var replications: Int?

    @Option(
        name: .long,
        help: ArgumentHelp("Threads to use; all cores otherwise. Results do not depend on it.", valueName: "n"))
    var threads: Int?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Replace a value of the scenario; may be repeated. Paths in it are relative to the current folder.",
            valueName: "dotted.path=value"))
    var set: [String] = []

    @Flag(name: .long, help: "Print the result as JSON on standard output, and nothing else there.")
    var json = false

    @Flag(name: .long, help: "No progress and no notes.")
    var quiet = false

    mutating func validate() throws {
        if let replications, !(1...1_000_000).contains(replications) {
            throw ValidationError("--replications must be 1 to 1,000,000")
        }
        if let threads, !(1...256).contains(threads) { throw ValidationError("--threads must be 1 to 256") }
    }

    /// Threads asked for, or as many as there are cores.
    var threadCount: Int { threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
