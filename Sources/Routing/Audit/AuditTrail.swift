import Files
import Foundation

/// An audit trail, and the check that nobody altered it.
public enum AuditTrail {
    /// What the check found.
    public struct Verdict: Sendable, Equatable {
        /// Records read, an unfinished one not among them.
        public internal(set) var records = 0
        /// Digest of the last record: 64 hexadecimal digits, zeros for a trail without records.
        public internal(set) var digest = HashChain.origin
        /// Records after the one that the head names: of a process that died before it replaced the head.
        public internal(set) var recordsAfterHead = 0
        /// Bytes of a last line that was never finished, after all that the head names: of a process that died while it
        /// wrote.
        public internal(set) var unfinishedBytes = 0
        /// Records after the one whose digest was expected; nil where none was, or no record has it.
        public internal(set) var recordsAfterExpected: Int?
        /// What became of the approvals; nil where that was not asked for.
        public internal(set) var approvals: ApprovalBook?
        /// Approvals without an end and ends without an approval, in the order of the file.
        public internal(set) var incomplete: [Problem] = []
        /// What is wrong, in the order of the file; empty when nothing is.
        public internal(set) var problems: [Problem] = []
        /// Bytes of the records.
        var wholeBytes: Int64 = 0
        /// Whether nothing is wrong.
        public var isIntact: Bool { problems.isEmpty }
        /// Whether every approval has an end, as far as that was asked for.
        public var isComplete: Bool { incomplete.isEmpty }
    }

    /// The last digest of a trail and the number of its records, kept apart from it.
    public struct Head: Codable, Sendable, Equatable {
        /// Records in the trail.
        public var count: Int
        /// Digest of the last one: 64 hexadecimal digits.
        public var digest: String

        var bytes: [UInt8] { Array("{\"count\":\(count),\"digest\":\"\(digest)\"}\n".utf8) }
    }

    /// A head that was kept elsewhere.
    public struct Expectation: Sendable, Equatable {
        /// Its digest: 64 hexadecimal digits.
        public var digest: String
        /// Whether records may have been added since.
        public var mayHaveGrown: Bool

        /// Creates an expectation; see the properties.
        public init(digest: String, mayHaveGrown: Bool = false) {
            self.digest = digest
            self.mayHaveGrown = mayHaveGrown
        }
    }

    private static let seal = Array(",\"digest\":\"".utf8)
    private static let sealEnd = Array("\"}".utf8)
    private static let remedy = "restore the trail and its head from a copy"
    private static let mostProblems = 20

    /// Where the head of the trail at `path` is kept.
    public static func headPath(of path: String) -> String { path + ".head" }

    /// Puts the digest into a record as its last member, and ends the line.
    static func seal(_ record: [UInt8], digest: String) -> [UInt8] {
        record.dropLast() + seal + Array(digest.utf8) + sealEnd + [10]
    }

    /// Reads a trail and its head, byte for byte: recomputes the chain, and looks at the number and shape of every record.
    ///
    /// - Parameters:
    ///   - path: the trail; its head is `PATH.head`.
    ///   - expected: a head that was kept elsewhere. Only with one does a trail show whose head was forged as well.
    ///   - complete: whether every approval has to have an end.
    /// - Returns: every broken place, at most 20 of them, one about the head and one about the expectation.
    /// - Throws: `Problem` when a file is missing or cannot be read.
    public static func verify(
        _ path: String, expecting expected: Expectation? = nil, complete: Bool = false
    ) throws -> Verdict {
        var lines = try TrailLines(path: path)
        let head = try readHead(headPath(of: path))
        var verdict = Verdict()
        if complete { verdict.approvals = ApprovalBook() }
        var atHead = head?.count == 0 ? HashChain.origin : nil
        var atExpected = expected?.digest == HashChain.origin ? 0 : nil
        var number = 0
        while let (line, end) = try lines.next() {
            if case .file = end, verdict.records >= head?.count ?? .max {
                verdict.unfinishedBytes = line.bytes.count
                break
            }
            verdict.records += 1
            guard case .lineFeed = end, let (record, digest) = unseal(line.bytes) else {
                verdict.problems.append(
                    line.problem(
                        at: 0,
                        message: "record \(verdict.records) does not end as records do, with a digest and a line end",
                        remedy: remedy))
                return verdict
            }
            var chain = HashChain(head: verdict.digest, count: verdict.records - 1)
            let isNext = chain.append(record) == digest
            let found = AuditShape.look(at: record)
            if let fault = fault(of: found, isNext: isNext, after: number, line: verdict.records),
                verdict.problems.count < mostProblems
            {
                verdict.problems.append(line.problem(at: 0, message: fault, remedy: remedy))
            }
            number = found.number ?? number &+ 1
            verdict.approvals?.note(record, number: verdict.records)
            verdict.digest = digest
            verdict.wholeBytes += Int64(line.bytes.count) + 1
            if verdict.records == head?.count { atHead = digest }
            if digest == expected?.digest { atExpected = verdict.records }
        }
        verdict.recordsAfterHead = max(0, verdict.records - (head?.count ?? verdict.records))
        verdict.recordsAfterExpected = atExpected.map { verdict.records - $0 }
        if let fault = fault(of: head, digest: atHead, path: path, records: verdict.records) {
            verdict.problems.append(fault)
        }
        if let expected, let fault = fault(of: expected, in: verdict, path: path) { verdict.problems.append(fault) }
        verdict.incomplete = verdict.approvals.map { faults(of: $0, path: path) } ?? []
        return verdict
    }

    /// Approvals without an end, and ends without an approval, as many as are told.
    private static func faults(of book: ApprovalBook, path: String) -> [Problem] {
        func problem(_ record: Int, _ message: String) -> Problem {
            Problem(
                file: path, line: record, column: 0, message: "record \(record) \(message)",
                remedy: "record how it ended: an answer, a time-out, a withdrawal, or that it was open at the end",
                snippet: "")
        }
        let unended = book.unended.map { problem($0, "asks for an approval that has no end") }
        let unasked = book.unasked.map { problem($0, "ends an approval that nobody asked for") }
        let all = (unended + unasked).sorted { $0.line < $1.line }
        guard all.count > mostProblems else { return all }
        return all.prefix(mostProblems) + [
            Problem(
                file: path, message: "\(all.count) approvals are not complete", remedy: "above are the first of them")
        ]
    }

    /// What is wrong with a record, in a sentence; nil when nothing is.
    private static func fault(
        of record: (number: Int?, fault: String?), isNext: Bool, after number: Int, line: Int
    ) -> String? {
        guard isNext else {
            return "record \(line) does not follow from the one before it: this record was altered, or one before it "
                + "was dropped, added or moved"
        }
        if let fault = record.fault { return "record \(line) has not the shape of a record: \(fault)" }
        guard let own = record.number, own != number &+ 1 else { return nil }
        return "record \(own) stands where record \(number &+ 1) should: records were dropped, added or moved"
    }

    /// What the head says against the trail; nil when they agree, or the trail is ahead.
    private static func fault(of head: Head?, digest: String?, path: String, records: Int) -> Problem? {
        func problem(_ message: String) -> Problem {
            Problem(
                file: headPath(of: path), line: 1, column: 0, message: message, remedy: remedy, snippet: "")
        }
        guard let head else { return problem("this is not the head of a trail as written") }
        guard let digest else {
            return Problem(
                file: path, line: max(1, records), column: 0,
                message: "the trail has \(records) records and its head says \(head.count)", remedy: remedy,
                snippet: "")
        }
        return digest == head.digest
            ? nil : problem("the digest of record \(head.count) is not the one the head says")
    }

    /// What a head kept elsewhere says against the trail; nil when they agree.
    private static func fault(of expected: Expectation, in verdict: Verdict, path: String) -> Problem? {
        func problem(_ message: String, _ remedy: String) -> Problem {
            Problem(
                file: path, line: max(1, verdict.records), column: 0, message: message, remedy: remedy, snippet: "")
        }
        guard let after = verdict.recordsAfterExpected else {
            return problem(
                "no record has the expected digest: the trail was changed at or before that record, cut off before it, "
                    + "or it is another trail", remedy)
        }
        guard after > 0 || verdict.unfinishedBytes > 0, !expected.mayHaveGrown else { return nil }
        let more = after > 0 ? "\(after) records" : "an unfinished line"
        return problem(
            "up to record \(verdict.records - after) the trail is as expected, and \(more) came after it",
            "where a trail may have grown since its head was kept, say so with --grown")
    }

    /// The head in a file; nil when it is not byte for byte as a trail's writer leaves it.
    ///
    /// - Throws: `Problem` when the file is missing or cannot be read.
    public static func readHead(_ path: String) throws -> Head? {
        let bytes = try InputFile.read(path)
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)), head.bytes == bytes,
            head.count >= 0, isDigest(head.digest), head.count > 0 || head.digest == HashChain.origin
        else { return nil }
        return head
    }

    /// Whether a text is 64 lower-case hexadecimal digits.
    public static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func unseal(_ line: [UInt8]) -> (record: [UInt8], digest: String)? {
        let tail = seal.count + 64 + sealEnd.count
        guard line.count > tail, line.suffix(sealEnd.count).elementsEqual(sealEnd) else { return nil }
        let start = line.count - tail
        guard line[start..<start + seal.count].elementsEqual(seal) else { return nil }
        let digest = line[(start + seal.count)..<(line.count - sealEnd.count)]
        return (line[..<start] + [UInt8(ascii: "}")], String(decoding: digest, as: UTF8.self))
    }
}
