import Experiments
import Stochastics

extension StaffingDocument {
    /// The members of a staffing with its sentences.
    init(_ plan: StaffingPlan, findings: [String], method: [String], words: StoredWords) {
        scenario = plan.scenario
        currency = plan.currency
        seed = plan.seed
        operation = plan.names
        scope = plan.isOverall ? .overall : .interval
        pattern = plan.grid.pattern
        intervalSeconds = plan.grid.intervalSeconds
        exposureSeconds = plan.grid.exposureSeconds
        measuredFrom = plan.window.lowerBound
        measuredTo = plan.window.upperBound
        targets = plan.goals.map { Target($0, of: plan) }
        sideEffects = plan.sideEffects.map {
            SideEffect(measure: $0.measure, target: $0.target, found: Level($0.found), present: Level($0.present))
        }
        teams = plan.teams.map { Team($0, of: plan, words: words) }
        reachable = plan.isReachable
        maxAgents = plan.most
        search = Search(rounds: plan.searchRounds, replications: plan.searchReplications)
        check = Check(looks: plan.looks, replications: plan.checkReplications, stride: plan.stride)
        coverage = plan.coverage.map(Level.init)
        presentCoverage = plan.presentCoverage.map(Level.init)
        coverageChange = plan.coverageChange.map(Level.init)
        openDays = plan.grid.openDays
        otherScope = plan.other.map { OtherScope($0, of: plan) }
        confidence = 0.95
        self.findings = findings
        self.method = method
    }
}

extension StaffingDocument.OtherScope {
    init(_ other: StaffingPlan.OtherScope, of plan: StaffingPlan) {
        scope = plan.isOverall ? .interval : .overall
        teams = zip(plan.teams, other.teams).map { team, found in
            Team(
                name: team.name, netHours: found.netHours, grossHours: found.grossHours,
                cost: team.pay(hours: found.grossHours))
        }
        overall = other.levels.map { $0.map(StaffingDocument.Level.init) }
    }
}

extension StaffingDocument.Target {
    init(_ result: StaffingPlan.GoalResult, of plan: StaffingPlan) {
        let (goal, requirement) = (result.goal, result.goal.requirement)
        target = requirement.text
        measure = requirement.measure
        kind = Kind(goal.kind)
        unit = requirement.form.unit
        estimator = requirement.form.kind
        comparison = requirement.comparison.rawValue
        serviceLevel = if case .serviceLevel(let place) = goal.kind { plan.names.serviceLevels[place] } else { nil }
        queues = goal.queues.map { plan.names.queues[$0] }
        within = goal.withinSeconds
        abandoned = goal.level?.abandoned
        short = goal.level?.shortSeconds
        limit = goal.limit
        indifference = goal.indifference
        team = plan.teams.first { $0.team == goal.team }?.name ?? ""
        overall = result.overall.map(StaffingDocument.Level.init)
        present = result.present.map(StaffingDocument.Level.init)
    }
}

extension StaffingDocument.Team {
    init(_ team: StaffingPlan.TeamPlan, of plan: StaffingPlan, words: StoredWords) {
        name = team.name
        shrinkage = team.shrinkage
        wagePerHour = team.wagePerHour
        netHours = team.netHours
        grossHours = team.grossHours
        presentHours = team.presentHours
        cost = plan.cost(team)
        presentCost = team.pay(hours: team.presentHours)
        intervals = team.cells.enumerated().map { interval, cell in
            StaffingDocument.Interval(
                start: plan.grid.name(interval), startSeconds: Double(interval) * plan.grid.intervalSeconds,
                load: cell.load, formula: cell.formula, net: cell.net, gross: cell.gross, present: cell.present,
                over: plan.overNeed(cell, of: team),
                levels: cell.levels.map { $0.map(StaffingDocument.Level.init) },
                oneLess: cell.oneLess.map(StaffingDocument.Level.init), keeps: cell.keeps, binding: cell.binds,
                measured: cell.isCovered)
        }
        drivers = team.drivers.map {
            StaffingDocument.Driver(input: $0.input, change: words.change($0.input), effect: $0.effect)
        }
    }
}
