import Experiments
import Quantities
import Stochastics

/// What is over the need, and what the other scope takes.
extension StaffingPhrases {
    /// Stretches that a sentence names.
    private static let named = 5

    /// The stretches of time with more agents than are needed, the most hours first.
    func over(_ team: StaffingPlan.TeamPlan) -> String? {
        let stretches = plan.overstaffed(team)
        guard !stretches.isEmpty else { return nil }
        let words = stretches.prefix(Self.named).map { stretch in
            "\(times(stretch.first, stretch.last)) by \(stretch.first == stretch.last ? "" : "up to ")"
                + HumanUnits.number((10 * stretch.agents).rounded() / 10)
        }
        let more = stretches.count - words.count
        let all = stretches.reduce(0) { $0 + $1.hours }
        var text = "Over the need of \(team.name): " + words.joined(separator: ", ")
        if more > 0 { text += " and \(more) more \(more == 1 ? "stretch" : "stretches") (column over of staffing.csv)" }
        text += "; \(hours(all)) a week in all"
        if team.wagePerHour > 0 { text += ", \(money(team.pay(hours: all)))" }
        return text + "."
    }

    /// From the start of an interval to the end of another: "Mon 09:00 to 11:30".
    private func times(_ first: Int, _ last: Int) -> String {
        let perDay = Int((Seconds.perDay / plan.grid.intervalSeconds).rounded())
        let end = last + 1
        if end % perDay == 0 {
            let day = plan.grid.pattern == .week && first / perDay != last / perDay
            return "\(plan.grid.name(first)) to \(day ? "\(Weekday.shortNames[last / perDay % 7]) " : "")24:00"
        }
        let name = plan.grid.name(end)
        let isSameDay = first / perDay == end / perDay
        return
            "\(plan.grid.name(first)) to \(isSameDay ? name.split(separator: " ").last.map(String.init) ?? name : name)"
    }

    /// What the scope that was not asked for takes: contracts usually count all contacts of a period together.
    var otherScope: String? {
        guard let other = plan.other, plan.isReachable, plan.grid.pattern != .constant else { return nil }
        let found = plan.teams.reduce(0) { $0 + $1.grossHours }
        let hoursOfOther = other.teams.reduce(0) { $0 + $1.grossHours }
        let pay = zip(plan.teams, other.teams).reduce(0) { $0 + $1.0.pay(hours: $1.1.grossHours - $1.0.grossHours) }
        var text =
            plan.isOverall
            ? "All contacts of the period together keep the promise here, as contracts usually mean it. Every interval on "
                + "its own (--scope interval)"
            : "Contracts usually mean all contacts of the period together (--scope overall), not every interval on its "
                + "own. That"
        let change = (hoursOfOther - found).rounded()
        text += " takes \(hours(hoursOfOther)) a week rostered"
        if change == 0 {
            text += ", as many"
        } else {
            text += ", \(hours(abs(change))) \(change < 0 ? "less" : "more")"
            if abs(pay) >= 0.5 { text += ": a difference of \(money(abs(pay))) a week" }
        }
        let levels = zip(plan.goals, other.levels).compactMap { goal, level in
            level.map {
                "\(goal.goal.requirement.measure) is then "
                    + HumanUnits.mean($0, unit: goal.goal.kind == .meanWait ? "seconds" : "share")
            }
        }
        return text + (levels.isEmpty ? "" : "; over all contacts " + levels.joined(separator: ", ")) + "."
    }

    /// Days on which nobody is expected, where all days have one roster.
    var closedDays: String? {
        let closed = plan.grid.openDays.indices.filter { !plan.grid.openDays[$0] }.map { Weekday.shortNames[$0] }
        guard !closed.isEmpty else { return nil }
        return
            "Nobody is expected on \(closed.joined(separator: " and ")): nobody is rostered then, and who comes back "
            + "on such a day does not count."
    }
}
