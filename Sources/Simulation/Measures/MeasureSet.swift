import Quantities

/// One measure of one part of an operation: what a row of a result is about.
public struct MeasureInstance: Sendable {
    /// The measure.
    public let definition: MeasureDefinition
    /// The breakdown and its member; nil for the whole.
    public let member: (breakdown: Breakdown, index: Int)?
    /// Full name: the measure's, with `{queue=billing}` for a part.
    public let name: String

    /// Its value in a replication, or nil when nothing happened that it is about,
    /// and for weeks and hours that lie outside the measured period.
    public func value(in ledger: Ledger, of specification: OperationSpecification) -> MeasureValue? {
        let part = LedgerPart(ledger: ledger, specification: specification, member: member)
        if let member, member.breakdown == .week || member.breakdown == .hour, part[.measuredSeconds] <= 0 {
            return nil
        }
        return definition.value(part)
    }
}

extension MeasureDefinition {
    /// All measures of the glossary in its order; the service levels of a scenario come on top.
    public static let all: [MeasureDefinition] =
        AIMeasures.traffic + AIMeasures.ai + HandoffMeasures.handoff + HumanMeasures.humans + WorkMeasures.work
        + PlanMeasures.plans + OutcomeMeasures.resolution + MoneyMeasures.money + FeedbackMeasures.feedback
        + MonitorMeasures.monitors

    /// The entry of the glossary for the service levels of any scenario.
    public static let serviceLevelEntry = serviceLevel(
        ServiceLevelDefinition(name: "NAME", queues: [], withinSeconds: 0), number: 0)

    /// The measure of a service level.
    static func serviceLevel(_ level: ServiceLevelDefinition, number: Int) -> MeasureDefinition {
        let rules = AbandonmentRule.allCases.map { "`\($0.rawValue)`: \($0.formula)" }.joined(separator: "; ")
        return MeasureDefinition(
            name: Measure.serviceLevel(level.name), .share, .ratio, .higher, in: .humanQueues,
            label: "Service level \(level.name)",
            "Share of those who came to its queues that a human answered in time.",
            formula: "by its `abandoned`, \(rules). Offered are all who tried to join the queues it names, those "
                + "turned away included; who gives up within `short` is taken out of it",
            pitfall: "The four differ by points on the same day: compare levels of one definition only.", by: [.spike]
        ) { part in
            let spike = part.member.flatMap { $0.breakdown == .spike ? $0.index : nil }
            let (kept, all) =
                spike.map { part.ledger.promise(level: number, spike: $0) } ?? part.ledger.promise(level: number)
            return all > 0 ? .ratio(numerator: kept, denominator: all) : nil
        }
    }
}

extension OperationSpecification {
    /// The measures of the whole operation and of its parts that it can produce.
    public func measures() -> [MeasureInstance] {
        instances { breakdown in breakdown != .week && breakdown != .hour }
    }

    /// The measures of the whole operation alone.
    public func wholeMeasures() -> [MeasureInstance] {
        instances { _ in false }
    }

    /// The measures by week.
    public func weeklyMeasures() -> [MeasureInstance] {
        instances { $0 == .week }.filter { $0.member != nil }
    }

    /// The measures by week and by hour of the week.
    public func timelineMeasures() -> [MeasureInstance] {
        instances { $0 == .week || $0 == .hour }.filter { $0.member != nil }
    }

    private func instances(_ wanted: (Breakdown) -> Bool) -> [MeasureInstance] {
        let weeks = Int((horizonSeconds / Seconds.perWeek).rounded(.up))
        let names = SliceMap(self, weeks: weeks).names
        let levels = serviceLevels.enumerated().map { MeasureDefinition.serviceLevel($0.element, number: $0.offset) }
        var found: [MeasureInstance] = []
        for definition in MeasureDefinition.all + levels where definition.condition.holds(for: self) {
            found.append(MeasureInstance(definition: definition, member: nil, name: definition.name))
            for breakdown in definition.breakdowns where wanted(breakdown) {
                let members = names[breakdown] ?? []
                guard members.count > 1 || breakdown.isToldAlone else { continue }
                for (index, member) in members.enumerated() {
                    let part = breakdown == .week || breakdown == .hour ? "" : "{\(breakdown.rawValue)=\(member)}"
                    found.append(
                        MeasureInstance(
                            definition: definition, member: (breakdown, index), name: definition.name + part))
                }
            }
        }
        return found
    }
}
