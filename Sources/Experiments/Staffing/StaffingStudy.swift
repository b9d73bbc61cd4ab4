import Quantities
import Simulation
import Stochastics
import Traffic
import Workforce

/// Finds the fewest agents by interval that keep promises about waiting, by simulation, and says how sure that is.
///
/// First the operation is run as it is, with its router and trainer, to see the work that reaches the teams. The search
/// starts from the formulas' answer (`ModifiedOfferedLoad`, Erlang A) and simulates with it; see `StaffingSearch`. Then
/// replications that the search has not used judge each interval, and one agent less in it; see `StaffingSelection`.
public struct StaffingStudy: Sendable {
    /// What is simulated, with the measured period as its window.
    public let specification: OperationSpecification
    /// What is promised.
    public let goals: [StaffingGoal]
    /// The intervals.
    public let grid: StaffingGrid
    /// Whether only all intervals together must keep the promise.
    public var isOverall = false
    /// Most agents of a team at once; nil for three times the load and 20.
    public var mostAgents: Int?
    /// Seed of all randomness.
    public var seed: UInt64 = 1
    /// Threads to use.
    public var threads = 1
    /// Replications of each simulation.
    public var replications = 10
    /// Most replications of the last check; nil for what `contactBudget` allows.
    public var mostReplications: Int?

    /// Contacts that the last check may simulate in all, where its replications are not limited otherwise.
    public static let contactBudget = 25_000_000.0
    /// Most looks of the check, and further ones for intervals that seem to miss the promise at the last.
    private static let mostLooks = 6
    private static let mostCorrections = 2

    /// Plans a study.
    ///
    /// - Parameters:
    ///   - weeks: most weeks at the end of the horizon to be measured; nil for the whole measured period.
    ///   - pattern: nil for that of the load.
    ///   - intervalSeconds: divides a day.
    public init(
        _ specification: OperationSpecification, goals: [StaffingGoal], weeks: Double? = nil,
        pattern: StaffingGrid.Pattern? = nil, intervalSeconds: Double = 1800
    ) {
        var measured = specification
        if let weeks {
            measured.warmUpSeconds = max(
                specification.warmUpSeconds, specification.horizonSeconds - weeks * Seconds.perWeek)
        }
        self.specification = measured
        self.goals = goals
        grid = StaffingGrid(
            measured, pattern: pattern, intervalSeconds: intervalSeconds, sized: Set(goals.map(\.team)))
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - title: name of the scenario and its currency.
    ///   - report: called from any thread with what is run, replications done, and how many there are.
    /// - Throws: what makes the operation impossible.
    public func run(
        _ title: Forecast.Title, report: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
    ) throws -> StaffingPlan {
        let runs = StaffingRuns(
            specification: specification, grid: grid, seed: seed, threads: threads, report: report)
        let present = try runs.run([:], "the present roster", first: 0, count: replications)
        let sized = Set(goals.map(\.team)).sorted()
        let roster = Dictionary(uniqueKeysWithValues: sized.map { ($0, presentNet($0)) })
        var search = StaffingSearch(
            runs, goals: goals, isOverall: isOverall, most: mostAgents, present: present, presentRoster: roster)
        let start = search.curves
        let searching = grid.count == 1 ? replications : max(2, (replications + 1) / 2)
        _ = try search.run(replications: searching)
        let (selection, cells) = try select(&search, runs: runs, sized: sized, present: present)
        return plan(
            title, search: search, start: start, selection: selection, cells: cells, present: present,
            searching: searching)
    }

    /// Judges the staffing on fresh replications, and changes it where they show another number to be right.
    private func select(
        _ search: inout StaffingSearch, runs: StaffingRuns, sized: [Int], present: [StaffingSample]
    ) throws -> (StaffingSelection, [Int: [StaffingSelection.Cell]]) {
        let service = search.formulas.map(\.serviceSeconds).max() ?? 60
        var selection = StaffingSelection(goals: goals, grid: grid, serviceSeconds: service)
        let contacts = present.map(\.contacts).reduce(0, +) / Double(max(1, present.count))
        let share =
            specification.horizonSeconds / max(1, specification.window.upperBound - specification.window.lowerBound)
        let affordable = Self.contactBudget / max(1, contacts * share * Double(1 + selection.stride))
        // The first look is half as long as the second, which is the last where replications are dear.
        let first = max(2, (replications + 1) / 2)
        var most = mostReplications ?? max(first + replications, Int(min(10_000, affordable)))
        var mostLooks = Self.mostLooks
        var corrections = 0
        var used = replications
        var spent = 0
        var cells: [Int: [StaffingSelection.Cell]] = [:]
        while true {
            let wanted = first << min(10, selection.looks)
            let count = min(wanted, max(1, most - spent))
            try selection.add(search.curves, runs: runs, first: used, count: count, withOneLess: !isOverall)
            used += count
            spent += count
            for team in sized { cells[team] = selection.judge(team, agents: search.curves[team] ?? []) }
            if spent >= most || selection.looks >= mostLooks {
                guard corrections < Self.mostCorrections, addAgents(&search, cells) else { break }
                corrections += 1
                most = spent + max(2, selection.samples.count)
                mostLooks = selection.looks + 1
                selection.restart()
                continue
            }
            let misses = goals.contains { goal in
                selection.samples.observations(goal).map { goal.margin($0.center) < 0 } ?? false
            }
            let isChanged =
                isOverall
                ? misses && search.correct(selection.samples) : adjust(&search, cells, look: selection.looks)
            if isChanged {
                selection.restart()
            } else if isOverall || !cells.values.joined().contains(where: { $0.isOpen }) {
                break
            }
        }
        return (selection, cells)
    }

    /// Adds an agent where the promise is missed, and takes one where it is kept without: by the estimates at the first
    /// look, later where a limit shows it, so that chance does not move one of many intervals for ever; an agent is added
    /// also where the interval on its own seems to miss (`Cell.misses`). A single
    /// number follows the estimates, which come from twice as many replications at each look.
    private func adjust(
        _ search: inout StaffingSearch, _ cells: [Int: [StaffingSelection.Cell]], look: Int
    ) -> Bool {
        let before = search.curves
        for (team, judged) in cells {
            for interval in judged.indices {
                let cell = judged[interval]
                guard let margin = cell.margin else { continue }
                let trusts = look == 1 || grid.count == 1
                if trusts ? margin < 0 : cell.keeps == .refuted || cell.misses {
                    search.change(team, interval, by: 1)
                } else if trusts ? cell.marginWithOneLess ?? -1 >= 0 : cell.binds == .refuted {
                    search.change(team, interval, by: -1)
                }
            }
        }
        return search.curves != before
    }

    /// Adds an agent where the promise still seems missed when the looks are over; as many fresh replications judge that.
    private func addAgents(_ search: inout StaffingSearch, _ cells: [Int: [StaffingSelection.Cell]]) -> Bool {
        let before = search.curves
        for (team, judged) in cells where !isOverall {
            for interval in judged.indices where judged[interval].misses || judged[interval].keeps == .refuted {
                search.change(team, interval, by: 1)
            }
        }
        return search.curves != before
    }

    /// Most agents at work that those rostered at present are on average, by interval: never more than were rostered for
    /// them.
    private func presentNet(_ team: Int) -> [Int] {
        let away = specification.teams[team].shrinkage
        return (0..<grid.count).map { Int(saturating: (presentGross(team, $0) * (1 - away) + 1e-9).rounded(.down)) }
    }

    /// Agents rostered at present in an interval, averaged over it, and over all days where they are alike.
    func presentGross(_ team: Int, _ interval: Int) -> Double {
        let spans = spans(interval)
        let seconds = spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        return spans.reduce(0) { $0 + specification.teams[team].paidHours(in: $1) } * Seconds.perHour / seconds
    }

    /// When an interval is in the second week, in which all shifts are under way.
    private func spans(_ interval: Int) -> [ClosedRange<Double>] {
        let week = Seconds.perWeek
        if grid.pattern == .constant { return [week...(2 * week)] }
        return (0..<(grid.pattern == .day ? 7 : 1)).map { day in
            let start = week + Double(day) * Seconds.perDay + Double(interval) * grid.intervalSeconds
            return start...(start + grid.intervalSeconds)
        }
    }

    private func plan(
        _ title: Forecast.Title, search: StaffingSearch, start: [Int: [Int]], selection: StaffingSelection,
        cells: [Int: [StaffingSelection.Cell]], present: [StaffingSample], searching: Int
    ) -> StaffingPlan {
        let samples = selection.samples
        let coverage = specification.ai == nil || !specification.policy.usesAI ? nil : samples.coverage
        let teams = cells.keys.sorted().map { team -> StaffingPlan.TeamPlan in
            let details = specification.teams[team]
            let own = goals.indices.filter { goals[$0].team == team }
            let work = TeamWork(samples, team: team, specification: specification, grid: grid)
            let found = (0..<grid.count).map { interval -> StaffingPlan.Cell in
                let net = search.curves[team]?[interval] ?? 0
                let judged = cells[team]?[interval] ?? StaffingSelection.Cell()
                let isCovered = grid.isCovered(interval)
                let rostered = presentGross(team, interval)
                return StaffingPlan.Cell(
                    isCovered: isCovered, load: work.erlangs[interval],
                    formula: start[team]?[interval] ?? 0, net: net,
                    gross: isCovered
                        ? StaffingCurve.rostered(net, shrinkage: details.shrinkage) : Int(rostered.rounded()),
                    present: rostered,
                    levels: own.map { level(goals[$0], interval, samples) }, oneLess: judged.oneLess,
                    keeps: isOverall ? "not_judged" : judged.keeps.rawValue,
                    binds: isOverall ? "not_judged" : judged.binds.rawValue)
            }
            let counted = found.filter(\.isCovered)
            return StaffingPlan.TeamPlan(
                name: details.name, team: team, goals: own, shrinkage: details.shrinkage,
                wagePerHour: details.wagePerHour, cells: found,
                netHours: grid.hoursPerWeek * Double(counted.reduce(0) { $0 + $1.net }),
                grossHours: grid.hoursPerWeek * Double(counted.reduce(0) { $0 + $1.gross }),
                presentHours: grid.hoursPerWeek * counted.reduce(0) { $0 + $1.present },
                drivers: StaffingSensitivity(search: search, team: team, coverage: coverage?.mean).drivers())
        }
        let results = goals.map { goal in
            StaffingPlan.GoalResult(
                goal: goal, overall: samples.observations(goal)?.estimate().clipped(to: range(goal)),
                present: present.observations(goal)?.estimate().clipped(to: range(goal)))
        }
        return StaffingPlan(
            scenario: title.scenario, currency: title.currency,
            names: StaffingPlan.Names(
                queues: specification.queues.map(\.name), serviceLevels: specification.serviceLevels.map(\.name),
                teams: specification.teams.map(\.name)),
            seed: seed, isOverall: isOverall, grid: grid, window: specification.window, goals: results,
            sideEffects: sideEffects(samples, present), teams: teams,
            isReachable: isReachable(teams, results, most: search.most), most: search.most,
            searchRounds: search.rounds, searchReplications: searching, looks: selection.looks,
            checkReplications: samples.count, stride: selection.stride, coverage: coverage,
            presentCoverage: coverage == nil ? nil : present.coverage,
            coverageChange: coverage == nil || specification.training == nil
                ? nil : samples.coverageChange(from: present))
    }

    private func level(_ goal: StaffingGoal, _ interval: Int, _ samples: [StaffingSample]) -> Estimate? {
        samples.observations(goal, interval: interval)?.estimate().clipped(to: range(goal))
    }

    /// The service levels that are no goals.
    private func sideEffects(_ found: [StaffingSample], _ present: [StaffingSample]) -> [StaffingPlan.SideEffect] {
        specification.serviceLevels.indices.compactMap { place in
            let level = specification.serviceLevels[place]
            guard !goals.contains(where: { $0.kind == .serviceLevel(place) }),
                let after = found.observations(level, at: place), let before = present.observations(level, at: place)
            else { return nil }
            return StaffingPlan.SideEffect(
                measure: Measure.serviceLevel(level.name), target: level.target,
                found: after.estimate().clipped(to: 0...1), present: before.estimate().clipped(to: 0...1))
        }
    }

    private func range(_ goal: StaffingGoal) -> ClosedRange<Double> {
        goal.kind == .meanWait ? 0...Double.infinity : 0...1
    }

    /// Whether no interval misses its promise at the most agents allowed, nor all together where that is asked.
    private func isReachable(
        _ teams: [StaffingPlan.TeamPlan], _ results: [StaffingPlan.GoalResult], most: Int
    ) -> Bool {
        if isOverall {
            let isCapped = teams.contains { $0.cells.contains { $0.isCovered && $0.net >= most } }
            return !isCapped
                || results.allSatisfy { result in
                    result.overall.map { result.goal.margin($0.mean) >= -result.goal.indifference } ?? true
                }
        }
        for team in teams {
            for cell in team.cells where cell.isCovered && cell.net >= most {
                for (place, goal) in team.goals.enumerated() {
                    if let level = cell.levels[place], goals[goal].margin(level.mean) < -goals[goal].indifference {
                        return false
                    }
                }
            }
        }
        return true
    }
}

extension StaffingSelection.Cell {
    /// Whether more replications could tell more.
    var isOpen: Bool { keeps == .undecided || binds == .undecided || keeps == .refuted || binds == .refuted }
}
