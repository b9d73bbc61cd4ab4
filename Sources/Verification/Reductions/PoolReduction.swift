import Simulation
import Stochastics

/// Two pools with an order of preference: the first class is for the first pool, and for the second where that has nobody
/// idle; the second class is for the second pool alone.
enum PoolReduction {
    static func pools(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let rates = parameters.numbers("arrival_rates")
        let sizes = [parameters.servers("pool_A"), parameters.servers("pool_B")]
        let services = ["service_rate_A", "service_rate_B"].map { name in
            1 / parameters.number(parameters.has(name) ? name : "service_rate")
        }
        let patience =
            parameters.has("patience_rates") ? parameters.numbers("patience_rates", canBeZero: true) : [0, 0]
        let routing = parameters.text("routing").lowercased()
        guard rates.count == 2, patience.count == 2 else {
            parameters.report("'arrival_rates' and 'patience_rates' must be lists of two classes")
            return nil
        }
        guard parameters.problems.isEmpty else { return nil }
        if !prefersFirst(routing) { return "not built yet: pools with another order than A, then B" }
        plan.readThresholds(&parameters)
        let hasQueue = !routing.contains("no queue")
        if hasQueue, let unstable = unstable(rates, services, patience, sizes) {
            parameters.report(unstable)
            return nil
        }
        plan.sketch.volume = rates.reduce(0, +)
        plan.sketch.agents = sizes[0] + sizes[1]
        addPools(rates, services: services, patience: patience, sizes: sizes, isLoss: !hasQueue, &plan)
        // A pool that is free takes of its queues the second class first where the case says so, else who came first.
        let contacts =
            routing.contains("queue 2 first")
            ? ["contacts: deadline", "deadlines: {class_1: 10 weeks, class_2: 0 s}"]
            : routing.contains("queue 1 first")
                ? ["contacts: deadline", "deadlines: {class_1: 0 s, class_2: 10 weeks}"]
                : ["contacts: longest_wait"]
        plan.sketch.sections += ["assignment:", "  agents: best_outcome"] + contacts.map { "  " + $0 }
        plan.relaxation = max(services[0], services[1], patience.filter { $0 > 0 }.map { 1 / $0 }.max() ?? 0)
        nameParts(sizes: sizes, &plan)
        plan.primary = plan.choosePrimary("p_block_class1", "p_abandon[0]", "mean_wait[0]")
        return nil
    }

    private static func prefersFirst(_ routing: String) -> Bool {
        guard !routing.isEmpty else { return true }
        let clauses = routing.split(separator: ";").map { " \($0) ".filter { $0 != "," && $0 != "." } }
        guard let first = clauses.first(where: { $0.contains("class 1:") }),
            let second = clauses.first(where: { $0.contains("class 2:") }), let a = first.range(of: " a "),
            let b = first.range(of: " b ")
        else { return false }
        return a.lowerBound < b.lowerBound && second.contains(" b ") && !second.contains(" a ")
    }

    /// What is wrong where nobody gives up and not all can be served.
    private static func unstable(
        _ rates: [Double], _ services: [Double], _ patience: [Double], _ sizes: [Int]
    ) -> String? {
        let own = Double(sizes[1]) / services[1] - (patience[1] > 0 ? 0 : rates[1])
        let both = Double(sizes[0]) / services[0] + max(0, own)
        guard own <= 0 && patience[1] == 0 || patience[0] == 0 && both <= rates[0] else { return nil }
        return "the queue is unstable: nobody abandons, and the pools cannot serve all; there is no steady state"
    }

    private static func addPools(
        _ rates: [Double], services: [Double], patience: [Double], sizes: [Int], isLoss: Bool,
        _ plan: inout ReductionDraft
    ) {
        let unit = plan.sketch.unitSeconds
        let sum = rates.reduce(0, +)
        plan.sketch.traffic = ["channels:"]
        for (number, rate) in rates.enumerated() {
            let waits =
                patience[number] > 0
                ? ", patience: \(ScenarioSketch.exponential(meanSeconds: unit / patience[number]))" : ""
            plan.sketch.traffic.append("  class_\(number + 1): {share: \(rate / sum * 100)%\(waits)}")
        }
        plan.sketch.policy = ["default_queue: class_1", "queues_by_channel: {class_1: class_1, class_2: class_2}"]
        let room = isLoss ? "{capacity: 0}" : "{}"
        // The cheaper pool goes first; money plays no other part.
        let wages = [1, 1000 * services[0] / services[1]]
        plan.sketch.pools = (
            queues: ["class_1: \(room)", "class_2: \(room)"],
            teams: ["A", "B"].indices.flatMap { pool in
                [
                    "pool_\(["a", "b"][pool]):", "  skills: [\(pool == 0 ? "class_1" : "class_1, class_2")]",
                    "  agents: \(sizes[pool])", "  wage: \(wages[pool]) USD per hour",
                    "  handle_time: \(ScenarioSketch.exponential(meanSeconds: services[pool] * unit))",
                ]
            }
        )
        plan.intervals = (3600, 24)
    }

    private static func nameParts(sizes: [Int], _ plan: inout ReductionDraft) {
        plan.vocabulary.classes = 2
        plan.vocabulary.classBreakdown = .channel
        for (pool, size) in sizes.enumerated() {
            // What was begun in the measured period: as much as was done in it, in a steady state.
            let work: @Sendable (Ledger) -> Double = { ledger in
                (0..<2).reduce(0) { $0 + (ledger.intervals?.handled(team: pool, queue: $1).seconds ?? .nan) }
            }
            let time = TheoryVocabulary.part(.measuredSeconds)
            plan.vocabulary.own["busy_\(["A", "B"][pool])"] = .ratio(work, time)
            plan.vocabulary.own["occupancy[\(pool)]"] = .ratio(scale: 1 / Double(size), work, time)
        }
        plan.vocabulary.reasons["p_primary_full"] = "how often all of a pool are busy is not a measure"
    }
}
