import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// What the AI, its audits and its drafts cost and earn, worked out by hand.
@Suite("Exact accounts of the AI's work")
struct AIBookkeepingTests {
    /// One agent, arrivals at given times, and an AI that reads two intents; at threshold 0 it answers everything.
    private func operation(
        _ times: [Double], _ change: (inout OperationSpecification) throws -> Void
    ) throws -> OperationSpecification {
        try Operations.arrivals(times) {
            $0.catalog = Catalog(intents: ["one", "two"], queues: ["general", "audits"])
            $0.queues = [QueueSpecification(name: "general"), QueueSpecification(name: "audits")]
            var language = LanguageSpecification(
                intents: [IntentSpecification(name: "one"), IntentSpecification(name: "two")])
            language.outOfScopeShare = 0
            $0.traffic.source = .language(language)
            $0.traffic.channels[0].patience = nil
            $0.ai = AISpecification(firstLabelsPerIntent: 100, latency: .constant(2))
            $0.policy.usesAI = true
            $0.policy.threshold = 0
            $0.teams[0].queues = [0, 1]
            $0.teams[0].approvalTime = .constant(30)
            $0.teams[0].auditTime = .constant(60)
            $0.costs.aiPerQuery = 0.5
            $0.prices = Prices(aiResolution: 1, humanResolution: 5)
            $0.serviceLevels = [ServiceLevelDefinition(name: "all", queues: [0, 1], withinSeconds: 20)]
            try change(&$0)
        }
    }

    @Test("An audit makes a human busy and leaves a label; nobody waited, joined or was handled")
    func audits() throws {
        let operation = try operation([10, 20, 30]) {
            $0.auditQueue = 1
            $0.policy.auditShare = 1
            $0.training = TrainingPlan(firstSeconds: 1e6, labelShare: 0)
        }
        let ledger = try Operations.ledger(operation)
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        #expect(total(.answered) == 3 && total(.audited) == 3 && total(.labels) == 3)
        #expect(total(.busySeconds) == 180)
        // Answers come at 12, 22 and 32; audits begin at 12, 72 and 132.
        #expect(total(.queueSeconds) == 50 + 100)
        for counter in [Counter.sentToHumans, .handled, .handleSeconds, .waited, .waitSeconds] {
            #expect(total(counter) == 0)
        }
        #expect(ledger.serviceLevels[0].offered == 0)
        #expect(ledger.waits(slice: SliceMap.whole)?.count == 0)
        #expect(total(.resolutionSeconds) == 6 && total(.aiCost) == 1.5 && total(.contained) == 3)
    }

    @Test("Customers go before audits in a queue they share")
    func sharedQueue() throws {
        let operation = try operation([10, 20, 30]) {
            $0.auditQueue = 0
            $0.policy.auditShare = 1
            $0.catalog.actions = ["refund"]
            $0.traffic.actions = [ActionSpecification(intents: [true, true], share: 0.5, amount: .constant(1))]
            $0.policy.triggers = [
                Trigger(name: "refund", condition: TriggerCondition(actions: ["refund"]), effect: .escalate)
            ]
            // Arrivals enough that some of both kinds wait together.
            $0.traffic.recordedArrivals = (1...20).map { Double($0) * 10 }
        }
        let ledger = try Operations.ledger(operation)
        let escalated = ledger[.sentToHumans, slice: SliceMap.whole]
        #expect(escalated > 4 && escalated < 16)
        let log = try Operations.log(operation, columns: ["decision", "arrival_s", "wait_s"])
        let served = log.filter { $0[0] == "escalate" }.compactMap { row -> (Double, Double)? in
            guard let arrival = Double(row[1]), let wait = Double(row[2]) else { return nil }
            return (arrival, arrival + wait)
        }
        // Once the first of them is taken, one follows on the other every 100 s as long as any waits.
        for (one, next) in zip(served, served.dropFirst()) where next.0 < one.1 + 100 {
            #expect(next.1 == one.1 + 100)
        }
    }

    @Test("A case is paid once: as the AI's when no human handled any of its contacts, else as a human's")
    func revenue() throws {
        func ledger(_ change: (inout OperationSpecification) -> Void) throws -> Ledger {
            try Operations.ledger(
                operation([10]) {
                    $0.customers = CustomerBehaviour(
                        noticesWrong: 1, returns: 1, returnsWhenRight: 1, returnDelay: .constant(500), mostContacts: 2)
                    change(&$0)
                })
        }
        let alone = try ledger { _ in }
        #expect(alone[.repeats, slice: SliceMap.whole] == 1 && alone[.answered, slice: SliceMap.whole] == 2)
        #expect(alone[.revenue, slice: SliceMap.whole] == alone[.resolved, slice: SliceMap.whole] * 1)
        #expect(alone[.contained, slice: SliceMap.whole] == 0 && alone[.resolvedFirst, slice: SliceMap.whole] == 0)
        let helped = try ledger {
            $0.policy.triggers = [
                Trigger(
                    name: "again", condition: TriggerCondition(earlierContactsAtLeast: 1), effect: .escalate)
            ]
        }
        #expect(helped[.answered, slice: SliceMap.whole] == 1 && helped[.handled, slice: SliceMap.whole] == 1)
        #expect(helped[.resolved, slice: SliceMap.whole] == 1 && helped[.revenue, slice: SliceMap.whole] == 5)
        #expect(helped[.resolutionSeconds, slice: SliceMap.whole] == 2 + 500 + 100)
        #expect(helped[.aiCost, slice: SliceMap.whole] == 1, "the AI read both")
    }

    @Test("An approval adds its wait and the check, and the whole work where the draft is changed")
    func approvals() throws {
        let operation = try operation((0..<20).map { Double($0) * 170 + 10 }) {
            $0.policy.threshold = 1.1
            $0.policy.belowThreshold = .approve
            $0.teams[0].labelError = 0.3
        }
        let ledger = try Operations.ledger(operation)
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        #expect(total(.approvals) == 20 && total(.approved) == 20 && total(.reviewed) == 20)
        #expect(total(.overridden) > 1 && total(.overridden) < 15)
        #expect(total(.approvalSeconds) == 20 * 30 + total(.overridden) * 100)
        #expect(total(.handleSeconds) == total(.approvalSeconds), "nobody waits")
        #expect(total(.contained) == 0 && ledger.serviceLevels[0].good == 20 && ledger.serviceLevels[0].offered == 20)
    }
}
