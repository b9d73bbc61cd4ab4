import Experiments
import Files
import Foundation
import Scenarios

/// What is said of a run where it is started; what nil leaves open is decided by an earlier result or the scenario.
public struct RunRequest: Sendable {
    /// Values that replace those of the scenario, `dotted.path=value` each.
    public var overrides: [String] = []
    /// Seed of all randomness.
    public var seed: UInt64?
    /// Independent runs; with a precision, the fewest.
    public var replications: Int?
    /// How precise the answer is to be.
    public var precision = PrecisionRequest()
    /// Threads to use.
    public var threads: Int?
    /// Whether replications come in antithetic pairs.
    public var isAntithetic = false
    /// Whether estimates are adjusted by the arrivals.
    public var usesControlVariates = false

    /// Says nothing yet; see the properties.
    public init() {}

    /// Threads asked for, or as many as there are cores.
    public var threadCount: Int { threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// Seed, replications and threads of a run: as asked, else as the earlier result had them, else the scenario's.
    ///
    /// - Parameters:
    ///   - earlier: the result that is run again; nil for a scenario.
    ///   - fewest: replications that this kind of run needs at least.
    ///   - group: replications that come together: a number that is no multiple of it is rounded up.
    public func numbers(
        for scenario: Scenario, after earlier: EarlierRun? = nil, fewest: Int = 1, group: Int = 1
    ) -> RunNumbers {
        let wanted = max(fewest, replications ?? earlier?.replications ?? scenario.replications)
        return RunNumbers(
            seed: seed ?? earlier?.seed ?? scenario.seed, replications: (wanted + group - 1) / group * group,
            threads: threadCount)
    }

    /// The precision asked for; that of the earlier result, unless the replications are fixed; nil for none.
    ///
    /// - Parameter known: full names of the measures there are.
    /// - Throws: `DataError` or `Problem` for a measure that is none of them.
    public func precision(after earlier: EarlierRun?, known: [String]) throws -> ResolvedPrecision? {
        try precision.checkMeasures(known: known)
        guard let relative = precision.relative ?? (replications == nil ? earlier?.precision : nil) else { return nil }
        let stored = precision.relative == nil ? earlier : nil
        if precision.measures.isEmpty, let stored { try stored.checkMeasures(known: known) }
        return ResolvedPrecision(
            relative: relative, measures: precision.measures.isEmpty ? stored?.precisionOf : precision.measures,
            minimum: replications ?? stored?.minReplications ?? 0,
            maximum: precision.maximum ?? stored?.maxReplications ?? RunSettings.standardMaximum)
    }
}

/// What is said of the precision of a run.
public struct PrecisionRequest: Sendable {
    /// Wanted half-width over mean; nil where none is asked.
    public var relative: Double?
    /// Most replications.
    public var maximum: Int?
    /// Full names of the measures it is about; empty for the usual ones.
    public var measures: [String] = []

    /// Asks for none; see the properties.
    public init() {}

    /// Refuses measures that a scenario does not have.
    func checkMeasures(known: [String]) throws {
        for name in measures where !known.contains(name) {
            let near = Spelling.closest(to: name, among: known)
            throw DataError(
                "--precision-of \(name): this scenario has no such measure; "
                    + (near.map { "did you mean '\($0)'?" } ?? "docs/reference/measures.md lists them"))
        }
    }
}

/// A precision with everything decided.
public struct ResolvedPrecision: Sendable {
    /// Wanted half-width over mean.
    public let relative: Double
    /// Full names of the measures; nil for the usual ones.
    public let measures: [String]?
    /// Replications before it is judged for the first time; 0 for the fewest that may be judged.
    public let minimum: Int
    /// Most replications.
    public let maximum: Int
}

/// Seed, replications and threads of a run.
public struct RunNumbers: Sendable, Equatable {
    /// Seed of all randomness.
    public let seed: UInt64
    /// Independent runs, 1 or more.
    public let replications: Int
    /// Threads to use, 1 or more.
    public let threads: Int
}
