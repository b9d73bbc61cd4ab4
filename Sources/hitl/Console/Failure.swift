import ArgumentParser
import EventEngine
import Files
import Foundation
import Routing
import Stochastics
import Traffic
import Training

/// Turns errors into messages and documented exit codes.
enum Failure {
    static let badData: Int32 = 65
    static let internalError: Int32 = 70
    static let output: Int32 = 73
    static let interrupted: Int32 = 130

    static func exit(with error: any Error) -> Never {
        // What a run cannot be asked for is a slip of the command line as any other.
        let error: any Error = (error as? UsageError).map { ValidationError($0.description) } ?? error
        switch error {
        case let problems as Problems:
            say("\(problems)", badData)
        case let problem as Problem:
            say("\(problem)", badData)
        case is TrafficError, is TrainingError, is StochasticsError, is DataError:
            say("error: \(error)", badData)
        case let failed as OutputError:
            if case .interrupted = failed { Foundation.exit(interrupted) }
            say("error: \(failed)", output)
        case CalendarFault.entityOutOfRange:
            say(
                "error: more than 16 million contacts wait at once; add agents, patience or a capacity of the queue",
                badData)
        case is CalendarFault:
            say("internal error: \(error). Please report it with the scenario.", internalError)
        default:
            // What the parser throws has a code of its own; for anything else it only knows a general failure.
            guard error is ExitCode || Hitl.exitCode(for: error) != .failure else {
                say("internal error: \(error). Please report it with the command line.", internalError)
            }
            guard let slip = error as? ValidationError else {
                let code = Hitl.exitCode(for: error)
                let text = Hitl.fullMessage(for: error)
                // An exit code alone says nothing: the command has said it.
                if !text.isEmpty { code == .success ? Console.print(text) : Console.note(text) }
                if code != .success { PartialOutputs.removeAll() }
                Foundation.exit(code.rawValue)
            }
            // The parser knows the command of its own complaints alone.
            let (command, words) = KnownCommands.command(in: Array(CommandLine.arguments.dropFirst()))
            say(
                "Error: \(slip.message)\nUsage: \(Hitl.usageString(for: command))\n"
                    + "  See '\(words) --help' for more information.", Hitl.exitCode(for: error).rawValue)
        }
    }

    private static func say(_ message: String, _ code: Int32) -> Never {
        Console.note(message)
        PartialOutputs.removeAll()
        Foundation.exit(code)
    }
}
