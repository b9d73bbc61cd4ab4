import Routing
import Simulation
import Workforce
import Yams

/// How contacts and agents are matched.
struct AssignmentReader: SectionReader {
    static let title = "Assignment"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "assignment", .mapping, .without("longest idle, priority, one contact at a time"),
            "How contacts and agents are matched."),
        ScenarioKey(
            "assignment.agents", .choice(["longest_idle", "least_loaded", "best_outcome"]), .standard("longest_idle"),
            "Who takes a contact."),
        ScenarioKey(
            "assignment.contacts", .choice(["priority", "deadline", "longest_wait", "best_outcome"]),
            .standard("priority"), "Which contact an agent takes."),
        ScenarioKey(
            "assignment.ageing", .duration(above: true), .without("priorities stay"),
            "Time in which a waiting contact gains one priority class."),
        ScenarioKey(
            "assignment.sticky", .duration, .without("any agent takes it"),
            "Time that a repeat contact waits for its earlier agent."),
        ScenarioKey(
            "assignment.deadlines", .members, .without("that of the queue's shortest service level"),
            "For contacts: deadline, times by queue."),
        ScenarioKey(
            "assignment.deadlines.*", .duration, .member, "Time within which a contact of this queue should be taken."),
        ScenarioKey(
            "assignment.capacity", .mapping, .without("one at a time"), "Several contacts at once for an agent."),
        ScenarioKey(
            "assignment.capacity.units", .whole(1...AssignmentRules.largestCapacity), .required,
            "Units that an agent has."),
        ScenarioKey(
            "assignment.capacity.teams", .members, .without("all have the units above"),
            "Units of a team's agents, by team."),
        ScenarioKey(
            "assignment.capacity.teams.*", .whole(1...AssignmentRules.largestCapacity), .member,
            "Units of the agents of this team."),
        ScenarioKey(
            "assignment.capacity.channels", .members, .without("1 each"), "Units that a contact takes, by channel."),
        ScenarioKey(
            "assignment.capacity.channels.*", .whole(1...AssignmentRules.largestCapacity), .member,
            "Units that a contact of this channel takes."),
        ScenarioKey(
            "assignment.capacity.stretch", [.share, .factors], .without("contacts do not slow each other"),
            "What each further contact in hand adds to handle times, or factors for 1, 2, ... contacts."),
    ]

    let reading: Reading

    /// How contacts and agents are matched; nil for the default.
    func read(
        teams: [Team], queues: [QueueSpecification], levels: [ServiceLevelDefinition],
        expected: ExpectedPrices
    ) -> AssignmentSpecification? {
        guard let section = root.section("assignment") else { return nil }
        defer { section.finish() }
        var assignment = AssignmentSpecification()
        var rules = AssignmentRules()
        rules.agents =
            section.choice("agents", AssignmentRules.AgentOrder.allCases.map { ($0.rawValue, $0) })
            ?? rules.agents
        rules.contacts =
            section.choice("contacts", AssignmentRules.ContactOrder.allCases.map { ($0.rawValue, $0) })
            ?? rules.contacts
        rules.ageingSeconds = section.seconds("ageing", above: true)
        if rules.ageingSeconds != nil, rules.contacts == .deadline || rules.contacts == .longestWait {
            section.report(
                "ageing", "'\(rules.contacts.rawValue)' does not look at priorities",
                "remove 'ageing', or write contacts: priority")
        }
        if let seconds = section.seconds("sticky") {
            assignment.isSticky = true
            rules.stickySeconds = seconds
        }
        rules.targetSeconds = readDeadlines(section, isNeeded: rules.contacts == .deadline, levels: levels)
        readCapacity(section, teams: teams, &assignment, &rules)
        if let interruptible = queues.first(where: \.interruptible) {
            section.report(
                "agents", "queue '\(interruptible.name)' is interruptible, which strategies of assignment are not for",
                "remove 'assignment', or 'interruptible' from the queue")
        }
        rules.expectedCosts = AssignmentSpecification.expectedCosts(
            teams: teams, queues: catalog.queues.count, errorPrice: expected.humanError)
        assignment.rules = rules
        return assignment
    }

    /// Time within which a contact of each queue should be taken: as given, or that of the shortest service level.
    private func readDeadlines(_ section: Section, isNeeded: Bool, levels: [ServiceLevelDefinition]) -> [Double] {
        var targets = catalog.queues.indices.map { queue in
            levels.filter { $0.queues.contains(queue) }.map(\.withinSeconds).min()
        }
        if let details = section.section("deadlines") {
            for (name, _) in details.members() {
                let queue = index(of: name, in: catalog.queues, what: "queue", at: details, name)
                let seconds = details.seconds(name)
                if let queue { targets[queue] = seconds ?? 0 }
            }
            if !isNeeded {
                section.report(
                    "deadlines", "nobody looks at deadlines", "write contacts: deadline, or remove 'deadlines'")
            }
        }
        guard isNeeded else { return [] }
        for (queue, target) in targets.enumerated() where target == nil {
            section.report(
                "contacts", "queue '\(catalog.queues[queue])' has no deadline and no service level",
                "write deadlines: {\(catalog.queues[queue]): 1 min}, or a service level for it")
        }
        return targets.map { $0 ?? 0 }
    }

    /// Units of agents and contacts, and what serving several at once does to handle times.
    private func readCapacity(
        _ section: Section, teams: [Team], _ assignment: inout AssignmentSpecification, _ rules: inout AssignmentRules
    ) {
        guard let details = section.section("capacity") else { return }
        defer { details.finish() }
        let largest = AssignmentRules.largestCapacity
        let units = details.required("units", example: "3") { details.integer($0, in: 1...largest) } ?? 1
        rules.capacities = teams.map { _ in units }
        if let byTeam = details.section("teams") {
            for (name, _) in byTeam.members() {
                let team = index(of: name, in: teams.map(\.name), what: "team", at: byTeam, name)
                let own = byTeam.integer(name, in: 1...largest)
                if let team, let own { rules.capacities[team] = own }
            }
        }
        assignment.channelUnits = catalog.channels.map { _ in 1 }
        if let byChannel = details.section("channels") {
            for (name, _) in byChannel.members() {
                let channel = index(of: name, in: catalog.channels, what: "channel", at: byChannel, name)
                let own = byChannel.integer(name, in: 1...largest)
                if let channel, let own { assignment.channelUnits[channel] = own }
                if let own, let most = rules.capacities.max(), own > most {
                    byChannel.report(
                        name, "\(own) units are more than any agent has", "write \(most), which is all of an agent")
                }
            }
        }
        assignment.stretch = readStretch(details)
        if !assignment.stretch.isEmpty, rules.capacities.allSatisfy({ $0 == 1 }) {
            details.report("stretch", "no agent has more than one contact at once", "write units: 2 or more")
        }
    }

    /// Factors on handle time by contacts in hand: a list that begins with 1, or a share that each further one adds.
    private func readStretch(_ section: Section) -> [Double] {
        guard let node = section.value("stretch") else { return [] }
        if node.scalar != nil {
            guard let share = section.share("stretch") else { return [] }
            return (0..<AssignmentRules.largestCapacity).map { 1 + share * Double($0) }
        }
        section.ask("stretch", .factors)
        guard case .sequence(let items) = node, !items.isEmpty else {
            section.report("stretch", "this should be a share or a list of factors", "write 20%, or [1, 1.2, 1.5]")
            return []
        }
        let factors = items.map { $0.scalar.flatMap { Double($0.string) } ?? 0 }
        guard factors[0] == 1, factors.allSatisfy({ (0.01...100).contains($0) }) else {
            section.report(
                "stretch", "the factors begin with 1, for a single contact, and are numbers from 0.01 to 100",
                "write [1, 1.2, 1.5]")
            return []
        }
        return factors
    }
}
