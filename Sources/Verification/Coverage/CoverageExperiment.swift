import Experiments
import Simulation
import Stochastics

/// Measures how often the intervals of an operation hold the true values: the experiment is repeated many times.
///
/// Macro-replication k takes the replications k n to (k + 1) n - 1 of the seed, so all are independent and the result
/// does not depend on the threads.
public struct CoverageExperiment: Sendable {
    /// The operation.
    public var specification: OperationSpecification
    /// Seed of all randomness.
    public var seed: UInt64
    /// Replications behind each interval; with antithetic pairs an odd number is rounded up.
    public var replications: Int
    /// Intervals made.
    public var macroReplications: Int
    /// How the intervals are made.
    public var estimator: ReplicationEstimator
    /// Threads to use, 1 or more.
    public var threads: Int

    /// Plans an experiment; see the properties.
    public init(
        _ specification: OperationSpecification, seed: UInt64 = 1, replications: Int, macroReplications: Int,
        estimator: ReplicationEstimator = ReplicationEstimator(), threads: Int = 1
    ) {
        self.specification = specification
        self.seed = seed
        self.replications = max(1, replications)
        self.macroReplications = max(1, macroReplications)
        self.estimator = estimator
        self.threads = threads
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - truths: true value of each measure by its full name; nil takes the plain estimate from all replications
    ///     together, whose own error is 1 / sqrt(macro-replications) of an interval's.
    ///   - report: called with the macro-replications done.
    /// - Returns: what was found, in the order of the measures; a measure that no replication has is left out.
    /// - Throws: what made the operation impossible.
    public func run(
        _ truths: [String: Double?], report: (Int) -> Void = { _ in }
    ) throws -> [CoverageTally] {
        // Whole pairs, so that none is shared by two intervals.
        let replications = (self.replications + estimator.group - 1) / estimator.group * estimator.group
        let names = Set(truths.keys)
        let measures = specification.measures().filter { names.contains($0.name) }
        var values: [[MeasureValue?]] = Array(repeating: [], count: measures.count)
        var cases: [Double] = []
        // In portions, so that few whole records are kept at a time.
        let portion = max(1, 2000 / replications)
        for first in stride(from: 0, to: macroReplications, by: portion) {
            let count = min(portion, macroReplications - first)
            var runs = Replications(
                specification, seed: seed, first: first * replications, count: count * replications, threads: threads)
            runs.measures = names
            runs.isAntithetic = estimator.isAntithetic
            for record in try runs.run() {
                for index in measures.indices { values[index].append(record.values[index]) }
                cases.append(record.cases)
            }
            report(first + count)
        }
        let plain = ReplicationEstimator(confidence: estimator.confidence)
        return measures.enumerated().compactMap { index, measure in
            let pooled = plain.outcome(values[index], of: measure.definition)
            guard let known = truths[measure.name], let truth = known ?? pooled?.estimate.mean else { return nil }
            var tally = CoverageTally(
                name: measure.name, truth: truth, nominal: estimator.confidence, isTruthPooled: known == nil)
            for macro in 0..<macroReplications {
                let range = (macro * replications)..<((macro + 1) * replications)
                tally.add(
                    estimator.outcome(
                        Array(values[index][range]), cases: Array(cases[range]), of: measure.definition)?.estimate)
            }
            return tally
        }
    }
}
