import Files
import Quantities
import Routing

/// What an AI said about queries of the past, and what their customers had really meant: a log of a company's own.
public final class RecordedPredictions: AnswerSource, Sendable {
    /// One query of the log.
    public struct Row: Sendable {
        /// What the customer said, or the query's name where the log has no texts.
        public var text: String
        /// What the customer meant, as somebody established: an index into `intents`.
        public var intent: Int
        /// What the AI said; nil where it said nothing.
        public var answer: StatedAnswer?
        /// Channel, or nil where the log has none.
        public var channel: String?
        /// Segment, or nil where the log has none.
        public var segment: String?
        /// What handling it took, in seconds; 0 where the log does not say.
        public var handleSeconds = 0.0
    }

    /// Names of the columns that are not called as usual.
    public struct Columns: Sendable, Equatable {
        /// Names by purpose: any of `RecordedPredictions.purposes`.
        public var names: [String: String]

        /// Creates the names.
        public init(_ names: [String: String] = [:]) { self.names = names }
    }

    /// What a column can be for, and the names under which it is looked for when none is given.
    public static let purposes: [(purpose: String, names: [String])] = [
        ("text", ["text"]), ("id", ["id"]), ("predicted", ["predicted", "predicted_intent", "prediction"]),
        ("confidence", ["confidence", "score", "probability"]),
        ("intent", ["intent", "true_intent", "category", "label"]), ("emotion", ["emotion"]),
        ("channel", ["channel"]), ("segment", ["segment"]), ("handle_time", ["handle_time"]),
    ]

    /// Path of the file as the caller gave it.
    public let file: String
    /// All names that were predicted or meant, in the order of their UTF-8 bytes.
    public let intents: [String]
    /// The queries, in the order of the file.
    public let rows: [Row]
    /// How the intents are spelt, meant and predicted alike.
    public let spellings: LabelSpellings
    /// Whether the log says how upset customers sounded.
    public let hasEmotions: Bool
    /// Whether the log says through which channel they came.
    public let hasChannels: Bool
    /// Whether the log says of which segment they are.
    public let hasSegments: Bool
    /// Whether the log says what handling them took.
    public let hasHandleTimes: Bool

    /// Reads a log.
    ///
    /// - Parameters:
    ///   - path: a CSV file with a header.
    ///   - columns: columns with names of their own.
    ///   - channels: names that a channel may have; nil for any.
    ///   - segments: names that a segment may have; nil for any.
    /// - Throws: `Problems` with the place of each (at most 20): missing columns, empty cells, confidences outside 0...1.
    public init(
        path: String, columns: Columns = Columns(), channels: [String]? = nil, segments: [String]? = nil
    ) throws {
        var problems = Problems()
        guard var reader = try problems.collect({ try CSVReader(path: path) }) else { throw problems }
        let places = RecordedColumns(reader.header, columns: columns, file: path, problems: &problems)
        try problems.throwIfAny()
        var drafts: [RecordedColumns.Draft] = []
        var spellings = LabelSpellings()
        while problems.problems.count < 20 {
            guard let read = try problems.collect({ try reader.next() }) else { continue }
            guard let row = read else { break }
            drafts.append(
                places.draft(
                    row, reader, channels: channels, segments: segments, spellings: &spellings, problems: &problems))
        }
        if drafts.isEmpty && problems.isEmpty {
            problems.append(Problem(file: path, message: "the log has a header but no rows", remedy: "add rows"))
        }
        try problems.throwIfAny()
        let names = Set(drafts.map(\.intent)).union(drafts.map(\.predicted)).subtracting([""])
        let intents = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(intents, intents.indices))
        file = path
        self.intents = intents
        self.spellings = spellings
        hasEmotions = places["emotion"] != nil
        hasChannels = places["channel"] != nil
        hasSegments = places["segment"] != nil
        hasHandleTimes = places["handle_time"] != nil
        rows = drafts.map { draft in
            Row(
                text: draft.text, intent: numbers[draft.intent] ?? 0,
                answer: numbers[draft.predicted].map {
                    StatedAnswer(intent: $0, confidence: draft.confidence, emotion: draft.emotion)
                }, channel: draft.channel, segment: draft.segment, handleSeconds: draft.handleSeconds)
        }
    }

    /// What the AI said about the row that `query.source` names.
    public func answer(to query: borrowing Query) -> Result<StatedAnswer, AnswerFault> {
        guard let source = query.source, rows.indices.contains(source), let answer = rows[source].answer else {
            return .failure(.notRecorded)
        }
        return .success(answer)
    }

    /// Quality of the recorded answers as they were stated; where there was none, it counts as a wrong one of
    /// confidence 0.
    public func metrics() -> ClassificationMetrics {
        .of(
            confidences: rows.map { $0.answer?.confidence ?? 0 },
            correct: rows.map { $0.answer?.intent == $0.intent })
    }
}

/// Where the columns of a log are.
struct RecordedColumns {
    /// A row as it is read, before intents have numbers.
    struct Draft {
        var text = ""
        var intent = ""
        var predicted = ""
        var confidence = 0.0
        var emotion = 0.0
        var channel: String?
        var segment: String?
        var handleSeconds = 0.0
    }

    private var places: [String: Int] = [:]

    init(
        _ header: [String], columns: RecordedPredictions.Columns, file: String, problems: inout Problems
    ) {
        func report(_ message: String, _ remedy: String) {
            problems.append(Problem(file: file, line: 1, column: 1, message: message, remedy: remedy))
        }
        let there = header.map { "'\($0)'" }.joined(separator: ", ")
        for (purpose, usual) in RecordedPredictions.purposes {
            if let name = columns.names[purpose] {
                places[purpose] = header.firstIndex(of: name)
                if places[purpose] == nil {
                    let near = Spelling.closest(to: name, among: header).map { "did you mean '\($0)'? " } ?? ""
                    report("there is no column '\(name)'", near + "the columns are \(there)")
                }
            } else {
                places[purpose] = usual.lazy.compactMap { header.firstIndex(of: $0) }.first
            }
        }
        for purpose in ["predicted", "confidence", "intent"]
        where places[purpose] == nil && columns.names[purpose] == nil {
            report("no column is called '\(purpose)'", "the columns are \(there); name the column '\(purpose)'")
        }
        if places["text"] == nil, places["id"] == nil, columns.names["text"] == nil, columns.names["id"] == nil {
            report(
                "no column is called 'text' or 'id'", "the columns are \(there); name the column of texts, or of ids")
        }
    }

    subscript(purpose: String) -> Int? { places[purpose] }

    func draft(
        _ row: CSVRow, _ reader: CSVReader, channels: [String]?, segments: [String]?, spellings: inout LabelSpellings,
        problems: inout Problems
    ) -> Draft {
        func report(_ purpose: String, _ message: String, _ remedy: String) {
            problems.append(reader.problem(in: row, field: places[purpose] ?? 0, message: message, remedy: remedy))
        }
        func cell(_ purpose: String) -> String {
            let text = places[purpose].map { row.fields[$0] } ?? ""
            return text.allSatisfy(\.isWhitespace) ? "" : text
        }
        func probability(_ purpose: String) -> Double {
            let text = cell(purpose)
            guard let number = Double(text), number >= 0, number <= 1 else {
                report(
                    purpose, text.isEmpty ? "there is no \(purpose)" : "'\(text)' is no \(purpose)",
                    "write a number from 0 to 1")
                return 0
            }
            return number
        }
        func name(_ purpose: String, among names: [String]?) -> String? {
            guard places[purpose] != nil else { return nil }
            let text = cell(purpose)
            if let names, !names.contains(text) {
                let near = Spelling.closest(to: text, among: names).map { "did you mean '\($0)'?" }
                report(
                    purpose, "the scenario has no \(purpose) '\(text)'",
                    near ?? "write one of: \(names.joined(separator: ", "))")
            }
            return text
        }
        var draft = Draft()
        draft.text = ComposedText.of(places["text"] == nil ? cell("id") : cell("text"))
        if draft.text.isEmpty {
            report(places["text"] == nil ? "id" : "text", "the text is empty", "write the text or delete the row")
        }
        draft.intent = spellings.add(cell("intent"))
        if draft.intent.isEmpty { report("intent", "the intent is empty", "write what the customer meant") }
        draft.predicted = cell("predicted")
        if !draft.predicted.isEmpty { draft.predicted = spellings.add(draft.predicted) }
        if !draft.predicted.isEmpty { draft.confidence = probability("confidence") }
        if places["emotion"] != nil, !draft.predicted.isEmpty { draft.emotion = probability("emotion") }
        draft.channel = name("channel", among: channels)
        draft.segment = name("segment", among: segments)
        let handling = cell("handle_time")
        if !handling.isEmpty {
            draft.handleSeconds = Quantity.handleSeconds(handling) ?? 0
            if draft.handleSeconds == 0 {
                report(
                    "handle_time", "'\(handling)' is no handle time",
                    "write seconds above 0, or a duration such as 6 min; leave it empty where it is unknown")
            }
        }
        return draft
    }
}
