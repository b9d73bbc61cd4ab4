import Simulation
import Stochastics

extension VariantComparison {
    /// What customers notice beside the service levels, and whether more of it is worse.
    private static let felt: [(measure: Measure, isWorseAbove: Bool)] = [
        (.aiSelectiveRisk, true), (.resolutionRight, false), (.humanAbandonment, true),
        (.humanWaitMean, true), (.resolutionTimeMean, true),
    ]

    /// What gets clearly worse for customers in a variant: differences from the baseline whose intervals exclude zero also
    /// when they are widened to hold together for all the measures that are looked at (Bonferroni).
    ///
    /// Source: Law, "Simulation modeling and analysis", 5th edition, section 9.7 (several measures of performance).
    /// - Parameter variant: its place, 1 or more.
    public func losses(_ variant: Int) -> [MeasureDifference] {
        let difference = differences[variant - 1]
        let looked = Self.felt.compactMap { felt in difference[felt.measure].map { (change: $0, felt.isWorseAbove) } }
        return looked.filter { change, isWorseAbove in
            let estimate = change.estimate
            guard let half = estimate.halfWidth, estimate.n > 1 else { return false }
            let degrees = Double(estimate.n - 1)
            let tail = (1 - estimate.confidence) / 2
            guard let own = try? StudentT.quantile(1 - tail, degreesOfFreedom: degrees),
                let wide = try? StudentT.quantile(1 - tail / Double(looked.count), degreesOfFreedom: degrees)
            else { return false }
            let widened = half * wide / own
            return isWorseAbove ? estimate.mean - widened > 0 : estimate.mean + widened < 0
        }.map(\.change)
    }
}

extension VariantDifference {
    /// Whether no replication shows a difference in any measure, nor a measure that one of the two lacks.
    public var isNone: Bool {
        !measures.isEmpty && onlyInBaseline.isEmpty && onlyInVariant.isEmpty && incomparable.isEmpty
            && measures.allSatisfy { change in
                change.estimate.mean == 0 && (change.estimate.halfWidth ?? 0) == 0
            }
    }
}
