import Files
import Scenarios
import Simulation

extension StaffingGoal {
    /// Reads targets and finds the team that each asks the size of, all mistakes at once.
    ///
    /// - Parameters:
    ///   - texts: such as `service_level.voice >= 80%`; one or more.
    ///   - teams: names of the teams to size; empty to take those for which the queues come first.
    /// - Throws: `Problems`.
    public static func read(
        _ texts: [String], teams: [String], specification: OperationSpecification, currency: String
    ) throws -> [StaffingGoal] {
        var problems = Problems()
        let measures = specification.measures()
        let names = specification.teams.map(\.name)
        for name in teams where !names.contains(name) {
            let near = Spelling.closest(to: name, among: names)
            problems.append(
                Problem(
                    file: "--team \(name)", message: "there is no team '\(name)'",
                    remedy: near.map { "did you mean '\($0)'?" } ?? "the teams are \(names.joined(separator: ", "))"))
        }
        let wanted = teams.compactMap { names.firstIndex(of: $0) }
        var goals: [StaffingGoal] = []
        for text in texts {
            do throws(RequirementProblem) {
                let requirement = try Requirement.parse(text, measures: measures, currency: currency)
                goals.append(try goal(requirement, wanted: teams.isEmpty ? nil : wanted, specification))
            } catch {
                problems.append(
                    // No baseline is known here.
                    Problem(
                        file: "--target '\(text)'", message: error.message,
                        remedy: error.remedy.replacing(", or baseline * 1.02", with: "")))
            }
        }
        for team in wanted where problems.isEmpty && !goals.contains(where: { $0.team == team }) {
            problems.append(
                Problem(
                    file: "--team \(names[team])", message: "no target is about a queue that '\(names[team])' serves",
                    remedy: "leave the team out, or add a --target for it"))
        }
        try problems.throwIfAny()
        return goals
    }

    private static func goal(
        _ requirement: Requirement, wanted: [Int]?, _ specification: OperationSpecification
    ) throws(RequirementProblem) -> StaffingGoal {
        let (kind, queues, within) = try subject(of: requirement, specification)
        guard case .value(let limit) = requirement.limit else {
            throw RequirementProblem(
                message: "a team is sized for a limit of its own, not for that of a baseline",
                remedy: "write a limit such as \(requirement.measure) >= 80%")
        }
        let isLevel = if case .serviceLevel = kind { true } else { false }
        guard requirement.comparison.wantsMore == isLevel else {
            throw RequirementProblem(
                message: "one agent would keep this promise best",
                remedy: "write \(requirement.measure) \(isLevel ? ">=" : "<=") and the limit")
        }
        if isLevel, !(limit > 0 && limit < 1) {
            throw RequirementProblem(
                message: limit >= 1
                    ? "no number of agents can promise 100%: with chance arrivals somebody always waits too long"
                    : "0% is kept without any agent", remedy: "write a target between 1% and 99.9%")
        }
        if !isLevel, !(limit > 0) {
            throw RequirementProblem(
                message: "no number of agents can promise that nobody waits or gives up",
                remedy: "write a limit above 0")
        }
        if kind == .abandonment, specification.meanPatienceSeconds(queues: queues) == nil {
            let names = queues.map { specification.queues[$0].name }.joined(separator: ", ")
            let place = queues.count == 1 ? "{queue=\(names)}" : ""
            throw RequirementProblem(
                message:
                    "nobody gives up in \(names): its customers have no patience in the scenario, so 0 agents would "
                    + "keep this promise",
                remedy:
                    "write a promise about their wait, such as \(Measure.humanWaitMean)\(place) <= 1 h, or a patience "
                    + "for their channel (traffic.channels.NAME.patience)")
        }
        return StaffingGoal(
            requirement: requirement, kind: kind, queues: queues, limit: limit, withinSeconds: within,
            team: try team(for: requirement, queues: queues, wanted: wanted, specification))
    }

    private static func subject(
        of requirement: Requirement, _ specification: OperationSpecification
    ) throws(RequirementProblem) -> (Kind, queues: [Int], withinSeconds: Double) {
        let parts = requirement.measure.split(separator: "{", maxSplits: 1).map(String.init)
        let base = parts[0]
        if let level = specification.serviceLevels.firstIndex(where: { Measure.serviceLevel($0.name) == base }) {
            let definition = specification.serviceLevels[level]
            return (.serviceLevel(level), definition.queues, definition.withinSeconds)
        }
        let kinds: [Measure: Kind] = [.humanAbandonment: .abandonment, .humanWaitMean: .meanWait]
        if let kind = Measure(rawValue: base).flatMap({ kinds[$0] }) {
            guard parts.count > 1 else { return (kind, Array(specification.queues.indices), 0) }
            let name = parts[1].hasPrefix("queue=") ? String(parts[1].dropFirst(6).dropLast()) : ""
            if let queue = specification.queues.firstIndex(where: { $0.name == name }) { return (kind, [queue], 0) }
        }
        let levels = specification.serviceLevels.map { Measure.serviceLevel($0.name) }
        throw RequirementProblem(
            message: "the number of agents by interval cannot be found for \(requirement.measure), only for promises "
                + "about waiting",
            remedy: "write "
                + (levels + [Measure.humanAbandonment, .humanWaitMean].map { "\($0){queue=...}" }).joined(
                    separator: ", "))
    }

    /// The one team to size for queues: the one that is asked for, or the one for which they come first.
    private static func team(
        for requirement: Requirement, queues: [Int], wanted: [Int]?, _ specification: OperationSpecification
    ) throws(RequirementProblem) -> Int {
        let teams = specification.teams
        let serving = teams.indices.filter { team in teams[team].queues.contains { queues.contains($0) } }
        let queueNames = queues.map { specification.queues[$0].name }.joined(separator: ", ")
        guard !serving.isEmpty else {
            throw RequirementProblem(
                message: "nobody serves \(queueNames)", remedy: "add it to the skills of a team")
        }
        if let wanted {
            let chosen = serving.filter { wanted.contains($0) }
            if chosen.count == 1 { return chosen[0] }
            throw RequirementProblem(
                message: chosen.isEmpty
                    ? "the teams named with --team do not serve \(queueNames)"
                    : "several teams named with --team serve \(queueNames), and one can be sized for it",
                remedy: "write --team with one of \(serving.map { teams[$0].name }.joined(separator: ", "))")
        }
        let main = serving.filter { team in teams[team].queues.first.map { queues.contains($0) } ?? false }
        if let only = main.count == 1 ? main.first : serving.count == 1 ? serving.first : nil { return only }
        throw RequirementProblem(
            message: "several teams serve \(queueNames): \(serving.map { teams[$0].name }.joined(separator: ", "))",
            remedy: "say which one is to be sized, such as --team \(teams[serving[0]].name)")
    }
}
