import Files
import Foundation
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
        var seen: Set<String> = []
        for item in items where !seen.insert(item).inserted {
            throw problem("'\(item)' is there twice", "keep one of them")
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
