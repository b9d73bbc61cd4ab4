/// Shares of a computing budget that select the best of several systems which were simulated on common random numbers.
///
/// Classic OCBA (``BudgetAllocation``) takes the systems for independent. Here a system is compared with the best by the
/// differences of their observations, pair by pair, so what counts is the variance of the paired difference: with n_i
/// pairs the chance of mistaking i for the best falls like exp(-n_i d_i^2 / (2 v_i)), d_i being the difference of the
/// means and v_i the variance of one paired difference, as long as the best has n_i observations too. The largest
/// of these chances is smallest where all exponents are equal (Glynn and Juneja, "A large deviations perspective on
/// ordinal optimization", Winter Simulation Conference 2004, applied to differences): n_i is proportional to v_i / d_i^2,
/// and the best gets as many as the system that needs most. That pairs want equal numbers is what Fu, Hu, Chen and Xiong
/// ("Simulation allocation for determining the best design in the presence of correlated sampling", INFORMS Journal on
/// Computing 19, 2007) find for positively correlated designs.
///
/// With requirements a system is ruled out by whichever takes fewer observations, being worse than the best or missing a
/// requirement (variance over squared distance from the limit), after OCBA-CO (Lee, Pujowidianto, Li, Chen and Yap,
/// "Approximate simulation budget allocation for selecting the best design in the presence of stochastic constraints",
/// IEEE Transactions on Automatic Control 57, 2012); the best needs enough to show that it meets its own.
public struct PairedBudgetAllocation: Sendable, Equatable {
    /// What is known of a system.
    public struct System: Sendable, Equatable {
        /// How much worse than the best: 0 or more for one that could be chosen, whatever for others.
        public var difference: Double
        /// Variance of one paired difference from the best.
        public var variance: Double
        /// By requirement: how far inside it the system is (negative outside), and the variance of one observation.
        public var margins: [Margin]

        /// Describes a system.
        public init(difference: Double, variance: Double, margins: [Margin] = []) {
            self.difference = difference
            self.variance = variance
            self.margins = margins
        }
    }

    /// Where a system stands on a requirement.
    public struct Margin: Sendable, Equatable {
        /// Distance inside the limit; negative outside.
        public var distance: Double
        /// Variance of one observation.
        public var variance: Double

        /// Describes a margin.
        public init(distance: Double, variance: Double) {
            self.distance = distance
            self.variance = variance
        }
    }

    /// Share of the budget of each system; they add up to 1.
    public let shares: [Double]

    /// Allocates a budget.
    ///
    /// - Parameters:
    ///   - systems: two or more.
    ///   - best: index of the best one.
    ///   - observations: so far, of each: a distance below its standard error counts as one standard error, so that one
    ///     system cannot take everything. 1 or more.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public init(_ systems: [System], best: Int, observations: [Int]) throws(StochasticsError) {
        try StochasticsError.require(systems.count >= 2, "systems", Double(systems.count), "must be 2 or more")
        try StochasticsError.require(
            systems.indices.contains(best), "best", Double(best), "must be the index of a system")
        try StochasticsError.require(
            observations.count == systems.count && observations.allSatisfy { $0 >= 1 }, "observations",
            Double(observations.count), "must be 1 or more for each system")
        var needs = [Double](repeating: 0, count: systems.count)
        var bestNeed = 0.0
        for (index, system) in systems.enumerated() where index != best {
            let count = Double(observations[index])
            let missed = system.margins.filter { $0.distance < 0 }.map { Self.need($0.distance, $0.variance, count) }
            let worse =
                system.difference > 0 || missed.isEmpty
                ? Self.need(system.difference, system.variance, Double(min(observations[index], observations[best])))
                : Double.infinity
            let ruledOut = missed.min() ?? .infinity
            needs[index] = min(worse, ruledOut)
            if worse <= ruledOut { bestNeed = max(bestNeed, worse) }
        }
        for margin in systems[best].margins {
            bestNeed = max(bestNeed, Self.need(margin.distance, margin.variance, Double(observations[best])))
        }
        needs[best] = bestNeed
        let sum = needs.reduce(0, +)
        shares = needs.map { sum > 0 ? $0 / sum : 1 / Double(systems.count) }
    }

    private static func need(_ distance: Double, _ variance: Double, _ count: Double) -> Double {
        guard variance > 0 else { return 0 }
        return variance / max(distance * distance, variance / count)
    }
}
