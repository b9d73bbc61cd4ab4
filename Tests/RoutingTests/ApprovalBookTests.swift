import Routing
import TestSupport
import Testing

/// Approvals in a trail: each has one end, and what lacks one is found with its record.
@Suite struct ApprovalBookTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let catalog = Catalog(intents: ["one", "two"], queues: ["general", "late"])

    /// A record, or a decision that a router makes.
    private enum Step {
        case decision(Int, Decision.Action)
        case event(AuditEvent)
    }

    /// Reads everything as the same.
    private struct Reader: Classifier {
        let intents = ["one", "two"]
        let modelVersion = 1
        func classify(_ query: Query, into prediction: inout Prediction) { prediction.confidence = 0.5 }
    }

    private func decision(_ query: Int, _ action: Decision.Action = .approve) -> Step { .decision(query, action) }

    private func asked(_ query: Int) -> Step {
        .event(.request(.init(query: query, plan: "refund", step: "pay", agent: nil, answer: nil, queue: 0)))
    }

    private func answer(_ query: Int, _ answer: PlanAnswer?) -> Step {
        let agent = answer == nil ? nil : 1
        return .event(
            .approval(.init(query: query, plan: "refund", step: "pay", agent: agent, answer: answer, queue: 0)))
    }

    private func end(_ query: Int, _ kind: AuditEvent.ApprovalEnd.Kind, _ cause: String? = nil) -> Step {
        .event(.approvalEnd(.init(query: query, queue: 1, kind: kind, cause: cause)))
    }

    private func review(_ query: Int, isAudit: Bool = false) -> Step {
        .event(.review(.init(query: query, agent: 1, intent: 1, overrides: false, isAudit: isAudit)))
    }

    private func verdict(_ steps: [Step], complete: Bool = true) throws -> AuditTrail.Verdict {
        let trail = try AuditFile(path: folder.file("trail"), replace: true)
        var bits = TestBits(seed: 1)
        for step in steps {
            var rules = PolicyRules(threshold: 0, defaultQueue: "general")
            if case .decision(_, let action) = step, action != .answer {
                (rules.threshold, rules.belowThreshold) = (1, action)
            }
            let policy = EscalationPolicy(rules, catalog: Self.catalog)
            switch step {
            case .event(let event): trail.record(event, at: 1, policy: policy, catalog: Self.catalog)
            case .decision(let query, _):
                var router = Router(catalog: Self.catalog, policy: policy, classifier: Reader(), sink: trail)
                _ = router.triage(Query(id: query), state: OperationState(), now: 1, using: &bits)
            }
        }
        try trail.finish()
        return try AuditTrail.verify(folder.file("trail"), complete: complete)
    }

    @Test func everyEndCounts() throws {
        let found = try verdict([
            decision(1), review(1),
            decision(2), end(2, .withdrawn, "abandoned"),
            decision(3), end(3, .open),
            decision(4), asked(4), answer(4, nil), asked(4), answer(4, .accept),
            decision(5, .answer), asked(5), answer(5, .respond), asked(5), answer(5, .reject(reason: "no")), review(5),
            decision(6, .escalate), review(6), review(6, isAudit: true),
            decision(1), review(1),
        ])
        #expect(found.isIntact && found.isComplete, "\(found.incomplete)")
        let book = try #require(found.approvals)
        #expect((book.asked, book.answered, book.timedOut, book.withdrawn, book.stillOpen) == (8, 5, 1, 1, 1))
        #expect(book.unended.isEmpty && book.unasked.isEmpty)
    }

    @Test func whatLacksAnEndIsNamed() throws {
        let found = try verdict([
            decision(1), decision(1), review(1), decision(2), asked(2), asked(3), review(7, isAudit: true),
            end(9, .open), answer(8, .edit),
        ])
        #expect(found.isIntact && !found.isComplete)
        let book = try #require(found.approvals)
        #expect(book.unended == [1, 4, 6] && book.unasked == [8, 9])
        #expect(found.incomplete.map(\.line) == [1, 4, 6, 8, 9])
        #expect(found.incomplete[0].message == "record 1 asks for an approval that has no end")
        #expect(found.incomplete[3].message == "record 8 ends an approval that nobody asked for")
        // An audit of an answer ends no approval.
        #expect(try !verdict([decision(1), review(1, isAudit: true)]).isComplete)
    }

    @Test func manyAreCut() throws {
        let found = try verdict((1...100).map { decision($0) })
        #expect(found.incomplete.count == 21 && found.incomplete.last?.message == "100 approvals are not complete")
    }

    @Test func notAskedForIsNotLookedAt() throws {
        let found = try verdict([decision(1)], complete: false)
        #expect(found.approvals == nil && found.isComplete)
    }
}
