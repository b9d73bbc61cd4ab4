import Quantities
import Simulation
import Stochastics

/// Looks for the fewest agents by interval: from the Erlang formulas by simulations that correct them.
///
/// Each simulation shows every interval's level. The load at which the formula gives that level takes the place of the
/// load it was given before, and the formula says how many agents that load needs: so whatever the formula leaves out
/// (bursts, handle times, help by other teams, what the AI learns at this staffing) is in the corrected load. An
/// interval is settled when a number is seen to keep the promise and one less to miss it. All simulations have the same
/// customers.
struct StaffingSearch {
    /// Agents that a team of a scenario can have.
    private static let largestTeam = 60_000.0

    let specification: OperationSpecification
    let goals: [StaffingGoal]
    let grid: StaffingGrid
    private(set) var isOverall: Bool
    let most: Int
    let runs: StaffingRuns
    private(set) var curves: [Int: [Int]]
    /// Loads in erlangs at which the formula gives what was seen, by goal and interval.
    private(set) var loads: [[Double]]
    private(set) var formulas: [StaffingFormula]
    /// Simulations run.
    private(set) var rounds = 0
    /// Intervals of each team in which nobody comes: what is in hand is finished by those who go off duty.
    private(set) var quiet: [Int: [Bool]] = [:]
    private var brackets: [Int: [Bracket]] = [:]
    /// How much better the formulas must do than asked over all intervals, since simulations do so much worse; by goal.
    private var excess: [Double]

    /// The largest number seen to miss a promise, and the smallest seen to keep it.
    private struct Bracket {
        var missed = -1
        var met = Int.max

        /// What was seen last counts, where a neighbour's change has turned an earlier answer.
        mutating func note(_ agents: Int, isKept: Bool) {
            if isKept {
                met = min(met, agents)
                missed = min(missed, agents - 1)
            } else {
                missed = max(missed, agents)
                if met <= missed { met = .max }
            }
        }
    }

    /// Contacts that the formula counts for beside those that were seen.
    private static let prior = 10.0
    /// Most simulations of the search.
    static let mostRounds = 8

    /// Begins at the formulas' answer for the work that was seen at the present roster.
    ///
    /// - Parameter most: most agents of a team; nil for three times what the formulas want, and 20.
    init(
        _ runs: StaffingRuns, goals: [StaffingGoal], isOverall: Bool, most: Int?, present: [StaffingSample],
        presentRoster: [Int: [Int]]
    ) {
        specification = runs.specification
        grid = runs.grid
        self.goals = goals
        self.isOverall = isOverall
        self.runs = runs
        excess = Array(repeating: 0, count: goals.count)
        var curves = presentRoster
        var loads: [[Double]] = []
        var formulas: [StaffingFormula] = []
        for goal in goals {
            let work = TeamWork(present, team: goal.team, specification: specification, grid: grid)
            let patience = present.patienceSeconds(queues: goal.queues, specification: specification)
            let formula = StaffingFormula(
                goal: goal, serviceSeconds: work.serviceSeconds, patienceSeconds: patience,
                places: specification.places(queues: goal.queues))
            // What is still in service where nobody comes any more needs nobody to come for it.
            let idle = work.arrivalsPerSecond.map { $0 <= 0 }
            quiet[goal.team] = idle
            loads.append(zip(work.erlangs, idle).map { $1 ? 0 : $0 })
            formulas.append(formula)
        }
        let peak = loads.flatMap { $0 }.max() ?? 0
        self.most = most ?? Int(saturating: min(Self.largestTeam, 3 * peak.rounded(.up) + 20))
        for team in Set(goals.map(\.team)) {
            let need = Self.need(
                team, goals: goals, formulas: formulas, loads: loads, most: self.most, isOverall: isOverall,
                grid: grid, volumes: nil, excess: excess)
            for interval in 0..<grid.count where grid.isCovered(interval) { curves[team]?[interval] = need[interval] }
            brackets[team] = Array(repeating: Bracket(), count: grid.count)
        }
        self.curves = curves
        self.loads = loads
        self.formulas = formulas
    }

    /// Simulates and corrects until nothing changes.
    ///
    /// - Returns: the last simulation.
    mutating func run(replications: Int) throws -> [StaffingSample] {
        var samples: [StaffingSample] = []
        var seenBefore: [[Int: [Int]]] = []
        repeat {
            rounds += 1
            samples = try runs.run(curves, "search, round \(rounds)", first: 0, count: replications)
            seenBefore.append(curves)
            learn(samples)
            if isOverall { compare(samples) }
            let next = proposal(samples)
            if next == curves { break }
            if seenBefore.contains(next) {
                // Two neighbours that wait for each other: the larger number of both.
                for (team, agents) in next {
                    curves[team] = zip(agents, curves[team] ?? agents).map { max($0, $1) }
                }
                break
            }
            curves = next
        } while rounds < Self.mostRounds
        return samples
    }

    /// The same search for the other scope, from what this one has learned.
    func inOtherScope() -> StaffingSearch {
        var other = self
        other.isOverall.toggle()
        other.excess = Array(repeating: 0, count: goals.count)
        other.rounds = 0
        for team in other.brackets.keys { other.brackets[team] = Array(repeating: Bracket(), count: grid.count) }
        return other
    }

    /// Simulates and corrects a few times; the last roster keeps the promises over all contacts where that was found.
    ///
    /// - Returns: the last simulation.
    mutating func settle(rounds most: Int, replications: Int) throws -> [StaffingSample] {
        var samples = try runs.run(curves, "the other scope", first: 0, count: replications)
        if isOverall { compare(samples) }
        for round in 1...most {
            let next = proposal(samples)
            guard next != curves || round == 1 else { break }
            curves = next
            samples = try runs.run(curves, "the other scope, round \(round)", first: 0, count: replications)
            learn(samples)
            if isOverall { compare(samples) }
        }
        return samples
    }

    /// Takes replications that the search had not used into account; for all intervals together.
    ///
    /// - Returns: whether the staffing changed.
    mutating func correct(_ samples: [StaffingSample]) -> Bool {
        let before = curves
        learn(samples)
        compare(samples)
        curves = proposal(samples)
        return curves != before
    }

    /// Notes by how much the formulas differ from what was seen over all intervals.
    private mutating func compare(_ samples: [StaffingSample]) {
        for place in goals.indices {
            let goal = goals[place]
            guard let seen = samples.observations(goal) else { continue }
            var (total, expected) = (0.0, 0.0)
            for interval in 0..<grid.count {
                let contacts = samples.contacts(goal, interval: interval)
                let agents = curves[goal.team]?[interval] ?? 0
                total += contacts
                expected +=
                    contacts * goal.margin(formulas[place].value(agents: agents, load: loads[place][interval]))
            }
            guard total > 0 else { continue }
            excess[place] = max(-0.1, min(0.1, expected / total - goal.margin(seen.center)))
        }
    }

    /// Changes agents in some intervals, for what other simulations showed.
    mutating func change(_ team: Int, _ interval: Int, by change: Int) {
        guard let now = curves[team]?[interval] else { return }
        curves[team]?[interval] = min(most, max(0, now + change))
    }

    /// Corrects the loads of the formula by what was seen.
    private mutating func learn(_ samples: [StaffingSample]) {
        // Somebody may come in a run where nobody came in those before.
        for (team, idle) in quiet {
            for interval in idle.indices where idle[interval] {
                quiet[team]?[interval] = !specification.teams[team].queues.contains { queue in
                    samples.contains { $0.tally.arrived(queue: queue, interval: interval) > 0 }
                }
            }
        }
        for interval in 0..<grid.count where grid.isCovered(interval) {
            var kept: [Int: Bool] = [:]
            for place in goals.indices {
                let goal = goals[place]
                let agents = curves[goal.team]?[interval] ?? 0
                let sums = samples.reduce(into: (0.0, 0.0)) { sums, sample in
                    let part = goal.sums(sample.tally, interval: interval)
                    sums = (sums.0 + part.numerator, sums.1 + part.denominator)
                }
                guard sums.1 > 0 else { continue }
                let load = loads[place][interval]
                let expected = formulas[place].value(agents: agents, load: load)
                let seen = (sums.0 + Self.prior * expected) / (sums.1 + Self.prior)
                loads[place][interval] = formulas[place].load(agents: agents, seen: seen, guess: load)
                kept[goal.team] = (kept[goal.team] ?? true) && goal.margin(sums.0 / sums.1) >= 0
            }
            for (team, isKept) in kept {
                brackets[team]?[interval].note(curves[team]?[interval] ?? 0, isKept: isKept)
            }
        }
    }

    private func proposal(_ samples: [StaffingSample]) -> [Int: [Int]] {
        var next = curves
        for team in Set(goals.map(\.team)).sorted() {
            let volumes = goals.map { goal in
                (0..<grid.count).map { samples.contacts(goal, interval: $0) }
            }
            let need = Self.need(
                team, goals: goals, formulas: formulas, loads: loads, most: most, isOverall: isOverall, grid: grid,
                volumes: volumes, excess: excess)
            for interval in 0..<grid.count where grid.isCovered(interval) {
                guard let now = curves[team]?[interval] else { continue }
                var wanted = need[interval]
                if !isOverall {
                    let bracket = brackets[team]?[interval] ?? Bracket()
                    wanted = min(max(wanted, bracket.missed + 1), bracket.met)
                }
                let step = max(2, now / 3)
                next[team]?[interval] =
                    quiet[team]?[interval] ?? false ? 0 : min(most, max(wanted, now - step), now + 2 * step)
            }
        }
        return next
    }

    /// What the formulas want of a team by interval.
    private static func need(
        _ team: Int, goals: [StaffingGoal], formulas: [StaffingFormula], loads: [[Double]], most: Int,
        isOverall: Bool, grid: StaffingGrid, volumes: [[Double]]?, excess: [Double]
    ) -> [Int] {
        var need = [Int](repeating: 0, count: grid.count)
        for place in goals.indices where goals[place].team == team {
            let wanted: [Int]
            if isOverall {
                wanted = overall(
                    formulas[place], loads[place], volumes?[place] ?? loads[place], most: most, grid: grid,
                    excess: excess[place])
            } else {
                wanted = loads[place].map { formulas[place].required(load: $0, most: most) }
            }
            need = zip(need, wanted).map { max($0, $1) }
        }
        return need
    }

    /// Fewest agent hours that keep a promise over all intervals together: one agent after the other goes where it helps
    /// most customers, which is optimal where each further agent helps fewer (Fox, "Discrete optimization via marginal
    /// analysis", Management Science 13, 1966).
    private static func overall(
        _ formula: StaffingFormula, _ loads: [Double], _ volumes: [Double], most: Int, grid: StaffingGrid,
        excess: Double
    ) -> [Int] {
        let goal = formula.goal
        var agents = loads.map { load -> Int in
            guard load > 1e-9 else { return 0 }
            // Without patience no number below the load is stable; with it the first agents help too little to be compared.
            let least = min(load, largestTeam)
            // In a waiting room of limited size each further agent helps fewer from the first on.
            if formula.places != nil { return min(most, 1) }
            return min(most, formula.patienceSeconds == nil ? Int(least) + 1 : max(1, Int(0.7 * least)))
        }
        let total = volumes.reduce(0, +)
        guard total > 0 else { return agents }
        func margin(_ interval: Int, _ count: Int) -> Double {
            volumes[interval] / total * goal.margin(formula.value(agents: count, load: loads[interval]))
        }
        var now = agents.indices.map { margin($0, agents[$0]) }
        var next = agents.indices.map { margin($0, agents[$0] + 1) }
        while now.reduce(0, +) < excess {
            var best: Int?
            for interval in agents.indices where grid.isCovered(interval) && agents[interval] < most {
                guard next[interval] - now[interval] > (best.map { next[$0] - now[$0] } ?? 0) else { continue }
                best = interval
            }
            guard let best else { break }
            agents[best] += 1
            now[best] = next[best]
            next[best] = margin(best, agents[best] + 1)
        }
        return agents
    }
}
