import Foundation
import Routing
import Stochastics

/// What prices of a human cost over the best policy, in the 48 settings of the routing cases.
struct PriceRun {
    private struct Result: Encodable {
        var forms: [String: Excess]
        var settings: [Setting]
        /// A query with a price, where its chain is solved already, and without any.
        var nanosecondsPriced: Double
        var nanosecondsFixed: Double
    }

    private struct Excess: Encodable {
        var medianPercent: Double
        var meanPercent: Double
        var worstPercent: Double
    }

    private struct Setting: Encodable {
        var agents: Int
        var offered: Double
        var lostCustomer: Double
        var optimumPerQuery: Double
        /// Cost over the optimum by form.
        var excessPercent: [String: Double]
    }

    func print() throws {
        let errors = Self.errors()
        var settings: [Setting] = []
        for agents in [2, 5, 10, 25] {
            for offered in [0.8, 1.5, 2.5, 4] {
                for lost in [0.5, 2, 8] {
                    settings.append(
                        Self.run(PriceSetting(agents: agents, offered: offered, lostCustomer: lost, errors: errors)))
                }
            }
        }
        var forms: [String: Excess] = [:]
        for form in settings[0].excessPercent.keys {
            let all = settings.compactMap { $0.excessPercent[form] }.sorted()
            forms[form] = Excess(
                medianPercent: (all[all.count / 2] + all[(all.count - 1) / 2]) / 2,
                meanPercent: all.reduce(0, +) / Double(all.count), worstPercent: all[all.count - 1])
        }
        try report(
            Result(
                forms: forms, settings: settings, nanosecondsPriced: Self.time(errors, isPriced: true),
                nanosecondsFixed: Self.time(errors, isPriced: false)))
    }

    private static func errors() -> ErrorSample {
        func quantiles(_ beta: BetaDistribution, _ count: Int) -> [Double] {
            (0..<count).map {
                let lower = (Double($0) + 0.5) / Double(count)
                return beta.quantile(lower: lower, upper: 1 - lower)
            }
        }
        return ErrorSample(
            quantiles(BetaDistribution(a: 0.5, b: 18), 7000) + quantiles(BetaDistribution(a: 1.5, b: 2), 3000))
    }

    private static func run(_ setting: PriceSetting) -> Setting {
        let optimum = setting.judge(setting.best()).cost
        var excess: [String: Double] = [:]
        func add(_ form: String, _ cost: Double) { excess[form] = 100 * (cost / optimum - 1) }
        add("fixed", setting.bestFixed())
        add("fluid", settled(setting) { setting.fluid(load: $0) })
        var usual = PricedDesk(setting, isOptimal: false)
        add("default", settled(setting) { usual.limits(load: $0) })
        var best = PricedDesk(setting, isOptimal: true)
        best.meet(queries: 4096)
        add("optimal", setting.judge(best.limits(load: 0)).cost)
        return Setting(
            agents: setting.agents, offered: setting.offered, lostCustomer: setting.lostCustomer,
            optimumPerQuery: optimum, excessPercent: excess)
    }

    /// The cost once the load that a price makes is the load that it is made from; the mean of the last rounds where two
    /// neighbouring tables take turns.
    private static func settled(_ setting: PriceSetting, _ limits: (Double) -> [Double]) -> Double {
        var load = min(0.4 * setting.offered, 1)
        var costs: [Double] = []
        for _ in 0..<300 {
            let judged = setting.judge(limits(load))
            costs.append(judged.cost)
            if abs(judged.load - load) < 1e-9 { return judged.cost }
            load += 0.2 * (judged.load - load)
        }
        return costs.suffix(50).reduce(0, +) / 50
    }

    private static func time(_ errors: ErrorSample, isPriced: Bool) -> Double {
        var desk = PricedDesk(
            PriceSetting(agents: 5, offered: 1.5, lostCustomer: 2, errors: errors), isOptimal: false,
            isPriced: isPriced)
        _ = desk.limits(load: 0.8)
        let start = processSeconds()
        for _ in 0..<20_000 { _ = desk.limits(load: 0.8) }
        return (processSeconds() - start) / 20_000 / Double(desk.states) * 1e9
    }
}

/// The production router on one setting.
private struct PricedDesk: ~Copyable {
    private let setting: PriceSetting
    private var router: Router
    private var random = RandomStream(seed: 1, replication: 0, purpose: 0x5072, entity: 0)
    private let told: Confidences
    var states: Int { setting.states }

    init(_ setting: PriceSetting, isOptimal: Bool, isPriced: Bool = true) {
        self.setting = setting
        let prices = ExpectedCost(
            wrongAnswer: PriceSetting.wrongAnswer, lostCustomer: setting.lostCustomer,
            patienceSeconds: ["chat": PriceSetting.patienceSeconds])
        var rules = PolicyRules(defaultQueue: "desk")
        if isPriced { rules.rule = isOptimal ? .optimal(prices) : .expectedCost(prices) }
        let catalog = Catalog(intents: ["one"], channels: ["chat"], queues: ["desk"])
        told = Confidences()
        router = Router(
            catalog: catalog, policy: EscalationPolicy(rules, catalog: catalog), classifier: told,
            sink: CountingAuditSink())
    }

    private func state(_ inSystem: Int, load: Double) -> OperationState {
        OperationState(
            backlog: [max(0, inSystem - setting.agents)],
            queues: [
                QueueState(
                    agents: setting.agents, idleAgents: max(0, setting.agents - inSystem),
                    meanHandleSeconds: PriceSetting.handleSeconds, load: load, offeredLoad: setting.offered)
            ])
    }

    /// Lets the router read queries drawn at random.
    mutating func meet(queries: Int) {
        let state = state(0, load: 0)
        for number in 0..<queries {
            told.next = 1 - setting.errors.values[random.below(setting.errors.values.count)]
            _ = router.triage(Query(id: number), state: state, now: 0, using: &random)
        }
    }

    /// The risks from which it asks a human, by the number in the system.
    mutating func limits(load: Double) -> [Double] {
        var limits: [Double] = []
        limits.reserveCapacity(states)
        var state = state(0, load: load)
        let query = Query(id: 1)
        told.next = 1
        for inSystem in 0..<states {
            state.backlog[0] = max(0, inSystem - setting.agents)
            state.queues[0].idleAgents = max(0, setting.agents - inSystem)
            _ = router.triage(query, state: state, now: 0, using: &random)
            limits.append((1 - router.basis.threshold) * PriceSetting.wrongAnswer)
        }
        return limits
    }
}

/// A classifier that says what it is told to.
private final class Confidences: Classifier {
    let intents = ["one"]
    let modelVersion = 1
    var next = 0.5

    func classify(_ query: Query, into prediction: inout Prediction) { prediction.confidence = next }
}
