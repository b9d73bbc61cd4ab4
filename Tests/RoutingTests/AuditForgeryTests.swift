import Files
import Foundation
import Routing
import TestSupport
import Testing

/// A trail forged in 1,000 ways, by somebody who knows how it is made and may write both files.
///
/// With the head kept elsewhere all are found. Without it those are not in which trail and head were made anew as a router
/// would have made them, and those that add to the end.
@Suite struct AuditForgeryTests {
    private enum Forgery: CaseIterable {
        // With the digests as they were.
        case edit, drop, swap, insert, cut, cutInLine, lineEnds, editHead
        // With a new chain and a new head.
        case rechainedGap, rechainedSwap, rechainedShape, rechainedKind, rechainedJunk
        // As a router would have written them.
        case rechainedEdit, rechainedDrop, rechainedInsert, rechainedCut, append, appendUnfinished

        /// Whether only a head kept elsewhere shows it.
        var needsHead: Bool {
            switch self {
            case .rechainedEdit, .rechainedDrop, .rechainedInsert, .rechainedCut, .append, .appendUnfinished: true
            default: false
            }
        }
    }

    private let folder: TemporaryFolder
    private let lines: [[UInt8]]
    private let bodies: [String]
    private let head: [UInt8]
    private let digest: String

    init() throws {
        folder = try TemporaryFolder()
        let policy = EscalationPolicy(
            PolicyRules(defaultQueue: "general", auditShare: 0.2), catalog: .bank)
        let journal = try AuditJournal(path: folder.file("trail"), existing: .keep)
        var router = Router(catalog: .bank, policy: policy, classifier: Doubter(), sink: journal)
        var bits = TestBits(seed: 5)
        for number in 0..<16 {
            journal.origin = AuditOrigin(id: "q\(number)", time: "2026-11-30T16:09:\(10 + number).123Z")
            _ = router.triage(Query(id: number), state: OperationState(), now: Double(number), using: &bits)
        }
        try journal.commit()
        lines = try folder.bytes("trail").split(separator: 10).map { [UInt8]($0) + [10] }
        bodies = lines.map { String(decoding: $0, as: UTF8.self).components(separatedBy: ",\"digest\":")[0] + "}" }
        head = try folder.bytes("trail.head")
        digest = try AuditTrail.verify(folder.file("trail")).digest
    }

    private struct Doubter: Classifier {
        let intents = Catalog.bank.intents
        let modelVersion = 4
        mutating func classify(_ query: Query, into prediction: inout Prediction) {
            prediction = .of(query.id % 3, confidence: query.id % 2 == 0 ? 0.9 : 0.4)
        }
    }

    /// A trail and its head, made anew from records without digests.
    private func chained(_ bodies: [String]) -> (trail: [UInt8], head: [UInt8]) {
        var chain = HashChain()
        var trail: [UInt8] = []
        for body in bodies {
            let digest = chain.append(Array(body.utf8))
            trail += Array((body.dropLast() + ",\"digest\":\"\(digest)\"}\n").utf8)
        }
        return (trail, Array("{\"count\":\(chain.count),\"digest\":\"\(chain.head)\"}\n".utf8))
    }

    private func renumbered(_ bodies: [String]) -> [String] {
        bodies.enumerated().map { number, body in
            "{\"record\":\(number + 1)" + body.drop { $0 != "," }
        }
    }

    private func forge(_ kind: Forgery, _ random: inout TestBits) -> (trail: [UInt8], head: [UInt8]) {
        var (lines, bodies) = (lines, bodies)
        let place = random.below(lines.count)
        let other = (place + 1 + random.below(lines.count - 1)) % lines.count
        func altered(_ old: String, _ new: String) -> [String] {
            var all = bodies
            all[place] = all[place].replacingOccurrences(of: old, with: new)
            return all
        }
        switch kind {
        case .edit: lines[place][random.below(lines[place].count)] ^= UInt8(1 + random.below(255))
        case .drop: lines.remove(at: random.below(lines.count - 1))
        case .swap: lines.swapAt(place, other)
        case .insert: lines.insert(lines[other], at: random.below(lines.count))
        case .cut: lines.removeLast(1 + random.below(lines.count))
        case .cutInLine: return (Array(lines.joined().dropLast(1 + random.below(lines.joined().count - 1))), head)
        case .lineEnds: lines[place].insert(13, at: lines[place].count - 1)
        case .editHead:
            var head = head
            head[random.below(head.count)] ^= UInt8(1 + random.below(255))
            return (Array(lines.joined()), head)
        case .rechainedGap:
            bodies.remove(at: random.below(bodies.count - 1))
            return chained(bodies)
        case .rechainedSwap:
            bodies.swapAt(place, other)
            return chained(bodies)
        case .rechainedShape:
            let new = [",\"note\":1}", ",\"policy\":\"1\"}", ",\"queue\":\"x\"}", "}"][random.below(4)]
            return chained(altered(new == "}" ? ",\"policy\":\"1\"}" : "}", new))
        case .rechainedKind:
            let (old, new) = [
                ("\"event\":\"decision\"", "\"event\":\"review\""), ("\"query\":", "\"query\":0."),
                ("\"id\":\"q", "\"id\":[\"q"), ("\"time\":\"2026", "\"time\":\"x026"), ("\"at_s\":", "\"at_s\": "),
            ][random.below(5)]
            return chained(altered(old, new))
        case .rechainedJunk: return chained((0...random.below(9)).map { _ in "{\"x\":1}" })
        case .rechainedEdit: return chained(altered("\"id\":\"q", "\"id\":\"w"))
        case .rechainedDrop:
            bodies.remove(at: place)
            return chained(renumbered(bodies))
        case .rechainedInsert:
            bodies.insert(bodies[other], at: place)
            return chained(renumbered(bodies))
        case .rechainedCut: return chained(Array(bodies.dropLast(1 + random.below(bodies.count))))
        case .append:
            let more = chained(renumbered(bodies + [bodies[place]])).trail
            return (more, head)
        case .appendUnfinished:
            return (Array(lines.joined()) + lines[place].prefix(1 + random.below(lines[place].count - 1)), head)
        }
        return (Array(lines.joined()), head)
    }

    @Test func thousandForgeries() throws {
        var random = TestBits(seed: 11)
        var found = 0
        var foundAlone: [Forgery: Int] = [:]
        var made: [Forgery: Int] = [:]
        while made.values.reduce(0, +) < 1000 {
            let kind = Forgery.allCases[random.below(Forgery.allCases.count)]
            let (trail, head) = forge(kind, &random)
            guard trail != Array(lines.joined()) || head != self.head else { continue }
            made[kind, default: 0] += 1
            try folder.write(trail, "trail")
            try folder.write(head, "trail.head")
            let alone = try AuditTrail.verify(folder.file("trail")).isIntact
            let beside = try AuditTrail.verify(folder.file("trail"), expecting: .init(digest: digest)).isIntact
            found += beside ? 0 : 1
            foundAlone[kind, default: 0] += alone ? 0 : 1
            #expect(!beside, "\(kind), with a head kept elsewhere")
            #expect(alone == kind.needsHead, "\(kind), without")
        }
        let alone = foundAlone.values.reduce(0, +)
        print("1,000 forgeries: \(found) found with the head kept elsewhere, \(alone) without")
        #expect(found == 1000 && made.count == Forgery.allCases.count)
    }

    /// A trail may have grown since its head was kept: what is before may not have changed.
    @Test func aTrailThatHasGrown() throws {
        let early = String(decoding: lines[9].dropLast(3).suffix(64), as: UTF8.self)
        let grown = AuditTrail.Expectation(digest: early, mayHaveGrown: true)
        let verdict = try AuditTrail.verify(folder.file("trail"), expecting: grown)
        #expect(verdict.isIntact && verdict.recordsAfterExpected == 6)
        let strict = try AuditTrail.verify(folder.file("trail"), expecting: .init(digest: early))
        #expect(strict.problems.count == 1 && strict.problems[0].message.contains("up to record 10"))
        let (trail, head) = chained(
            bodies.map { $0.replacingOccurrences(of: "\"query\":4,", with: "\"query\":99,") })
        try folder.write(trail, "trail")
        try folder.write(head, "trail.head")
        #expect(try AuditTrail.verify(folder.file("trail")).isIntact)
        #expect(try !AuditTrail.verify(folder.file("trail"), expecting: grown).isIntact)
    }
}
