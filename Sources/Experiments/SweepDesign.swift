import Files
import Stochastics

/// How the points of a sweep are chosen.
public enum SweepDesign: String, Sendable, Codable, CaseIterable {
    /// Every combination of the values; the last factor varies fastest.
    case grid
    /// The first points of a Sobol sequence.
    case sobol
    /// A Latin hypercube, from the sweep's seed.
    case lhs
    /// The rows of a file.
    case csv

    /// Points of a space-filling design where no number is given.
    public static let standardCount = 50

    /// How many points a grid has; more than an `Int` holds is `Int.max`.
    public static func gridCount(_ factors: [SweepFactor]) -> Int {
        factors.reduce(1) { product, factor in
            guard case .values(let values) = factor.levels else { return product }
            let (count, overflow) = product.multipliedReportingOverflow(by: values.count)
            return overflow ? Int.max : count
        }
    }

    /// The points: the value of each factor, in the order of the factors. Points that fall together, as those of
    /// space-filling designs over few whole numbers do, are there once.
    ///
    /// - Parameters:
    ///   - count: points of a space-filling design.
    ///   - seed: of a Latin hypercube.
    /// - Throws: `StochasticsError` for a number of points or factors that the design cannot have.
    public func points(_ factors: [SweepFactor], count: Int, seed: UInt64) throws -> [[String]] {
        switch self {
        case .grid, .csv: return Self.grid(factors)
        case .sobol:
            return Self.distinct(
                try SpaceFillingDesign.sobol(count: count, dimensions: factors.count), factors)
        case .lhs:
            return Self.distinct(
                try SpaceFillingDesign.latinHypercube(count: count, dimensions: factors.count, seed: seed), factors)
        }
    }

    private static func grid(_ factors: [SweepFactor]) -> [[String]] {
        var points: [[String]] = [[]]
        for factor in factors {
            guard case .values(let values) = factor.levels else { continue }
            points = points.flatMap { point in values.map { point + [$0] } }
        }
        return points
    }

    private static func distinct(_ coordinates: [[Double]], _ factors: [SweepFactor]) -> [[String]] {
        var seen: Set<[String]> = []
        return coordinates.compactMap { place in
            let point = zip(factors, place).map { $0.value(at: $1) }
            return seen.insert(point).inserted ? point : nil
        }
    }
}

/// The points of a design file: a CSV whose header names paths and whose rows are points.
public struct SweepDesignFile: Sendable {
    /// A factor for each column.
    public let factors: [SweepFactor]
    /// The values by row and column.
    public let points: [[String]]
    private let rows: [CSVRow]
    private let reader: CSVReader

    /// Reads a design.
    ///
    /// - Throws: `Problems` with the place of every cell that is empty, row that is there twice or wrong, and column
    ///   without a path.
    public init(path: String) throws {
        var problems = Problems()
        do {
            var reader = try CSVReader(path: path)
            for (column, name) in reader.header.enumerated()
            where name.isEmpty || name.split(separator: ".", omittingEmptySubsequences: false).contains("") {
                problems.append(
                    Problem(
                        file: path, line: 1, message: "column \(column + 1) has no path",
                        remedy: "name each column by a dotted path, such as policy.threshold",
                        snippet: reader.header.joined(separator: ",")))
            }
            var rows: [CSVRow] = []
            var seen: [[String]: Int] = [:]
            while problems.problems.count < 20 {
                do {
                    guard let row = try reader.next() else { break }
                    for (field, cell) in row.fields.enumerated() where cell.allSatisfy(\.isWhitespace) {
                        problems.append(
                            reader.problem(
                                in: row, field: field, message: "the cell is empty",
                                remedy: "write a value for \(reader.header[field])"))
                    }
                    if let earlier = seen.updateValue(row.line, forKey: row.fields) {
                        problems.append(
                            reader.problem(
                                in: row, field: 0, message: "the row is the same as line \(earlier)",
                                remedy: "keep one of them"))
                    }
                    rows.append(row)
                } catch let problem as Problem {
                    problems.append(problem)
                }
            }
            if rows.isEmpty, problems.isEmpty {
                problems.append(
                    Problem(file: path, message: "there are no points", remedy: "write a row for each point"))
            }
            try problems.throwIfAny()
            self.reader = reader
            self.rows = rows
            points = rows.map(\.fields)
            factors = reader.header.enumerated().map { column, name in
                var seen: Set<String> = []
                let values = rows.map { $0.fields[column] }.filter { seen.insert($0).inserted }
                return SweepFactor(path: name, levels: .values(values), text: "\(name) (\(path))")
            }
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    /// A problem with a point, at the cell that is to blame, or at its row.
    public func problem(point: Int, factor: Int?, message: String, remedy: String) -> Problem {
        reader.problem(in: rows[point], field: factor ?? 0, message: message, remedy: remedy)
    }
}
