import ArgumentParser
import Foundation

/// What an option's value must be, where the parser only says that it has none or cannot be read.
enum OptionValues {
    private static let rules = [
        "--replications": "a whole number of 1 to 1,000,000",
        "--max-replications": "a whole number of 20 to 1,000,000",
        "--seed": "a whole number of 0 to 18,446,744,073,709,551,615",
        "--threads": "a whole number of 1 to 256",
        "--weeks": "a number above 0, at most 520",
        "--max-calls": "a whole number of 1 to 1,000,000,000",
        "--max-agents": "a whole number of 1 or more",
        "--points": "a whole number of 1 or more",
        "--block": "a whole number of 1 or more",
        "--budget": "a whole number of 1 or more",
        "--precision": "a percentage above 0%, such as 2%",
    ]

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
            guard rules[name] != nil else { return nil }
        }
        return ValidationError("\(name) \(given): it must be \(rules[name] ?? "a value without a minus sign")")
    }
}
