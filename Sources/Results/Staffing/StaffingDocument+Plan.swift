import Experiments
import Quantities
import Scenarios
import Simulation
import Stochastics

extension StaffingDocument {
    /// How the members contradict one another.
    struct Fault: Error {
        let message: String
    }

    /// The staffing.
    ///
    /// - Throws: `Fault` for members that do not fit together.
    func plan() throws(Fault) -> StaffingPlan {
        guard schema == 1 else { throw Fault(message: "schema \(schema) is unknown; this program reads schema 1") }
        guard measuredFrom <= measuredTo else {
            throw Fault(message: "\"measured_to_s\" is before \"measured_from_s\"")
        }
        let grid = try grid()
        var goals: [StaffingPlan.GoalResult] = []
        for target in targets {
            guard teams.contains(where: { $0.name == target.team }) else {
                throw Fault(message: "\"teams\" has no '\(target.team)', the team of \(target.target)")
            }
            goals.append(
                StaffingPlan.GoalResult(
                    goal: try goal(target), overall: target.overall?.estimate, present: target.present?.estimate))
        }
        var plans: [StaffingPlan.TeamPlan] = []
        for team in teams { plans.append(try plan(of: team, grid: grid)) }
        var plan = StaffingPlan(
            scenario: scenario, currency: currency, names: operation, seed: seed, isOverall: scope == .overall,
            grid: grid, window: measuredFrom...measuredTo, goals: goals,
            sideEffects: sideEffects.map {
                StaffingPlan.SideEffect(
                    measure: $0.measure, target: $0.target, found: $0.found.estimate, present: $0.present.estimate)
            }, teams: plans, isReachable: reachable,
            most: maxAgents, searchRounds: search.rounds, searchReplications: search.replications,
            looks: check.looks, checkReplications: check.replications, stride: check.stride,
            coverage: coverage?.estimate, presentCoverage: presentCoverage?.estimate,
            coverageChange: coverageChange?.estimate)
        plan.other = try otherScope(plans)
        return plan
    }

    private func otherScope(_ plans: [StaffingPlan.TeamPlan]) throws(Fault) -> StaffingPlan.OtherScope? {
        guard let otherScope else { return nil }
        guard otherScope.teams.map(\.name) == plans.map(\.name), otherScope.overall.count == targets.count else {
            throw Fault(message: "\"other_scope\" has not each of the \"teams\" and one level for each target")
        }
        return StaffingPlan.OtherScope(
            teams: zip(plans, otherScope.teams).map { plan, found in
                StaffingPlan.OtherScope.Team(
                    team: plan.team, netHours: found.netHours, grossHours: found.grossHours)
            }, levels: otherScope.overall.map { $0?.estimate })
    }

    private func grid() throws(Fault) -> StaffingGrid {
        guard intervalSeconds >= 1, intervalSeconds <= Seconds.perDay else {
            throw Fault(message: "\"interval_s\" is no part of a day")
        }
        let perDay = Int((Seconds.perDay / intervalSeconds).rounded())
        let count = pattern == .constant ? 1 : pattern == .day ? perDay : 7 * perDay
        guard exposureSeconds.count == count else {
            throw Fault(message: "\"exposure_s\" has \(exposureSeconds.count) intervals instead of \(count)")
        }
        let days = openDays ?? Array(repeating: true, count: 7)
        guard days.count == 7, days.contains(true) else {
            throw Fault(message: "\"open_days\" has not 7 days, or none that is open")
        }
        return StaffingGrid(
            pattern: pattern, intervalSeconds: intervalSeconds, exposureSeconds: exposureSeconds, openDays: days)
    }

    private func goal(_ target: Target) throws(Fault) -> StaffingGoal {
        guard let comparison = Requirement.Comparison(rawValue: target.comparison) else {
            throw Fault(message: "\"comparison\" of \(target.target) is '\(target.comparison)'")
        }
        var queues: [Int] = []
        for queue in target.queues { queues.append(try place(queue, among: operation.queues, "queues")) }
        let kind: StaffingGoal.Kind =
            switch target.kind {
            case .abandonment: .abandonment
            case .turnedAway: .turnedAway
            case .meanWait: .meanWait
            case .serviceLevel:
                .serviceLevel(
                    try place(target.serviceLevel ?? "", among: operation.serviceLevels, "service_levels"))
            }
        return StaffingGoal(
            requirement: Requirement(
                measure: target.measure, form: MeasureForm(kind: target.estimator, unit: target.unit),
                comparison: comparison, limit: .value(target.limit), text: target.target),
            kind: kind, queues: queues, limit: target.limit,
            level: target.serviceLevel.map { name in
                ServiceLevelDefinition(
                    name: name, queues: queues, withinSeconds: target.within,
                    abandoned: target.abandoned ?? .missed, shortSeconds: target.short)
            },
            team: try place(target.team, among: operation.teams, "teams"))
    }

    private func plan(of team: Team, grid: StaffingGrid) throws(Fault) -> StaffingPlan.TeamPlan {
        let goals = targets.indices.filter { targets[$0].team == team.name }
        guard team.intervals.count == grid.count else {
            throw Fault(message: "'\(team.name)' has \(team.intervals.count) intervals instead of \(grid.count)")
        }
        guard team.intervals.allSatisfy({ $0.levels.count == goals.count && $0.net >= 0 && $0.gross >= 0 }) else {
            throw Fault(
                message: "an interval of '\(team.name)' has not one level for each target, or less than no agents")
        }
        let cells = team.intervals.map { interval in
            StaffingPlan.Cell(
                isCovered: interval.measured, load: interval.load, formula: interval.formula, net: interval.net,
                gross: interval.gross, present: interval.present, levels: interval.levels.map { $0?.estimate },
                oneLess: interval.oneLess?.estimate, keeps: interval.keeps, binds: interval.binding)
        }
        return StaffingPlan.TeamPlan(
            name: team.name, team: try place(team.name, among: operation.teams, "teams"), goals: Array(goals),
            shrinkage: team.shrinkage, wagePerHour: team.wagePerHour, cells: cells, netHours: team.netHours,
            grossHours: team.grossHours, presentHours: team.presentHours,
            drivers: team.drivers.map {
                StaffingPlan.Driver(input: $0.input, effect: $0.effect)
            })
    }

    private func place(_ name: String, among names: [String], _ what: String) throws(Fault) -> Int {
        guard let place = names.firstIndex(of: name) else {
            throw Fault(message: "\"operation.\(what)\" has no '\(name)'")
        }
        return place
    }
}
