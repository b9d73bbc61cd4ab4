import Files

/// Numbers that a line of `hitl route` may hold: beyond them nothing real is told, and no sum of them overflows.
enum RoutedRange {
    /// Whole, such as contacts and agents.
    case count
    /// Seconds, money, shares of work.
    case amount

    private var largest: Double { self == .count ? 1e9 : 1e15 }

    /// The number itself.
    ///
    /// - Throws: `Problem` at its place, with the range, when it is outside.
    @discardableResult
    func check(_ value: Double, at path: [String], line: JSONLine) throws -> Double {
        guard value >= 0, value <= largest, self == .amount || value == value.rounded() else {
            throw line.problem(
                of: path.map { .key($0) }, message: "\(path.joined(separator: ".")) is out of range",
                remedy: self == .count
                    ? "write a whole number from 0 to 1000000000" : "write a number from 0 to 1e15")
        }
        return value
    }
}
