import Simulation
import Stochastics

/// What customers notice of a variant: the differences from the baseline that are clear, the better ones and the worse.
public struct CustomerEffects: Sendable, Equatable {
    /// What gets clearly better, promises first, then lost customers, waits and answers.
    public private(set) var better: [MeasureDifference] = []
    /// What gets clearly worse, in the same order.
    public private(set) var worse: [MeasureDifference] = []
    /// Clear differences that are no verdict, since the measure is about some customers only and their share moved.
    public private(set) var unjudged: [MeasureDifference] = []

    /// Whether anything that customers notice was compared.
    public let isKnown: Bool

    /// What customers notice, and the measures that say whom it leaves out.
    private static let felt: [(measure: Measure, isWorseAbove: Bool, leavesOut: [Measure])] = [
        (.resolutionLost, true, []), (.humanAbandonment, true, [.humanBlocked]), (.humanBlocked, true, []),
        (.humanWaitMean, true, [.humanBlocked]), (.aiSelectiveRisk, true, [.aiCoverage]),
        (.resolutionRight, false, []), (.resolutionTimeMean, true, [.resolutionLost, .resolutionUnhandled]),
    ]

    /// A share of customers that moves by less is the same to everybody.
    private static let sameShare = 0.002

    /// Differences whose intervals exclude zero also when they are widened to hold together for all the measures that are
    /// looked at (Bonferroni).
    ///
    /// Source: Law, "Simulation modeling and analysis", 5th edition, section 9.7 (several measures of performance).
    /// - Parameter variant: its place, 1 or more.
    public init(_ comparison: VariantComparison, variant: Int) {
        let difference = comparison.differences[variant - 1]
        var looked: [(change: MeasureDifference, isWorseAbove: Bool, leavesOut: [Measure])] = []
        for level in comparison.variants[variant].forecast.serviceLevels {
            guard let change = difference[Measure.serviceLevel(level.name)] else { continue }
            looked.append((change, false, level.abandoned.isOfAll ? [] : [.humanAbandonment, .humanBlocked]))
        }
        looked += Self.felt.compactMap { felt in
            difference[felt.measure].map { ($0, felt.isWorseAbove, felt.leavesOut) }
        }
        isKnown = !looked.isEmpty
        for (change, isWorseAbove, leavesOut) in looked {
            guard let sign = Self.sign(change.estimate, among: looked.count) else { continue }
            if leavesOut.contains(where: { Self.hasMoved(difference[$0]) }) {
                unjudged.append(change)
            } else if (sign > 0) == isWorseAbove {
                worse.append(change)
            } else {
                better.append(change)
            }
        }
    }

    /// The direction of a clear difference; nil for one that is not clear.
    private static func sign(_ estimate: Estimate, among count: Int) -> Double? {
        guard let half = estimate.halfWidth, estimate.n > 1, estimate.mean != 0 else { return nil }
        let degrees = Double(estimate.n - 1)
        let tail = (1 - estimate.confidence) / 2
        guard let own = try? StudentT.quantile(1 - tail, degreesOfFreedom: degrees),
            let wide = try? StudentT.quantile(1 - tail / Double(count), degreesOfFreedom: degrees),
            abs(estimate.mean) > half * wide / own
        else { return nil }
        return estimate.mean < 0 ? -1 : 1
    }

    private static func hasMoved(_ change: MeasureDifference?) -> Bool {
        guard let change else { return false }
        return change.isDecided || abs(change.estimate.mean) > sameShare
    }
}

extension VariantComparison {
    /// What gets clearly worse for customers in a variant.
    ///
    /// - Parameter variant: its place, 1 or more.
    public func losses(_ variant: Int) -> [MeasureDifference] { CustomerEffects(self, variant: variant).worse }
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

extension AbandonmentRule {
    /// Whether a service level by this rule is a share of all who come.
    fileprivate var isOfAll: Bool { self == .missed || self == .metIfEarly }
}
