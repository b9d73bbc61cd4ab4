import Files
import Foundation

/// A finished audit trail, and the check that nobody altered it.
public enum AuditTrail {
    /// What the check found.
    public struct Verdict: Sendable, Equatable {
        /// Records read.
        public var records: Int
        /// What is wrong, in the order of the file; empty when the trail is complete and unaltered.
        public var problems: [Problem]
        /// Whether the trail is complete and unaltered.
        public var isIntact: Bool { problems.isEmpty }
    }

    /// The last digest of a trail and the number of its records, kept apart from it.
    struct Head: Codable {
        var count: Int
        var digest: String

        var bytes: [UInt8] { Array("{\"count\":\(count),\"digest\":\"\(digest)\"}\n".utf8) }
    }

    private static let seal = Array(",\"digest\":\"".utf8)
    private static let sealEnd = Array("\"}".utf8)
    private static let remedy = "restore the trail and its head from a copy"

    /// Where the head of the trail at `path` is kept.
    public static func headPath(of path: String) -> String { path + ".head" }

    /// Puts the digest into a record as its last member, and ends the line.
    static func seal(_ record: [UInt8], digest: String) -> [UInt8] {
        record.dropLast() + seal + Array(digest.utf8) + sealEnd + [10]
    }

    /// Reads a trail and its head, byte for byte, and recomputes the chain.
    ///
    /// - Parameter path: the trail; its head is `PATH.head`.
    /// - Returns: every broken place, at most 20 of them and one about the head.
    /// - Throws: `Problem` when a file is missing or cannot be read.
    public static func verify(_ path: String) throws -> Verdict {
        var lines = try TrailLines(path: path)
        let headFile = headPath(of: path)
        let head = try readHead(headFile)
        var previous = HashChain.origin
        var verdict = Verdict(records: 0, problems: [])
        while let (line, isWhole) = try lines.next() {
            verdict.records += 1
            guard isWhole, let (record, digest) = unseal(line.bytes) else {
                verdict.problems.append(
                    line.problem(
                        at: 0,
                        message: "record \(verdict.records) does not end as records do, with a digest and a line end",
                        remedy: remedy))
                return verdict
            }
            var chain = HashChain(head: previous, count: verdict.records - 1)
            if chain.append(record) != digest, verdict.problems.count < 20 {
                verdict.problems.append(
                    line.problem(
                        at: 0,
                        message: "record \(verdict.records) does not follow from the one before it: this record was "
                            + "altered, or one before it was dropped, added or moved",
                        remedy: remedy))
            }
            previous = digest
        }
        if let fault = fault(of: head, path: path, records: verdict.records, digest: previous) {
            verdict.problems.append(fault)
        }
        return verdict
    }

    /// What the head says against the trail; nil when they agree.
    private static func fault(of head: Head?, path: String, records: Int, digest: String) -> Problem? {
        guard let head else {
            return Problem(
                file: headPath(of: path), line: 1, column: 0, message: "this is not the head of a trail as written",
                remedy: remedy, snippet: "")
        }
        if records != head.count {
            return Problem(
                file: path, line: max(1, records), column: 0,
                message: "the trail has \(records) records and its head says \(head.count)", remedy: remedy,
                snippet: "")
        }
        guard digest != head.digest else { return nil }
        return Problem(
            file: headPath(of: path), line: 1, column: 0, message: "the last digest is not the one the head says",
            remedy: remedy, snippet: "")
    }

    /// The head, or nil when it is not byte for byte as `AuditFile` writes it.
    private static func readHead(_ path: String) throws -> Head? {
        let bytes = try InputFile.read(path)
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)), head.bytes == bytes else {
            return nil
        }
        return head
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
