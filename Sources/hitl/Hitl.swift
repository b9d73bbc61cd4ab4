import ArgumentParser
import Experiments
import Foundation

/// The command line: parses, calls, prints.
@main
struct Hitl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hitl",
        abstract: "Forecast what a human-in-the-loop AI support operation costs, how long its customers wait, and what "
            + "its AI learns.",
        discussion: """
            Start here:  hitl init --template minimal
                         hitl simulate scenario.yaml
            or with a complete operation:
                         hitl simulate scenarios/support.yaml

            Completion of commands for your shell (bash, zsh, fish):
                         hitl --generate-completion-script bash

            Exit codes: 0 done, 1 a check failed, 2 a check is undecided, 64 usage,
            65 bad scenario or data, 70 internal error,
            73 output exists or cannot be written, 130 interrupted.
            """,
        version: Version.full,
        subcommands: [
            Simulate.self, Compare.self,
            Sweep.self, SweepPlanCommand.self, SweepRunCommand.self, SweepMergeCommand.self,
            Staff.self,
            Train.self, Calibrate.self, Route.self, Evaluate.self,
            Verify.self, Check.self, Audit.self, Report.self,
            Validate.self, Init.self, Schema.self,
        ])

    /// When the program began, on the monotonic clock.
    static let startSeconds = SweepTiming.seconds(CLOCK_MONOTONIC)

    func run() { Console.print(StartPage.text) }

    static func main() {
        _ = startSeconds
        Interruption.install()
        WorkerThreads.onShortage { started, wanted in
            Console.note(
                "note: the system gives \(started) of \(wanted) threads: the run goes on with those, and takes longer; the "
                    + "result is the same")
        }
        do {
            try KnownCommands.check(Array(CommandLine.arguments.dropFirst()))
            try KnownCommands.checkRecord(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot()
            try command.run()
        } catch {
            // Of an option that does not exist the parser is silent where another one is missing.
            if exitCode(for: error) == .validationFailure, message(for: error).hasPrefix("Missing"),
                let slip = KnownCommands.unknownOption(in: Array(CommandLine.arguments.dropFirst()))
            {
                Failure.exit(with: slip)
            }
            if exitCode(for: error) == .validationFailure,
                let slip = OptionValues.slip(message(for: error), in: Array(CommandLine.arguments.dropFirst()))
            {
                Failure.exit(with: slip)
            }
            Failure.exit(with: error)
        }
    }
}
