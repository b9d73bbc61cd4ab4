import Files
import Foundation
import Quantities

/// Reads the parameters of a case and remembers which were read, and all that is wrong with them.
struct TheoryParameters {
    let theoryCase: TheoryCase
    /// What is wrong, and the parameter that is, where it is one alone.
    private(set) var problems: [(message: String, parameter: String?)] = []
    /// Parameters that the scenario says.
    private(set) var used: Set<String> = []
    /// Names that were looked for, there or not.
    private(set) var asked: Set<String> = []

    init(_ theoryCase: TheoryCase) { self.theoryCase = theoryCase }

    /// Whether a parameter is there, whatever it holds.
    func has(_ name: String) -> Bool { theoryCase.parameters[name] != nil }

    /// The first of these names that is there.
    func first(of names: [String]) -> String? { names.first { has($0) } }

    /// The value of a parameter, which the scenario says from now on.
    mutating func value(_ name: String) -> TheoryValue? {
        asked.insert(name)
        guard let value = theoryCase.parameters[name] else { return nil }
        used.insert(name)
        return value
    }

    /// Notes a problem; one that begins with a parameter's name in quotes is placed at that parameter.
    mutating func report(_ message: String) {
        let parts = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        problems.append((message, parts.count == 3 && parts[0] == "parameter " ? String(parts[1]) : nil))
    }

    /// A number above 0 (or 0 where allowed); 1 where it is missing, which is then reported.
    mutating func number(_ name: String, canBeZero: Bool = false) -> Double {
        guard let value = value(name) else {
            report("parameter '\(name)' is missing")
            return 1
        }
        guard let number = value.number, number.isFinite, number > 0 || (canBeZero && number == 0) else {
            report("parameter '\(name)' must be a number \(canBeZero ? "of 0 or more" : "above 0")")
            return 1
        }
        return number
    }

    /// A number above 0 (or 0 where allowed), where it is there.
    mutating func optional(_ name: String, canBeZero: Bool = false) -> Double? {
        asked.insert(name)
        return has(name) ? number(name, canBeZero: canBeZero) : nil
    }

    /// A number from 0 to 1, or below 1.
    mutating func share(_ name: String, below: Bool = false) -> Double {
        let number = number(name, canBeZero: true)
        if number > 1 || below && number == 1 {
            report("parameter '\(name)' must be \(below ? "below 1" : "1 or less")")
            return 0.5
        }
        return number
    }

    /// A whole number of servers; none is an error.
    mutating func servers(_ name: String = "servers") -> Int {
        if value(name)?.number == 0 {
            report("parameter '\(name)' is 0: with no servers nobody is ever served")
            return 1
        }
        let number = number(name)
        guard number == number.rounded(), number <= 60_000 else {
            report("parameter '\(name)' must be a whole number of 60000 or less")
            return 1
        }
        return Int(number)
    }

    /// A whole number from 0 to a limit; 1 where it is none, which is then reported.
    mutating func whole(_ name: String, most: Int) -> Int {
        let number = number(name, canBeZero: true)
        guard number == number.rounded(), number <= Double(most) else {
            report("parameter '\(name)' must be a whole number of \(most) or less")
            return 1
        }
        return Int(number)
    }

    /// Numbers above 0 (or 0 where allowed), at least one.
    mutating func numbers(_ name: String, canBeZero: Bool = false) -> [Double] {
        guard case .list(let items)? = value(name), !items.isEmpty else {
            report("parameter '\(name)' is missing, or no list of numbers")
            return [1]
        }
        let numbers = items.compactMap(\.number)
        guard numbers.count == items.count, numbers.allSatisfy({ ($0 > 0 || (canBeZero && $0 == 0)) && $0.isFinite })
        else {
            report("parameter '\(name)' must be a list of numbers \(canBeZero ? "of 0 or more" : "above 0")")
            return [1]
        }
        return numbers
    }

    /// A text; empty where it is not there.
    mutating func text(_ name: String) -> String { value(name)?.text ?? "" }

    /// Reports a queue that grows for ever.
    mutating func requireStable(offeredLoad: Double, servers: Int) {
        guard problems.isEmpty, offeredLoad >= Double(servers) else { return }
        report(
            "the queue is unstable: an offered load of \(FixedDigits.significant(offeredLoad, 5)) erlangs for \(servers) "
                + "server\(servers == 1 ? "" : "s"), and nobody abandons; there is no steady state to compare with")
    }

    /// Parameters that no part of the scenario says, sorted.
    var unused: [String] { theoryCase.parameters.keys.filter { !used.contains($0) }.sorted() }
}
