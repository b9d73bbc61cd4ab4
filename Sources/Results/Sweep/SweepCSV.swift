import Experiments
import Files
import Foundation

/// The CSV files of a sweep, made from the results of its tasks point by point, so that memory does not grow with them.
///
/// `points.csv` has a row for each point and measure (`point`, a column for each factor, `measure,mean,low,high,
/// half_width,n`), `replications.csv` one for each replication of it (`point`, the factors,
/// `replication,measure,value,numerator,denominator`; the last two for ratios), `timeline.csv` one for each week (`point`,
/// the factors, `interval,measure,mean,low,high`).
/// Factors are numbers in their base units where all values are numbers of one unit (60% is 0.6, 30 s is 30; rates of
/// different times are brought to the hour), else texts as they were written. Numbers have at most 10 significant digits.
public struct SweepCSV: Sendable {
    private let merge: SweepMerge
    private let threads: Int
    /// The values of each factor as numbers, by point; nil where they are texts.
    private let numbers: [[Double]?]

    /// The names of the files.
    public static let names = ["points.csv", "replications.csv", "timeline.csv"]

    /// What was gathered on the way.
    public struct Gathered: Sendable {
        /// The responses that were asked for, in that order.
        public var responses: [SweepResponse]
        /// Replications by point.
        public var counts: [Int]
    }

    /// Prepares the files of a sweep.
    public init(_ merge: SweepMerge, threads: Int) {
        self.merge = merge
        self.threads = max(1, threads)
        let plan = merge.plan
        numbers = plan.header.factors.indices.map { factor in
            SweepFactor.numbers(plan.points.map { $0[factor] })?.values
        }
    }

    /// Gathers responses from all points.
    ///
    /// - Parameter write: takes pieces of the files in order, by the place of their names; nil to gather alone.
    /// - Throws: `Problem` for a result that is missing; what `write` throws.
    public func gather(
        _ measures: [String], from store: some SweepStore, write: ((Int, [UInt8]) throws -> Void)? = nil
    ) throws -> Gathered {
        var responses = measures.map(merge.response)
        var counts = [Int](repeating: 0, count: merge.plan.points.count)
        if let write {
            for (file, header) in headers.enumerated() { try write(file, header) }
        }
        let isWritten = write != nil
        var next = 0
        while next < counts.count {
            let start = next
            let count = min(threads * Self.pointsAtOnce, counts.count - start)
            let made = Pieces(count: count)
            DispatchQueue.concurrentPerform(iterations: min(threads, count)) { worker in
                for place in stride(from: worker, to: count, by: threads) {
                    made.set(place, Result { try piece(start + place, store, isWritten) })
                }
            }
            for place in 0..<count {
                guard let piece = try made.take(place)?.get() else { continue }
                counts[start + place] = piece.table.rows.count
                for index in responses.indices {
                    merge.enter(piece.table, at: start + place, into: &responses[index])
                }
                if let write {
                    for (file, bytes) in piece.files.enumerated() { try write(file, bytes) }
                }
            }
            next += count
        }
        return Gathered(responses: responses, counts: counts)
    }

    private static let pointsAtOnce = 32

    /// What one point adds.
    private struct Piece: Sendable {
        var table: ReplicationTable
        var files: [[UInt8]]
    }

    private final class Pieces: @unchecked Sendable {
        private let lock = NSLock()
        private var pieces: [Result<Piece, any Error>?]

        init(count: Int) { pieces = Array(repeating: nil, count: count) }

        func set(_ place: Int, _ piece: Result<Piece, any Error>) { lock.withLock { pieces[place] = piece } }

        func take(_ place: Int) -> Result<Piece, any Error>? {
            lock.withLock {
                defer { pieces[place] = nil }
                return pieces[place]
            }
        }
    }

    private var headers: [[UInt8]] {
        let head = ["point"] + merge.plan.header.factors.map(\.path)
        return [
            head + ["measure", "mean", "low", "high", "half_width", "n"],
            head + ["replication", "measure", "value", "numerator", "denominator"],
            head + ["interval", "measure", "mean", "low", "high"],
        ].map { fields in
            var bytes: [UInt8] = []
            CSVWriter.append(fields, to: &bytes)
            return bytes + [10]
        }
    }

    private func piece(_ point: Int, _ store: some SweepStore, _ isWritten: Bool) throws -> Piece {
        guard isWritten else { return Piece(table: try merge.table(point, from: store), files: []) }
        let found = try merge.point(point, from: store)
        let fields = found.values.enumerated().map { factor, value -> String in
            numbers[factor].flatMap { RoundedNumber.text($0[point]) } ?? value
        }
        var head: [UInt8] = []
        CSVWriter.append([String(found.number)] + fields, to: &head)
        head.append(UInt8(ascii: ","))
        return Piece(
            table: found.table, files: [points(found, head), replications(found, head), timeline(found, head)])
    }

    private func points(_ point: SweepMerge.Point, _ head: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for measure in point.measures where measure.estimate.mean.isFinite {
            let estimate = measure.estimate
            bytes += head
            CSVWriter.append([measure.name], to: &bytes)
            for value in [estimate.mean, estimate.low, estimate.high, estimate.halfWidth] {
                Self.append(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: ","))
            bytes += String(estimate.n).utf8
            bytes.append(10)
        }
        return bytes
    }

    private func replications(_ point: SweepMerge.Point, _ head: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (place, column) in point.table.columns.enumerated() where SweepMeasures.week(column.name) == nil {
            var name: [UInt8] = []
            CSVWriter.append([column.name], to: &name)
            for (number, row) in point.table.rows.enumerated() {
                guard let entry = row[place] else { continue }
                let value = entry.number.flatMap { $0.isFinite ? $0 : nil }
                var parts: (Double?, Double?) = (nil, nil)
                if case .ratio(let numerator, let denominator) = entry { parts = (numerator, denominator) }
                // A ratio of nothing has no value, and still adds its parts.
                guard value != nil || parts.0 != nil else { continue }
                bytes += head
                bytes += String(point.table.first + number + 1).utf8
                bytes.append(UInt8(ascii: ","))
                bytes += name
                Self.append(value, to: &bytes)
                Self.append(parts.0, to: &bytes)
                Self.append(parts.1, to: &bytes)
                bytes.append(10)
            }
        }
        return bytes
    }

    private func timeline(_ point: SweepMerge.Point, _ head: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for week in point.weeks where week.mean.isFinite {
            bytes += head
            CSVWriter.append([week.interval, week.measure], to: &bytes)
            for value in [week.mean, week.low, week.high] { Self.append(value, to: &bytes) }
            bytes.append(10)
        }
        return bytes
    }

    /// Appends a comma and a number of at most 10 significant digits, or nothing behind the comma.
    private static func append(_ value: Double?, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: ","))
        guard let value, value.isFinite else { return }
        if value == value.rounded(), value.magnitude < 1e10 {
            bytes += String(Int(value)).utf8
            return
        }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            let length = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, "%.10g", $0) }
            for place in 0..<max(0, min(Int(length), buffer.count - 1)) {
                bytes.append(UInt8(bitPattern: buffer[place]))
            }
        }
    }
}
