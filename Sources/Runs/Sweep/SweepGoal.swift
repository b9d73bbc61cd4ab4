import Files
import Simulation

/// A measure that points are compared by, with the way it is better where the user says it: `human.occupancy:lower`.
public struct SweepGoal {
    /// Full name of the measure.
    public let measure: String
    /// What stands behind the colon; nil where nothing does.
    public let said: MeasureDirection?

    /// Takes a goal apart.
    public init(_ text: String) {
        for direction in [MeasureDirection.lower, .higher] where text.hasSuffix(":" + direction.rawValue) {
            measure = String(text.dropLast(direction.rawValue.count + 1))
            said = direction
            return
        }
        measure = text
        said = nil
    }

    /// Which way it is better: as the user says, else as the glossary does.
    ///
    /// - Throws: `DataError` where neither says it.
    public func direction(option: String) throws -> MeasureDirection {
        let own = MeasureDefinition.direction(of: measure) ?? .neither
        if let said, own != .neither, said != own {
            throw DataError(
                "\(option) \(measure):\(said.rawValue): more of it is not what it says; leave out :\(said.rawValue)")
        }
        let found = said ?? own
        guard found != .neither else {
            throw DataError(
                "\(option) \(measure): small values of it are no better than large ones as such; say which you want: "
                    + "\(option) '\(measure):lower' or '\(measure):higher'")
        }
        return found
    }
}
