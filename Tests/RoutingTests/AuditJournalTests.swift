import Files
import Foundation
import Routing
import TestSupport
import Testing

/// The trail of live traffic: on the disk at every `commit`, whole at every moment, and gone on with.
@Suite struct AuditJournalTests {
    private let folder: TemporaryFolder
    private let policy = EscalationPolicy(PolicyRules(defaultQueue: "general"), catalog: .bank)

    init() throws { folder = try TemporaryFolder() }

    private var path: String { folder.file("trail") }

    private func open(_ existing: AuditJournal.Existing = .keep) throws -> AuditJournal {
        try AuditJournal(path: path, existing: existing)
    }

    private func add(_ numbers: Range<Int>, to journal: AuditJournal) {
        for number in numbers {
            journal.origin = AuditOrigin(id: "q\"\(number)\"\n", time: "2026-11-30T16:09:47.123Z")
            let review = AuditEvent.Review(query: number, agent: 1, intent: 2, overrides: false, isAudit: false)
            journal.record(.review(review), at: 0, policy: policy, catalog: .bank)
        }
    }

    private func write(_ count: Int) throws {
        let journal = try open()
        add(0..<count, to: journal)
        try journal.commit()
    }

    private func head(_ count: Int, _ digest: String) -> [UInt8] {
        Array("{\"count\":\(count),\"digest\":\"\(digest)\"}\n".utf8)
    }

    @Test func whatIsCommittedIsThereAndVerifies() throws {
        let journal = try open()
        #expect(try AuditTrail.verify(path).isIntact, "from the first moment on")
        add(0..<3, to: journal)
        #expect(try AuditTrail.verify(path).records == 0)
        for round in 1...3 {
            try journal.commit()
            let verdict = try AuditTrail.verify(path)
            #expect(verdict.isIntact && verdict.records == 3 * round && verdict.recordsAfterHead == 0)
            add(0..<3, to: journal)
        }
        #expect(try folder.names() == ["trail", "trail.head"])
        for name in ["trail", "trail.head"] {
            let mode = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func decisionsCarryTheCustomersNameAndTheTime() throws {
        let journal = try open()
        var router = Router(catalog: .bank, policy: policy, classifier: nil, sink: journal)
        var bits = ConstantBits(value: 0)
        journal.origin = AuditOrigin(id: "a \"b\"\n", time: "2026-11-30T16:09:47.123Z")
        _ = router.triage(Query(id: 0), state: OperationState(), now: 1.5, using: &bits)
        try journal.commit()
        let line = String(decoding: try folder.bytes("trail"), as: UTF8.self)
        let start =
            #"{"record":1,"at_s":1.5,"time":"2026-11-30T16:09:47.123Z","event":"decision","query":0,"id":"a \"b\"\n","#
        #expect(line.hasPrefix(start), "\(line)")
        #expect(try AuditTrail.verify(path).isIntact)
    }

    /// A process that died between the trail and the head, and while it wrote a line.
    @Test func theTrailMayBeAheadOfItsHead() throws {
        try write(5)
        let lines = try folder.bytes("trail").split(separator: 10)
        let digests = lines.map { String(decoding: $0.dropLast(2).suffix(64), as: UTF8.self) }
        for count in 0...5 {
            try folder.write(head(count, count == 0 ? HashChain.origin : digests[count - 1]), "trail.head")
            let verdict = try AuditTrail.verify(path)
            #expect(verdict.isIntact && verdict.recordsAfterHead == 5 - count && verdict.unfinishedBytes == 0)
            #expect(verdict.digest == digests[4])
        }
        let whole = try folder.bytes("trail")
        for count in 0...5 {
            try folder.write(head(count, count == 0 ? HashChain.origin : digests[count - 1]), "trail.head")
            for kept in stride(from: 1, to: lines[4].count + 1, by: 7) {
                try folder.write(whole.dropLast(lines[4].count + 1) + lines[4].prefix(kept), "trail")
                let verdict = try AuditTrail.verify(path)
                #expect(verdict.isIntact == (count < 5), "what the head names must be whole")
                if count < 5 { #expect(verdict.unfinishedBytes == kept && verdict.records == 4) }
            }
        }
    }

    @Test func itGoesOnWhereItStopped() throws {
        try write(3)
        let half = Array("{\"record\":4,\"at".utf8)
        try folder.write(folder.bytes("trail") + half, "trail")
        do {
            let journal = try open(.resume)
            #expect(journal.droppedBytes == half.count && journal.count == 3)
            add(3..<5, to: journal)
            try journal.commit()
        }
        let verdict = try AuditTrail.verify(path)
        #expect(verdict.isIntact && verdict.records == 5 && verdict.recordsAfterHead == 0)
        try folder.remove("trail")
        try folder.remove("trail.head")
        #expect(try open(.resume).count == 0, "one that is not there is begun")
    }

    /// Nobody goes on with a trail that somebody changed, and what shows the change stays.
    @Test func aForgedTrailDoesNotGoOn() throws {
        try write(3)
        var bytes = try folder.bytes("trail")
        bytes[30] ^= 1
        bytes += Array("unfinished".utf8)
        try folder.write(bytes, "trail")
        let head = try folder.bytes("trail.head")
        #expect(throws: Problems.self) { try open(.resume) }
        #expect(try folder.bytes("trail") == bytes && folder.bytes("trail.head") == head)
    }

    @Test func whatIsThereIsKept() throws {
        try write(2)
        let (trail, head) = (try folder.bytes("trail"), try folder.bytes("trail.head"))
        #expect(throws: OutputError.exists(path: path)) { try open() }
        #expect(try folder.bytes("trail") == trail && folder.bytes("trail.head") == head)
        try folder.remove("trail")
        #expect(throws: OutputError.exists(path: path + ".head")) { try open() }
        #expect(throws: OutputError.exists(path: path + ".head")) { try open(.resume) }
        try folder.write(trail, "trail")
        try folder.write([1], ".trail.head.partial-999999")
        _ = try open(.replace)
        let verdict = try AuditTrail.verify(path)
        #expect(verdict.isIntact && verdict.records == 0)
        #expect(try folder.names() == ["trail", "trail.head"], "rests of a process that died go")
    }

    @Test func oneAtATime() throws {
        let journal = try open()
        add(0..<2, to: journal)
        try journal.commit()
        for existing in [AuditJournal.Existing.keep, .replace, .resume] {
            #expect(throws: OutputError.self) { try open(existing) }
        }
        add(2..<4, to: journal)
        try journal.commit()
        let verdict = try AuditTrail.verify(path)
        #expect(verdict.isIntact && verdict.records == 4)
    }

    @Test func placesWhereNothingCanBeWritten() throws {
        #expect(throws: OutputError.self) { try AuditJournal(path: folder.file("no/trail"), existing: .keep) }
        #expect(throws: OutputError.self) { try AuditJournal(path: folder.file(""), existing: .replace) }
        #expect(throws: OutputError.self) { try AuditJournal(path: "/dev/full", existing: .replace) }
        // A head that cannot be replaced: the records are safe, and the caller is told before it hands anything out.
        let journal = try open()
        try folder.remove("trail.head")
        try FileManager.default.createDirectory(atPath: path + ".head", withIntermediateDirectories: false)
        add(0..<1, to: journal)
        #expect(throws: OutputError.self) { try journal.commit() }
        #expect(throws: OutputError.self) { try journal.commit() }
    }
}
