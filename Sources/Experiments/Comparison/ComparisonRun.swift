import Simulation
import Stochastics

/// Runs variants of an operation on common random numbers, the same number of replications each.
///
/// Replication r of every variant has the same seed and number, so it meets the same customers; whatever differs between
/// variants is then their doing. Results do not depend on the number of threads.
public struct ComparisonRun: Sendable {
    /// A precision that every difference of some measures is to reach.
    public struct Goal: Sendable, Equatable {
        /// Wanted half-width of a difference over the baseline's mean, above 0.
        public var relative: Double
        /// Full names of the measures; they are judged where a variant has them.
        public var measures: [String]
        /// Replications before it is judged for the first time.
        public var minimum: Int
        /// Most replications.
        public var maximum: Int

        /// States a goal; see the properties.
        public init(relative: Double, measures: [String], minimum: Int, maximum: Int) {
            self.relative = relative
            self.measures = measures
            self.minimum = max(PrecisionGoal.fewest, minimum)
            self.maximum = max(maximum, self.minimum)
        }
    }

    /// How far a run is, over all variants.
    public struct Advance: Sendable {
        /// Replications finished.
        public var finished: Int
        /// Replications there will be, as far as known.
        public var count: Int
        /// Replications' worth of simulated time behind the unfinished ones.
        public var underWay: Double
    }

    /// The variants, the baseline first; two or more, of one measured period and currency.
    public let variants: [ComparedVariant]
    /// Seed of all randomness.
    public let seed: UInt64
    /// Replications of each variant where no precision is asked.
    public let replications: Int
    /// The asked precision; nil where none is.
    public let goal: Goal?
    /// Threads to use.
    public let threads: Int
    /// Level of the variants' own intervals.
    public let confidence: Double

    /// Plans a comparison.
    public init(
        _ variants: [ComparedVariant], seed: UInt64, replications: Int, goal: Goal? = nil, threads: Int,
        confidence: Double = 0.95
    ) {
        self.variants = variants
        self.seed = seed
        self.replications = max(1, replications)
        self.goal = goal
        self.threads = threads
        self.confidence = confidence
    }

    /// Runs all variants.
    ///
    /// - Parameter report: called from any thread, one call at a time.
    /// - Throws: what made a replication impossible.
    public func run(report: @escaping @Sendable (Advance) -> Void = { _ in }) throws -> VariantComparison {
        var variants = variants
        var notes: [Finding] = []
        var warnings: [Finding] = []
        if let baseline = variants.first, baseline.findsWarmUp {
            let found = try WarmUpSearch(baseline.specification, seed: seed, threads: threads)
            for index in variants.indices { variants[index].specification.warmUpSeconds = found.seconds }
            notes.append(found.finding)
            if let warning = found.warning { warnings.append(warning) }
        }
        var records = variants.map { _ in [ReplicationRecord]() }
        var wanted = goal?.minimum ?? replications
        var status: PrecisionStatus?
        while true {
            for (index, variant) in variants.enumerated() where records[index].count < wanted {
                let before = records.map(\.count).reduce(0, +)
                let total = wanted * variants.count
                let runs = Replications(
                    variant.specification, seed: seed, first: records[index].count,
                    count: wanted - records[index].count, threads: threads)
                records[index] += try runs.run { progress in
                    let done = progress.finished.count
                    report(
                        Advance(
                            finished: before + done, count: total, underWay: max(0, progress.done - Double(done))))
                }
            }
            guard let goal else { break }
            let judged = PairedVariants(variants, records: records, confidence: confidence).status(goal)
            status = judged
            if judged.isReached || wanted >= goal.maximum { break }
            // At most doubled, since the first half-widths are rough; by a tenth at least.
            let step = max(1, wanted / 10)
            wanted = min(goal.maximum, max(wanted + step, min(2 * wanted, judged.needed ?? 2 * wanted)))
        }
        let paired = PairedVariants(variants, records: records, confidence: confidence)
        var result = paired.result(seed: seed, precision: status)
        result.variants[0].forecast.notes.insert(contentsOf: notes, at: 0)
        result.variants[0].forecast.warnings += warnings
        return result
    }
}
