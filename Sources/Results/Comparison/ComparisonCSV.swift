import Experiments
import Files
import Foundation

/// The tables of a comparison's result folder, tidy: one row an observation, the variant a column.
public enum ComparisonCSV {
    /// `differences.csv`: a row for each variant and measure both it and the baseline have; `variant`, `measure`,
    /// `unit`, `kind`, `baseline`, `value`, `difference`, `low`, `high`, `confidence`, `n`, `p10`, `p50`, `p90`, `gain`.
    ///
    /// Where there is no interval, no percentile or no gain the field is empty.
    public static func differences(_ result: VariantComparison) -> [UInt8] {
        var lines = [
            "variant,measure,unit,kind,baseline,value,difference,low,high,confidence,n,p10,p50,p90,gain"
        ]
        let before = means(result.baseline.forecast)
        for (variant, difference) in zip(result.variants.dropFirst(), result.differences) {
            let after = means(variant.forecast)
            for measure in difference.measures {
                let estimate = measure.estimate
                let numbers: [Double?] = [
                    before[measure.name], after[measure.name], estimate.mean, estimate.low, estimate.high,
                    estimate.confidence, Double(estimate.n), measure.spread?.p10, measure.spread?.p50,
                    measure.spread?.p90, measure.gain,
                ]
                lines.append(
                    CSVWriter.line(
                        [variant.name, measure.name, measure.unit, measure.kind]
                            + numbers.map { $0.flatMap(RoundedNumber.text) ?? "" }))
            }
        }
        return bytes(lines)
    }

    /// `replications.csv`: `variant`, `replication`, `measure`, `value`; replications of one number are paired.
    public static func replications(_ result: VariantComparison) -> [UInt8] {
        var lines = ["variant,replication,measure,value"]
        for variant in result.variants {
            for row in variant.forecast.raw {
                guard let value = RoundedNumber.text(row.value) else { continue }
                lines.append(CSVWriter.line([variant.name, String(row.replication), row.measure, value]))
            }
        }
        return bytes(lines)
    }

    private static let timelineHeader = ["variant", "interval", "measure", "mean", "low", "high"]

    /// `timeline.csv`: `variant`, `interval`, `measure`, `mean`, `low`, `high`.
    public static func timeline(_ result: VariantComparison) -> [UInt8] {
        var lines = [timelineHeader.joined(separator: ",")]
        for variant in result.variants {
            for point in variant.forecast.timeline {
                guard let mean = RoundedNumber.text(point.mean) else { continue }
                let bounds = [point.low, point.high].map { $0.flatMap(RoundedNumber.text) ?? "" }
                lines.append(CSVWriter.line([variant.name, point.interval, point.measure, mean] + bounds))
            }
        }
        return bytes(lines)
    }

    /// The points of a timeline file by variant.
    ///
    /// - Parameter names: of the variants there may be.
    /// - Throws: `Problem` with the place that is no point.
    public static func readTimeline(
        _ bytes: [UInt8], names: [String], file: String = "timeline.csv"
    ) throws -> [String: [TimelinePoint]] {
        var reader = try CSVReader(bytes: bytes, file: file)
        let remedy = "give a result folder that `hitl compare --out` wrote"
        guard reader.header == timelineHeader else {
            throw Problem(
                file: file, line: 1, message: "the header must be \(timelineHeader.joined(separator: ","))",
                remedy: remedy)
        }
        var points: [String: [TimelinePoint]] = [:]
        while let row = try reader.next() {
            guard names.contains(row.fields[0]) else {
                throw reader.problem(
                    in: row, field: 0, message: "the comparison has no variant \"\(row.fields[0])\"", remedy: remedy)
            }
            func number(_ field: Int) throws -> Double? {
                guard !row.fields[field].isEmpty else { return nil }
                guard let value = Double(row.fields[field]), value.isFinite else {
                    throw reader.problem(
                        in: row, field: field, message: "\"\(row.fields[field])\" is no number", remedy: remedy)
                }
                return value
            }
            guard MeasureGuide.isKnown(row.fields[2]) else {
                throw reader.problem(
                    in: row, field: 2, message: "there is no measure \"\(row.fields[2])\"", remedy: remedy)
            }
            guard let mean = try number(3) else {
                throw reader.problem(in: row, field: 3, message: "the mean is missing", remedy: remedy)
            }
            points[row.fields[0], default: []].append(
                TimelinePoint(
                    interval: row.fields[1], measure: row.fields[2], mean: mean, low: try number(4),
                    high: try number(5)))
        }
        return points
    }

    private static func means(_ forecast: Forecast) -> [String: Double] {
        Dictionary(forecast.measures.map { ($0.name, $0.estimate.mean) }, uniquingKeysWith: { first, _ in first })
    }

    private static func bytes(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }
}
