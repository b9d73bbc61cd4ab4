import Quantities
import Workforce
import Yams

/// Agents at work by interval of the day, in place of shifts.
struct AgentsByIntervalReader: SectionReader {
    static let title = "Agents by interval"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "teams.*.agents_by_interval", .members, .without("shifts or agents say it"),
            "In place of shifts: agents at work by interval of the day, net of shrinkage: nobody is absent, and 1 / "
                + "(1 - shrinkage) as many are paid, rounded up. hitl staff writes it."
        ),
        ScenarioKey(
            "teams.*.agents_by_interval.every", .duration(above: true), .required,
            "Length of the intervals, 5 min or more, which divides a day."),
        ScenarioKey(
            "teams.*.agents_by_interval.*", .counts(0...60_000), .member,
            "Agents in each interval from midnight, by days: daily, mon-fri, sat."),
    ]

    let reading: Reading

    /// Agents at work by interval of the day, in place of shifts; nil when not given. What is wrong is reported, and one
    /// agent stands in, so that a team without agents is not reported on top.
    ///
    /// ```yaml
    /// agents_by_interval: {every: 6 h, mon-fri: [1, 4, 4, 2], sat: [0, 2, 2, 0], sun: [0, 0, 0, 0]}
    /// ```
    func read(_ team: Section) -> StaffingCurve? {
        guard let section = team.section("agents_by_interval") else { return nil }
        defer { section.finish() }
        return curve(section, team: team) ?? StaffingCurve(intervalSeconds: Seconds.perDay, agents: [1])
    }

    private func curve(_ section: Section, team: Section) -> StaffingCurve? {
        let members = section.members()
        guard
            let every = section.required("every", example: "30 min", { section.seconds($0, above: true) })
        else { return nil }
        let count = (Seconds.perDay / every).rounded()
        guard every >= 300, every == every.rounded(), every * count == Seconds.perDay else {
            section.report(
                "every", "this does not divide a day into intervals of 5 minutes or more",
                "write it like 15 min, 30 min or 1 h")
            return nil
        }
        var byDay = [[Int]?](repeating: nil, count: 7)
        var isSound = true
        func refuse(_ name: String, _ message: String, _ remedy: String) {
            section.report(name, message, remedy)
            isSound = false
        }
        for (name, node) in members where name != "every" {
            guard let days = ShiftsReader.days(of: name) else {
                refuse(name, "'\(name)' is not a day", "write daily, mon-fri, sat or sun before the colon")
                continue
            }
            section.ask(name, .counts(0...60_000))
            guard let agents = Self.counts(node, count: Int(count)) else {
                refuse(
                    name,
                    "this should be \(Int(count)) whole numbers of agents from 0 to 60000, one for each interval "
                        + "from midnight", "write [1, 2, ...]")
                continue
            }
            for day in days {
                if byDay[day] != nil { refuse(name, "\(Weekday.keys[day]) is there twice", "keep one of them") }
                byDay[day] = agents
            }
        }
        guard isSound else { return nil }
        let missing = byDay.indices.filter { byDay[$0] == nil }.map { Weekday.keys[$0] }
        guard missing.isEmpty else {
            team.report(
                "agents_by_interval", "there are no agents for \(missing.joined(separator: ", "))",
                "write a line for these days, with 0 where nobody works")
            return nil
        }
        let week = byDay.compactMap { $0 }
        let isDaily = week.allSatisfy { $0 == week[0] }
        return StaffingCurve(intervalSeconds: every, agents: isDaily ? week[0] : week.flatMap { $0 })
    }

    private static func counts(_ node: Node, count: Int) -> [Int]? {
        guard case .sequence(let items) = node else { return nil }
        let numbers = items.compactMap { item in item.scalar.flatMap { Quantity.whole($0.string) } }
        guard items.count == count, numbers.count == count, numbers.allSatisfy({ (0...60_000).contains($0) }) else {
            return nil
        }
        return numbers
    }
}
