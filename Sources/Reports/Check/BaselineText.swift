import Experiments
import Quantities
import Stochastics

/// What a baseline holds, in a sentence.
public enum BaselineText {
    /// What takes the place of what: each measure with its value now and before, a line each, and the checks that changed.
    ///
    /// - Parameters:
    ///   - old: the baseline that is replaced; nil where there is none, or it cannot be read.
    ///   - changes: of settings and checks since.
    public static func lines(_ baseline: Baseline, old: Baseline?, changes: [Baseline.Change], currency: String)
        -> [String]
    {
        guard let old else { return [] }
        let names = Set(baseline.table.columns.map(\.name)).union(old.table.columns.map(\.name)).sorted()
        let values = names.map { name in
            let (now, before) = (value(of: name, in: baseline, currency), value(of: name, in: old, currency))
            return now == before ? "  \(name): \(now), unchanged" : "  \(name): \(now), was \(before)"
        }
        return values + changes.map { "  \($0.sentence)" }
    }

    private static func value(of name: String, in baseline: Baseline, _ currency: String) -> String {
        guard let column = baseline.table.columns.first(where: { $0.name == name }) else { return "not there" }
        let unit = Forecast.unit(column.form.unit, currency: currency)
        guard let values = baseline.table.values(of: name),
            let estimate = ReplicationEstimator().outcome(values, of: column.form)?.estimate
        else { return "without a value" }
        let interval = HumanUnits.interval(estimate, unit: unit).map { " (\($0))" } ?? ""
        return "\(HumanUnits.mean(estimate, unit: unit))\(interval)"
    }

    /// "80 replications, seed 1: ai.selective_risk 3.1% (2.9% to 3.3%), ...".
    public static func sentence(_ baseline: Baseline, currency: String) -> String {
        let parts = baseline.table.columns.map { "\($0.name) \(value(of: $0.name, in: baseline, currency))" }
        let count = BriefUnits.count(baseline.replications, "replication")
        return "\(count), seed \(baseline.seed): " + parts.joined(separator: ", ")
    }
}
