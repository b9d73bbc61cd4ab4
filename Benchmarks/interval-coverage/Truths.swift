import Experiments
import Simulation
import Stochastics

/// The values that intervals should hold: exact where theory has them, else from one long run under a seed of its own.
struct Truths {
    /// A true value, with the standard error that it has where it is an estimate.
    struct Value {
        var value: Double
        /// 0 for an exact one.
        var standardError: Double
    }

    /// By the name of the measure.
    var values: [String: Value] = [:]

    /// Runs as many days as asked for.
    init(_ day: ContactCentreDay, seed: UInt64, days: Int, threads: Int) throws {
        let estimator = ReplicationEstimator()
        for (measure, found) in try day.values(
            of: ContactCentreDay.measures, seed: seed, days: days, threads: threads)
        {
            guard let estimate = estimator.outcome(found, of: measure.definition)?.estimate,
                let halfWidth = estimate.halfWidth
            else { continue }
            values[measure.name] = Value(value: estimate.mean, standardError: halfWidth / 1.959963984540054)
        }
        values["queries.offered"] = Value(value: ContactCentreDay.expectedContacts, standardError: 0)
    }

    /// As a coverage experiment wants them.
    var known: [String: Double?] { values.mapValues { .some($0.value) } }
}
