import ArgumentParser
import Foundation
import Runs

/// What an option's value must be, where the parser only says that it has none or cannot be read.
enum OptionValues {
    /// Says what a value must be that the parser could not take; nil for another complaint.
    ///
    /// - Parameters:
    ///   - complaint: of the parser.
    ///   - arguments: of the program. A value that begins with a minus sign is none to the parser.
    static func slip(_ complaint: String, in arguments: [String]) -> ValidationError? {
        let isMissing = complaint.hasPrefix("Missing value for '-")
        guard isMissing || complaint.hasPrefix("The value '"),
            let start = complaint.range(of: "'--", options: .backwards)?.lowerBound
        else { return nil }
        let name = String(complaint[complaint.index(after: start)...].prefix { $0.isLetter || $0 == "-" })
        let given: String
        if isMissing {
            guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
            given = arguments[place + 1]
            guard given.hasPrefix("-"), let next = given.dropFirst().first, next.isNumber || next == "." else {
                return nil
            }
        } else {
            given = String(complaint.dropFirst("The value '".count).prefix { $0 != "'" })
        }
        let command = KnownCommands.command(in: arguments).type as? any TakesSettings.Type
        if let setting = command?.settings.setting(of: name) { return ValidationError(setting.refusal(of: given)) }
        return isMissing ? ValidationError("\(name) \(given): it must be a value without a minus sign") : nil
    }
}
