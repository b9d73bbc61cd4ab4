import Experiments
import Files
import Quantities
import Stochastics

/// How sure a staffing is, and which intervals miss their promise.
extension StaffingPhrases {
    var confidence: String {
        let cells = plan.judged
        guard !plan.isOverall else {
            return
                "The target is for all intervals together; whether any one agent less would still keep it is not judged "
                + "(--scope interval judges each)."
        }
        guard plan.grid.pattern != .constant || cells.count > 1 else {
            return cells.first.map { single($0.cell) } ?? ""
        }
        func count(_ word: String, _ part: KeyPath<StaffingPlan.Cell, String>) -> Int {
            cells.count { $0.cell[keyPath: part] == word }
        }
        let kept = count("shown", \.keeps)
        let near = count("within_zone", \.keeps)
        let open = count("undecided", \.keeps)
        let refuted = count("refuted", \.keeps)
        let less = count("shown", \.binds)
        let lessNear = count("within_zone", \.binds)
        guard kept + near + less + lessNear + refuted > 0 else {
            return
                "Nothing is shown yet with 95% confidence for all \(cells.count) intervals together: the replications do "
                + "not decide, and the estimates stand (--max-replications gives more)."
        }
        var text =
            "Shown with 95% confidence for all \(cells.count) intervals together: \(verb(kept, "keep", "keeps")) the promise"
        if near > 0 {
            text += ", and \(near) more \(near == 1 ? "keeps it or misses" : "keep it or miss") it by less than \(zone)"
        }
        text += "; with one agent less \(verb(less, "miss", "misses")) it"
        if lessNear > 0 {
            text +=
                ", and \(lessNear) more \(lessNear == 1 ? "misses it or keeps" : "miss it or keep") it by less than \(zone)"
        }
        text += "."
        if refuted > 0 { text += " \(verb(refuted, "miss", "misses")) it even so." }
        if open > 0 {
            text +=
                " Whether \(open == cells.count ? "any" : "the other \(open)") "
                + "\(open == 1 && open < cells.count ? "keeps" : "keep") it is not decided by the replications; the "
                + "estimates stand (--max-replications gives more)."
        }
        return text
    }

    /// How many estimates are on the wrong side of the target, and those intervals that probably miss it by name.
    var misses: String? {
        guard !plan.isOverall else { return nil }
        let cells = plan.judged
        let below = cells.count { plan.isMissed($0.cell, of: $0.team) }
        guard below > 0 else { return nil }
        let far = cells.count { plan.isMissed($0.cell, of: $0.team, by: 1) }
        var text =
            plan.grid.pattern == .constant
            ? "The estimate is on the wrong side of the target, \(far > 0 ? "by more" : "but by less") than \(zone)."
            : "\(below) of \(cells.count) estimates \(below == 1 ? "is" : "are") on the wrong side of the target, "
                + "\(far == 0 ? "none" : "\(far)") of them by more than \(zone)."
        guard plan.grid.pattern != .constant else { return text }
        let named = cells.filter { plan.isProbablyMissed($0.cell, of: $0.team) }
        let open = cells.filter {
            plan.isMissed($0.cell, of: $0.team, by: 1) && !plan.isProbablyMissed($0.cell, of: $0.team)
        }
        if !named.isEmpty { text += " Probably missed, so roster one more there: \(list(named))." }
        if !open.isEmpty { text += " Perhaps missed: \(list(open))." }
        return text
    }

    /// The first intervals of a list with their levels, the worst first.
    private func list(_ cells: [(team: StaffingPlan.TeamPlan, interval: Int, cell: StaffingPlan.Cell)]) -> String {
        let ranked = cells.enumerated().sorted { one, other in
            (deficit(one.element.cell, one.element.team), one.offset)
                < (deficit(other.element.cell, other.element.team), other.offset)
        }.map(\.element)
        let words = ranked.prefix(3).map { "\(plan.grid.name($0.interval)) (\(level(of: $0.cell, of: $0.team)))" }
        return words.joined(separator: ", ") + (cells.count > 3 ? " and \(cells.count - 3) more" : "")
    }

    /// The margin of the target that is missed most, relative to it.
    private func deficit(_ cell: StaffingPlan.Cell, _ team: StaffingPlan.TeamPlan) -> Double {
        zip(team.goals, cell.levels).map { goal, level in
            let goal = plan.goals[goal].goal
            return level.map { goal.margin($0.mean) / goal.limit } ?? .infinity
        }.min() ?? .infinity
    }

    /// The level of an interval that misses its target by most, with its 95% interval.
    private func level(of cell: StaffingPlan.Cell, of team: StaffingPlan.TeamPlan) -> String {
        let all = zip(team.goals, cell.levels).compactMap { goal, level in level.map { (plan.goals[goal].goal, $0) } }
        let worst = all.min { $0.0.margin($0.1.mean) / $0.0.limit < $1.0.margin($1.1.mean) / $1.0.limit }
        guard let (goal, level) = worst else { return "-" }
        let unit = goal.kind == .meanWait ? "seconds" : "share"
        return HumanUnits.mean(level, unit: unit)
            + (HumanUnits.interval(level, unit: unit).map { ", 95% interval \($0)" } ?? "")
    }

    func verb(_ count: Int, _ many: String, _ one: String) -> String { "\(count) \(count == 1 ? one : many)" }

    /// "on Mon 09:30", "at 09:30".
    func at(_ interval: Int) -> String {
        (plan.grid.pattern == .week ? "on " : "at ") + plan.grid.name(interval)
    }

    private func single(_ cell: StaffingPlan.Cell) -> String {
        let first =
            switch cell.keeps {
            case "shown": cell.net == 1 ? "keeps the promise" : "keep the promise"
            case "within_zone":
                "\(cell.net == 1 ? "keeps the promise, or misses" : "keep the promise, or miss") it by less than \(zone)"
            case "refuted": cell.net == 1 ? "misses the promise" : "miss the promise"
            default: ""
            }
        var text =
            first.isEmpty
            ? "Whether \(agents(cell.net)) \(cell.net == 1 ? "keeps" : "keep") the promise is not decided by the "
                + "replications; the estimate stands (--max-replications gives more)"
            : "With 95% confidence \(agents(cell.net)) \(first)"
        guard cell.net > 0 else { return text + "." }
        switch cell.binds {
        case "shown": text += ", and \(verb(cell.net - 1, "miss", "misses")) it."
        case "within_zone":
            text += cell.net == 2 ? "; 1 misses it, or keeps" : "; \(cell.net - 1) miss it, or keep"
            text += " it by less than \(zone)."
        default: text += "; whether \(cell.net - 1) would do is undecided."
        }
        return text
    }

    var zone: String {
        var found: [String] = []
        for goal in plan.goals.map(\.goal) {
            let points = (100_000 * goal.indifference).rounded() / 1000
            let text =
                goal.kind == .meanWait
                ? "5% of the wait" : points == 1 ? "1 point" : "\(RoundedNumber.text(points) ?? "1") points"
            if !found.contains(text) { found.append(text) }
        }
        return found.joined(separator: " or ")
    }
}
