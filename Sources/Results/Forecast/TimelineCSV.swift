import Experiments
import Files

/// `timeline.csv` of a result folder: estimates by week, by hour of the week and by coverage.
public enum TimelineCSV {
    private static let header = ["interval", "measure", "mean", "low", "high"]

    /// The file's bytes: a header `interval,measure,mean,low,high`, then the points in the forecast's order; where an
    /// accuracy was assumed, a sixth column `basis` says so in every row.
    ///
    /// Numbers have at most 10 significant digits; a bound that is missing or not finite is an empty field, a point
    /// whose mean is not finite has no row.
    public static func bytes(forecast: Forecast) -> [UInt8] {
        let basis = forecast.basis.map { [$0] } ?? []
        var lines = [(header + (basis.isEmpty ? [] : ["basis"])).joined(separator: ",")]
        for point in forecast.timeline {
            guard let mean = RoundedNumber.text(point.mean) else { continue }
            let bounds = [point.low, point.high].map { $0.flatMap(RoundedNumber.text) ?? "" }
            lines.append(CSVWriter.line([point.interval, point.measure, mean] + bounds + basis))
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// The points that a timeline file holds.
    ///
    /// - Parameters:
    ///   - bytes: what `bytes(forecast:)` gave.
    ///   - file: name of the file, for messages.
    /// - Throws: `Problem` with the line that is no point.
    public static func read(_ bytes: [UInt8], file: String = "timeline.csv") throws -> [TimelinePoint] {
        var reader = try CSVReader(bytes: bytes, file: file)
        guard reader.header == header || reader.header == header + ["basis"] else {
            throw problem(file, 1, "the header must be \(header.joined(separator: ","))")
        }
        var points: [TimelinePoint] = []
        while let row = try reader.next() {
            guard row.fields.count == reader.header.count else {
                throw problem(file, row.line, "\(reader.header.count) fields are needed, here are \(row.fields.count)")
            }
            guard let mean = Double(row.fields[2]), mean.isFinite else {
                throw problem(file, row.line, "the mean is no number")
            }
            guard MeasureGuide.isKnown(row.fields[1]) else {
                throw problem(file, row.line, "there is no measure \"\(row.fields[1])\"")
            }
            points.append(
                TimelinePoint(
                    interval: row.fields[0], measure: row.fields[1], mean: mean,
                    low: try bound(row.fields[3], file, row.line), high: try bound(row.fields[4], file, row.line)))
        }
        return points
    }

    private static func bound(_ field: String, _ file: String, _ line: Int) throws -> Double? {
        guard !field.isEmpty else { return nil }
        guard let value = Double(field), value.isFinite else {
            throw problem(file, line, "a bound is neither a number nor empty")
        }
        return value
    }

    private static func problem(_ file: String, _ line: Int, _ message: String) -> Problem {
        Problem(
            file: file, line: line, column: 0, message: message,
            remedy: "give a result folder that `hitl simulate --out` wrote", snippet: "")
    }
}
