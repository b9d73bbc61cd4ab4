import Experiments
import Foundation
import Simulation
import Verification

/// The table of coverage: for each measure, estimator and number of days, how often the interval holds the true value.
struct CoverageTable {
    /// Threads to use; the figures do not depend on them.
    var threads: Int
    /// Share of the macro-replications to run.
    var scale: Double
    private(set) var lines = [
        "shape,days,estimator,measure,macro_replications,truth,truth_standard_error,covered,below,above,without,"
            + "coverage,bias,mean_half_width,mean_squared_error"
    ]

    init(threads: Int, scale: Double) {
        self.threads = threads
        self.scale = scale
    }

    /// Adds experiments with one number of days each.
    mutating func add(_ day: ContactCentreDay, truths: Truths, days: [Int], macroReplications: Int, seed: UInt64) throws
    {
        for count in days {
            try add(
                day, truths: truths, estimator: ReplicationEstimator(), named: "plain", days: count,
                macroReplications: macroReplications, seed: seed)
        }
    }

    /// Adds the three ways to need fewer days, on as many of them as `plain` had.
    mutating func addReduced(
        _ day: ContactCentreDay, truths: Truths, days: Int, macroReplications: Int, seed: UInt64
    ) throws {
        let controls = ArrivalControls(try day.operation())
        for (name, estimator) in [
            ("controls", ReplicationEstimator(controls: controls)),
            ("antithetic", ReplicationEstimator(isAntithetic: true)),
            ("both", ReplicationEstimator(isAntithetic: true, controls: controls)),
        ] {
            try add(
                day, truths: truths, estimator: estimator, named: name, days: days,
                macroReplications: macroReplications, seed: seed)
        }
    }

    private mutating func add(
        _ day: ContactCentreDay, truths: Truths, estimator: ReplicationEstimator, named name: String, days: Int,
        macroReplications: Int, seed: UInt64
    ) throws {
        let experiment = CoverageExperiment(
            try day.operation(), seed: seed, replications: days,
            macroReplications: max(10, Int(Double(macroReplications) * scale)), estimator: estimator,
            threads: threads)
        for tally in try experiment.run(truths.known) {
            let error = truths.values[tally.name]?.standardError ?? 0
            lines.append(
                [
                    number(day.shape), "\(days)", name, tally.name, "\(tally.count)", number(tally.truth),
                    number(error), "\(tally.covered)", "\(tally.below)", "\(tally.above)", "\(tally.without)",
                    number(tally.coverage), number(tally.bias), number(tally.meanHalfWidth),
                    number(tally.meanSquaredError),
                ].joined(separator: ","))
        }
        complain("shape \(number(day.shape)), \(days) days, \(name): done")
    }
}

/// A number with six digits, without trailing zeros.
func number(_ value: Double) -> String { String(format: "%.6g", value) }

/// Writes a line to standard error.
func complain(_ message: String) { FileHandle.standardError.write(Data((message + "\n").utf8)) }
