import Files
import Foundation
import Routing
import TestSupport
import Testing

/// What stands in an audit record, and when the files appear.
@Suite struct AuditFileTests {
    private struct Sure: Classifier {
        let intents = Catalog.bank.intents
        let modelVersion = 4
        var prediction: Prediction
        mutating func classify(_ query: Query, into prediction: inout Prediction) { prediction = self.prediction }
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Triages one query into a trail and returns its records as a JSON parser reads them.
    private func records(
        _ rules: PolicyRules, _ catalog: Catalog = .bank, _ prediction: Prediction = .of(), query: Query = Query(id: 9),
        now: Double = 1.5, backlog: [Int] = [], then more: [AuditEvent] = []
    ) throws -> [[String: Any]] {
        let trail = try AuditFile(path: folder.file("trail"), replace: true)
        let policy = EscalationPolicy(rules, catalog: catalog)
        var router = Router(
            catalog: catalog, policy: policy, classifier: Sure(prediction: prediction), sink: trail)
        var bits = ConstantBits(value: 0)
        _ = router.triage(query, state: OperationState(backlog: backlog), now: now, using: &bits)
        for event in more { trail.record(event, at: now, policy: policy, catalog: catalog) }
        try trail.finish()
        #expect(try AuditTrail.verify(folder.file("trail")).isIntact)
        return try folder.bytes("trail").split(separator: 10).map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
    }

    /// The records as written, without their digests.
    private func texts() throws -> [String] {
        try folder.bytes("trail").split(separator: 10).map { line in
            let parts = String(decoding: line, as: UTF8.self).components(separatedBy: ",\"digest\":\"")
            #expect(parts.count == 2 && parts[1].utf8.count == 64 + 2)
            return parts[0] + "}"
        }
    }

    @Test func answer() throws {
        let rules = PolicyRules(version: "v2", defaultQueue: "general", auditShare: 0.25)
        _ = try records(rules, .bank, .of(1, confidence: 0.912345678, emotion: 0.25))
        #expect(
            try texts() == [
                #"{"record":1,"at_s":1.5,"event":"decision","query":9,"action":"answer","reasons":["confident"],"#
                    + #""intent":"card_lost","confidence":0.912346,"emotion":0.25,"model":4,"#
                    + #""audited":true,"audit_probability":0.25,"policy":"v2"}"#
            ])
    }

    @Test func escalation() throws {
        let rules = PolicyRules(
            triggers: [Trigger(name: "large", condition: .init(amountAbove: 1), effect: .approve, priority: 2)],
            defaultQueue: "cards")
        _ = try records(rules, .bank, .of(confidence: 0.5), query: Query(id: 9, amount: 5), backlog: [1, 17])
        #expect(
            try texts() == [
                #"{"record":1,"at_s":1.5,"event":"decision","query":9,"action":"approve","reasons":["large","doubt"],"#
                    + #""queue":"cards","priority":2,"backlog":17,"#
                    + #""intent":"balance","confidence":0.5,"emotion":0.1,"model":4,"policy":"1"}"#
            ])
    }

    /// Nothing is said about a prediction that nobody made.
    @Test func withoutAI() throws {
        _ = try records(PolicyRules(usesAI: false, defaultQueue: "general"))
        #expect(
            try texts() == [
                #"{"record":1,"at_s":1.5,"event":"decision","query":9,"action":"escalate","reasons":["ai_off"],"#
                    + #""queue":"general","priority":5,"backlog":0,"policy":"1"}"#
            ])
    }

    @Test func reviewsAndModels() throws {
        _ = try records(
            PolicyRules(defaultQueue: "general"),
            then: [
                .review(.init(query: 9, agent: 3, intent: 2, overrides: true, isAudit: false)),
                .review(.init(query: 9, agent: 4, intent: 0, overrides: false, isAudit: true)),
                .model(.init(version: 5, promoted: true, labels: 100, accuracy: 0.875)),
                .model(.init(version: 6, promoted: false, labels: 120, accuracy: 0.5)),
            ])
        #expect(
            try texts().dropFirst() == [
                #"{"record":2,"at_s":1.5,"event":"review","query":9,"agent":3,"intent":"loan","overrides":true}"#,
                #"{"record":3,"at_s":1.5,"event":"audit","query":9,"agent":4,"intent":"balance","overrides":false}"#,
                #"{"record":4,"at_s":1.5,"event":"model_promoted","model":5,"labels":100,"accuracy":0.875}"#,
                #"{"record":5,"at_s":1.5,"event":"model_refused","model":6,"labels":120,"accuracy":0.5}"#,
            ])
    }

    @Test func answersAboutPlans() throws {
        func approval(_ step: String?, _ agent: Int?, _ answer: PlanAnswer?) -> AuditEvent {
            .approval(.init(query: 9, plan: "refund", step: step, agent: agent, answer: answer, queue: 3))
        }
        _ = try records(
            PolicyRules(defaultQueue: "general"),
            then: [
                approval(nil, nil, nil), approval("pay", 7, .edit), approval("pay", 8, .reject(reason: "not entitled")),
            ])
        #expect(
            try texts().dropFirst() == [
                #"{"record":2,"at_s":1.5,"event":"approval","query":9,"plan":"refund","queue":"complaints","answer":"timed_out"}"#,
                #"{"record":3,"at_s":1.5,"event":"approval","query":9,"plan":"refund","step":"pay","queue":"complaints","agent":7,"answer":"edit"}"#,
                #"{"record":4,"at_s":1.5,"event":"approval","query":9,"plan":"refund","step":"pay","queue":"complaints","agent":8,"answer":"reject","reason":"not entitled"}"#,
            ])
    }

    /// Quotes, backslashes, control characters, line ends and emoji come back as they were, on one line.
    @Test func awkwardNames() throws {
        let control = String(String.UnicodeScalarView((1..<32).compactMap { UnicodeScalar($0) }))
        let names = [#"a "quoted\" name"#, "line\nend\r\n\ttab", "👨‍👩‍👧‍👦 naïve 漢字 \u{2028}\u{7F}", control, ""]
        for name in names {
            let catalog = Catalog(intents: [name, "b", "c"], queues: [name])
            let rules = PolicyRules(
                version: name, triggers: [Trigger(name: name, condition: .init(), effect: .suggest)],
                defaultQueue: name)
            let all = try records(rules, catalog)
            #expect(all.count == 1)
            for key in ["intent", "queue", "policy"] { #expect(all[0][key] as? String == name) }
            #expect(all[0]["reasons"] as? [String] == [name])
        }
    }

    /// Any number gives JSON; what JSON cannot say is null.
    @Test func awkwardNumbers() throws {
        let rules = PolicyRules(defaultQueue: "general")
        for now in [0, -0.0, 1e-9, 123_456_789.123_456, 1e17, 1e305, -1e305] {
            let record = try records(rules, now: now)[0]
            let written = try #require(record["at_s"] as? Double)
            #expect(abs(written - now) <= max(1e-6, abs(now) * 1e-12), "\(now)")
        }
        for now in [Double.nan, .infinity, -.infinity] {
            #expect(try records(rules, now: now)[0]["at_s"] is NSNull)
        }
        let odd = Prediction.of(confidence: .nan, emotion: .nan)
        #expect(try records(rules, .bank, odd)[0]["confidence"] is NSNull)
    }

    /// A model of other intents than the catalog's leaves a record, not a trap.
    @Test func indicesOutsideTheCatalog() throws {
        var prediction = Prediction.of()
        prediction.intent = 17
        let review = AuditEvent.Review(query: 9, agent: 0, intent: -1, overrides: false, isAudit: false)
        let all = try records(PolicyRules(defaultQueue: "general"), .bank, prediction, then: [.review(review)])
        #expect(all.map { $0["intent"] as? String } == ["unknown", "unknown"])
    }

    @Test func theSameEventsGiveTheSameBytes() throws {
        let rules = PolicyRules(defaultQueue: "general")
        _ = try records(rules)
        let (trail, head) = (try folder.bytes("trail"), try folder.bytes("trail.head"))
        _ = try records(rules)
        #expect(try folder.bytes("trail") == trail)
        #expect(try folder.bytes("trail.head") == head)
        let digest = try #require(String(decoding: trail, as: UTF8.self).split(separator: "\"").dropLast().last)
        #expect(String(decoding: head, as: UTF8.self) == "{\"count\":1,\"digest\":\"\(digest)\"}\n")
    }

    @Test func nothingAppearsBeforeTheEnd() throws {
        do {
            let trail = try AuditFile(path: folder.file("trail"), replace: false)
            let policy = EscalationPolicy(PolicyRules(defaultQueue: "general"), catalog: .bank)
            let event = AuditEvent.model(.init(version: 1, promoted: true, labels: 1, accuracy: 1))
            for _ in 0..<2000 { trail.record(event, at: 0, policy: policy, catalog: .bank) }
            #expect(try !folder.names().contains { $0.hasPrefix("trail") })
        }
        #expect(try folder.names().isEmpty, "given up: nothing stays")
    }

    @Test func whatIsThereIsKept() throws {
        try folder.write([1], "trail.head")
        #expect(throws: OutputError.self) { try AuditFile(path: folder.file("trail"), replace: false) }
        try folder.write([1], "trail")
        #expect(throws: OutputError.self) { try AuditFile(path: folder.file("trail"), replace: false) }
        #expect(throws: OutputError.self) { try AuditFile(path: folder.file("no/such/folder"), replace: true) }
        #expect(try folder.bytes("trail") == [1])
        #expect(try folder.names() == ["trail", "trail.head"])
        try AuditFile(path: folder.file("trail"), replace: true).finish()
        let verdict = try AuditTrail.verify(folder.file("trail"))
        #expect(verdict.isIntact && verdict.records == 0)
    }
}
