import ArgumentParser
import Files
import Runs

extension RunSetting {
    /// The help of its option.
    var argument: ArgumentHelp { ArgumentHelp(stringLiteral: help).named(placeholder) }

    /// What a shell completes.
    var completion: CompletionKind {
        if case .words(let words) = values { return .list(words) }
        return .list(examples)
    }

    private var placeholder: String {
        switch values {
        case .whole, .number: "n"
        case .percentage: examples.first ?? "share"
        case .words(let words): words.joined(separator: "|")
        }
    }
}

extension ArgumentHelp {
    fileprivate func named(_ valueName: String) -> ArgumentHelp {
        var help = self
        help.valueName = valueName
        return help
    }
}

/// Checks settings where the parser wants its own kind of error.
///
/// - Throws: `ValidationError` with the message of a `UsageError`.
func asUsage<Value>(_ check: () throws -> Value) throws -> Value {
    do {
        return try check()
    } catch let error as UsageError {
        throw ValidationError(error.description)
    }
}

/// A command whose runs take settings, from which what is said of a value that cannot be read is made.
protocol TakesSettings: ParsableCommand {
    static var settings: RunSettings { get }
}

extension Simulate: TakesSettings { static var settings: RunSettings { .forecast } }
extension Compare: TakesSettings { static var settings: RunSettings { .comparison } }
extension Sweep: TakesSettings { static var settings: RunSettings { .sweep } }
extension SweepPlanCommand: TakesSettings { static var settings: RunSettings { .sweep } }
extension SweepRunCommand: TakesSettings { static var settings: RunSettings { .sweep } }
extension SweepMergeCommand: TakesSettings { static var settings: RunSettings { .sweep } }
extension Check: TakesSettings { static var settings: RunSettings { .check } }
extension Staff: TakesSettings { static var settings: RunSettings { .staffing } }
extension Route: TakesSettings { static var settings: RunSettings { .forecast } }
extension Verify: TakesSettings { static var settings: RunSettings { .verification } }
