/// Everything found wrong in one go, so that a user mends a file once and not error by error.
public struct Problems: Error, Sendable, Hashable, CustomStringConvertible {
    /// The problems, in the order they were found.
    public var problems: [Problem]

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

    /// The descriptions of all problems, one below the other.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
