import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// What is paid, worked out by hand.
@Suite("Money")
struct MoneyTests {
    @Test("A vendor's bill: tiers, a quota, a minimum, and parts of a month in proportion")
    func bills() {
        let tiers = [
            VendorPrice.Tier(count: 50, each: 0.95), .init(count: 50, each: 0.9), .init(count: .infinity, each: 0.85),
        ]
        var vendor = VendorPrice(tiers: tiers, reopenedWithinSeconds: 0)
        #expect(abs(vendor.bill(resolutions: 253) - 222.55) < 1e-9)
        #expect(vendor.bill(resolutions: 0) == 0 && abs(vendor.bill(resolutions: 60) - 56.5) < 1e-9)
        vendor.includedPerMonth = 200
        #expect(abs(vendor.bill(resolutions: 253) - (47.5 + 2.7)) < 1e-9)
        vendor.minimumPerMonth = 100
        #expect(vendor.bill(resolutions: 253) == 100 && vendor.bill(resolutions: 0) == 100)
        #expect(vendor.bill(resolutions: 0, part: 0.25) == 25 && vendor.bill(resolutions: 9, part: 0) == 0)
        let whole = vendor.bill(resolutions: 600)
        #expect(abs(vendor.bill(resolutions: 300, part: 0.5) - whole / 2) < 1e-9 && whole > 100)
    }

    private func total(_ ledger: Ledger, _ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }

    @Test("Who gives up and who is turned away is lost and unhandled; an error that ends a case is a wrong case")
    func failures() throws {
        let operation = try Operations.arrivals([10, 20, 30, 200]) {
            // The first is served until 110; the second gives up at 80; the third finds the queue full.
            $0.queues[0].capacity = 1
            $0.teams[0].labelError = 1
            $0.catalog = Catalog(intents: ["any", "other"], queues: ["general"])
            $0.costs = Costs(wrongAnswer: 1000, wrongCase: 8, lostCustomer: 40, unhandled: 5)
        }
        let ledger = try Operations.ledger(operation)
        #expect(total(ledger, .cases) == 4 && total(ledger, .resolved) == 2)
        #expect(total(ledger, .lost) == 2 && total(ledger, .unhandled) == 2 && total(ledger, .endedWrong) == 2)
        #expect(total(ledger, .lostCost) == 80 && total(ledger, .unhandledCost) == 10)
        #expect(total(ledger, .wrongCaseCost) == 16, "both humans erred")
        #expect(total(ledger, .wrongAnswerCost) == 0, "no AI answered")
        #expect(ledger.totalCost() == 106)
    }

    @Test("Who leaves over an error is lost and a wrong case, and somebody had looked; who comes back is neither yet")
    func leaving() throws {
        func ledger(_ customers: CustomerBehaviour) throws -> Ledger {
            try Operations.ledger(
                Operations.arrivals([10, 1500]) {
                    $0.traffic.channels[0].patience = nil
                    $0.teams[0].labelError = 1
                    $0.catalog = Catalog(intents: ["any", "other"], queues: ["general"])
                    $0.customers = customers
                    $0.costs = Costs(wrongCase: 8, lostCustomer: 40, unhandled: 5)
                })
        }
        let left = try ledger(CustomerBehaviour(noticesWrong: 1, returns: 0))
        #expect(total(left, .lost) == 2 && total(left, .endedWrong) == 2 && total(left, .unhandled) == 0)
        #expect(total(left, .lostCost) == 80 && total(left, .wrongCaseCost) == 16 && left.totalCost() == 96)
        let back = try ledger(
            CustomerBehaviour(noticesWrong: 1, returns: 1, returnDelay: .constant(300), mostContacts: 2))
        #expect(total(back, .repeats) == 2 && total(back, .endedWrong) == 2, "the last resolution counts, and once")
        let content = try ledger(.content)
        #expect(total(content, .resolved) == 2 && total(content, .lost) == 0 && total(content, .wrongCaseCost) == 16)
    }

    /// An AI that answers everything, rightly with a probability.
    private func answering(accuracy: Double, perDay: Double, days: Double) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: 1, handleTime: .constant(1), patience: nil, arrivals: try ArrivalRate(perWeek: 7 * perDay),
            horizonSeconds: days * Operations.day)
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        operation.ai = AISpecification(latency: .constant(2))
        operation.ai?.assumed = .levels([.init(share: 1, confidence: accuracy)])
        operation.policy = PolicyRules(threshold: 0, defaultQueue: "general")
        return operation
    }

    @Test("A vendor is not paid for answers after which the customer came back in time", arguments: [24.0, 72.0])
    func clawBack(hours: Double) throws {
        var operation = try answering(accuracy: 0.9, perDay: 6000, days: 10)
        operation.customers = CustomerBehaviour(
            noticesWrong: 0.8, returns: 0.75, returnDelay: .exponential(mean: 5 * Operations.hour),
            reopenWindowSeconds: 8 * Operations.week, mostContacts: 60)
        operation.costs = Costs(
            vendor: VendorPrice(perResolution: 0.5, reopenedWithinSeconds: hours * Operations.hour))
        let ledger = try Operations.ledger(operation)
        let paid = total(ledger, .charged) / total(ledger, .answered)
        // Wrong 10%, noticed 80%, come back 75%, within the window: 0.940494 and 0.940000 are paid.
        let exact = 1 - 0.1 * 0.8 * 0.75 * (1 - PortableMath.exp(-hours / 5))
        #expect(abs(exact - (hours == 24 ? 0.940494 : 0.94)) < 1e-6)
        let error = (exact * (1 - exact) / total(ledger, .answered)).squareRoot()
        #expect(abs(paid - exact) < 3.3 * error, "\(paid), expected \(exact)")
        #expect(abs(total(ledger, .vendorCost) - 0.5 * total(ledger, .charged)) < 1e-6)
        // The same from the trace: an answer is paid unless the next contact of the case comes in time.
        let rows = try Operations.log(operation, columns: ["number", "attempt", "arrival_s", "measured"])
        var arrivals: [String: Double] = [:]
        for row in rows { arrivals["\(row[0]).\(row[1])"] = Double(row[2]) }
        let expected = rows.count { row in
            guard row[3] == "1", let attempt = Int(row[1]), let start = Double(row[2]) else { return false }
            guard let next = arrivals["\(row[0]).\(attempt + 1)"] else { return true }
            return next - (start + 2) > hours * Operations.hour
        }
        #expect(total(ledger, .charged) == Double(expected))
    }

    @Test("Answers of the AI are charged, and nothing else; a human's are not")
    func charged() throws {
        var operation = try answering(accuracy: 0.9, perDay: 400, days: 3)
        operation.costs = Costs(
            wrongAnswer: 7, vendor: VendorPrice(perResolution: 2, reopenedWithinSeconds: Operations.day))
        operation.customers = .content
        let answered = try Operations.ledger(operation)
        #expect(total(answered, .charged) == total(answered, .cases))
        #expect(total(answered, .wrongAnswerCost) == 7 * total(answered, .answeredWrong))
        operation.policy.threshold = 1
        let escalated = try Operations.ledger(operation)
        #expect(total(escalated, .answered) == 0 && total(escalated, .charged) == 0)
        #expect(escalated.totalCost() == 0)
    }

    @Test("A month is a twelfth of 365.25 days: fixed costs and minima of parts of months, over weeks as in the whole")
    func months() throws {
        var operation = try answering(accuracy: 1, perDay: 100, days: 60)
        operation.warmUpSeconds = 5 * Operations.day
        operation.customers = .content
        operation.costs = Costs(
            fixed: [FixedCost(name: "platform", perMonth: 4000), FixedCost(name: "licence", perMonth: 350)],
            vendor: VendorPrice(
                tiers: [.init(count: 1000, each: 1), .init(count: .infinity, each: 0.5)],
                reopenedWithinSeconds: Operations.day, includedPerMonth: 100, minimumPerMonth: 900))
        let ledger = try Operations.ledger(operation)
        let month = 365.25 / 12
        #expect(abs(total(ledger, .fixedCost) - 4350 * 55 / month) < 1e-6)
        // The same from the trace: both months lie in part in the measured period.
        var counts = [0.0, 0]
        for row in try Operations.log(operation, columns: ["arrival_s", "measured"]) where row[1] == "1" {
            counts[min(1, Int((Double(row[0]) ?? 0) / Operations.day / month))] += 1
        }
        let parts = [(month - 5) / month, (60 - month) / month]
        let bills = zip(counts, parts).map { count, part -> Double in
            let charged = max(0, count / part - 100)
            return part * max(900, min(charged, 1000) + 0.5 * max(0, charged - 1000))
        }
        #expect(abs(total(ledger, .vendorCost) - bills[0] - bills[1]) < 1e-6)
        let weeks = (0..<9).map { ledger.slices.slice(.week, $0) }
        for counter in [Counter.vendorCost, .fixedCost, .charged] {
            let sum = weeks.reduce(0) { $0 + ledger[counter, slice: $1] }
            #expect(abs(sum - total(ledger, counter)) < 1e-6, "\(counter)")
        }
        operation.policy.threshold = 1.1
        let idle = try Operations.ledger(operation)
        #expect(abs(total(idle, .vendorCost) - 900 * 55 / month) < 1e-6, "the minimum is paid where nothing is charged")
    }

    @Test("The parts of the cost add up to the total, by week too, and each is its count at its price")
    func parts() throws {
        let operation = try Operations.learning(weeks: 2, perDay: 1500)
        let ledger = try Operations.ledger(operation, seed: 4)
        for part in CostPart.allCases { #expect(total(ledger, part.counter) > 0, "\(part)") }
        for part in CostPart.allCases {
            let weeks = (0..<2).reduce(0) { $0 + ledger[part.counter, slice: ledger.slices.slice(.week, $1)] }
            #expect(abs(weeks - total(ledger, part.counter)) < 1e-6, "\(part)")
        }
        let costs = operation.costs
        let priced: [(Counter, Counter, PriceByIntent)] = [
            (.wrongAnswerCost, .answeredWrong, costs.wrongAnswer), (.wrongCaseCost, .endedWrong, costs.wrongCase),
            (.lostCost, .lost, costs.lostCustomer), (.unhandledCost, .unhandled, costs.unhandled),
        ]
        for (cost, count, price) in priced {
            for intent in operation.catalog.intents.indices {
                let slice = ledger.slices.slice(.intent, intent)
                #expect(abs(ledger[cost, slice: slice] - ledger[count, slice: slice] * price.amount(intent)) < 1e-6)
            }
        }
        #expect(total(ledger, .cases) == total(ledger, .resolved) + total(ledger, .lost))
        #expect(total(ledger, .unhandled) == total(ledger, .abandoned) + total(ledger, .blocked))
        #expect(total(ledger, .unhandled) < total(ledger, .lost), "some left over an error")
    }

    @Test("Measures of money are there where the operation pays for them, and absent elsewhere")
    func measures() throws {
        var operation = try Operations.learning(weeks: 1)
        let forecast = try Operations.forecast(operation)
        for part in CostPart.allCases { #expect(forecast[part.measure] != nil, "\(part)") }
        for replication in 1...2 {
            func value(_ measure: Measure) -> Double {
                forecast.raw.first { $0.replication == replication && $0.measure == measure.name }?.value ?? .nan
            }
            let sum = CostPart.allCases.reduce(0) { $0 + value($1.measure) }
            #expect(abs(sum - value(.costTotal)) < 0.005)
        }
        operation.costs = Costs()
        let free = try Operations.forecast(operation)
        for part in CostPart.allCases where part != .human && part != .ai { #expect(free[part.measure] == nil) }
        #expect(free[.resolutionLost] != nil && free[.policyObjective] == nil)
    }
}
