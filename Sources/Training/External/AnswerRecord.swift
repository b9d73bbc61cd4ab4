import Files
import Foundation

/// What an external AI answered, by the SHA-256 of the request: JSON Lines that a run reads and a recording run adds to.
///
/// A line is `{"key": ..., "intent": ..., "confidence": ..., "emotion": ...}`, or `{"key": ..., "fault": ...}` for a
/// call that failed, with the `reply` that was refused; the last line of a key counts. Each line is on the disk before the
/// next call is made, so that what was paid for is kept when a run is broken off. Only the owner may read the file.
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
        /// What a service answered with in place of success, such as `HTTP 302 to http://elsewhere/`.
        var status: String?
        /// The first bytes of a reply that was refused.
        var reply: String?
        /// Length of that reply where it was cut, in bytes.
        var replyBytes: Int?

        enum CodingKeys: String, CodingKey {
            case key, intent, confidence, emotion, fault, status, reply
            case replyBytes = "reply_bytes"
        }
    }

    private var entries: [String: Entry] = [:]
    private var file: AppendFile?
    private var isNew = false
    /// Bytes of an unfinished last line, which a broken-off run left and which is not read.
    private(set) var droppedBytes = 0
    /// The last line where nothing but its line end is missing.
    private var unended: [UInt8]?

    /// Most bytes of a refused reply that are kept.
    static let mostReplyBytes = 4096

    /// Number of requests it knows.
    var count: Int { entries.count }

    /// An empty record.
    init() {}

    /// Reads a record.
    ///
    /// - Throws: `Problem` for what is no file, `Problems` with the place of each line that belongs into none.
    init(path: String) throws {
        guard try Self.isFile(path) else {
            throw Problem(file: path, message: "there is no such file", remedy: "check the name")
        }
        var bytes = try InputFile.read(path)
        // Of any other file nothing is shown: a scenario of somebody else may name a private one.
        if let first = bytes.first(where: { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }),
            first != UInt8(ascii: "{")
        {
            throw Problem(
                file: path, line: 1, message: "this is no line of a record",
                remedy: "write {\"key\": ..., \"intent\": ..., \"confidence\": ...}")
        }
        let tail = Array(bytes[((bytes.lastIndex(of: 10) ?? -1) + 1)...])
        bytes.removeLast(tail.count)
        var lines = JSONLines(bytes: bytes, file: path)
        var problems = Problems()
        var number = 1
        while problems.problems.count < 20 {
            do {
                guard let line = try lines.nextLine() else { break }
                number = line.line + 1
                try take(line)
            } catch let problem as Problem {
                problems.append(problem)
            }
        }
        if !tail.isEmpty {
            do {
                try take(JSONLine(file: path, line: number, bytes: tail))
                unended = tail
            } catch let problem as Problem {
                if Self.isBeginningOfLine(tail) { droppedBytes = tail.count } else { problems.append(problem) }
            }
        }
        try problems.throwIfAny()
    }

    /// Reads a record, or begins one, and opens it to add lines to it; an unfinished last line is cut off.
    ///
    /// - Throws: `OutputError.cannotWrite`, also for a file that is there and no record: nothing is added to that.
    init(recordingTo path: String) throws {
        func refuse(_ problem: Problem) -> OutputError {
            let place = problem.line > 0 ? " (line \(problem.line): \(problem.message))" : ""
            return .cannotWrite(path: path, reason: "it is no record of answers\(place), so nothing is added to it")
        }
        do {
            self = try Self.isFile(path) ? AnswerRecord(path: path) : AnswerRecord()
        } catch let problem as Problem {
            throw refuse(problem)
        } catch let problems as Problems {
            throw problems.problems.first.map(refuse) ?? OutputError.cannotWrite(path: path, reason: "\(problems)")
        }
        isNew = try !Self.isFile(path)
        let opened = try AppendFile(path: path, isPrivate: true)
        if let unended { try opened.append(line: unended) }
        unended = nil
        file = opened
    }

    /// Whether there is a file at a path; devices, pipes and folders are refused.
    private static func isFile(_ path: String) throws -> Bool {
        var info = stat()
        // What stands for an open descriptor may be a file, but whose nobody can say.
        let isDevice = ["/dev/", "/proc/"].contains { path.hasPrefix($0) }
        guard isDevice || stat(path, &info) == 0 else { return false }
        guard !isDevice, info.st_mode & S_IFMT == S_IFREG else {
            throw Problem(file: path, message: "this is no file", remedy: "name a file")
        }
        return true
    }

    /// Whether bytes are how a line begins that `keep` writes: anything else is somebody's and not to be cut off.
    private static func isBeginningOfLine(_ bytes: [UInt8]) -> Bool {
        ["{\"confidence\":", "{\"fault\":\""].contains { start in
            bytes.starts(with: start.utf8) || Array(start.utf8).starts(with: bytes)
        }
    }

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

    /// Keeps an answer, in memory and in the file.
    ///
    /// - Throws: `OutputError.cannotWrite`.
    mutating func keep(intent: String, confidence: Double, emotion: Double?, for key: String) throws {
        entries[key] = .answer(intent: intent, confidence: confidence, emotion: emotion)
        try write(Line(key: key, intent: intent, confidence: confidence, emotion: emotion))
    }

    /// Keeps a failed call, with what was refused.
    ///
    /// - Throws: `OutputError.cannotWrite`.
    mutating func keep(_ refused: RefusedReply, for key: String) throws {
        entries[key] = .fault(refused.fault)
        var line = Line(key: key, fault: refused.fault.rawValue, status: refused.status)
        if !refused.bytes.isEmpty {
            line.reply = String(decoding: refused.bytes.prefix(Self.mostReplyBytes), as: UTF8.self)
            if refused.length > Self.mostReplyBytes { line.replyBytes = refused.length }
        }
        try write(line)
    }

    private func write(_ line: Line) throws {
        guard let file else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try file.append(line: Array(encoder.encode(line)))
    }

    /// Closes the file; one that was begun and into which nothing came is removed.
    mutating func close() {
        if isNew, entries.isEmpty, let file { unlink(file.path) }
        file = nil
    }
}
