import Routing
import Simulation
import Stochastics
import Testing
import Traffic

/// What a policy weighs is what the ledger counts.
@Suite("Expected prices")
struct ExpectedPricesTests {
    private let customers = CustomerBehaviour(noticesWrong: 0.8, returns: 0.75)

    @Test("An error ends wrong unless the customer comes back, and loses who notices and leaves")
    func aftermath() {
        let costs = Costs(wrongAnswer: 1, wrongCase: 8, lostCustomer: 40, unhandled: 3)
        let prices = ExpectedPrices(costs, customers: customers, shares: [1, 1])
        // 40% end wrong, 20% leave.
        #expect(abs(prices.humanError - (0.4 * 8 + 0.2 * 40)) < 1e-12)
        #expect(abs(prices.wrongAnswer - (1 + 0.4 * 8 + 0.2 * 40)) < 1e-12)
        #expect(prices.gaveUp == 43)
        let plain = ExpectedPrices(Costs(wrongAnswer: 5), customers: customers, shares: [0.3, 0.3, 0.4])
        #expect(plain.wrongAnswer == 5 && plain.wrongAnswerReadAs == [5, 5, 5] && plain.humanError == 0)
    }

    @Test("What is read as one intent and wrong is one of the others: fraud read as legitimate is what costs")
    func byIntent() {
        let costs = Costs(wrongAnswer: PriceByIntent(2, own: [1: 300]), unhandled: PriceByIntent(0, own: [1: 300]))
        let prices = ExpectedPrices(costs, customers: .content, shares: [0.9, 0.05, 0.05])
        #expect(abs(prices.wrongAnswerReadAs[0] - (300 + 2) / 2) < 1e-9, "read as legitimate")
        #expect(prices.wrongAnswerReadAs[1] == 2, "read as fraud")
        #expect(abs(prices.gaveUp - 15) < 1e-9)
        var rules = PolicyRules(defaultQueue: "q")
        var cost = ExpectedCost(wrongAnswer: prices.wrongAnswer, human: ["q": 3])
        cost.wrongAnswerByIntent = ["legit": prices.wrongAnswerReadAs[0], "fraud": prices.wrongAnswerReadAs[1]]
        rules.rule = .expectedCost(cost)
        let policy = EscalationPolicy(rules, catalog: Catalog(intents: ["legit", "fraud", "other"], queues: ["q"]))
        func threshold(_ intent: Int) -> Double {
            var prediction = Prediction()
            prediction.intent = intent
            return policy.basis(Query(id: 0), prediction: prediction, state: OperationState()).threshold
        }
        #expect(abs(threshold(0) - (1 - 3.0 / 151)) < 1e-12 && threshold(1) == 1 - 3.0 / 2)
        #expect(abs(threshold(2) - (1 - 3 / prices.wrongAnswer)) < 1e-12 && threshold(-1) == threshold(2))
    }

    @Test("The objective is a measure: what the rule weighs, as it turned out")
    func objective() throws {
        var operation = try Operations.learning(weeks: 1)
        #expect(try Operations.forecast(operation, replications: 1)[.policyObjective] == nil)
        operation.policy.rule = .expectedCost(
            ExpectedCost(
                wrongAnswer: 9, answer: 0.25, human: ["general": 2, "care": 3], waitingPerSecond: 0.001,
                lostCustomer: 4))
        let ledger = try Operations.ledger(operation)
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        let byHand =
            total(.wrongAnswerCost) + total(.wrongCaseCost) + total(.lostCost) + total(.unhandledCost) + 0.25
            * total(.answered) + 2 * ledger[.handled, slice: ledger.slices.slice(.queue, 0)] + 3
            * ledger[.handled, slice: ledger.slices.slice(.queue, 1)] + 0.001 * total(.waitSeconds)
        let value = try Operations.value(
            Operations.forecast(operation, replications: 1), Measure.policyObjective.name)
        #expect(abs(value - byHand) < 1e-6 && byHand > 0)
    }
}
