import Files
import Quantities

/// A setting of runs as people write it: its help, its completions and every error about it are made of this.
public struct RunSetting: Sendable {
    /// What may be written.
    public enum Values: Sendable {
        /// A whole number in a range.
        case whole(ClosedRange<UInt64>)
        /// A number above one and at most another.
        case number(above: Double, most: Double)
        /// A percentage above 0% and at most another.
        case percentage(most: Int)
        /// One of some words.
        case words([String])
    }

    /// Name without hyphens before it, such as `max-replications`.
    public let name: String
    /// What may be written.
    public let values: Values
    /// What it decides and what goes where it is left out, in a sentence without its full stop.
    public let purpose: String
    /// Why others are refused; empty where that is plain.
    public let reason: String
    /// Values that a shell offers.
    public let examples: [String]

    /// Describes a setting; see the properties.
    public init(_ name: String, _ values: Values, _ purpose: String, reason: String = "", examples: [String] = []) {
        self.name = name
        self.values = values
        self.purpose = purpose
        self.reason = reason
        self.examples = examples
    }

    /// The option that sets it.
    public var option: String { "--" + name }

    /// The range in few words: "2 to 1,000,000".
    public var range: String {
        switch values {
        case .whole(let range): "\(Self.grouped(range.lowerBound)) to \(Self.grouped(range.upperBound))"
        case .number(let low, let high): "above \(HumanUnits.number(low)), at most \(HumanUnits.number(high))"
        case .percentage(let most): "above 0%, at most \(most)%"
        case .words(let words): words.joined(separator: ", ")
        }
    }

    /// The sentence of the help.
    public var help: String { "\(purpose) (\(range))." }

    /// What a value must be.
    public var rule: String {
        switch values {
        case .whole: "a whole number of \(range)"
        case .number: "a number \(range)"
        case .percentage: "a percentage \(range), such as \(example)"
        case .words(let words):
            words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
        }
    }

    /// What is said of a value that is refused.
    public func refusal(of given: String) -> String {
        "\(option) \(given): it must be \(rule)" + (reason.isEmpty ? "" : ": " + reason)
    }

    /// Refuses a whole number that is out of range.
    ///
    /// - Throws: `UsageError`.
    public func check(_ value: Int?) throws(UsageError) {
        guard case .whole(let range) = values, let value else { return }
        guard value >= 0, range.contains(UInt64(value)) else { throw UsageError(refusal(of: String(value))) }
    }

    /// Refuses a number that is out of range.
    ///
    /// - Throws: `UsageError`.
    public func check(_ value: Double) throws(UsageError) {
        guard case .number(let low, let high) = values else { return }
        guard value > low, value <= high else { throw UsageError(refusal(of: "\(value)")) }
    }

    /// Refuses a word that is none of those known.
    ///
    /// - Throws: `UsageError`.
    public func check(_ word: String?) throws(UsageError) {
        guard case .words(let words) = values, let word else { return }
        guard words.contains(word) else { throw UsageError(refusal(of: word)) }
    }

    /// The share that a percentage stands for; nil for nil.
    ///
    /// - Throws: `UsageError` for what is no percentage in range.
    public func share(_ text: String?) throws(UsageError) -> Double? {
        guard case .percentage(let most) = values, let text else { return nil }
        guard text.hasSuffix("%") else {
            throw UsageError("\(option) \(text): the unit is missing; write a percentage such as \(example)")
        }
        guard let percent = Double(text.dropLast()), percent > 0, percent <= Double(most) else {
            throw UsageError(
                "\(option) \(text): it must be above 0% and not above \(most)%; write a percentage such as \(example)")
        }
        return percent / 100
    }

    private var example: String { examples.first ?? "2%" }

    private static func grouped(_ value: UInt64) -> String { HumanUnits.grouped(String(value)) }
}
