import Experiments
import Quantities
import Stochastics

/// A staffing in sentences that a manager can read aloud.
package struct StaffingPhrases {
    let plan: StaffingPlan

    package init(_ plan: StaffingPlan) { self.plan = plan }

    /// The promises as they were written.
    package var targets: String { plan.goals.map(\.goal.requirement.text).joined(separator: " and ") }

    /// What is found, most important first.
    package var findings: [String] {
        var found: [String] = []
        if let sentence = unreachable { found.append(sentence) }
        for team in plan.teams { found += [need(team), comparison(team)] + [over(team)].compactMap { $0 } }
        found +=
            plan.goals.map(level) + [otherScope].compactMap { $0 } + plan.sideEffects.map(sideEffect) + [confidence]
        found += [misses, binding].compactMap { $0 }
        found += plan.teams.compactMap(drivers)
        if let sentence = coverage { found.append(sentence) }
        if let sentence = earlier { found.append(sentence) }
        return found
    }

    private var window: String {
        "from day \(HumanUnits.number(plan.window.lowerBound / Seconds.perDay)) to day "
            + HumanUnits.number(plan.window.upperBound / Seconds.perDay)
    }

    /// That an AI which learns needs more people at first.
    private var earlier: String? {
        guard plan.coverageChange != nil, plan.window.lowerBound > 0 else { return nil }
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
            if let sentence = closedDays { found.append(sentence) }
        case .week:
            found.append(
                "Intervals of \(minutes(grid.intervalSeconds)) of a week that repeats: its days differ "
                    + "(--pattern day makes them one).")
        }
        found.append(
            "Measured \(window) of each replication, for contacts by the time they join a queue; seed \(plan.seed).")
        found += plan.goals.compactMap { result in
            result.goal.level.map { level in
                let share = ServiceLevelPhrases.share(ServiceLevelPromise(level, queues: plan.names.queues))
                return "\(result.goal.requirement.measure) is the share of \(share) "
                    + "(abandoned: \(level.abandoned.rawValue))."
            }
        }
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
                "\(uncovered) \(uncovered == 1 ? "interval lies" : "intervals lie") outside the measured period: the "
                    + "present roster stands there, and their hours are not counted. Write a longer horizon to have them."
            )
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
        let measured = team.cells.indices.filter { team.cells[$0].isCovered }
        guard let peak = measured.max(by: { team.cells[$0].net < team.cells[$1].net }) else {
            return "Nothing was measured of \(team.name)."
        }
        let cell = team.cells[peak]
        let part =
            measured.count < team.cells.count
            ? " in the \(measured.count) of \(team.cells.count) intervals that were measured" : ""
        // Where the promise is missed all the same, this is no answer.
        let verb = plan.isReachable ? "needs" : "was tried with"
        let away = team.shrinkage > 0 ? " (\(HumanUnits.target(team.shrinkage)) shrinkage)" : ""
        let cost = team.wagePerHour > 0 ? ", which cost \(money(plan.cost(team))) a week" : ""
        if plan.grid.pattern == .constant {
            return "\(team.name) \(verb) \(agents(cell.net)) at work at all times, \(cell.gross) rostered\(away): "
                + "\(hours(team.netHours)) a week at work and \(hours(team.grossHours)) rostered\(cost)."
        }
        return "\(team.name) \(verb) \(agents(cell.net)) at work at its peak (\(plan.grid.name(peak))), \(cell.gross) "
            + "rostered\(away): \(hours(team.netHours)) a week at work and \(hours(team.grossHours)) rostered\(part)"
            + "\(cost)."
    }

    private func comparison(_ team: StaffingPlan.TeamPlan) -> String {
        guard plan.isReachable else {
            return "The present roster has \(hours(team.presentHours)) a week, this one \(hours(team.grossHours)); "
                + "it does not keep the promise, so the difference is no saving."
        }
        let change = team.grossHours - team.presentHours
        let measured = team.cells.indices.filter { team.cells[$0].isCovered }
        let gaps = team.cells.map { Double($0.gross) - $0.present }
        let short = measured.filter { gaps[$0] > 0.5 }
        // Where the promise is probably missed, nothing is too many.
        let over = measured.filter { gaps[$0] < -0.5 && !plan.isProbablyMissed(team.cells[$0], of: team) }
        func most(_ places: [Int], _ sign: Double) -> String {
            guard let worst = places.max(by: { sign * gaps[$0] < sign * gaps[$1] }) else { return "" }
            let size = HumanUnits.number((10 * abs(gaps[worst])).rounded() / 10)
            return plan.grid.pattern == .constant ? "by \(size)" : "most \(at(worst)), by \(size)"
        }
        var text = "The present roster has \(hours(team.presentHours)) a week"
        if short.isEmpty && over.isEmpty && abs(change) < 0.5 { return text + ", as many as are needed." }
        let of = plan.grid.pattern == .constant ? "" : " in \(short.count) of \(measured.count) intervals"
        if !short.isEmpty { text += ": too few\(of) (\(most(short, 1)))" }
        if !over.isEmpty {
            let of =
                plan.grid.pattern == .constant
                ? "" : " in \(over.count)" + (short.isEmpty ? " of \(measured.count) intervals" : "")
            text += "\(short.isEmpty ? ":" : " and") too many\(of) (\(most(over, -1)))"
        }
        text += "; the found one takes \(hours(abs(change))) \(change < 0 ? "less" : "more")"
        if team.wagePerHour > 0 {
            text += ", \(money(team.pay(hours: abs(change)))) a week \(change < 0 ? "saved" : "on top")"
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
        let together =
            result.goal.margin(overall.mean) < 0 ? "all together miss it too" : "all together do better than the worst"
        return text + "; the target is for each interval on its own, and \(together)."
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
        return
            "\(verb(bound.count, "intervals bind", "interval binds")), where one agent less misses the promise; most: "
            + words.joined(separator: ", ") + "."
    }

    /// What is done to an input, to see what moves the hours.
    static func change(_ input: StaffingPlan.Driver.Input) -> String {
        switch input {
        case .volume: "10% more contacts"
        case .handleTime: "10% longer"
        case .patience: "customers wait 10% longer before they give up"
        case .aiShare: "the AI answers 10% more on its own"
        case .shrinkage: "10% more absence"
        }
    }

    private func drivers(_ team: StaffingPlan.TeamPlan) -> String? {
        guard team.drivers.count >= 2 else { return nil }
        let words = team.drivers.prefix(2).map { driver in
            let percent = HumanUnits.percent(abs(driver.effect), resolution: 0.001)
            return
                "\(driver.input.rawValue) (\(Self.change(driver.input)): \(percent) \(driver.effect < 0 ? "fewer" : "more") hours)"
        }
        return "What matters most for \(team.name): \(words.joined(separator: ", then "))."
    }

    private var coverage: String? {
        guard let now = plan.coverage else { return nil }
        let text = "The AI answers \(HumanUnits.mean(now, unit: "share")) of all contacts alone at this staffing"
        guard let before = plan.presentCoverage, let change = plan.coverageChange, let low = change.low,
            let high = change.high
        else { return text + "." }
        let other = HumanUnits.mean(before, unit: "share")
        guard low > 0 || high < 0 else {
            return text + " (\(other) at the present one: no difference is shown)."
        }
        return text + " (\(other) at the present one: staffing changes what it learns)."
    }

    func agents(_ count: Int) -> String { count == 1 ? "1 agent" : "\(count) agents" }

    func hours(_ hours: Double) -> String { HumanUnits.number(hours.rounded()) + " h" }

    func money(_ amount: Double) -> String {
        HumanUnits.number(amount.rounded()) + " " + plan.currency
    }

    private func minutes(_ seconds: Double) -> String {
        seconds >= Seconds.perHour && seconds.truncatingRemainder(dividingBy: Seconds.perHour) == 0
            ? "\(Int(saturating: seconds / Seconds.perHour)) h" : "\(Int(saturating: seconds / Seconds.perMinute)) min"
    }

    private func ordinal(_ count: Int) -> String {
        ["", "", "second", "third", "fourth", "fifth", "sixth"].indices.contains(count) && count > 1
            ? ["", "", "second", "third", "fourth", "fifth", "sixth"][count] : "single"
    }
}
