import Experiments
import Foundation
import Routing
import Simulation
import Stochastics
import Testing
import Traffic

/// A customer's second turn, failed answers and wishes for a human, in simulated traffic.
@Suite("Second turns")
struct ConfirmationFlowTests {
    private func confirming(_ change: (inout OperationSpecification) -> Void = { _ in }) throws
        -> OperationSpecification
    {
        var operation = try Operations.learning(weeks: 1, perDay: 300)
        operation.policy.belowThreshold = .confirm
        operation.ai?.latency = .constant(2)
        operation.customers.rephraseDelay = .constant(40)
        change(&operation)
        return operation
    }

    @Test("Everybody below the threshold is asked once, says it anew, and is then answered or escalated")
    func asked() throws {
        let rows = try Operations.log(
            confirming(),
            columns: ["number", "attempt", "decision", "arrival_s", "outcome", "text", "intent", "reasons", "measured"])
        var asked: [String: [String]] = [:]
        var (answered, escalated) = (0, 0)
        for row in rows {
            let contact = row[0] + "/" + row[1]
            if row[4] == "asked" {
                #expect(row[2] == "confirm" && asked[contact] == nil, "once")
                asked[contact] = row
            } else if let first = asked[contact] {
                #expect(row[2] != "confirm")
                #expect(try #require(Double(row[3])) - (try #require(Double(first[3]))) - 42 < 1e-3)
                #expect(row[5] != first[5] && row[6] == first[6], "the same matter in other words")
                if row[2] == "answer" { answered += 1 } else { escalated += 1 }
            } else {
                #expect(row[2] != "confirm")
            }
        }
        #expect(answered > 5 && escalated > 50, "\(answered) \(escalated)")
        let forecast = try Operations.forecast(confirming(), replications: 1)
        let offered = try Operations.value(forecast, "queries.offered")
        let measured = Double(asked.values.count { $0[8] == "1" })
        #expect(abs(try Operations.value(forecast, "ai.confirmations") - measured / offered) < 1e-9)
        // The AI reads what is said anew.
        let read = try Operations.value(forecast, "cost.ai") / 0.1
        #expect(abs(read - offered * (1 + (try Operations.value(forecast, "ai.confirmations")))) < 1)
        #expect(try Operations.forecast(Operations.learning(weeks: 1), replications: 1)["ai.confirmations"] == nil)
    }

    @Test("An assumed accuracy is drawn anew; a trigger asks; slots of the AI are taken twice")
    func assumed() throws {
        var operation = Operations.humansOnly(
            agents: 5, handleTime: .constant(60), patience: nil, arrivals: try .constant(perSecond: 0.02),
            horizonSeconds: 2 * 86_400)
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        operation.ai = AISpecification()
        operation.ai?.assumed = .levels([.init(share: 0.5, confidence: 1), .init(share: 0.5, confidence: 0.2)])
        operation.ai?.handling = AIHandling(time: .constant(1), slots: 1)
        operation.policy = PolicyRules(threshold: 0.5, defaultQueue: "general")
        operation.policy.triggers = [
            Trigger(name: "ask", condition: TriggerCondition(confidenceBelow: 0.5), effect: .confirm)
        ]
        let forecast = try Operations.forecast(operation)
        #expect(abs(try Operations.value(forecast, "ai.confirmations") - 0.5) < 0.02)
        #expect(abs(try Operations.value(forecast, "ai.coverage") - 0.75) < 0.02)
        #expect(try Operations.value(forecast, "ai.selective_risk") == 0)
    }

    @Test("Failed attempts are answers of the AI after which the customer came back, not what humans did")
    func failedAttempts() throws {
        let operation = try confirming {
            $0.policy.belowThreshold = .escalate
            $0.policy.threshold = 0.6
            $0.customers.returnsWhenRight = 0.3
            $0.policy.triggers = [
                Trigger(name: "failed", condition: TriggerCondition(failedAttemptsAtLeast: 1), effect: .escalate),
                Trigger(name: "failed_twice", condition: TriggerCondition(failedAttemptsAtLeast: 2), effect: .escalate),
            ]
        }
        var failed: [String: Int] = [:]
        var kinds = Set<String>()
        let rows = try Operations.log(operation, columns: ["number", "attempt", "reasons", "outcome", "reaction"])
        for row in rows {
            let count = failed[row[0]] ?? 0
            let reasons = row[2].split(separator: "|").map(String.init)
            #expect(reasons.contains("failed") == (count >= 1), "\(row)")
            #expect(reasons.contains("failed_twice") == (count >= 2), "\(row)")
            if row[1] != "0" { kinds.insert(count > 0 ? "after an answer" : "after a human") }
            if row[3] == "answered", row[4] == "returns" { failed[row[0]] = count + 1 }
        }
        #expect(kinds.count == 2)
    }

    @Test("A share of the customers asks for a human, the same ones whatever the policy, and else says the same")
    func wishes() throws {
        func log(_ share: Double, _ change: (inout OperationSpecification) -> Void = { _ in }) throws -> [[String]] {
            try Operations.log(
                confirming {
                    if case .language(var language) = $0.traffic.source {
                        language.asksForHuman = share
                        $0.traffic.source = .language(language)
                    }
                    $0.policy.belowThreshold = .escalate
                    $0.policy.triggers.insert(
                        Trigger(name: "asks", condition: TriggerCondition(explicitRequest: true), effect: .escalate),
                        at: 0)
                    change(&$0)
                }, columns: ["number", "attempt", "text", "reasons", "measured"]
            ).filter { $0[4] == "1" }
        }
        let wishing = try log(0.2)
        let first = wishing.filter { $0[1] == "0" }
        let found = first.filter { $0[3].split(separator: "|").contains("asks") }
        // One of the ten ways of asking is not among the policy's phrases.
        #expect(abs(Double(found.count) / Double(first.count) - 0.18) < 0.03, "\(found.count) of \(first.count)")
        let plain = Dictionary(uniqueKeysWithValues: try log(0).filter { $0[1] == "0" }.map { ($0[0], $0[2]) })
        #expect(first.allSatisfy { $0[2].hasPrefix(plain[$0[0]] ?? "?") })
        let other = try log(0.2) { $0.policy.threshold = 0.3 }.filter { $0[1] == "0" }
        #expect(Set(other.map { $0[0] + $0[2] }) == Set(first.map { $0[0] + $0[2] }))
    }
}
