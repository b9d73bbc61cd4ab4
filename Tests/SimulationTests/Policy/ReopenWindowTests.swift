import Routing
import Simulation
import Stochastics
import Testing

/// The reopen window decides what is paid back and what counts as contained, never who comes back.
@Suite("Reopen window")
struct ReopenWindowTests {
    /// 600 contacts a day on two channels and three agents, an assumed AI of 85%, as in a case that went wrong: four in
    /// five notice what is wrong, three in four of them come back, after 12 h in the mean.
    private func operation(window: Double, delay: Distribution = .exponential(mean: 43_200)) throws
        -> OperationSpecification
    {
        var operation = Operations.humansOnly(
            agents: 3, handleTime: try .lognormal(mean: 360, coefficientOfVariation: 1),
            patience: .exponential(mean: 360),
            arrivals: try .constant(perSecond: 600 / 86_400.0), horizonSeconds: 4 * Operations.week,
            warmUpSeconds: Operations.day)
        // With one intent nothing could be taken for another.
        operation.catalog.intents = ["order", "refund"]
        operation.ai = AISpecification(latency: .constant(3))
        operation.ai?.assumed = .beta(accuracy: 0.85, concentration: 8)
        operation.policy = PolicyRules(threshold: 0.8, belowThreshold: .suggest, defaultQueue: "general")
        operation.teams[0].labelError = 0.05
        operation.prices = Prices(aiResolution: 0.99, humanResolution: 6)
        operation.customers = CustomerBehaviour(
            noticesWrong: 0.8, returns: 0.75, returnDelay: delay, reopenWindowSeconds: window)
        return operation
    }

    private struct Found {
        var arrivals: [[String]]
        var repeats: Double
        var revenue: Double
        var contained: Double
        var resolved: [Double]
        var late: Int
    }

    private func run(_ operation: OperationSpecification, seed: UInt64) throws -> Found {
        let ledger = try Operations.ledger(operation, seed: seed)
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        let columns = ["number", "attempt", "arrival_s", "decision", "outcome", "right"]
        let rows = try Operations.log(operation, seed: seed, columns: columns + ["reaction"])
        return Found(
            arrivals: rows.map { Array($0.dropLast()) }, repeats: total(.repeats), revenue: total(.revenue),
            contained: total(.contained),
            resolved: [.resolved, .resolvedFirst, .resolvedRight, .resolutionSeconds, .abandoned].map(total),
            late: rows.count { $0.last == "returns_late" })
    }

    @Test(
        "The same customers come back at the same times; a shorter window takes less revenue back",
        arguments: [1, 2] as [UInt64])
    func windows(seed: UInt64) throws {
        let windows = [600, Operations.day, 30 * Operations.day]
        let found = try windows.map { try run(operation(window: $0), seed: seed) }
        for other in found.dropFirst() {
            #expect(other.arrivals == found[0].arrivals)
            #expect(other.repeats == found[0].repeats && other.resolved == found[0].resolved)
        }
        #expect(found[0].repeats > 700)
        #expect(found[0].revenue > found[1].revenue && found[1].revenue > found[2].revenue)
        #expect(found[0].contained > found[1].contained && found[1].contained > found[2].contained)
        #expect(found[0].late > found[1].late && found[1].late > found[2].late)
    }

    /// What is paid, from the trace alone: a resolution is paid unless the customer is back within the window or is lost,
    /// at the human's price where a human had a part since the last return that came late.
    @Test("Revenue and containment are what the trace says", arguments: [600, 86_400, 2_592_000] as [Double])
    func fromTheTrace(window: Double) throws {
        let operation = try operation(window: window)
        let columns = ["number", "attempt", "measured", "outcome", "reaction"]
        let rows = try Operations.log(operation, columns: columns).filter { $0[2] == "1" }
        let cases = Dictionary(grouping: rows) { $0[0] }
        var (revenue, contained) = (0.0, 0.0)
        for contacts in cases.values {
            var (metHuman, isNew) = (false, true)
            for contact in contacts.sorted(by: { Int($0[1]) ?? 0 < Int($1[1]) ?? 0 }) {
                if contact[3] == "handled" { metHuman = true }
                let reaction = contact[4]
                if reaction == "content" || reaction == "returns_late" {
                    revenue += metHuman ? 6 : 0.99
                    if isNew, !metHuman { contained += 1 }
                }
                isNew = reaction == "returns_late"
                if isNew { metHuman = false }
            }
        }
        let ledger = try Operations.ledger(operation)
        #expect(contained > 1000 && ledger[.contained, slice: SliceMap.whole] == contained)
        #expect(abs(ledger[.revenue, slice: SliceMap.whole] - revenue) < 1e-6 * revenue)
    }

    @Test("Where the window covers every return, its length changes nothing")
    func covering() throws {
        let short = try run(operation(window: 3 * 3600, delay: .constant(2 * 3600)), seed: 3)
        let long = try run(operation(window: 30 * Operations.day, delay: .constant(2 * 3600)), seed: 3)
        #expect(short.late == 0 && short.repeats > 500)
        #expect(short.arrivals == long.arrivals && short.revenue == long.revenue && short.contained == long.contained)
    }

    @Test("Cases are followed until their late returns are over")
    func followed() throws {
        let operation = try Operations.arrivals([10]) {
            $0.customers = CustomerBehaviour(
                noticesWrong: 0, returns: 0, returnsWhenRight: 1, returnDelay: .constant(20 * Operations.day),
                reopenWindowSeconds: 60, mostContacts: 3)
            $0.prices = Prices(humanResolution: 2)
        }
        let ledger = try Operations.ledger(operation)
        #expect(ledger[.repeats, slice: SliceMap.whole] == 2 && ledger.casesLeftOpen == 0)
        // Each of the three stood until the customer came back late, or did not come back.
        #expect(ledger[.revenue, slice: SliceMap.whole] == 6 && ledger[.resolved, slice: SliceMap.whole] == 1)
    }
}
