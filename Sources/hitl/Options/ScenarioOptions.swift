import ArgumentParser
import Runs

/// Options of every command that runs a scenario.
struct ScenarioOptions: ParsableArguments {
    @Option(name: .long, help: RunSettings.seed.argument, completion: RunSettings.seed.completion)
    var seed: UInt64?

    @OptionGroup var threading: ThreadOptions

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

    /// What they say of a run.
    func request(replications: Int?) -> RunRequest {
        var request = RunRequest()
        request.overrides = set
        request.seed = seed
        request.threads = threading.threads
        request.replications = replications
        return request
    }
}
