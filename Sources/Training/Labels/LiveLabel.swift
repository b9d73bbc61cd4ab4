import Files

/// A text that an AI answered in operation, with the label that a human gave it, if any.
public struct LiveLabel: Sendable, Equatable {
    /// The text, as UTF-8.
    public var text: [UInt8]
    /// Index of the intent that a human chose; `CalibrationLog.unknownLabel` for one that the model does not know; nil
    /// where nobody labelled the text.
    public var intent: Int?
    /// One over the probability that the label was asked for, 1 or more where that is known; above 0.
    public var weight = 1.0
    /// What the AI stated of its answer then, in 0...1; nil where it was not kept.
    public var confidence: Double?
    /// Whether another human gave the same label; nil where none was asked.
    public var secondAgrees: Bool?

    /// Names of the columns beside the text's and the intent's, which may all be missing.
    private enum Column: String, CaseIterable {
        case weight, probability, confidence, annotator
        case secondIntent = "second_intent"
        case secondAnnotator = "second_annotator"
    }

    /// Reads a CSV of live labels.
    ///
    /// - Parameters:
    ///   - file: its name in messages.
    ///   - intents: those of the model, to which labels belong.
    ///   - textColumn: name of the column of texts.
    ///   - intentColumn: name of the column of labels; without a label a text is an answer that nobody looked at.
    /// - Throws: `Problem` for a file that is no table of these columns, and `Problems` with the first 20 rows that cannot
    ///   be used: weights that are not above 0, probabilities outside of 0 to 1, two readings by one annotator; and
    ///   where most labels are none of the model's, or there are none.
    public static func read(
        _ bytes: [UInt8], file: String, intents: [String], textColumn: String = "text", intentColumn: String = "intent"
    ) throws -> [LiveLabel] {
        var reader = try CSVReader(bytes: bytes, file: file)
        let (text, intent) = (try reader.column(textColumn), try reader.column(intentColumn))
        let places = Dictionary(
            uniqueKeysWithValues: Column.allCases.compactMap { column in
                reader.header.firstIndex(of: column.rawValue).map { (column, $0) }
            })
        if places[.weight] != nil, places[.probability] != nil {
            throw Problem(
                file: file, line: 1, message: "there is a column weight and a column probability",
                remedy: "keep one of them: a weight is one over the probability")
        }
        if places[.secondIntent] != nil, places[.annotator] == nil || places[.secondAnnotator] == nil {
            throw Problem(
                file: file, line: 1, message: "nobody knows who gave the labels of second_intent",
                remedy: "add the columns annotator and second_annotator")
        }
        let numbers = Dictionary(intents.enumerated().map { ($1, $0) }) { first, _ in first }
        var labels: [LiveLabel] = []
        var problems = Problems()
        var foreign: Problem?
        while problems.problems.count < 20, let row = try reader.next() {
            var label = LiveLabel(text: Array(row.fields[text].utf8))
            let given = trimmed(row.fields[intent])
            if !given.isEmpty {
                label.intent = numbers[given] ?? CalibrationLog.unknownLabel
                if numbers[given] == nil, foreign == nil {
                    foreign = reader.problem(
                        in: row, field: intent, message: "the model knows no intent '\(given)'",
                        remedy: "give labels of its intents: \(intents.prefix(5).joined(separator: ", "))"
                            + (intents.count > 5 ? ", and \(intents.count - 5) more" : ""))
                }
            }
            func number(_ column: Column, _ range: ClosedRange<Double>, _ remedy: String, above: Bool) -> Double? {
                guard let place = places[column] else { return nil }
                let written = trimmed(row.fields[place])
                if written.isEmpty, column == .confidence || label.intent == nil { return nil }
                if let value = Double(written), range.contains(value), !above || value > range.lowerBound {
                    return value
                }
                problems.append(
                    reader.problem(
                        in: row, field: place, message: "the \(column.rawValue) '\(written)' cannot be used",
                        remedy: remedy))
                return nil
            }
            label.weight = number(.weight, 0...1e12, "write a number above 0", above: true) ?? 1
            if let share = number(.probability, 0...1, "write a number above 0, and 1 at most", above: true) {
                label.weight = 1 / share
            }
            label.confidence = number(.confidence, 0...1, "write a number from 0 to 1, or nothing", above: false)
            if let place = places[.secondIntent], let one = places[.annotator], let other = places[.secondAnnotator],
                label.intent != nil, case let second = trimmed(row.fields[place]), !second.isEmpty
            {
                let (first, again) = (trimmed(row.fields[one]), trimmed(row.fields[other]))
                if first.isEmpty || again.isEmpty {
                    problems.append(
                        reader.problem(
                            in: row, field: first.isEmpty ? one : other,
                            message: "a text read twice needs both readers",
                            remedy: "write who they were"))
                } else if first == again {
                    problems.append(
                        reader.problem(
                            in: row, field: other, message: "'\(again)' gave both labels",
                            remedy: "leave out second readings by the same person: they say nothing of errors"))
                }
                label.secondAgrees = second == given
            }
            labels.append(label)
        }
        try problems.throwIfAny()
        let given = labels.count { $0.intent != nil }
        guard given > 0 else {
            throw Problem(
                file: file, message: "no text has a label", remedy: "give the labels of humans in '\(intentColumn)'")
        }
        let unknown = labels.count { $0.intent == CalibrationLog.unknownLabel }
        if let foreign, 2 * unknown > given { throw Problems([foreign]) }
        return labels
    }

    private static func trimmed(_ field: String) -> String {
        let isSpace = { (character: Character) in character.isWhitespace }
        guard let first = field.firstIndex(where: { !isSpace($0) }), let last = field.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(field[first...last])
    }
}
