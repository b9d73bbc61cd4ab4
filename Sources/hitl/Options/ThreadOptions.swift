import ArgumentParser
import Foundation
import Runs

/// How many threads a run takes.
struct ThreadOptions: ParsableArguments {
    @Option(name: .long, help: RunSettings.threads.argument, completion: RunSettings.threads.completion)
    var threads: Int?

    mutating func validate() throws { try asUsage { try RunSettings.threads.check(threads) } }

    /// Threads asked for, or as many as there are cores.
    var count: Int {
        var request = RunRequest()
        request.threads = threads
        return request.threadCount
    }
}
