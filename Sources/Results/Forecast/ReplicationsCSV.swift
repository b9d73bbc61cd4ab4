import Experiments
import Files

/// `replications.csv` of a result folder: one row for every measure of every replication.
public enum ReplicationsCSV {
    /// The file's bytes: a header `replication,measure,value`, then the values in the forecast's order; where an accuracy
    /// was assumed, a fourth column `basis` says so in every row.
    ///
    /// Numbers have at most 10 significant digits; a value that is not finite has no row.
    public static func bytes(forecast: Forecast) -> [UInt8] {
        let basis = forecast.basis.map { [$0] } ?? []
        var lines = ["replication,measure,value" + (basis.isEmpty ? "" : ",basis")]
        for row in forecast.raw {
            guard let value = RoundedNumber.text(row.value) else { continue }
            lines.append(CSVWriter.line([String(row.replication), row.measure, value] + basis))
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
}
