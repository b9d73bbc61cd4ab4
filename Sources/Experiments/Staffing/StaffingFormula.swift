import Quantities
import Simulation
import Stochastics

/// What the Erlang formulas expect of a team in one interval: Erlang A where customers lose patience, Erlang C otherwise.
struct StaffingFormula: Sendable {
    let goal: StaffingGoal
    /// Mean time that a contact takes of an agent, in seconds.
    var serviceSeconds: Double
    /// Mean patience in seconds, as fitted; nil where nobody gives up.
    var patienceSeconds: Double?

    /// The goal's measure with so many agents and a load in erlangs.
    func value(agents: Int, load: Double) -> Double {
        let best = goal.requirement.comparison.wantsMore ? 1.0 : 0.0
        let worst = goal.requirement.comparison.wantsMore ? 0.0 : goal.kind == .abandonment ? 1.0 : 1e6
        guard load > 1e-9 else { return best }
        guard agents > 0 else { return worst }
        let arrivals = load / serviceSeconds
        let queue: QueuePerformance?
        if let patienceSeconds {
            queue = try? ErlangFormulas.erlangA(
                servers: agents, arrivalPerSecond: arrivals, meanServiceSeconds: serviceSeconds,
                meanPatienceSeconds: patienceSeconds)
        } else {
            queue = try? ErlangFormulas.erlangC(
                servers: agents, arrivalPerSecond: arrivals, meanServiceSeconds: serviceSeconds)
        }
        guard let queue else { return worst }
        switch goal.kind {
        case .serviceLevel: return queue.serviceLevel(withinSeconds: goal.withinSeconds)
        case .abandonment: return queue.abandonment
        case .meanWait: return queue.meanWaitSeconds
        }
    }

    /// Fewest agents that keep the promise at a load; `most` where they would be more.
    func required(load: Double, most: Int) -> Int {
        guard load > 1e-9 else { return 0 }
        func isKept(_ agents: Int) -> Bool { goal.margin(value(agents: agents, load: load)) >= 0 }
        var enough = min(most, max(1, Int(saturating: load.rounded(.up))))
        if isKept(enough) {
            while enough > 1, isKept(enough - 1) { enough -= 1 }
            return enough
        }
        while enough < most {
            enough += 1
            if isKept(enough) { return enough }
        }
        return most
    }

    /// The load in erlangs at which so many agents give the value that was seen: what reaches a team that helps others and
    /// is helped, whose arrivals cluster and whose handle times are not exponential, in terms of the formula.
    ///
    /// - Parameter guess: a load near it; the answer is within a factor of 5.
    func load(agents: Int, seen: Double, guess: Double) -> Double {
        guard agents > 0, guess > 1e-9 else { return guess }
        // The margin falls as the load rises.
        let wanted = goal.margin(seen)
        var (low, high) = (guess / 5, guess * 5)
        for _ in 0..<50 where high - low > 1e-6 * high {
            let middle = 0.5 * (low + high)
            if goal.margin(value(agents: agents, load: middle)) > wanted { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}

/// The work that reaches a team, as replications measured it.
struct TeamWork: Sendable {
    /// Modified offered load by interval, in erlangs.
    let erlangs: [Double]
    /// Arrivals a second by interval.
    let arrivalsPerSecond: [Double]
    /// Mean of the time that a contact takes of an agent, in seconds, and its coefficient of variation.
    let serviceSeconds: Double
    let variation: Double

    /// Measures a team: its queues' arrivals by interval, those that several teams serve by the share that it handled.
    init(_ samples: [StaffingSample], team: Int, specification: OperationSpecification, grid: StaffingGrid) {
        let teams = specification.teams
        var arrivals = [Double](repeating: 0, count: grid.count)
        var own = (count: 0.0, seconds: 0.0, squares: 0.0)
        for queue in teams[team].queues {
            var mine = 0.0
            var all = 0.0
            for sample in samples {
                for other in teams.indices where teams[other].queues.contains(queue) {
                    let handled = sample.tally.handled(team: other, queue: queue)
                    all += handled.count
                    guard other == team else { continue }
                    mine += handled.count
                    own.count += handled.count
                    own.seconds += handled.seconds
                    own.squares += handled.squares
                }
            }
            let serving = teams.count { $0.queues.contains(queue) }
            let share = mine > 0 ? mine / all : 1 / Double(max(1, serving))
            for interval in 0..<grid.count where grid.exposureSeconds[interval] > 0 {
                let came = samples.reduce(0.0) { $0 + $1.tally.arrived(queue: queue, interval: interval) }
                arrivals[interval] += share * came / (Double(samples.count) * grid.exposureSeconds[interval])
            }
        }
        let planned = teams[team].handleTime.mean
        let mean = own.count > 0 ? own.seconds / own.count : planned
        let service = mean > 0 && mean.isFinite ? mean : 1
        serviceSeconds = service
        let variance = own.count > 1 ? max(0, own.squares / own.count - mean * mean) : mean * mean
        variation = min(10, variance.squareRoot() / serviceSeconds)
        arrivalsPerSecond = arrivals
        let load = try? ModifiedOfferedLoad(
            arrivalsPerSecond: arrivals, intervalSeconds: grid.intervalSeconds, meanServiceSeconds: serviceSeconds,
            coefficientOfVariation: variation)
        erlangs = load?.erlangs ?? arrivals.map { $0 * service }
    }
}

extension [StaffingSample] {
    /// Mean patience of the customers of some queues, exponential: time waited over those who gave up, which is the
    /// maximum-likelihood estimate where waits end by service too; nil where nobody can give up.
    func patienceSeconds(queues: [Int], specification: OperationSpecification) -> Double? {
        guard let planned = specification.meanPatienceSeconds(queues: queues) else { return nil }
        var (waited, gone) = (0.0, 0.0)
        for sample in self {
            for queue in queues {
                for interval in 0..<sample.tally.count {
                    let part = sample.tally.waited(queue: queue, interval: interval)
                    waited += part.waitSeconds
                    gone += part.abandoned
                }
            }
        }
        return gone >= 10 && waited > 0 ? waited / gone : planned
    }
}
