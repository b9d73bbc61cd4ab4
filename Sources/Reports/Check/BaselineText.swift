import Experiments
import Quantities
import Stochastics

/// What a baseline holds, in a sentence.
public enum BaselineText {
    /// "80 replications, seed 1: ai.selective_risk 3.1% (2.9% to 3.3%), ...".
    public static func sentence(_ baseline: Baseline, currency: String) -> String {
        let estimator = ReplicationEstimator()
        let parts = baseline.table.columns.map { column in
            let unit = Forecast.unit(column.form.unit, currency: currency)
            guard let values = baseline.table.values(of: column.name),
                let estimate = estimator.outcome(values, of: column.form)?.estimate
            else { return "\(column.name) without a value" }
            let interval = HumanUnits.interval(estimate, unit: unit).map { " (\($0))" } ?? ""
            return "\(column.name) \(HumanUnits.mean(estimate, unit: unit))\(interval)"
        }
        let count = BriefUnits.count(baseline.replications, "replication")
        return "\(count), seed \(baseline.seed): " + parts.joined(separator: ", ")
    }
}
