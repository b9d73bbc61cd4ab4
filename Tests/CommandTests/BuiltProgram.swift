import Foundation
import TestSupport

/// The built `hitl`, run as a user runs it.
enum BuiltProgram {
    static let root = Project.root.path

    /// The folder of products that the tests were built into holds the program as well.
    static let path: String = {
        let tests = [CommandLine.arguments[0], Bundle.main.executablePath ?? ""]
        let candidates =
            tests.map { ($0 as NSString).deletingLastPathComponent + "/hitl" } + [root + "/.build/release/hitl"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? candidates[0]
    }()

    /// What a run left behind.
    struct Outcome {
        var code: Int32
        var output: String
        var errors: String
        /// Whether a signal ended it rather than an exit.
        var wasKilled: Bool

        func json() throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
            return object as? [String: Any] ?? [:]
        }

        /// Mean of a measure of summary.json.
        func mean(_ name: String) throws -> Double? {
            let measures = try json()["measures"] as? [String: [String: Any]]
            return measures?[name]?["mean"] as? Double
        }
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder, input: String = "", environment: [String: String] = [:]
    ) throws -> Outcome {
        try start(path, arguments, in: folder, input: Data(input.utf8), environment: environment).finish()
    }

    /// A program that is running, its output going to files so that no pipe can fill up.
    struct Running {
        let process: Process
        let files: String

        func finish() throws -> Outcome {
            process.waitUntilExit()
            func text(_ name: String) throws -> String {
                String(decoding: try Data(contentsOf: URL(fileURLWithPath: files + name)), as: UTF8.self)
            }
            defer { for name in ["in", "out", "err"] { unlink(files + name) } }
            return Outcome(
                code: process.terminationStatus, output: try text("out"), errors: try text("err"),
                wasKilled: process.terminationReason == .uncaughtSignal)
        }

        /// Blocks until `condition` holds, and says false when the program ended before it did. Looks every
        /// millisecond on the thread of the caller: a `Task.sleep` may wake up late by as long as other tests block the
        /// threads of the runner.
        func waits(until condition: () throws -> Bool) rethrows -> Bool {
            while try !condition() {
                guard process.isRunning else { return try condition() }
                usleep(1_000)
            }
            return true
        }

        /// What it has said on standard error so far.
        var errors: String { (try? String(contentsOfFile: files + "err", encoding: .utf8)) ?? "" }
    }

    static func start(
        _ program: String, _ arguments: [String], in folder: TemporaryFolder, input: Data = Data(),
        environment: [String: String] = [:], output: String? = nil
    ) throws -> Running {
        let files = NSTemporaryDirectory() + "hitl-run-\(UUID().uuidString)."
        try input.write(to: URL(fileURLWithPath: files + "in"))
        for name in ["out", "err"] { _ = FileManager.default.createFile(atPath: files + name, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: files + "in")
        process.standardOutput = FileHandle(forWritingAtPath: output ?? files + "out")
        process.standardError = FileHandle(forWritingAtPath: files + "err")
        try process.run()
        return Running(process: process, files: files)
    }
}
