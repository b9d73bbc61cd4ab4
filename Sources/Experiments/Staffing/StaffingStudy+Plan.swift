import Quantities
import Simulation
import Stochastics
import Workforce

extension StaffingStudy {
    func plan(
        _ title: Forecast.Title, search: StaffingSearch, start: [Int: [Int]], selection: StaffingSelection,
        cells: [Int: [StaffingSelection.Cell]], present: [StaffingSample], searching: Int,
        other: StaffingPlan.OtherScope?
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
        var plan = StaffingPlan(
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
        plan.other = other
        return plan
    }

    private func level(_ goal: StaffingGoal, _ interval: Int, _ samples: [StaffingSample]) -> Estimate? {
        samples.observations(goal, interval: interval)?.estimate().clipped(to: range(goal))
    }

    /// The service levels that are no goals.
    private func sideEffects(_ found: [StaffingSample], _ present: [StaffingSample]) -> [StaffingPlan.SideEffect] {
        specification.serviceLevels.indices.compactMap { place in
            let level = specification.serviceLevels[place]
            guard !goals.contains(where: { $0.kind == .serviceLevel(place) }),
                let after = found.observations(level: place), let before = present.observations(level: place)
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
