import Quantities
import Simulation
import Workforce

/// The people: their skills, how long they take, and what they are paid.
struct TeamsReader: SectionReader {
    static let title = "Teams"
    static let keys: [ScenarioKey] = [
        ScenarioKey("teams", .members, .required, "People with the same skills and conditions, by name."),
        ScenarioKey("teams.*.skills", .names, .required, "Queues that the team serves."),
        ScenarioKey(
            "teams.*.agents", .whole(0...60_000), .without("shifts or agents_by_interval say it"),
            "Agents round the clock, in place of shifts."),
        ScenarioKey(
            "teams.*.shrinkage", .share(below: true, above: false), .standard("0%"),
            "Share of rostered shifts that agents are away from, paid."),
        ScenarioKey("teams.*.handle_time", .times, .required, "Handle time of a proficient agent, wrap-up included."),
        ScenarioKey("teams.*.approval_time", .times, .without("handle_time"), "Time to check and release a draft."),
        ScenarioKey("teams.*.audit_time", .times, .without("handle_time"), "Time to check and label an AI answer."),
        ScenarioKey(
            "teams.*.speed_variation", .share, .standard("0%"), "Coefficient of variation of speed between agents."),
        ScenarioKey(
            "teams.*.learning", .mapping, .without("all are proficient"), "How agents become faster with tenure."),
        ScenarioKey(
            "teams.*.learning.novice_factor", .number(0.01...100, above: true), .required,
            "Handle time of a novice, relative to a proficient agent's."),
        ScenarioKey(
            "teams.*.learning.time_constant", .duration(above: true), .required,
            "Time in which the gap shrinks by a factor of 2.7."),
        ScenarioKey("teams.*.learning.tenure", .times, .standard("0 s"), "Tenure at the start."),
        ScenarioKey(
            "teams.*.label_error", .share, .standard("0%"), "Share of decisions, and so labels, that are wrong."),
        ScenarioKey("teams.*.wage", .moneyPerHour, .standard("0 USD per hour"), "Wage for every rostered hour."),
        ScenarioKey(
            "teams.*.proficiency", .members, .without("1 in each queue"),
            "Proficiency by queue, which the dispatcher knows."),
        ScenarioKey(
            "teams.*.proficiency.*", .number(0.01...100, above: true), .member,
            "Handle times in this queue are divided by it."),
    ]

    let reading: Reading

    /// The teams in the order of the file.
    func read() -> [Team] {
        let teams = root.sections("teams").map { name, section in readTeam(name, section) }
        root.ask("teams", .members, isRequired: true)
        if teams.isEmpty {
            document.report(
                "teams", root.value("teams") ?? root.node, "there is no team",
                "write teams: (see scenarios/support.yaml)")
        }
        if teams.count > Self.mostTeams {
            root.report("teams", "there are more than \(Self.mostTeams) teams", "write fewer")
        }
        return teams
    }

    /// Most teams, and shifts of a team: the roster numbers them in 8 bits.
    private static let mostTeams = 255

    private func readTeam(_ name: String, _ section: Section) -> Team {
        defer { section.finish() }
        let skills =
            section.required("skills", example: "[\(catalog.queues.first ?? "general")]") { section.names($0) } ?? []
        let queues = skills.compactMap { index(of: $0, in: catalog.queues, what: "queue", at: section, "skills") }
        var shifts = section.sections("shifts").map { _, shift in ShiftsReader(reading: reading).read(shift) }
        if shifts.count > Self.mostTeams {
            section.report("shifts", "there are more than \(Self.mostTeams) shifts", "write fewer")
        }
        let curve = AgentsByIntervalReader(reading: reading).read(section)
        if let agents = section.integer("agents", in: 0...60_000) {
            if curve != nil {
                section.report("agents", "there are agents_by_interval as well", "keep one of the two")
            } else if !shifts.isEmpty {
                section.report("agents", "there are shifts as well", "give the agents in the shifts, or no shifts")
            }
            shifts = [.always(agents: agents)]
        } else if curve != nil {
            if !shifts.isEmpty {
                section.report("agents_by_interval", "there are shifts as well", "keep one of the two")
            }
        } else if shifts.isEmpty, !section.has("agents_by_interval") {
            document.report(
                section.join("shifts"), section.node, "'shifts' is missing in 'teams.\(name)'",
                "write shifts: {day: {days: mon-fri, from: '08:00', to: '16:00', agents: 10}}, or agents: 10 for "
                    + "round the clock"
            )
        }
        let handle = section.required("handle_time", example: DistributionReader.Dimension.time.example) {
            section.distribution($0, .time)
        }
        var team = Team(name: name, queues: queues, shifts: shifts, handleTime: handle ?? .constant(0))
        team.curve = curve
        team.proficiency = readProficiency(section, queues: queues)
        team.shrinkage = section.share("shrinkage", below: true) ?? 0
        team.approvalTime = section.distribution("approval_time", .time)
        team.auditTime = section.distribution("audit_time", .time)
        team.speedVariation = section.share("speed_variation") ?? 0
        if let learning = section.section("learning") {
            team.learning = TenureCurve(
                noviceFactor: learning.required("novice_factor", example: "1.4") {
                    learning.number($0, in: 0.01...100, above: true)
                } ?? 1,
                timeConstantSeconds: learning.required("time_constant", example: "8 weeks") {
                    learning.seconds($0, above: true)
                } ?? 1)
            team.tenureSeconds = learning.distribution("tenure", .time) ?? .constant(0)
            learning.finish()
        }
        team.labelError = section.share("label_error") ?? 0
        team.wagePerHour = section.money("wage", currency: currency, per: "per hour") ?? 0
        return team
    }

    /// Proficiency of a team by queue, of those it serves.
    private func readProficiency(_ section: Section, queues: [Int]) -> [Int: Double] {
        guard let details = section.section("proficiency") else { return [:] }
        var found: [Int: Double] = [:]
        for (name, _) in details.members() {
            guard let queue = index(of: name, in: catalog.queues, what: "queue", at: details, name) else { continue }
            if !queues.contains(queue) {
                details.report(
                    name, "the team has no skill for queue '\(name)'", "add '\(name)' to its skills, or remove this")
            }
            found[queue] = details.number(name, in: 0.01...100, above: true)
        }
        return found
    }
}
