import Simulation

extension ScenarioKeys {
    private static let units = 1...64

    /// Teams, assignment, money and promises.
    static let ofPeople: [ScenarioKey] = [
        ScenarioKey("teams", .members, .required, "People with the same skills and conditions, by name."),
        ScenarioKey("teams.*.skills", .names, .required, "Queues that the team serves."),
        ScenarioKey("teams.*.agents", .whole(0...60_000), "Agents round the clock, in place of shifts."),
        ScenarioKey(
            "teams.*.shifts", .members, .needed("without agents or agents_by_interval"),
            "When how many agents are on duty, by name."),
        ScenarioKey(
            "teams.*.shifts.*.days", .days, .standard("daily"), "Days on which it starts: mon-fri, sat, [mon, wed]."),
        ScenarioKey("teams.*.shifts.*.from", .timeOfDay, .required, "Start, such as '08:00'."),
        ScenarioKey(
            "teams.*.shifts.*.to", .timeOfDay, .required, "End, on the next day where it is not after the start."),
        ScenarioKey("teams.*.shifts.*.agents", .whole(0...60_000), .required, "Agents rostered."),
        ScenarioKey(
            "teams.*.agents_by_interval", .members, "In place of shifts: agents at work by interval of the day."),
        ScenarioKey(
            "teams.*.agents_by_interval.every", .duration(above: true), .required,
            "Length of the intervals, 5 min or more, which divides a day."),
        ScenarioKey(
            "teams.*.agents_by_interval.*", .counts(0...60_000),
            "Agents in each interval from midnight, by days: daily, mon-fri, sat."),
        ScenarioKey(
            "teams.*.shrinkage", .share(below: true, above: false), .standard("0%"),
            "Share of rostered shifts that agents are away from, paid."),
        ScenarioKey("teams.*.handle_time", .times, .required, "Handle time of a proficient agent, wrap-up included."),
        ScenarioKey("teams.*.approval_time", .times, "Time to check and release a draft; the handle time without."),
        ScenarioKey("teams.*.audit_time", .times, "Time to check and label an AI answer; the handle time without."),
        ScenarioKey(
            "teams.*.speed_variation", .share, .standard("0%"), "Coefficient of variation of speed between agents."),
        ScenarioKey("teams.*.learning", .mapping, "How agents become faster with tenure."),
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
        ScenarioKey("teams.*.proficiency", .members, "Proficiency by queue; 1 without."),
        ScenarioKey(
            "teams.*.proficiency.*", .number(0.01...100, above: true), "Handle times in this queue are divided by it."),
        ScenarioKey(
            "assignment", .mapping,
            "How contacts and agents are matched; without it longest idle, priority, one contact at a time."),
        ScenarioKey(
            "assignment.agents", .choice(["longest_idle", "least_loaded", "best_outcome"]), .standard("longest_idle"),
            "Who takes a contact."),
        ScenarioKey(
            "assignment.contacts", .choice(["priority", "deadline", "longest_wait", "best_outcome"]),
            .standard("priority"), "Which contact an agent takes."),
        ScenarioKey(
            "assignment.ageing", .duration(above: true), "Time in which a waiting contact gains one priority class."),
        ScenarioKey("assignment.sticky", .duration, "Time that a repeat contact waits for its earlier agent."),
        ScenarioKey(
            "assignment.deadlines", .members,
            "For contacts: deadline, times by queue; that of the shortest service level without."),
        ScenarioKey("assignment.deadlines.*", .duration, "Time within which a contact of this queue should be taken."),
        ScenarioKey("assignment.capacity", .mapping, "Several contacts at once for an agent."),
        ScenarioKey("assignment.capacity.units", .whole(units), .required, "Units that an agent has."),
        ScenarioKey("assignment.capacity.teams", .members, "Units of a team's agents, by team."),
        ScenarioKey("assignment.capacity.teams.*", .whole(units), "Units of the agents of this team."),
        ScenarioKey("assignment.capacity.channels", .members, "Units that a contact takes, by channel; 1 without."),
        ScenarioKey("assignment.capacity.channels.*", .whole(units), "Units that a contact of this channel takes."),
        ScenarioKey(
            "assignment.capacity.stretch", [.share, .factors],
            "What each further contact in hand adds to handle times, or factors for 1, 2, ... contacts."),
        ScenarioKey("costs", .mapping, "What is paid beside wages."),
        ScenarioKey("costs.ai_per_query", .money, .standard("0 USD"), "Cost of a query that the AI reads."),
        ScenarioKey("costs.wrong_resolution", .money, .standard("0 USD"), "Cost of a wrong resolution."),
        ScenarioKey("prices", .mapping, "What is earned; without it nothing is sold."),
        ScenarioKey("prices.ai_resolution", .money, "Price of a resolution by the AI alone."),
        ScenarioKey("prices.human_resolution", .money, "Price of a resolution with a human."),
        ScenarioKey("service_levels", .members, "Promises about waiting, by name."),
        ScenarioKey("service_levels.*.queues", .names, .required, "Queues that it is about."),
        ScenarioKey(
            "service_levels.*.within", .duration, .required,
            "Time in which a contact is to be taken: served in time / joined the queues, abandoned included."),
        ScenarioKey("checks", .members, "What results must keep to, for hitl check, each with a name."),
        ScenarioKey(
            "checks.level", .share(below: false, above: true), .standard("5%"),
            "Chance that any check fails though all hold, below 50%."),
        ScenarioKey("checks.looks", .whole(1...20), .standard("4"), "How often the evidence is looked at."),
        ScenarioKey(
            "checks.max_replications", .whole(10...1_000_000),
            "Most replications; 8 times those of the scenario without."),
        ScenarioKey(
            "checks.*", .text,
            "A measure and its limit: service_level.chat >= 80%, \(Measure.costPerResolution) < baseline * 1.02."),
        ScenarioKey("service_levels.*.target", .share, "Share that is to be served in time."),
    ]
}
