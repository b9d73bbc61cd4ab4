import Files
import Quantities
import Simulation
import Stochastics
import Traffic
import Workforce

extension ScenarioReader {
    /// How customers react.
    func readCustomers() -> CustomerBehaviour {
        guard let section = root.section("customers") else { return .content }
        defer { section.finish() }
        var customers = CustomerBehaviour()
        customers.noticesWrong = section.share("notice_wrong") ?? customers.noticesWrong
        customers.returns = section.share("return") ?? customers.returns
        customers.returnsWhenRight = section.share("return_when_right") ?? customers.returnsWhenRight
        customers.returnDelay = section.distribution("return_after", .time) ?? customers.returnDelay
        customers.reopenWindowSeconds = section.seconds("reopen_window") ?? customers.reopenWindowSeconds
        if customers.reopenWindowSeconds > 8 * Seconds.perWeek {
            section.report("reopen_window", "cases are followed for 8 weeks at most", "write 8 weeks or less")
        }
        customers.upsetOnReturn = section.share("upset_on_return") ?? customers.upsetOnReturn
        customers.rephraseDelay = section.distribution("rephrase_after", .time) ?? customers.rephraseDelay
        customers.mostContacts = section.integer("most_contacts", in: 1...60) ?? customers.mostContacts
        return customers
    }

    /// The people.
    func readTeams() -> [Team] {
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
        var shifts = section.sections("shifts").map { _, shift in readShift(shift) }
        if shifts.count > Self.mostTeams {
            section.report("shifts", "there are more than \(Self.mostTeams) shifts", "write fewer")
        }
        let curve = readAgentsByInterval(section)
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
                "write shifts: {day: {days: mon-fri, from: '08:00', to: '16:00', agents: 10}}, or agents: 10 for round the clock"
            )
        }
        let handle = section.required("handle_time", example: Section.Dimension.time.example) {
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

    private func readShift(_ section: Section) -> Shift {
        defer { section.finish() }
        let days = readDays(section)
        let from = section.required("from", example: "'08:00'") { timeOfDay(section, $0) } ?? 0
        let to = section.required("to", example: "'16:00'") { timeOfDay(section, $0) } ?? Seconds.perDay
        let agents = section.required("agents", example: "10") { section.integer($0, in: 0...60_000) } ?? 0
        if from >= Seconds.perDay { section.report("from", "a shift cannot start at 24:00", "write from: '00:00'") }
        return Shift(days: days, fromSeconds: min(from, 86_399), toSeconds: to, agents: agents)
    }

    /// Days such as `mon-fri`, `sat`, `[mon, wed]`; every day when not given.
    private func readDays(_ section: Section) -> [Bool] {
        guard let words = section.names("days", as: .days) else { return Array(repeating: true, count: 7) }
        var days = Array(repeating: false, count: 7)
        for word in words.flatMap({ $0.split(separator: ",").map { $0.trimmingPrefix(" ").lowercased() } }) {
            guard let meant = Self.days(of: word) else {
                section.report("days", "'\(word)' is not a day", "write mon-fri, sat, [mon, wed] or daily")
                continue
            }
            for day in meant { days[day] = true }
        }
        if words == [""] { section.report("days", "there is no day", "write mon-fri, sat, [mon, wed] or daily") }
        return days
    }

    /// The days, from Monday as 0, of a word such as `mon-fri`, `sat` or `daily`; nil when it is none.
    static func days(of word: String) -> [Int]? {
        if word == "daily" { return Array(0..<7) }
        let ends = word.split(separator: "-").map { part in Weekday.keys.firstIndex(of: String(part.prefix(3))) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
        return (0...((last - first + 7) % 7)).map { (first + $0) % 7 }
    }

    private func timeOfDay(_ section: Section, _ key: String) -> Double? {
        guard let text = section.text(key, as: .timeOfDay) else { return nil }
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0..<60).contains(minute), hour * 60 + minute <= 1440
        else {
            section.report(key, "'\(text)' is not a time of day", "write it like '08:30', in quotes")
            return nil
        }
        return Double(hour * 3600 + minute * 60)
    }

    /// Costs and prices.
    func readPrices() -> Prices {
        var prices = Prices()
        if let costs = root.section("costs") {
            prices.aiPerQuery = costs.money("ai_per_query", currency: currency) ?? 0
            prices.wrongResolution = costs.money("wrong_resolution", currency: currency) ?? 0
            costs.finish()
        }
        if let sold = root.section("prices") {
            prices.aiResolution = sold.money("ai_resolution", currency: currency)
            prices.humanResolution = sold.money("human_resolution", currency: currency)
            sold.finish()
        }
        return prices
    }

    /// Promises about waiting.
    func readServiceLevels() -> [ServiceLevelDefinition] {
        root.sections("service_levels").map { name, section in
            defer { section.finish() }
            let queues =
                section.required("queues", example: "[\(catalog.queues.first ?? "general")]") { section.names($0) }
                ?? []
            return ServiceLevelDefinition(
                name: name,
                queues: queues.compactMap { index(of: $0, in: catalog.queues, what: "queue", at: section, "queues") },
                withinSeconds: section.required("within", example: "20 s") { section.seconds($0) } ?? 0,
                target: section.share("target"))
        }
    }
}
