/// A stretch of time in which the arrival rate is multiplied: a launch, an outage, a season.
public struct Spike: Sendable, Equatable, Hashable {
    /// Start, in seconds since time 0; 0 or more.
    public var startSeconds: Double
    /// Length in seconds; above 0.
    public var durationSeconds: Double
    /// Factor of the rate; 0 or more (1 changes nothing, 3 triples).
    public var multiplier: Double
    /// Its name in the scenario, for measures of what came within it.
    public var name: String

    /// Creates a spike; see the properties for units and ranges.
    public init(startSeconds: Double, durationSeconds: Double, multiplier: Double, name: String = "") {
        self.name = name
        self.startSeconds = startSeconds
        self.durationSeconds = durationSeconds
        self.multiplier = multiplier
    }

    /// First moment after the spike, in seconds since time 0.
    public var endSeconds: Double { startSeconds + durationSeconds }

    /// Whether a time in seconds lies in it.
    public func contains(_ seconds: Double) -> Bool { seconds >= startSeconds && seconds < endSeconds }
}
