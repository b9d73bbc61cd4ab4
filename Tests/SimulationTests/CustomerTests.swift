import Files
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// What customers bring is theirs: no policy, no queue and no other customer changes it.
@Suite("Customers and labels")
struct CustomerTests {
    @Test("Two policies that cause different numbers of repeats meet the same first contacts, byte by byte")
    func firstContacts() throws {
        func firstContacts(threshold: Double, agents: Int) throws -> (first: [[String]], all: Int) {
            var operation = try Operations.learning(weeks: 0.5)
            operation.policy.threshold = threshold
            operation.teams[0].shifts = [.always(agents: agents)]
            operation.training?.firstSeconds = Operations.day
            let rows = try Operations.log(
                operation,
                columns: [
                    "number", "attempt", "arrival_s", "measured", "channel", "segment", "intent", "out_of_scope",
                    "upset", "requested_action", "amount", "text",
                ])
            let first = rows.filter { $0[1] == "0" && $0[3] == "1" }
            return (first.sorted { Int($0[0]) ?? 0 < Int($1[0]) ?? 0 }, rows.count { $0[3] == "1" })
        }
        let bold = try firstContacts(threshold: 0.3, agents: 5)
        let timid = try firstContacts(threshold: 0.95, agents: 2)
        #expect(bold.first.count > 3000)
        #expect(bold.first == timid.first)
        #expect(bold.all != timid.all, "the numbers of repeats differ")
    }

    @Test("Patience and work are the customer's: more agents change who waits, not how long they would")
    func patienceAndWork() throws {
        func outcomes(agents: Int) throws -> [String: [String]] {
            let operation = try Operations.humansOnly(
                agents: agents, handleTime: .exponential(mean: 300), patience: .exponential(mean: 200),
                arrivals: .constant(perSecond: 0.02), horizonSeconds: Operations.day)
            let rows = try Operations.log(operation, columns: ["number", "outcome", "wait_s", "handle_s"])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0.dropFirst())) })
        }
        let few = try outcomes(agents: 3)
        let more = try outcomes(agents: 5)
        var (left, served) = (0, 0)
        for (number, one) in few {
            guard let other = more[number], one[0] == other[0], one[0] != "open" else { continue }
            if one[0] == "abandoned" {
                left += 1
                // The time of leaving less the time of arrival: equal but for the last bit.
                #expect(abs(try #require(Double(one[1])) - #require(Double(other[1]))) < 1e-5)
            } else {
                served += 1
                #expect(one[2] == other[2])
            }
        }
        #expect(left > 100 && served > 300)
    }

    @Test("A customer returns after the same time, whether the answer was right or wrong")
    func returnDelay() throws {
        func returns(labelError: Double) throws -> [[String]] {
            let operation = try Operations.arrivals((0..<20).map { Double($0) * 150 }) {
                $0.catalog.intents = ["one", "two"]
                $0.traffic.channels[0].patience = nil
                $0.teams[0].shifts = [.always(agents: 100)]
                $0.teams[0].labelError = labelError
                $0.customers = CustomerBehaviour(
                    noticesWrong: 1, returns: 1, returnsWhenRight: 1, returnDelay: .exponential(mean: 5000),
                    mostContacts: 2)
            }
            let rows = try Operations.log(operation, columns: ["number", "attempt", "arrival_s", "right"])
            return rows.filter { $0[1] == "1" }
        }
        let (right, wrong) = (try returns(labelError: 0), try returns(labelError: 1))
        #expect(right.count == 20 && right.map { $0.prefix(3) } == wrong.map { $0.prefix(3) })
        #expect(right.allSatisfy { $0[3] == "1" } && wrong.allSatisfy { $0[3] == "0" })
    }

    private func corpus() throws -> Corpus {
        let rows = (0..<20).map { "text number \($0) of \($0 % 2),\($0 % 2 == 0 ? "even" : "odd")" }
        return try Corpus(bytes: Array(("text,intent\n" + rows.joined(separator: "\n") + "\n").utf8), file: "c.csv")
    }

    @Test("A text of a corpus is labelled once, however often its customer comes back, and shows no anger")
    func labelledOnce() throws {
        var operation = try Operations.arrivals([10]) {
            $0.catalog.intents = ["even", "odd"]
            $0.traffic.source = .corpus(try corpus(), recycle: false)
            $0.ai = AISpecification(firstLabelsPerIntent: 2)
            $0.policy.usesAI = true
            $0.policy.threshold = 1.1
            $0.training = TrainingPlan(annotationSeconds: 20, holdoutShare: 0.5)
            $0.customers = CustomerBehaviour(
                noticesWrong: 0, returnsWhenRight: 1, returnDelay: .constant(500), upsetOnReturn: 1, mostContacts: 3)
            $0.costs.aiPerQuery = 1
        }
        let ledger = try Operations.ledger(operation)
        #expect(ledger[.handled, slice: SliceMap.whole] == 3)
        #expect(ledger[.labels, slice: SliceMap.whole] == 1)
        #expect(ledger[.handleSeconds, slice: SliceMap.whole] == 320, "one of three is annotated")
        let upset = try Operations.log(operation, columns: ["upset"])
        #expect(upset == [["0"], ["0"], ["0"]])
        operation.traffic.source = .language(
            LanguageSpecification(intents: [IntentSpecification(name: "even"), IntentSpecification(name: "odd")]))
        let other = try Operations.ledger(operation)
        #expect(other[.labels, slice: SliceMap.whole] == 3, "a synthetic customer says it in new words")
    }

    @Test("All of the first labels that should be wrong are wrong")
    func firstLabelError() throws {
        var operation = try Operations.learning(weeks: 1, perDay: 200)
        var language = LanguageSpecification(
            intents: [IntentSpecification(name: "one"), IntentSpecification(name: "two")])
        language.outOfScopeShare = 0
        operation.catalog.intents = ["one", "two"]
        operation.outOfScopeIntent = nil
        operation.traffic.source = .language(language)
        operation.traffic.actions = []
        operation.training = nil
        operation.ai?.firstLabelsPerIntent = 50
        operation.ai?.firstLabelError = 1
        let ledger = try Operations.ledger(operation)
        #expect(ledger[.readRight, slice: SliceMap.whole] < 0.15 * ledger[.read, slice: SliceMap.whole])
    }

    @Test("Of two actions that an intent may ask for, both are asked for")
    func twoActions() throws {
        let operation = try Operations.arrivals((1...200).map { Double($0) * 10 }) {
            $0.catalog.actions = ["refund", "transfer"]
            $0.traffic.actions = [
                ActionSpecification(intents: [true], share: 0.5, amount: .constant(1)),
                ActionSpecification(intents: [true], share: 0.25, amount: .constant(2)),
            ]
        }
        let asked = try Operations.log(operation, columns: ["requested_action", "amount"])
        let refunds = asked.count { $0 == ["refund", "1.0"] }
        let transfers = asked.count { $0 == ["transfer", "2.0"] }
        #expect(refunds > 70 && refunds < 130)
        #expect(transfers > 25 && transfers < 75)
        #expect(asked.count { $0 == ["", ""] } == 200 - refunds - transfers)
    }
}
