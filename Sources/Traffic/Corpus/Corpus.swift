import Files
import Quantities

/// Texts with their intents from any CSV file, held as bytes in one block.
///
/// Texts are in Unicode normalisation form C, and so are intents, which have no white space at their ends.
public struct Corpus: Sendable {
    /// Path of the file as the caller gave it.
    public let file: String
    /// Names of the intents in the order of their UTF-8 bytes, whatever the order of the rows.
    public let intents: [String]
    /// Index into `intents` of every text.
    public let intentOfText: [Int]
    /// What handling each text took, in seconds; 0 where that is not known, empty where it is of none.
    public let handleSeconds: [Double]
    /// How the intents were spelt in the file; without any for texts that were read elsewhere.
    public let spellings: LabelSpellings
    private let bytes: [UInt8]
    private let starts: [Int]

    /// Names under which the column of intents is looked for, in this order, when none is given.
    public static let intentColumns = ["intent", "category", "label"]

    /// Reads a corpus.
    /// - Parameters:
    ///   - path: a CSV file with a header; any line ends.
    ///   - textColumn: header of the texts; nil: `text`.
    ///   - intentColumn: header of the intents; nil: `intent`, `category` or `label`, whichever comes first.
    ///   - handleTimeColumn: header of what handling each text took; nil: none.
    /// - Throws: `Problems` with the place of each: missing file or columns, empty file, broken quoting, empty texts
    ///   or intents, handle times that are none (at most 20).
    public init(
        path: String, textColumn: String? = nil, intentColumn: String? = nil, handleTimeColumn: String? = nil
    ) throws {
        do {
            try self.init(
                reader: CSVReader(path: path), textColumn: textColumn, intentColumn: intentColumn,
                handleTimeColumn: handleTimeColumn)
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    /// Reads a corpus from bytes in memory; see `init(path:textColumn:intentColumn:)`.
    /// - Parameter file: what to call the file in problems.
    public init(
        bytes: [UInt8], file: String, textColumn: String? = nil, intentColumn: String? = nil,
        handleTimeColumn: String? = nil
    ) throws {
        do {
            try self.init(
                reader: CSVReader(bytes: bytes, file: file), textColumn: textColumn, intentColumn: intentColumn,
                handleTimeColumn: handleTimeColumn)
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    /// Makes a corpus of texts that were read elsewhere.
    /// - Parameters:
    ///   - file: where they came from, for messages.
    ///   - texts: each with an index into `intents`; one outside it counts as the first.
    ///   - intents: names, some of which may have no text.
    ///   - handleSeconds: what handling each text took, 0 where that is not known; empty where it is of none.
    public init(file: String, texts: [(text: String, intent: Int)], intents: [String], handleSeconds: [Double] = []) {
        self.handleSeconds = handleSeconds
        spellings = LabelSpellings()
        self.file = file
        self.intents = intents
        intentOfText = texts.map { intents.indices.contains($0.intent) ? $0.intent : 0 }
        var bytes: [UInt8] = []
        var starts = [0]
        for entry in texts {
            bytes.append(contentsOf: entry.text.utf8)
            starts.append(bytes.count)
        }
        self.bytes = bytes
        self.starts = starts
    }

    private init(
        reader: consuming CSVReader, textColumn: String?, intentColumn: String?, handleTimeColumn: String?
    ) throws {
        var reader = reader
        var problems = Problems()
        let header = reader.header
        let text = Self.column(
            textColumn.map { [$0] } ?? ["text"], what: "texts", in: header, file: reader.file, problems: &problems)
        let intent = Self.column(
            intentColumn.map { [$0] } ?? Self.intentColumns, what: "intents", in: header, file: reader.file,
            problems: &problems)
        let handling = handleTimeColumn.flatMap {
            Self.column([$0], what: "handle times", in: header, file: reader.file, problems: &problems)
        }
        guard let text, let intent, handleTimeColumn == nil || handling != nil else { throw problems }

        var bytes: [UInt8] = []
        var starts = [0]
        var names: [String] = []
        var spellings = LabelSpellings()
        var handleSeconds: [Double] = []
        var rows = 0
        while problems.problems.count < 20 {
            rows += 1
            guard let read = try problems.collect({ try reader.next() }) else { continue }
            guard let row = read else { break }
            if row.fields[text].allSatisfy(\.isWhitespace) {
                problems.append(
                    reader.problem(
                        in: row, field: text, message: "the text is empty", remedy: "write the text or delete the row"))
            }
            if row.fields[intent].allSatisfy(\.isWhitespace) {
                problems.append(
                    reader.problem(
                        in: row, field: intent, message: "the intent is empty",
                        remedy: "write the intent or delete the row"))
            }
            bytes.append(contentsOf: ComposedText.of(row.fields[text]).utf8)
            starts.append(bytes.count)
            names.append(spellings.add(row.fields[intent]))
            guard let handling else { continue }
            let cell = row.fields[handling]
            let seconds = cell.allSatisfy(\.isWhitespace) ? 0 : Quantity.handleSeconds(cell)
            if seconds == nil {
                problems.append(
                    reader.problem(
                        in: row, field: handling, message: "'\(cell)' is no handle time",
                        remedy: "write seconds above 0, or a duration such as 6 min; leave it empty where it is unknown"
                    ))
            }
            handleSeconds.append(seconds ?? 0)
        }
        if rows == 1 && problems.isEmpty {
            problems.append(
                Problem(
                    file: reader.file, message: "the corpus has a header but no rows",
                    remedy: "add rows of text and intent"))
        }
        try problems.throwIfAny()
        file = reader.file
        intents = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(intents, intents.indices))
        intentOfText = names.map { numbers[$0] ?? 0 }
        self.bytes = bytes
        self.starts = starts
        self.spellings = spellings
        self.handleSeconds = handleSeconds
    }

    /// Number of texts.
    public var count: Int { intentOfText.count }

    /// Copies a text into a buffer, which it replaces; nothing is allocated once the buffer has grown.
    /// - Parameter number: 0..<`count`; outside it the buffer is left empty.
    public func copyText(_ number: Int, into text: inout [UInt8]) {
        text.removeAll(keepingCapacity: true)
        guard intentOfText.indices.contains(number) else { return }
        bytes.withUnsafeBufferPointer {
            text.append(contentsOf: UnsafeBufferPointer(rebasing: $0[starts[number]..<starts[number + 1]]))
        }
    }

    /// A text as a string; empty outside 0..<`count`.
    public func text(_ number: Int) -> String {
        guard intentOfText.indices.contains(number) else { return "" }
        return String(decoding: bytes[starts[number]..<starts[number + 1]], as: UTF8.self)
    }

    private static func column(
        _ names: [String], what: String, in header: [String], file: String, problems: inout Problems
    ) -> Int? {
        for name in names {
            if let index = header.firstIndex(of: name) { return index }
        }
        let folded = names.map { $0.lowercased() }
        let near = header.first { column in
            let lowered = column.lowercased()
            return folded.contains { Spelling.distance(lowered, $0) <= max(1, $0.utf8.count / 3) }
        }
        let wanted = names.map { "'\($0)'" }.joined(separator: " or ")
        var remedy = "the columns are \(header.map { "'\($0)'" }.joined(separator: ", ")); name the column of \(what)"
        if let near { remedy = "did you mean '\(near)'? " + remedy }
        problems.append(
            Problem(
                file: file, line: 1, column: 1, message: "there is no column \(wanted)", remedy: remedy,
                snippet: header.joined(separator: ",")))
        return nil
    }
}
