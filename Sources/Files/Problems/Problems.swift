/// Everything found wrong in one go, so that a user mends a file once and not error by error.
public struct Problems: Error, Sendable, Hashable, CustomStringConvertible {
    /// The problems, in the order they were found.
    public var problems: [Problem]

    /// Most problems that are told: more would scroll away before anybody could read them.
    public static let mostTold = 50

    /// Creates a collection, empty by default.
    public init(_ problems: [Problem] = []) {
        self.problems = problems
    }

    /// Whether nothing is wrong.
    public var isEmpty: Bool { problems.isEmpty }

    /// Adds a problem.
    public mutating func append(_ problem: Problem) {
        problems.append(problem)
    }

    /// Runs `body` and keeps a `Problem` or `Problems` it throws; any other error passes through.
    ///
    /// - Returns: what `body` returned, or nil when it threw.
    public mutating func collect<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let problem as Problem {
            problems.append(problem)
        } catch let several as Problems {
            problems += several.problems
        }
        return nil
    }

    /// Throws itself when it holds a problem.
    public func throwIfAny() throws {
        if !problems.isEmpty { throw self }
    }

    /// The first problems, as many as are told, and a sentence on how many more there are; nil where there are none.
    public var told: (problems: ArraySlice<Problem>, rest: String?) {
        let rest = problems.count - Self.mostTold
        return (
            problems.prefix(Self.mostTold),
            rest > 0 ? "... and \(rest) more problem\(rest == 1 ? "" : "s"), not shown" : nil
        )
    }

    /// The descriptions of the problems that are told, one below the other, each cut where it is longer than a page.
    public var description: String {
        let (first, rest) = told
        return (first.map { Self.cut($0.description) } + (rest.map { [$0] } ?? [])).joined(separator: "\n")
    }

    private static func cut(_ text: String) -> String {
        let most = 2_000
        guard text.utf8.count > most else { return text }
        return String(text.unicodeScalars.prefix(most)) + "..."
    }
}
