import Files
import Foundation
import Routing
import TestSupport
import Testing

/// Every way to tamper with a trail shows, at the right record.
@Suite struct AuditTrailTests {
    private static let records = 12
    private let folder: TemporaryFolder
    /// The records as written, each with its line end.
    private let lines: [[UInt8]]
    private let head: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        let policy = EscalationPolicy(PolicyRules(defaultQueue: "general"), catalog: .bank)
        let trail = try AuditFile(path: folder.file("trail"), replace: false)
        for number in 0..<Self.records {
            let review = AuditEvent.Review(
                query: number, agent: number % 3, intent: number % 3, overrides: number % 4 == 0, isAudit: false)
            trail.record(.review(review), at: Double(number) * 7.25, policy: policy, catalog: .bank)
        }
        try trail.finish()
        lines = try folder.bytes("trail").split(separator: 10).map { [UInt8]($0) + [10] }
        head = try folder.bytes("trail.head")
    }

    private func verdict(_ lines: [[UInt8]]) throws -> AuditTrail.Verdict {
        try folder.write(Array(lines.joined()), "trail")
        return try AuditTrail.verify(folder.file("trail"))
    }

    /// Where the problems are, as (file's extension, line).
    private func places(_ verdict: AuditTrail.Verdict) -> [String] {
        verdict.problems.map { ($0.file.hasSuffix(".head") ? "head:" : "trail:") + "\($0.line)" }
    }

    private func digest(_ line: [UInt8]) -> String { String(decoding: line.dropLast(3).suffix(64), as: UTF8.self) }

    @Test func anIntactTrail() throws {
        #expect(lines.count == Self.records)
        let verdict = try verdict(lines)
        #expect(verdict.isIntact && verdict.problems.isEmpty && verdict.records == Self.records)
    }

    @Test func anAlteredRecord() throws {
        for number in [0, 5, 11] {
            var altered = lines
            let text = String(decoding: lines[number], as: UTF8.self)
            altered[number] = Array(
                text.replacingOccurrences(of: "\"agent\":\(number % 3)", with: "\"agent\":9").utf8)
            #expect(altered != lines)
            let verdict = try verdict(altered)
            #expect(places(verdict) == ["trail:\(number + 1)"])
            #expect(verdict.problems[0].message.contains("record \(number + 1) "))
            #expect(verdict.records == Self.records)
        }
    }

    @Test func aDroppedRecord() throws {
        for number in [0, 5] {
            var shorter = lines
            shorter.remove(at: number)
            #expect(try places(verdict(shorter)) == ["trail:\(number + 1)", "trail:11"])
        }
    }

    @Test func aDroppedTail() throws {
        for kept in [0, 1, 11] {
            let verdict = try verdict(Array(lines.prefix(kept)))
            #expect(places(verdict) == ["trail:\(max(1, kept))"])
            #expect(verdict.problems[0].message.contains("\(kept) records and its head says 12"))
        }
    }

    @Test func reorderedRecords() throws {
        var swapped = lines
        swapped.swapAt(4, 5)
        #expect(try places(verdict(swapped)) == ["trail:5", "trail:6", "trail:7"])
        swapped = lines
        swapped.swapAt(10, 11)
        #expect(try places(verdict(swapped)) == ["trail:11", "trail:12", "head:1"])
    }

    @Test func aDuplicatedRecord() throws {
        var longer = lines
        longer.insert(lines[6], at: 7)
        #expect(try places(verdict(longer)) == ["trail:8", "head:1"])
        #expect(try places(verdict(lines + [lines[11]])) == ["trail:13"])
    }

    /// Whoever makes a record follow from the one before breaks the one after, or the head.
    @Test func aRewrittenRecordWithItsDigest() throws {
        for number in [0, 5, 11] {
            var altered = lines
            let body = lines[number].dropLast(3 + 64 + ",\"digest\":\"".utf8.count) + [UInt8(ascii: "}")]
            let forged = Array(
                String(decoding: body, as: UTF8.self).replacingOccurrences(of: "\"agent\":", with: "\"agent\":9").utf8)
            var chain = HashChain(head: number == 0 ? HashChain.origin : digest(lines[number - 1]), count: number)
            altered[number] = forged.dropLast() + Array(",\"digest\":\"\(chain.append(forged))\"}\n".utf8)
            #expect(digest(altered[number]) != digest(lines[number]))
            #expect(try places(verdict(altered)) == [number == 11 ? "head:1" : "trail:\(number + 2)"])
        }
    }

    /// One byte anywhere, changed to anything: never intact, and found in the record it belongs to.
    @Test func anySingleByte() throws {
        var random = TestBits(seed: 77)
        let whole = Array(lines.joined())
        var owner: [Int] = []
        for (number, line) in lines.enumerated() { owner += Array(repeating: number + 1, count: line.count) }
        for position in whole.indices {
            var altered = whole
            altered[position] ^= UInt8(1 + random.below(255))
            try folder.write(altered, "trail")
            let verdict = try AuditTrail.verify(folder.file("trail"))
            #expect(verdict.problems.first?.line == owner[position], "byte \(position) is \(altered[position])")
        }
    }

    @Test func anySingleByteOfTheHead() throws {
        var random = TestBits(seed: 78)
        for position in head.indices {
            for _ in 0..<8 {
                var altered = head
                altered[position] ^= UInt8(1 + random.below(255))
                try folder.write(altered, "trail.head")
                let verdict = try AuditTrail.verify(folder.file("trail"))
                #expect(!verdict.isIntact, "byte \(position) is \(altered[position])")
            }
        }
    }

    /// What a forgiving reader of JSON Lines would not notice.
    @Test func lineEndsAndOtherInvisibleChanges() throws {
        let last = lines[11].dropLast()
        for (end, number) in [([], 12), ([13], 12), ([32], 12), ([13, 10], 12), ([10, 10], 13)] as [([UInt8], Int)] {
            #expect(try places(verdict(lines.dropLast() + [last + end])) == ["trail:\(number)"])
        }
        #expect(try places(verdict([[0xEF, 0xBB, 0xBF]] + lines)) == ["trail:1"])
        #expect(try places(verdict(lines.prefix(3) + [[10]] + lines.suffix(9))) == ["trail:4"])
        #expect(try places(verdict(lines.map { $0.dropLast() + [13, 10] })) == ["trail:1"])
    }

    @Test func anEditedHead() throws {
        let digest = digest(lines[11])
        let edits: [(text: String, place: String)] = [
            ("{\"count\":11,\"digest\":\"\(digest)\"}\n", "head:1"),
            ("{\"count\":13,\"digest\":\"\(digest)\"}\n", "trail:12"),
            ("{\"count\":0,\"digest\":\"\(digest)\"}\n", "head:1"),
            ("{\"count\":12,\"digest\":\"\(self.digest(lines[10]))\"}\n", "head:1"),
            ("{\"count\": 12,\"digest\":\"\(digest)\"}\n", "head:1"),
            ("{\"count\":12}\n", "head:1"), ("", "head:1"), ("\n", "head:1"), ("nonsense", "head:1"),
            ("{\"count\":-1,\"digest\":\"\"}\n", "head:1"),
            ("{\"count\":99999999999999999999,\"digest\":\"\"}\n", "head:1"),
        ]
        for (text, place) in edits {
            try folder.write(Array(text.utf8), "trail.head")
            #expect(try places(AuditTrail.verify(folder.file("trail"))) == [place], "\(text)")
        }
    }

    @Test func missingFiles() throws {
        try folder.remove("trail.head")
        let problem = #expect(throws: Problem.self) { try AuditTrail.verify(folder.file("trail")) }
        #expect(problem?.file == folder.file("trail.head"))
        try folder.remove("trail")
        #expect(throws: Problem.self) { try AuditTrail.verify(folder.file("trail")) }
    }

    @Test func foreignFiles() throws {
        var random = TestBits(seed: 79)
        let noise = (0..<3_000_000).map { _ in UInt8(random.below(256)) }
        let tail = Array(",\"digest\":\"".utf8) + Array(repeating: 0xFF, count: 64) + Array("\"}\n".utf8)
        let foreign: [[UInt8]] = [
            Array("id,text\n1,hello\n".utf8), Array("{\"a\":1}\n{\"a\":2}\n".utf8), [0], [10], [0xFF, 0xFE, 10],
            noise, noise.filter { $0 != 10 }, tail, [UInt8(ascii: "{")] + tail, Array(tail.dropFirst()),
        ]
        for bytes in foreign {
            let verdict = try verdict([bytes])
            #expect(!verdict.isIntact && verdict.problems[0].line == 1)
        }
    }

    /// Lines longer than what is read at once, and problems without end.
    @Test func longTrails() throws {
        let many = (0..<1000).flatMap { _ in lines }
        let verdict = try verdict(many)
        #expect(verdict.records == 12_000 && verdict.problems.count == 20)
        #expect(verdict.problems[0].line == 13)
    }
}
