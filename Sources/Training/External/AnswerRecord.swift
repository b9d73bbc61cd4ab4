import Files
import Foundation

/// What an external AI answered, by the SHA-256 of the request: JSON Lines that a run reads and a recording run adds to.
///
/// A line is `{"key": ..., "intent": ..., "confidence": ..., "emotion": ...}`, or `{"key": ..., "fault": ...}` for a
/// call that failed; the last line of a key counts. Lines are added one by one, so that what was paid for is kept when
/// a run is broken off.
struct AnswerRecord {
    /// What stands in the record for a request.
    enum Entry {
        case answer(intent: String, confidence: Double, emotion: Double?)
        case fault(AnswerFault)
    }

    private struct Line: Codable {
        var key: String
        var intent: String?
        var confidence: Double?
        var emotion: Double?
        var fault: String?
    }

    private var entries: [String: Entry] = [:]
    private var descriptor: Int32 = -1

    /// Number of requests it knows.
    var count: Int { entries.count }

    /// Reads a record.
    ///
    /// - Throws: `Problems` with the place of each line that is none.
    init(path: String) throws {
        var lines = try JSONLines(path: path)
        var problems = Problems()
        while problems.problems.count < 20 {
            do {
                guard let line = try lines.nextLine() else { break }
                try take(line)
            } catch let problem as Problem {
                problems.append(problem)
            }
        }
        try problems.throwIfAny()
    }

    /// An empty record.
    init() {}

    private mutating func take(_ line: JSONLine) throws {
        let read = try line.decode(Line.self)
        if let name = read.fault {
            guard let fault = AnswerFault(rawValue: name) else {
                throw line.problem(
                    at: 0, message: "'\(name)' is no fault of a call",
                    remedy: "write one of \(AnswerFault.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            entries[read.key] = .fault(fault)
            return
        }
        guard let intent = read.intent, let confidence = read.confidence else {
            throw line.problem(
                at: 0, message: "there is neither a fault nor an intent with a confidence",
                remedy: "write {\"key\": ..., \"intent\": ..., \"confidence\": ...}")
        }
        entries[read.key] = .answer(intent: intent, confidence: confidence, emotion: read.emotion)
    }

    subscript(key: String) -> Entry? { entries[key] }

    /// Opens the file at `path` to add lines to it.
    ///
    /// - Throws: `Problem` when it cannot be written.
    mutating func open(path: String) throws {
        descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw Problem(
                file: path, message: "cannot be written: \(String(cString: strerror(errno)))",
                remedy: "name a file that can be written")
        }
    }

    /// Keeps an outcome, in memory and in the file.
    mutating func keep(_ entry: Entry, for key: String) {
        entries[key] = entry
        guard descriptor >= 0 else { return }
        var line = Line(key: key)
        switch entry {
        case .answer(let intent, let confidence, let emotion):
            line.intent = intent
            line.confidence = confidence
            line.emotion = emotion
        case .fault(let fault): line.fault = fault.rawValue
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var bytes = try? Array(encoder.encode(line)) else { return }
        bytes.append(10)
        // One call for a whole line: two processes that record to one file do not mix their lines.
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Closes the file.
    mutating func close() {
        if descriptor >= 0 { _ = Foundation.close(descriptor) }
        descriptor = -1
    }
}
