import Files
import Foundation
import Quantities
import Scenarios

/// A value of a scenario that a sweep varies: its path, and the values or the range it goes through.
public struct SweepFactor: Sendable, Equatable {
    /// What a factor goes through.
    public enum Levels: Sendable, Equatable {
        /// These values, in this order.
        case values([String])
        /// Anything between two numbers: for space-filling designs.
        case range(SweepRange)
    }

    /// Dotted path in the scenario.
    public let path: String
    /// What it goes through.
    public let levels: Levels
    /// The factor as it was written, such as `policy.threshold=60%:95%:5%`.
    public let text: String

    /// Creates a factor.
    public init(path: String, levels: Levels, text: String) {
        self.path = path
        self.levels = levels
        self.text = text
    }

    /// Most values of one factor.
    public static let mostValues = 1_000_000

    /// Reads a factor: `path=a:b:step`, `path=a:b` (space-filling designs only) or `path=v1,v2,...`.
    ///
    /// Units are carried over (`60%:95%:5%`, `30 s:90 s:15 s`). Commas inside brackets, braces and quotes belong to a
    /// value.
    /// - Parameter takesRanges: whether the design chooses values inside a range.
    /// - Throws: `Problem` with what to write instead.
    public static func parse(_ text: String, takesRanges: Bool) throws -> SweepFactor {
        func problem(_ message: String, _ remedy: String) -> Problem {
            Problem(file: "--vary \(text)", message: message, remedy: remedy)
        }
        let example = "policy.threshold=60%:95%:5%"
        guard let equals = text.firstIndex(of: "=") else {
            throw problem("there are no values", "write path=a:b:step or path=v1,v2, such as \(example)")
        }
        let path = String(text[..<equals]).trimmingCharacters(in: .whitespaces)
        let written = String(text[text.index(after: equals)...])
        guard !path.isEmpty, !path.split(separator: ".", omittingEmptySubsequences: false).contains("") else {
            throw problem("there is no such path", "write a dotted path, such as \(example)")
        }
        let items = Self.split(written).map { $0.trimmingCharacters(in: .whitespaces) }
        if let empty = items.firstIndex(of: "") {
            throw problem(
                items.count == 1 ? "there are no values" : "value \(empty + 1) is empty",
                "write path=a:b:step or path=v1,v2, such as \(example)")
        }
        if items.count == 1, let range = try SweepRange.parse(items[0], problem: problem) {
            if takesRanges { return SweepFactor(path: path, levels: .range(range), text: text) }
            guard let values = range.values else {
                throw problem("the range has no step", "write \(written):\(range.exampleStep), or list the values")
            }
            guard values <= mostValues else {
                throw problem("the range has more than a million values", "write a larger step")
            }
            return SweepFactor(path: path, levels: .values((0..<values).map(range.value(at:))), text: text)
        }
        var seen: [String: String] = [:]
        for item in items {
            guard let earlier = seen.updateValue(item, forKey: plain(item)) else { continue }
            throw problem(
                item == earlier ? "'\(item)' is there twice" : "'\(item)' is the same as '\(earlier)'",
                "keep one of them")
        }
        return SweepFactor(path: path, levels: .values(items), text: text)
    }

    /// The value for a coordinate in (0, 1) of a space-filling design.
    public func value(at coordinate: Double) -> String {
        switch levels {
        case .values(let values): values[min(values.count - 1, Int(coordinate * Double(values.count)))]
        case .range(let range): range.value(atCoordinate: coordinate)
        }
    }

    /// A value as a number in its base unit: a share for percentages, seconds for times, the number itself where there
    /// is another unit or none; nil when it is no number.
    public static func number(_ text: String) -> (value: Double, unit: String)? {
        if let share = Quantity.share(text) { return (share, "share") }
        if let seconds = Quantity.seconds(text) { return (seconds, "seconds") }
        guard let (number, unit) = Quantity.split(text), number.isFinite, isUnit(unit) else { return nil }
        return (number, unit)
    }

    /// Values as numbers of one unit, as the CSV files and the fit of main effects take them: as they are where all have
    /// the same unit, by the hour where all are rates, or amounts of one currency for a time; nil for texts and for
    /// numbers that cannot be brought to one unit.
    public static func numbers(_ texts: [String]) -> (values: [Double], unit: String)? {
        let found = texts.map(number)
        if let unit = found.first??.unit, found.allSatisfy({ $0?.unit == unit }) {
            return (found.compactMap { $0?.value }, unit)
        }
        let rates = found.map { $0.flatMap { hourly($0.value, $0.unit) } }
        guard let unit = rates.first??.unit, rates.allSatisfy({ $0?.unit == unit }) else { return nil }
        return (rates.compactMap { $0?.value }, unit)
    }

    /// A rate by the hour: "1440 per day" as 60 "per hour", "0.5 USD per min" as 30 "USD per hour".
    private static func hourly(_ value: Double, _ unit: String) -> (value: Double, unit: String)? {
        let words = unit.split(separator: " ")
        guard words.count >= 2, words[words.count - 2] == "per",
            let seconds = Quantity.seconds("1 " + words[words.count - 1])
        else { return nil }
        return (value * Seconds.perHour / seconds, (words.dropLast() + ["hour"]).joined(separator: " "))
    }

    /// A value so that what is the same is written the same: `60.0%` as `60%`, `5 min` as `300 s`.
    static func plain(_ text: String) -> String {
        guard let (value, unit) = number(text) else { return text.trimmingCharacters(in: .whitespaces) }
        let rate = hourly(value, unit) ?? (value, unit)
        return FixedDigits.significant(rate.value, 12) + " " + rate.unit
    }

    /// Whether the rest of a text after its number can be a unit: words, such as "per day" and "USD per hour".
    private static func isUnit(_ text: String) -> Bool { text.allSatisfy { $0.isLetter || $0 == " " || $0 == "%" } }

    /// The parts between commas that are outside brackets, braces and quotes.
    static func split(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "[{(".contains(character) {
                depth += 1
            } else if "]})".contains(character) {
                depth = max(0, depth - 1)
            } else if character == ",", depth == 0 {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts
    }
}
