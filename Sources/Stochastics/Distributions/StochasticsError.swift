/// What the functions of this module refuse.
public enum StochasticsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A parameter outside its range; the requirement reads "must be positive" and the like.
    case invalid(parameter: String, value: Double, requirement: String)
    /// A queue without abandonment whose offered load reaches its servers, so that waits grow without end.
    case unstable(offeredLoad: Double, servers: Int)
    /// A numerical method that gave no number.
    case notComputed(function: String)

    /// One line for people.
    public var description: String {
        switch self {
        case .invalid(let parameter, let value, let requirement):
            return "\(parameter) is \(value); it \(requirement)"
        case .unstable(let offeredLoad, let servers):
            return "an offered load of \(offeredLoad) erlangs on \(servers) servers has no steady state"
        case .notComputed(let function):
            return "\(function) could not be computed for these arguments"
        }
    }

    /// Throws unless the value is a finite number that satisfies the requirement.
    static func require(
        _ condition: Bool, _ parameter: String, _ value: Double, _ requirement: String
    ) throws(StochasticsError) {
        guard condition, value.isFinite else {
            throw .invalid(parameter: parameter, value: value, requirement: requirement)
        }
    }
}
