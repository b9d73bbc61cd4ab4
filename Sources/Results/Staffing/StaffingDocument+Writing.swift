import Experiments
import Stochastics

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
