import Files
import Foundation
import Routing
import TestSupport
import Testing

/// Records of feedback and monitors: what they say, and that no change to a trail with every kind goes unnoticed.
@Suite struct AuditKindsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let catalog = Catalog(
        intents: ["balance", "card_lost", "loan"], segments: ["many", "few"], queues: ["general"])

    private static let events: [AuditEvent] = [
        .review(.init(query: 9, agent: 3, intent: 2, overrides: true, isAudit: false)),
        .model(.init(version: 5, promoted: true, labels: 100, accuracy: 0.875)),
        .label(
            LabelRecord(
                query: 9, annotator: 3, intent: 2, leadSeconds: 90.5, modelVersion: 4, suggestion: 1,
                probability: 0.1)),
        .label(
            LabelRecord(query: 9, annotator: 4, reading: .gold, intent: 0, leadSeconds: 60, modelVersion: 4)),
        .label(LabelRecord(query: 9, annotator: 4, reading: .second, intent: nil, leadSeconds: 1, modelVersion: 4)),
        .rollback(.init(version: 5, previous: 4, labels: 50, difference: -0.125, pValue: 0.001)),
        .recalibration(.init(version: 4, labels: 60, before: 1, after: 1.5)),
        .alarm(.init(monitor: .audits, before: 0.05, after: 0.25, count: 40)),
        .alarm(.init(monitor: .segment, segment: 1, before: 0.05, after: 0.25, count: 40)),
        .request(.init(query: 9, plan: "refund", step: "pay", agent: nil, answer: nil, queue: 0)),
        .approvalEnd(.init(query: 9, queue: 0, kind: .withdrawn, cause: "blocked")),
        .approvalEnd(.init(query: 8, queue: 0, kind: .open)),
    ]

    private func write(_ events: [AuditEvent]) throws -> [[UInt8]] {
        let policy = EscalationPolicy(PolicyRules(defaultQueue: "general"), catalog: Self.catalog)
        let trail = try AuditFile(path: folder.file("trail"), replace: true)
        for event in events { trail.record(event, at: 1.5, policy: policy, catalog: Self.catalog) }
        try trail.finish()
        return try folder.bytes("trail").split(separator: 10).map { [UInt8]($0) + [10] }
    }

    private func isIntact(_ lines: [[UInt8]]) throws -> Bool {
        try folder.write(Array(lines.joined()), "trail")
        return try AuditTrail.verify(folder.file("trail")).isIntact
    }

    @Test func whatTheySay() throws {
        let texts = try write(Self.events).map { line in
            String(decoding: line, as: UTF8.self).components(separatedBy: ",\"digest\":\"")[0] + "}"
        }
        let expected = """
            {"record":3,"at_s":1.5,"event":"label","query":9,"agent":3,"reading":"first","intent":"loan","lead_s":90.5,\
            "model":4,"suggestion":"card_lost","gold":false,"label_probability":0.1}
            {"record":4,"at_s":1.5,"event":"label","query":9,"agent":4,"reading":"gold","intent":"balance","lead_s":60.0,\
            "model":4,"gold":true,"label_probability":1.0}
            {"record":5,"at_s":1.5,"event":"label_skipped","query":9,"agent":4,"reading":"second","lead_s":1.0,\
            "model":4,"gold":false,"label_probability":1.0}
            {"record":6,"at_s":1.5,"event":"model_rolled_back","model":5,"previous":4,"labels":50,\
            "difference":-0.125,"p":0.001}
            {"record":7,"at_s":1.5,"event":"model_recalibrated","model":4,"labels":60,"temperature_before":1.0,\
            "temperature":1.5}
            {"record":8,"at_s":1.5,"event":"alarm","monitor":"audits","before":0.05,"after":0.25,"observations":40.0}
            {"record":9,"at_s":1.5,"event":"alarm","monitor":"segment","segment":"few","before":0.05,"after":0.25,\
            "observations":40.0}
            {"record":10,"at_s":1.5,"event":"approval_asked","query":9,"plan":"refund","step":"pay","queue":"general"}
            {"record":11,"at_s":1.5,"event":"approval_ended","query":9,"queue":"general","end":"withdrawn",\
            "cause":"blocked"}
            {"record":12,"at_s":1.5,"event":"approval_ended","query":8,"queue":"general","end":"open"}
            """
        #expect(texts.dropFirst(2).joined(separator: "\n") == expected)
    }

    /// Any byte of any record changed, any one dropped, any two swapped, one written twice.
    @Test func noChangeGoesUnnoticed() throws {
        let lines = try write(Self.events + Self.events)
        #expect(try isIntact(lines))
        var random = TestBits(seed: 21)
        for number in lines.indices {
            for _ in 0..<20 {
                var altered = lines
                altered[number][random.below(altered[number].count)] ^= UInt8(1 + random.below(255))
                #expect(try !isIntact(altered), "record \(number + 1)")
            }
            var shorter = lines
            shorter.remove(at: number)
            #expect(try !isIntact(shorter), "without record \(number + 1)")
            var longer = lines
            longer.insert(lines[number], at: random.below(lines.count + 1))
            #expect(try !isIntact(longer), "record \(number + 1) twice")
            for other in lines.indices where other > number {
                var swapped = lines
                swapped.swapAt(number, other)
                #expect(try !isIntact(swapped), "records \(number + 1) and \(other + 1) swapped")
            }
        }
        #expect(try isIntact(lines))
    }
}
