import Files

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
            let bytes = try InputFile.read(path)
            guard !bytes.allSatisfy({ [9, 10, 13, 32].contains($0) }) else {
                throw Problem(
                    file: path, message: "the file is empty",
                    remedy:
                        "write a header line of dotted paths, such as policy.threshold,teams.support.agents, and a row "
                        + "for each point")
            }
            var reader = try CSVReader(bytes: bytes, file: path)
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
                    if let earlier = seen.updateValue(row.line, forKey: row.fields.map(SweepFactor.plain)) {
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
