import Simulation
import Stochastics

/// Which variant is cheapest among those that keep all their targets, as far as the replications tell.
public struct ComparisonConclusion: Sendable, Equatable {
    /// How a variant stands to the targets of its service levels, judged by their intervals.
    public enum Standing: String, Sendable, Codable {
        /// Every interval is at or above its target.
        case met
        /// One interval at least is below its target.
        case missed
        /// None is below, and one at least straddles its target.
        case undecided
        /// No service level has a target.
        case untargeted
    }

    /// What can be said.
    public enum Outcome: String, Sendable, Codable {
        /// One variant is cheapest among those that keep their targets.
        case decided
        /// The cheapest is not told apart from another, or may miss a target.
        case undecided
        /// Every variant misses a target.
        case none
    }

    /// How each variant stands, in their order.
    public var standings: [Standing]
    /// What can be said.
    public var outcome: Outcome
    /// The variant of least mean cost among those that miss no target; nil where all do.
    public var cheapest: String?
    /// Others that miss no target and cost the same as the cheapest in every replication.
    public var equals: [String]
    /// Others that miss no target and whose cost differs from the cheapest's but is not told apart from it.
    public var rivals: [String]
    /// The one of least cost after the cheapest and its equals among those that miss no target; nil where there is no
    /// other.
    public var next: String?
    /// Cost of the cheapest less that of the next, over the measured period.
    public var difference: Estimate?
    /// Replications by which the costs of the cheapest and the next might be told apart (square root law); nil where
    /// they are, or never will be.
    public var needed: Int?

    /// States a conclusion; see the properties.
    public init(
        standings: [Standing], outcome: Outcome, cheapest: String?, equals: [String] = [], rivals: [String] = [],
        next: String? = nil, difference: Estimate? = nil, needed: Int? = nil
    ) {
        self.standings = standings
        self.outcome = outcome
        self.cheapest = cheapest
        self.equals = equals
        self.rivals = rivals
        self.next = next
        self.difference = difference
        self.needed = needed
    }

    /// Compares the cheapest variant that misses no target with every other such variant.
    ///
    /// Multiple comparisons with the best (Hsu, "Multiple comparisons: theory and methods", 1996, chapter 4), each at
    /// Bonferroni's level and paired, since common random numbers make the costs dependent (Nelson and Matejcik, "Using
    /// common random numbers for indifference-zone selection and multiple comparisons in simulation", Management
    /// Science 41, 1995, section 2).
    /// - Parameters:
    ///   - variants: names and forecasts, the baseline first.
    ///   - cost: what a variant costs less what another does, by their places, at Bonferroni's level.
    public init(_ variants: [VariantComparison.Variant], cost: (Int, Int) -> Estimate?) {
        let standings = variants.map { Self.standing($0.forecast.serviceLevels) }
        let candidates = variants.indices.filter { standings[$0] != .missed }
        func total(_ index: Int) -> Double { variants[index].forecast[.costTotal]?.mean ?? .infinity }
        // Of equal costs the one that surely keeps its targets goes first.
        func rank(_ index: Int) -> (Double, Int, Int) { (total(index), standings[index] == .undecided ? 1 : 0, index) }
        self.init(standings: standings, outcome: .none, cheapest: nil)
        guard let best = candidates.min(by: { rank($0) < rank($1) }) else { return }
        let same = candidates.filter { other in
            guard other != best, let cost = cost(best, other) else { return false }
            return cost.mean == 0 && cost.low == 0 && cost.high == 0
        }
        let others = candidates.filter { $0 != best && !same.contains($0) }.sorted { rank($0) < rank($1) }
        cheapest = variants[best].name
        equals = same.map { variants[$0].name }
        next = others.first.map { variants[$0].name }
        difference = others.first.flatMap { cost(best, $0) }
        rivals = others.filter { other in !(cost(best, other)?.high.map { $0 < 0 } ?? false) }
            .map { variants[$0].name }
        outcome = rivals.isEmpty && standings[best] != .undecided ? .decided : .undecided
        if !rivals.isEmpty, let difference, difference.mean < 0, let half = difference.halfWidth {
            let factor = half / -difference.mean
            needed = Int(min(1e9, (Double(difference.n) * max(1, factor * factor)).rounded(.up)))
        }
    }

    private static func standing(_ levels: [ServiceLevelVerdict]) -> Standing {
        if levels.isEmpty { return .untargeted }
        if levels.contains(where: { $0.outcome == .missed }) { return .missed }
        return levels.contains { $0.outcome == .undecided } ? .undecided : .met
    }
}
