import Files
import Foundation
import Quantities
import Scenarios

/// Numbers of one unit from a low to a high end, with a step or without.
public struct SweepRange: Sendable, Equatable {
    /// Lower end, as a number in `unit`.
    public let low: Double
    /// Upper end.
    public let high: Double
    /// Distance between values; nil for anything in between.
    public let step: Double?
    /// The unit as it was written; empty where there is none.
    public let unit: String
    /// Decimals of the ends and the step.
    private let decimals: Int

    private static let mostDecimals = 12

    /// Reads `a:b:step` or `a:b`; nil for a text that is no range at all, such as a time of day in quotes.
    ///
    /// - Parameter problem: makes a problem of what is wrong and what to write.
    /// - Throws: `Problem` for a range that goes nowhere.
    static func parse(_ text: String, problem: (String, String) -> Problem) throws -> SweepRange? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2 || parts.count == 3 else { return nil }
        let numbers = parts.map { Quantity.split($0) }
        guard !numbers.contains(where: { $0 == nil }) else {
            let looksLikeOne = numbers.contains { $0 != nil }
            if looksLikeOne, parts.count == 3 {
                throw problem("'\(text)' is no range of numbers", "write a:b:step, such as 60%:95%:5%")
            }
            return nil
        }
        let found = numbers.compactMap { $0 }
        let units = Set(found.map(\.unit).filter { !$0.isEmpty })
        guard units.count <= 1 else {
            throw problem(
                "the range mixes the units \(units.sorted().joined(separator: " and "))",
                "write both ends and the step in one unit")
        }
        let range = SweepRange(
            low: found[0].number, high: found[1].number, step: parts.count == 3 ? found[2].number : nil,
            unit: units.first ?? "", decimals: parts.map(Self.decimals).max() ?? 0)
        if let step = range.step, step <= 0 {
            throw problem(
                "the step is \(step == 0 ? "zero" : "negative")", "write a step above 0, such as \(range.exampleStep)")
        }
        guard range.low < range.high || range.low == range.high && range.step != nil else {
            throw problem(
                range.low == range.high ? "the range is empty" : "the range goes down",
                "write the smaller end first: \(parts[1]):\(parts[0])" + (parts.count == 3 ? ":\(parts[2])" : ""))
        }
        return range
    }

    /// How many values there are; nil without a step. The upper end counts when a whole number of steps leads there.
    var values: Int? {
        step.map { step in Int(min(1e9, ((high - low) / step + 1e-9).rounded(.down))) + 1 }
    }

    /// A step that would do, for messages.
    var exampleStep: String {
        let size = (high - low).magnitude / 5
        let rounded = size >= 1 ? size.rounded() : size
        return Self.text(rounded, decimals: size >= 1 ? 0 : 3) + suffix
    }

    /// Value number `index` from the low end.
    func value(at index: Int) -> String { Self.text(low + Double(index) * (step ?? 0), decimals: decimals) + suffix }

    /// The value at a coordinate in (0, 1): one of the steps, a whole number where both ends are whole numbers without
    /// a unit, else a number with four significant digits of the range.
    func value(atCoordinate coordinate: Double) -> String {
        if let values { return value(at: min(values - 1, Int(coordinate * Double(values)))) }
        if unit.isEmpty, decimals == 0 {
            return Self.text(min(high, low + (coordinate * (high - low + 1)).rounded(.down)), decimals: 0)
        }
        let size = high - low
        var digits = 3
        var scale = 1.0
        while size >= 10 * scale, digits > 0 { (scale, digits) = (scale * 10, digits - 1) }
        while size < scale, digits < Self.mostDecimals { (scale, digits) = (scale / 10, digits + 1) }
        return Self.text(low + coordinate * size, decimals: max(digits, decimals)) + suffix
    }

    private var suffix: String { unit.isEmpty || unit == "%" ? unit : " " + unit }

    private static func decimals(_ text: String) -> Int {
        guard let point = text.firstIndex(of: ".") else { return 0 }
        return min(mostDecimals, text[point...].dropFirst().prefix { $0.isNumber }.count)
    }

    private static func text(_ value: Double, decimals: Int) -> String {
        let text = FixedDigits.decimals(value, decimals)
        return text.contains { $0 != "-" && $0 != "0" && $0 != "." } || !text.hasPrefix("-")
            ? text : String(text.dropFirst())
    }
}
