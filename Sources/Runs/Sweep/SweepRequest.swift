import Experiments

/// A sweep as it is asked for: which points it has, and what is measured there.
public struct SweepRequest: Sendable {
    /// Factors, `path=values` each.
    public var vary: [String] = []
    /// How points are chosen.
    public var design = SweepDesign.grid
    /// Points of a space-filling design; nil for the usual number.
    public var points: Int?
    /// File of the points of a design by CSV.
    public var designFile: String?
    /// Measures to keep, separated by commas; nil for all of the whole operation.
    public var measures: String?
    /// Measure on the cost axis, with its direction where that must be said.
    public var cost: String?
    /// Measure set against it.
    public var service: String?
    /// Most replications of a task.
    public var block: Int?
    /// Whether replications go where they help to find the best point (OCBA), and not equally to all.
    public var isAllocated = false
    /// What is to be best then; nil for the cost.
    public var objective: String?
    /// What the best point must keep to.
    public var subjectTo: [String] = []
    /// Replications of all points together then.
    public var budget: Int?
    /// Whether more points than `manyPoints` are meant.
    public var isLargeMeant = false

    /// A sweep of more points is asked about.
    public static let manyPoints = 10_000

    /// Says nothing yet; see the properties.
    public init() {}
}
