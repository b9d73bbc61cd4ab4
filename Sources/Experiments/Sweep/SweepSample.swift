import Simulation
import Stochastics

/// What the replications of one point of a sweep say about a measure, one by one.
///
/// The first n of them can be taken alone: points with different numbers of replications are then compared over the
/// same customers.
public struct SweepSample: Sendable {
    /// The estimate over all replications.
    public let center: Double
    /// Values by replication; the numerators of a ratio.
    private let values: [Double]
    /// Denominators of a ratio; empty for a mean.
    private let denominators: [Double]

    /// Replications that can be taken one by one: 1 where one of them has no value.
    public var count: Int { values.count }

    /// Takes the values of replications, whose mean is estimated.
    ///
    /// - Returns: nil for no values, or one that is not finite.
    public init?(means values: [Double]) {
        guard let center = Observations.mean(of: values)?.center else { return nil }
        self.center = center
        self.values = values
        denominators = []
    }

    /// Takes sums of replications, whose ratio is estimated.
    ///
    /// - Returns: nil for no sums, differing lengths, or a total denominator of 0.
    public init?(numerators: [Double], denominators: [Double]) {
        guard let found = Observations.ratio(numerators: numerators, denominators: denominators) else { return nil }
        center = found.center
        values = numerators
        self.denominators = denominators
    }

    /// Takes the values of a measure.
    ///
    /// - Returns: nil where no replication has one.
    public init?(_ values: [MeasureValue?], of form: MeasureForm) {
        guard form.kind == .ratio else {
            let numbers = values.compactMap { $0?.number }
            guard let center = Observations.mean(of: numbers)?.center else { return nil }
            // With a gap the rest is no longer in step with other points.
            self.init(means: numbers.count == values.count ? numbers : [center])
            return
        }
        // A replication in which nothing happened adds nothing to either sum.
        let parts = values.map { value -> (above: Double, below: Double) in
            guard case .ratio(let numerator, let denominator)? = value else { return (0, 0) }
            return (numerator, denominator)
        }
        self.init(numerators: parts.map(\.above), denominators: parts.map(\.below))
    }

    /// The first replications alone; nil where they give no estimate.
    func observations(first count: Int) -> Observations? {
        let values = count < self.count ? Array(values.prefix(count)) : values
        guard !denominators.isEmpty else { return Observations.mean(of: values) }
        let below = count < self.count ? Array(denominators.prefix(count)) : denominators
        return Observations.ratio(numerators: values, denominators: below)
    }
}
