import Simulation
import Stochastics

/// Hours of the week in which people are short, gathered into spans.
public struct LoadWarnings: Sendable, Equatable {
    /// What is wrong.
    public let findings: [Finding]
    /// What of it decides the results of a whole run, for a diagnosis.
    public let diagnosis: [Finding]

    private static let mostSpans = 3

    /// The warnings of an operation under a load.
    ///
    /// - Parameter outlook: estimates whose missed targets are told as well; nil where the simulation tells them.
    public init(_ specification: OperationSpecification, load: OfferedLoad, outlook: StaffingOutlook? = nil) {
        var found: [Finding] = []
        // What it learns takes work from the teams later on.
        let isFirst = specification.training != nil
        // A simulation tells what comes of an AI that learns: here a word on how it begins is enough.
        let isTold = isFirst && outlook == nil
        var beginners: [String] = []
        for team in load.teams {
            let spans = WeekSpan.spans { team.agents[$0] > 0 && team.erlangs[$0] > team.agents[$0] * 1.001 }
            let ranked = spans.map { span -> (span: WeekSpan, peak: Int, excess: Double) in
                let peak = span.hoursOfWeek.max { team.excess($0) < team.excess($1) } ?? 0
                return (span, peak, span.hoursOfWeek.reduce(0) { $0 + team.excess($1) })
            }.sorted { $0.excess > $1.excess }
            if isTold {
                if !ranked.isEmpty { beginners.append(team.name) }
                continue
            }
            for (span, peak, _) in ranked.prefix(Self.mostSpans) {
                found.append(
                    .overload(
                        team: team.name, hours: span, erlangs: team.erlangs[peak], agents: team.agents[peak],
                        isFirstModel: isFirst))
            }
            if ranked.count > Self.mostSpans {
                found.append(
                    .moreOverload(team: team.name, spans: ranked.count - Self.mostSpans, isFirstModel: isFirst))
            }
        }
        if !beginners.isEmpty { found.append(.firstModelOverload(teams: beginners)) }
        let growing = Self.growing(specification, load)
        found += growing.map { .growingBacklog(team: $0, isFirstModel: isFirst) }
        let alone = Self.unattended(specification, load, isFirstModel: isFirst)
        found += alone.map(\.warning)
        // Whether it went on growing when the AI had learned, the first model does not tell.
        diagnosis = (isTold ? [] : growing.map { .backlogGrew(team: $0) }) + alone.compactMap(\.diagnosis)
        for level in outlook?.levels ?? [] where level.isShort {
            guard let overall = level.overall, let target = level.target else { continue }
            found.append(
                .expectedBelowTarget(
                    serviceLevel: level.name, abandoned: level.abandoned, formula: level.formula, expected: overall,
                    target: target, isFirstModel: isFirst))
        }
        findings = found
    }

    /// Share of a queue's contacts outside the hours with staff from which on a diagnosis names them.
    private static let muchShare = 0.05

    /// Names of the teams that have more work in the whole week than people, for customers who never give up.
    private static func growing(_ specification: OperationSpecification, _ load: OfferedLoad) -> [String] {
        specification.teams.indices.compactMap { team in
            let (work, agents) = (load.teams[team].erlangs.reduce(0, +), load.teams[team].agents.reduce(0, +))
            let queues = specification.teams[team].queues
            let isEndless = queues.contains { queue in
                specification.queues[queue].capacity == nil && load.offered[queue].contains { $0 > 0 }
                    && specification.meanPatienceSeconds(queues: [queue]) == nil
            }
            guard agents > 0, work > agents * 1.001, isEndless else { return nil }
            return load.teams[team].name
        }
    }

    /// Queues that nobody serves while contacts come for them.
    private static func unattended(
        _ specification: OperationSpecification, _ load: OfferedLoad, isFirstModel: Bool
    ) -> [(warning: Finding, diagnosis: Finding?)] {
        specification.queues.indices.flatMap { queue -> [(warning: Finding, diagnosis: Finding?)] in
            let hours = load.unattended[queue]
            let spans = WeekSpan.spans { hours[$0] > 0.005 }
            let count = hours.reduce(0, +)
            guard !spans.isEmpty, count >= 0.5 else { return [] }
            let name = specification.queues[queue].name
            let all = load.offered[queue].reduce(0, +)
            let share = all > 0 ? count / all : 0
            let cause = Finding.cameUnattended(queue: name, share: share, hours: spans, contactsPerWeek: count)
            return [
                (
                    .unattended(queue: name, hours: spans, contactsPerWeek: count, isFirstModel: isFirstModel),
                    share >= muchShare ? cause : nil
                )
            ]
        }
    }
}

extension OfferedLoad.TeamLoad {
    fileprivate func excess(_ hour: Int) -> Double { erlangs[hour] - agents[hour] }
}
