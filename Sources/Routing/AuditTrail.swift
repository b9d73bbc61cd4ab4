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

    /// Where the head of the trail at `path` is kept.
    public static func headPath(of path: String) -> String { path + ".head" }

    /// Puts the digest into a record as its last member, and ends the line.
    static func seal(_ record: [UInt8], digest: String) -> [UInt8] {
        record.dropLast() + seal + Array(digest.utf8) + sealEnd + [10]
    }

    /// Reads a trail and its head and recomputes the chain.
    ///
    /// - Parameter path: the trail; its head is `PATH.head`.
    /// - Returns: every broken place, at most 20 of them.
    /// - Throws: `Problem` when a file cannot be read.
    public static func verify(_ path: String) throws -> Verdict {
        var lines = try JSONLines(path: path)
        let headFile = headPath(of: path)
        let head = try headRecord(headFile)
        var previous = HashChain.origin
        var verdict = Verdict(records: 0, problems: [])
        while let line = try lines.nextLine() {
            verdict.records += 1
            guard let (record, digest) = unseal(line.bytes) else {
                verdict.problems.append(
                    line.problem(
                        at: 0, message: "record \(verdict.records) has no digest",
                        remedy: "restore the trail from a copy"))
                return verdict
            }
            var chain = HashChain(head: previous, count: verdict.records - 1)
            if chain.append(record) != digest, verdict.problems.count < 20 {
                verdict.problems.append(
                    line.problem(
                        at: 0,
                        message: "record \(verdict.records) does not follow from the one before it: this record was "
                            + "altered, or one before it was dropped, added or moved",
                        remedy: "restore the trail from a copy"))
            }
            previous = digest
        }
        if verdict.records != head.count {
            verdict.problems.append(
                Problem(
                    file: path, line: verdict.records, column: 0,
                    message: "the trail has \(verdict.records) records and its head says \(head.count)",
                    remedy: "restore the trail from a copy", snippet: ""))
        } else if previous != head.digest {
            verdict.problems.append(
                Problem(
                    file: headFile, line: 1, column: 0, message: "the last digest is not the one the head says",
                    remedy: "restore the trail and its head from a copy", snippet: ""))
        }
        return verdict
    }

    private static func headRecord(_ path: String) throws -> Head {
        var lines = try JSONLines(path: path)
        guard let head = try lines.next(Head.self) else {
            throw Problem(
                file: path, line: 1, column: 0, message: "the head of the trail is empty",
                remedy: "restore it from a copy", snippet: "")
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
