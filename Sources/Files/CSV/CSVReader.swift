/// Reads comma- or tab-separated values (RFC 4180) row by row and knows the place of every error.
///
/// Accepts LF, CRLF and bare CR as line ends, line ends inside quotes, and a byte-order mark; skips blank lines. The
/// first row names the columns. A quote may stand only around a whole field, and twice inside such a field. An apostrophe
/// that keeps spreadsheets from running a text (`CSVGuard`) is no part of it.
public struct CSVReader: Sendable {
    /// Names of the columns, surrounding spaces removed.
    public private(set) var header: [String]
    /// Path given at creation, for messages.
    public var file: String { text.file }

    private let text: TextBytes
    private let separator: UInt8
    private var position: Int
    private var line = 1

    private static let quote = UInt8(ascii: "\"")

    /// Reads the file at `path`; see `init(bytes:file:separator:)`.
    public init(path: String, separator: UInt8 = UInt8(ascii: ",")) throws {
        try self.init(bytes: InputFile.read(path, as: .texts), file: path, separator: separator)
    }

    /// Reads `bytes`; `file` is the name shown in messages.
    ///
    /// - Parameter separator: an ASCII byte; `UInt8(ascii: "\t")` for tab-separated files.
    /// - Throws: `Problem` when the text is not UTF-8, is empty, or its header is unusable.
    public init(bytes: [UInt8], file: String, separator: UInt8 = UInt8(ascii: ",")) throws {
        text = try TextBytes(bytes: bytes, file: file)
        self.separator = separator
        position = text.start
        header = []
        guard let first = try parseRow() else {
            throw Problem(
                file: file, message: "the file is empty",
                remedy: "write a header line such as \(Self.sample(separator))")
        }
        let names = first.fields.map(Self.trimmed)
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !name.isEmpty && !seen.insert(name).inserted {
            throw text.problem(
                at: fieldStart(index, of: first), message: "two columns are called \"\(name)\"",
                remedy: "give each column its own name")
        }
        header = names
    }

    /// The next row, or nil at the end.
    ///
    /// - Throws: `Problem` for broken quoting or a row whose number of fields differs from the header's. After the
    ///   latter reading can go on with the next row; after the former it is at the end.
    public mutating func next() throws -> CSVRow? {
        guard let row = try parseRow() else { return nil }
        guard row.fields.count == header.count else {
            let tooMany = row.fields.count > header.count
            throw text.problem(
                at: tooMany ? fieldStart(header.count, of: row) : row.offset,
                message: "this row has \(Self.fields(row.fields.count)), the header has \(header.count)",
                remedy: tooMany
                    ? "put double quotes around a text that holds a \(separatorName)"
                    : "add what is missing, leaving nothing between two \(separatorName)s where there is no value")
        }
        return row
    }

    /// All rows that are left.
    ///
    /// - Throws: `Problems` with the first `maxProblems` errors.
    public mutating func readAll(maxProblems: Int = 20) throws -> [CSVRow] {
        var rows: [CSVRow] = []
        var problems = Problems()
        while problems.problems.count < maxProblems {
            do {
                guard let row = try next() else { break }
                if problems.isEmpty { rows.append(row) }
            } catch let problem as Problem {
                problems.append(problem)
            }
        }
        try problems.throwIfAny()
        return rows
    }

    /// Index of the column called `name`.
    ///
    /// - Throws: `Problem` that lists the columns there are.
    public func column(_ name: String) throws -> Int {
        if let index = header.firstIndex(of: name) { return index }
        throw text.problem(
            at: text.start, message: "there is no column \"\(name)\"",
            remedy: "name one of the columns so; the header has \(header.joined(separator: ", "))")
    }

    /// A problem with one field of a row, placed where the field begins.
    public func problem(in row: CSVRow, field: Int, message: String, remedy: String) -> Problem {
        text.problem(at: fieldStart(field, of: row), message: message, remedy: remedy)
    }
}

extension CSVReader {
    /// The next row that is not blank, whatever its number of fields.
    private mutating func parseRow() throws -> CSVRow? {
        while position < text.bytes.count, let length = text.lineEnd(at: position) {
            position += length
            line += 1
        }
        guard position < text.bytes.count else { return nil }
        var row = CSVRow(line: line, fields: [], offset: position)
        row.fields.reserveCapacity(header.count)
        while true {
            row.fields.append(CSVGuard.unguarded(try parseField()))
            guard position < text.bytes.count else { return row }
            if let length = text.lineEnd(at: position) {
                position += length
                line += 1
                return row
            }
            position += 1
        }
    }

    /// The field that begins at `position`; leaves `position` on the separator, the line end or the end of the text.
    private mutating func parseField() throws -> String {
        let bytes = text.bytes
        let opening = position
        if position < bytes.count, bytes[position] == Self.quote { return try parseQuoted() }
        while position < bytes.count {
            let byte = bytes[position]
            if byte == separator || byte == 10 || byte == 13 { break }
            if byte == Self.quote {
                let place = position
                position = bytes.count
                throw text.problem(
                    at: place, message: "a quote inside a field that does not begin with one",
                    remedy: "put double quotes around the whole field and write each quote inside it twice")
            }
            position += 1
        }
        return Self.decode(bytes, opening..<position)
    }

    private mutating func parseQuoted() throws -> String {
        let bytes = text.bytes
        let opening = position
        var plainStart = opening + 1
        var pieces = ""
        position += 1
        while position < bytes.count {
            if bytes[position] == Self.quote {
                if position + 1 < bytes.count, bytes[position + 1] == Self.quote {
                    pieces += Self.decode(bytes, plainStart..<position + 1)
                    position += 2
                    plainStart = position
                    continue
                }
                let field = Self.decode(bytes, plainStart..<position)
                position += 1
                if position < bytes.count, bytes[position] != separator, text.lineEnd(at: position) == nil {
                    throw textAfterQuote(opening: opening)
                }
                return pieces.isEmpty ? field : pieces + field
            }
            if let length = text.lineEnd(at: position) {
                position += length
                line += 1
            } else {
                position += 1
            }
        }
        throw text.problem(
            at: opening, message: "the quote opened here is never closed",
            remedy: "close it, and write each quote inside the field twice")
    }

    private mutating func textAfterQuote(opening: Int) -> Problem {
        let place = position
        position = text.bytes.count
        let after = text.problem(
            at: place, message: "text after a closing quote",
            remedy: "end the field at the quote, and write each quote inside the field twice")
        var opened = text.problem(
            at: opening, message: "the quote opened here closes in line \(after.line), where more text follows it",
            remedy: after.remedy)
        if opened.line == after.line { opened = after }
        return opened
    }

    private static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// Byte at which field `index` of `row` begins; the row's own beginning when it has no such field.
    private func fieldStart(_ index: Int, of row: CSVRow) -> Int {
        var copy = self
        copy.position = row.offset
        for _ in 0..<max(0, index) {
            guard (try? copy.parseField()) != nil, copy.position < text.bytes.count,
                text.bytes[copy.position] == separator
            else { return row.offset }
            copy.position += 1
        }
        return copy.position
    }

    private static func trimmed(_ name: String) -> String {
        var name = name[...]
        while name.first?.isWhitespace == true { name.removeFirst() }
        while name.last?.isWhitespace == true { name.removeLast() }
        return String(name)
    }

    private static func fields(_ count: Int) -> String {
        count == 1 ? "1 field" : "\(count) fields"
    }

    private static func sample(_ separator: UInt8) -> String {
        separator == UInt8(ascii: "\t") ? "text<tab>intent" : "text\(Character(Unicode.Scalar(separator)))intent"
    }

    private var separatorName: String {
        switch separator {
        case UInt8(ascii: ","): return "comma"
        case UInt8(ascii: "\t"): return "tab"
        default: return "\"\(Character(Unicode.Scalar(separator)))\""
        }
    }
}
