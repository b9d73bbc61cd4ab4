import Experiments
import Stochastics

/// A staffing in sentences that a manager can read aloud.
package struct StaffingPhrases {
    private let plan: StaffingPlan

    package init(_ plan: StaffingPlan) { self.plan = plan }

    /// The promises as they were written.
    package var targets: String { plan.goals.map(\.goal.requirement.text).joined(separator: " and ") }

    /// What is found, most important first.
    package var findings: [String] {
        var found: [String] = []
        if let sentence = unreachable { found.append(sentence) }
        for team in plan.teams { found += [need(team), comparison(team)] }
        found += plan.goals.map(level) + plan.sideEffects.map(sideEffect) + [confidence] + [binding].compactMap { $0 }
        found += plan.teams.compactMap(drivers)
        if let sentence = coverage { found.append(sentence) }
        if let sentence = earlier { found.append(sentence) }
        return found
    }

    private var window: String {
        "from day \(HumanUnits.number(plan.window.lowerBound / 86_400)) to day "
            + HumanUnits.number(plan.window.upperBound / 86_400)
    }

    /// That an AI which learns needs more people at first.
    private var earlier: String? {
        guard plan.coverage != nil, plan.window.lowerBound > 0 else { return nil }
        return
            "This is the need \(window). Before, while the AI had learned less, it may have been larger: compare the "
            + "scenario with the one that has this roster, or measure more with --weeks."
    }

    /// A service level that nobody asked about.
    private func sideEffect(_ effect: StaffingPlan.SideEffect) -> String {
        var text = "\(effect.measure), which was not asked for, is then \(HumanUnits.mean(effect.found, unit: "share"))"
        if let interval = HumanUnits.interval(effect.found, unit: "share") { text += " (95% interval \(interval))" }
        text += ", against \(HumanUnits.mean(effect.present, unit: "share")) with the present roster"
        guard let target = effect.target else { return text + "." }
        let wanted = "its target of \(HumanUnits.target(target))"
        if let low = effect.found.low, low >= target { return text + "; it meets \(wanted)." }
        if let high = effect.found.high, high < target { return text + "; it MISSES \(wanted)." }
        return text + "; whether it meets \(wanted) is undecided."
    }

    /// How it was found.
    package var method: [String] {
        let grid = plan.grid
        var found: [String] = []
        switch grid.pattern {
        case .constant: found.append("The load is the same at all times, so one number is found.")
        case .day:
            found.append("Intervals of \(minutes(grid.intervalSeconds)) of a day that repeats: all days count as one.")
        case .week:
            found.append(
                "Intervals of \(minutes(grid.intervalSeconds)) of a week that repeats: its days differ "
                    + "(--pattern day makes them one).")
        }
        found.append(
            "Measured \(window) of each replication, for contacts by the time they join a queue; seed \(plan.seed).")
        found.append(
            "Search: Erlang formulas on the modified offered load, corrected by \(plan.searchRounds) "
                + "\(plan.searchRounds == 1 ? "simulation" : "simulations") of \(plan.searchReplications) replications with "
                + "the router and the trainer at the staffing tried. Check: \(plan.looks) "
                + "\(plan.looks == 1 ? "look" : "looks"), the last on \(plan.checkReplications) replications that the "
                + "search had not used"
                + (plan.isOverall
                    ? "."
                    : plan.stride == 1
                        ? ", also with one agent less."
                        : ", also with one agent less in every \(ordinal(plan.stride)) interval."))
        found.append(
            "Agents at work is net of shrinkage; rostered is that divided by 1 - shrinkage, rounded up in each interval. "
                + "Absence itself is not drawn: a day with more of it than the average falls short.")
        let uncovered = plan.teams.flatMap(\.cells).count { !$0.isCovered }
        if uncovered > 0 {
            found.append(
                "\(uncovered) intervals lie outside the measured period; the present roster stands there. Write a longer "
                    + "horizon to have them.")
        }
        return found
    }

    private var unreachable: String? {
        guard !plan.isReachable else { return nil }
        return
            "NOT REACHABLE: \(targets) is missed even with \(plan.most) agents. Raise --max-agents, or look for what "
            + "agents of this team cannot change: queues that other teams serve, a short time, customers who leave at once."
    }

    private func need(_ team: StaffingPlan.TeamPlan) -> String {
        guard let peak = team.cells.indices.max(by: { team.cells[$0].net < team.cells[$1].net }) else { return "" }
        let cell = team.cells[peak]
        let away = team.shrinkage > 0 ? " (\(HumanUnits.target(team.shrinkage)) shrinkage)" : ""
        let cost = team.wagePerHour > 0 ? ", which cost \(money(plan.cost(team))) a week" : ""
        if plan.grid.pattern == .constant {
            return "\(team.name) needs \(agents(cell.net)) at work at all times, \(cell.gross) rostered\(away): "
                + "\(hours(team.netHours)) a week at work and \(hours(team.grossHours)) rostered\(cost)."
        }
        return "\(team.name) needs \(agents(cell.net)) at work at its peak (\(plan.grid.name(peak))), \(cell.gross) "
            + "rostered\(away): \(hours(team.netHours)) a week at work and \(hours(team.grossHours)) rostered\(cost)."
    }

    private func comparison(_ team: StaffingPlan.TeamPlan) -> String {
        let change = team.grossHours - team.presentHours
        let gaps = team.cells.map { Double($0.gross) - $0.present }
        let short = gaps.indices.filter { gaps[$0] > 0.5 }
        let over = gaps.indices.filter { gaps[$0] < -0.5 }
        func most(_ places: [Int], _ sign: Double) -> String {
            guard let worst = places.max(by: { sign * gaps[$0] < sign * gaps[$1] }) else { return "" }
            let size = HumanUnits.number((10 * abs(gaps[worst])).rounded() / 10)
            return plan.grid.pattern == .constant ? "by \(size)" : "most on \(plan.grid.name(worst)), by \(size)"
        }
        var text = "The present roster has \(hours(team.presentHours)) a week"
        if short.isEmpty && over.isEmpty { return text + ", as many as are needed." }
        let of = plan.grid.pattern == .constant ? "" : " in \(short.count) of \(gaps.count) intervals"
        if !short.isEmpty { text += ": too few\(of) (\(most(short, 1)))" }
        if !over.isEmpty {
            let of = plan.grid.pattern == .constant ? "" : " in \(over.count)"
            text += "\(short.isEmpty ? ":" : " and") too many\(of) (\(most(over, -1)))"
        }
        text += "; the found one takes \(hours(abs(change))) \(change < 0 ? "less" : "more")"
        if team.wagePerHour > 0 {
            text += ", \(money(abs(change) * team.wagePerHour)) a week \(change < 0 ? "saved" : "on top")"
        }
        return text + "."
    }

    private func level(_ result: StaffingPlan.GoalResult) -> String {
        let unit = result.goal.kind == .meanWait ? "seconds" : "share"
        let name = result.goal.requirement.measure
        guard let overall = result.overall else { return "Nobody came whom \(name) is about." }
        var text = "\(name) over all contacts is then \(HumanUnits.mean(overall, unit: unit))"
        if let interval = HumanUnits.interval(overall, unit: unit) {
            text += " (95% interval \(interval), n = \(overall.n))"
        }
        if let present = result.present {
            text += ", against \(HumanUnits.mean(present, unit: unit)) with the present roster"
        }
        guard !plan.isOverall, plan.grid.pattern != .constant else { return text + "." }
        return text + "; the target is for each interval on its own, so this lies above it."
    }

    private var confidence: String {
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
        var text = "Shown with 95% confidence for all \(cells.count) intervals together: \(kept) keep the promise"
        if near > 0 { text += ", and \(near) more keep it or miss it by less than \(zone)" }
        text += "; with one agent less \(less) miss it"
        if lessNear > 0 { text += ", and \(lessNear) more miss it or keep it by less than \(zone)" }
        text += "."
        if refuted > 0 { text += " \(refuted) miss it even so." }
        if open > 0 {
            text +=
                " Whether the other \(open) keep it is not decided by the replications; their estimates stand "
                + "(--max-replications gives more)."
        }
        return text
    }

    /// Whether the interval of all contacts together decides.
    private func together(_ result: StaffingPlan.GoalResult) -> String? {
        guard let overall = result.overall else { return nil }
        let goal = result.goal
        let bounds = [overall.low, overall.high].compactMap { $0 }.map(goal.margin)
        let verdict =
            bounds.count < 2 || bounds.contains { $0 < 0 } && bounds.contains { $0 >= 0 }
            ? "it is not decided whether all intervals together keep"
            : (bounds.allSatisfy { $0 >= 0 } ? "all intervals together keep" : "all intervals together miss")
        return "With 95% confidence \(verdict) \(goal.requirement.text)."
    }

    private func single(_ cell: StaffingPlan.Cell) -> String {
        let first =
            switch cell.keeps {
            case "shown": "keep the promise"
            case "within_zone": "keep the promise, or miss it by less than \(zone)"
            case "refuted": "miss the promise"
            default: "keep the promise as far as the replications tell, which do not decide it"
            }
        var text = "With 95% confidence \(agents(cell.net)) \(first)"
        guard cell.net > 0 else { return text + "." }
        switch cell.binds {
        case "shown": text += ", and \(cell.net - 1) miss it."
        case "within_zone": text += "; \(cell.net - 1) miss it, or keep it by less than \(zone)."
        default: text += "; whether \(cell.net - 1) would do is undecided."
        }
        return text
    }

    private var zone: String {
        plan.goals.contains { $0.goal.kind == .meanWait } ? "1 point (5% of a wait)" : "1 point"
    }

    private var binding: String? {
        guard !plan.isOverall, plan.grid.pattern != .constant else { return nil }
        let bound = plan.judged.filter { $0.cell.binds == "shown" }
        guard !bound.isEmpty else { return nil }
        // Where the missing agent costs most.
        let ranked = bound.enumerated().sorted { one, other in
            (one.element.cell.oneLess?.mean ?? 1, one.offset) < (other.element.cell.oneLess?.mean ?? 1, other.offset)
        }
        let wantsMore = plan.goals.first?.goal.requirement.comparison.wantsMore ?? true
        let worst = (wantsMore ? ranked : ranked.reversed()).prefix(3).map(\.element)
        let unit = plan.goals.first?.goal.kind == .meanWait ? "seconds" : "share"
        let words = worst.compactMap { place in
            place.cell.oneLess.map {
                "\(plan.grid.name(place.interval)) (\(place.cell.net - 1) instead of \(place.cell.net): "
                    + "\(HumanUnits.text($0.mean, unit: unit)))"
            }
        }
        return "\(bound.count) intervals bind, where one agent less misses the promise; most: "
            + words.joined(separator: ", ") + "."
    }

    private func drivers(_ team: StaffingPlan.TeamPlan) -> String? {
        guard team.drivers.count >= 2 else { return nil }
        let words = team.drivers.prefix(2).map { driver in
            let percent = HumanUnits.percent(abs(driver.effect), resolution: 0.001)
            return "\(driver.name) (\(driver.change): \(percent) \(driver.effect < 0 ? "fewer" : "more") hours)"
        }
        return "What matters most for \(team.name): \(words.joined(separator: ", then "))."
    }

    private var coverage: String? {
        guard let now = plan.coverage else { return nil }
        var text = "The AI answers \(HumanUnits.mean(now, unit: "share")) of all contacts alone at this staffing"
        if let before = plan.presentCoverage {
            text += " (\(HumanUnits.mean(before, unit: "share")) at the present one: staffing changes what it learns)"
        }
        return text + "."
    }

    private func agents(_ count: Int) -> String { count == 1 ? "1 agent" : "\(count) agents" }

    private func hours(_ hours: Double) -> String { HumanUnits.number(hours.rounded()) + " h" }

    private func money(_ amount: Double) -> String {
        HumanUnits.number(amount.rounded()) + " " + plan.currency
    }

    private func minutes(_ seconds: Double) -> String {
        seconds >= 3600 && seconds.truncatingRemainder(dividingBy: 3600) == 0
            ? "\(Int(seconds / 3600)) h" : "\(Int(seconds / 60)) min"
    }

    private func ordinal(_ count: Int) -> String {
        ["", "", "second", "third", "fourth", "fifth", "sixth"].indices.contains(count) && count > 1
            ? ["", "", "second", "third", "fourth", "fifth", "sixth"][count] : "single"
    }
}
