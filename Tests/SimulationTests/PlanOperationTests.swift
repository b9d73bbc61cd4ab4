import Experiments
import Routing
import Simulation
import Stochastics
import Testing
import Workforce

/// Requests handled by plans whose steps wait for humans.
@Suite("Plans in an operation")
struct PlanOperationTests {
    /// Every request is handled by one plan: two steps of 10 and 20 s, the second of which pauses.
    private func operation(
        agents: Int = 4, accuracy: Double = 1, pauses: Bool = true, days: Double = 10
    ) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: 30, handleTime: .exponential(mean: 300), patience: nil, arrivals: try .constant(perSecond: 0.025),
            horizonSeconds: days * Operations.day, warmUpSeconds: 7200)
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general", "approvals", "supervisors"])
        operation.queues = operation.catalog.queues.map { QueueSpecification(name: $0) }
        operation.ai = AISpecification(latency: .constant(2))
        operation.ai?.assumed = .levels([
            .init(share: accuracy, confidence: 1), .init(share: 1 - accuracy, confidence: 0),
        ])
        operation.policy = PolicyRules(threshold: 0, defaultQueue: "general")
        operation.teams += [
            Team(
                name: "approvers", queues: [1], shifts: [.always(agents: agents)], handleTime: .constant(1),
                approvalTime: .exponential(mean: 120)),
            Team(
                name: "supervisors", queues: [2], shifts: [.always(agents: 30)], handleTime: .constant(1),
                approvalTime: .constant(60)),
        ]
        operation.plans = [
            PlanSpecification(
                plan: Plan(name: "plan", steps: [.init(name: "look"), .init(name: "pay", pauses: pauses)]),
                intents: [true, true], stepTimes: [.constant(10), .constant(20)], queue: 1, takeOverQueue: 0)
        ]
        return operation
    }

    /// Keeps what was said about plans.
    private struct ApprovalSink: AuditSink {
        var approvals: [(seconds: Double, approval: AuditEvent.Approval)] = []

        mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
            if case .approval(let approval) = event { approvals.append((seconds, approval)) }
        }
    }

    private func run(
        _ operation: OperationSpecification, seed: UInt64 = 1
    ) throws -> (ledger: Ledger, approvals: [(seconds: Double, approval: AuditEvent.Approval)]) {
        var one = try SupportOperation(operation, seed: seed, replication: 0, sink: ApprovalSink())
        try one.run()
        return (one.ledger, (one.auditSink as? ApprovalSink)?.approvals ?? [])
    }

    @Test("Without approvals a plan takes its steps, and the AI answers alone")
    func noApprovals() throws {
        let forecast = try Operations.forecast(try operation(pauses: false, days: 2))
        #expect(abs(try Operations.value(forecast, "plan.duration.mean_s") - 32) < 1e-6)
        #expect(abs(try Operations.value(forecast, "plan.steps.mean_s") - 30) < 1e-6)
        #expect(try Operations.value(forecast, "plan.completed") == 1)
        #expect(try Operations.value(forecast, "ai.coverage") == 1)
        #expect(forecast["plan.approvals"] == nil && forecast["human.approval_share"] == nil)
    }

    @Test("Approvals by one team are M/M/c: what they add is its time in the system", arguments: [1, 2] as [UInt64])
    func theory(seed: UInt64) throws {
        let operation = try operation()
        let exact = try ErlangFormulas.erlangC(servers: 4, arrivalPerSecond: 0.025, meanServiceSeconds: 120)
        let records = try Replications(operation, seed: seed, count: 20, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario: "plans", about: "", currency: "USD"), specification: operation, seed: seed,
            records: records, estimator: ReplicationEstimator(confidence: 0.9999))
        let expected = [
            "plan.approval.wait.mean_s": exact.meanWaitSeconds, "plan.approval.handle.mean_s": 120,
            "plan.approval.added.mean_s": exact.meanWaitSeconds + 120,
            "plan.duration.mean_s": exact.meanWaitSeconds + 152,
            "resolution.time.mean_s": exact.meanWaitSeconds + 152,
            "human.approval.delay.mean_s": exact.meanWaitSeconds + 120,
            "human.wait.mean_s": exact.meanWaitSeconds, "human.handle.mean_s": 120,
        ]
        for (name, value) in expected.sorted(by: { $0.key < $1.key }) {
            let estimate = try #require(forecast[name], "\(name)")
            let (low, high) = (try #require(estimate.low), try #require(estimate.high))
            #expect(low <= value && value <= high, "\(name): \(value) outside \(low)...\(high)")
            #expect((high - low) / value < 0.3, "\(name)")
        }
        #expect(try Operations.value(forecast, "plan.approvals") == 1)
        #expect(try Operations.value(forecast, "human.approval_share") == 1)
    }

    @Test("Careful humans reject exactly the wrong plans, and somebody takes them over")
    func rejections() throws {
        var operation = try operation(accuracy: 0.8)
        operation.plans[0].reasons = [.init(name: "wrong", share: 0.7), .init(name: "forbidden", share: 0.3)]
        let (ledger, approvals) = try run(operation)
        let plans = ledger.plans
        #expect(plans.started > 10_000 && plans.completed + plans.rejected == plans.started)
        #expect(plans.completedRight == plans.completed && plans.rejectedRight == 0)
        #expect(abs(plans.rejected / plans.started - 0.2) < 0.015)
        // Humans resolve them all: everybody was handled once, and rightly.
        #expect(ledger[.resolvedRight, slice: SliceMap.whole] == plans.started)
        #expect(ledger[.handled, slice: SliceMap.whole] == plans.started)
        #expect(ledger[.overridden, slice: SliceMap.whole] == plans.rejected)
        let reasons = approvals.compactMap { found in
            if case .reject(let reason)? = found.approval.answer { reason } else { nil }
        }
        let wrong = Double(reasons.count { $0 == "wrong" })
        #expect(abs(wrong / Double(reasons.count) - 0.7) < 0.04, "\(wrong) of \(reasons.count)")
        #expect(approvals.allSatisfy { $0.approval.step == "pay" && $0.approval.agent != nil })
    }

    @Test("Hurried humans let wrong plans pass and reject right ones, as often as they err")
    func errors() throws {
        var operation = try operation(accuracy: 0.8)
        operation.teams[1].labelError = 0.1
        let plans = try run(operation).ledger.plans
        #expect(abs((plans.completed - plans.completedRight) / plans.started - 0.02) < 0.005)
        #expect(abs(plans.rejectedRight / plans.started - 0.08) < 0.01)
    }

    @Test("Edits and questions: their shares, their time, and one approval more for each question")
    func editsAndQuestions() throws {
        var operation = try operation(agents: 30)
        operation.plans[0].edits = 0.25
        operation.plans[0].editTime = .constant(100)
        operation.plans[0].responds = 0.2
        operation.plans[0].replyTime = .constant(1000)
        let plans = try run(operation).ledger.plans
        #expect(plans.completed == plans.started && plans.asked == plans.answered)
        #expect(plans.asked == plans.started + plans.responded)
        #expect(abs(plans.responded / plans.started - 0.2) < 0.015)
        // After a reply nobody asks again, so every plan is decided once.
        #expect(abs(plans.edited / plans.started - 0.25) < 0.015)
        let expected = 120 * 1.2 + 0.25 * 100 + 0.2 * 1000
        #expect(abs(plans.delay / plans.completed - expected) < 0.05 * expected)
    }

    @Test("Who is not answered in time goes elsewhere, exactly then")
    func timeOuts() throws {
        var operation = try operation(agents: 2, days: 3)
        operation.plans[0].timeOutSeconds = 240
        operation.plans[0].escalationQueue = 2
        let (ledger, approvals) = try run(operation)
        let plans = ledger.plans
        #expect(plans.completed == plans.started && plans.answered == plans.asked)
        #expect(plans.timedOut > 0.2 * plans.asked && plans.timedOut < 0.8 * plans.asked)
        // From the request: 2 s of latency, 10 s of the first step, 240 s of waiting, then 60 s of a free supervisor.
        var ends: [Int: Double] = [:]
        for (seconds, approval) in approvals where approval.agent == nil { ends[approval.query] = seconds }
        var checked = 0
        for (seconds, approval) in approvals {
            guard let end = ends[approval.query], approval.agent != nil else { continue }
            #expect(abs(seconds - end - 60) < 1e-6 && approval.queue == 2)
            checked += 1
        }
        #expect(checked > 500)
        // Nobody waits for longer than the time-out.
        #expect(plans.wait / plans.answered < 240)
    }

    @Test("A full queue of approvals sends them elsewhere at once")
    func fullQueue() throws {
        var operation = try operation(agents: 1, days: 1)
        operation.queues[1].capacity = 0
        operation.plans[0].timeOutSeconds = 240
        operation.plans[0].escalationQueue = 2
        let plans = try run(operation).ledger.plans
        #expect(plans.completed == plans.started && plans.timedOut > 0 && plans.wait == 0)
    }

    @Test("Strategies of assignment named as the default change nothing about plans")
    func assignment() throws {
        var operation = try operation(agents: 2, accuracy: 0.9, days: 2)
        operation.plans[0].timeOutSeconds = 240
        operation.plans[0].escalationQueue = 2
        operation.plans[0].responds = 0.2
        operation.plans[0].replyTime = .exponential(mean: 600)
        let plain = try run(operation).ledger.plans
        operation.assignment = AssignmentSpecification()
        #expect(try run(operation).ledger.plans == plain)
    }

    @Test("The whole plan is approved where the policy wants an approval and the plan has none")
    func policyApproves() throws {
        var operation = try operation(agents: 30, pauses: false, days: 1)
        operation.policy.triggers = [
            Trigger(name: "all", condition: TriggerCondition(confidenceBelow: 1.1), effect: .approve, queue: "general")
        ]
        let (ledger, approvals) = try run(operation)
        #expect(ledger.plans.asked == ledger.plans.started && ledger.plans.started > 1000)
        #expect(approvals.allSatisfy { $0.approval.step == nil && $0.approval.queue == 1 })
    }
}
