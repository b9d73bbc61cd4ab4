import Quantities
import Stochastics

/// When intervals promise more than they keep: few replications, or skewed ones.
public struct IntervalWarnings: Sendable {
    /// What is wrong, most important first; empty for nothing.
    public let findings: [Finding]

    /// Independent replications below which intervals are said to be optimistic.
    public static let fewest = 20
    /// Coverage that may be lost to skewness before it is said.
    static let tolerance = 0.02

    /// Judges the intervals of a forecast.
    ///
    /// - Parameters:
    ///   - observations: independent observations: replications, or antithetic pairs.
    ///   - confidence: nominal coverage.
    ///   - skewness: of the observations of each measure, by name, with their number.
    ///   - what: what an independent observation is.
    public init(
        observations: Int, confidence: Double, skewness: [(name: String, skewness: Double, n: Int)],
        what: Finding.Observation
    ) {
        var found: [Finding] = []
        if observations == 1 {
            found.append(.noIntervals(what: what, fewest: Self.fewest))
        } else if observations < Self.fewest {
            found.append(.fewObservations(count: observations, what: what, fewest: Self.fewest))
        } else if let skewed = Self.skewed(skewness, confidence: confidence, what: what) {
            // Below 20 the skewness of a sample says next to nothing.
            found.append(skewed)
        }
        findings = found
    }

    private static func skewed(
        _ skewness: [(name: String, skewness: Double, n: Int)], confidence: Double,
        what: Finding.Observation
    ) -> Finding? {
        let poor = skewness.map { item in
            (
                name: item.name, n: item.n,
                coverage: SkewnessCost.coverage(confidence: confidence, skewness: item.skewness, n: item.n)
            )
        }.filter { $0.coverage < confidence - tolerance }
        guard let worst = poor.min(by: { $0.coverage < $1.coverage }) else { return nil }
        let loss = confidence - worst.coverage
        let needed = Int(saturating: (Double(worst.n) * loss / tolerance).rounded(.up))
        let others = poor.filter { $0.name != worst.name }.map(\.name)
        return .skewedInterval(
            measure: worst.name, what: what, coverage: worst.coverage, confidence: confidence, needed: needed,
            others: others)
    }
}
