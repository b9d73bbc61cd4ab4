/// How a measure's estimate over replications is made.
public enum EstimatorKind: String, Sendable, Codable {
    /// Mean of the replications' values.
    case mean
    /// Ratio of the sums over replications.
    case ratio
    /// Mean of the replications' percentiles.
    case quantile
}

/// Unit of a measure.
public enum MeasureUnit: String, Sendable, Codable {
    case share, seconds, hours, queries, contacts, agents, labels, models, interruptions, approvals, alarms, flags
    /// A difference of two shares, or another number in -1...1.
    case difference
    /// The scenario's currency.
    case currency
    /// The scenario's currency for each query or resolution.
    case currencyEach = "currency each"
}

/// What one replication says about a measure.
public enum MeasureValue: Sendable, Equatable {
    /// A ratio, with its parts, so that replications can be pooled.
    case ratio(numerator: Double, denominator: Double)
    /// A value of its own.
    case value(Double)

    /// The replication's own value; nil when it divides by zero.
    public var number: Double? {
        switch self {
        case .ratio(let numerator, let denominator): denominator > 0 ? numerator / denominator : nil
        case .value(let value): value
        }
    }
}

/// One part of a ledger that a measure is taken of.
public struct LedgerPart: Sendable {
    /// The ledger.
    public let ledger: Ledger
    /// The operation it is of.
    public let specification: OperationSpecification
    /// The breakdown and its member; nil for the whole.
    public let member: (breakdown: Breakdown, index: Int)?

    /// The slice of the ledger.
    public var slice: Int { member.map { ledger.slices.slice($0.breakdown, $0.index) } ?? SliceMap.whole }

    subscript(_ counter: Counter) -> Double { ledger[counter, slice: slice] }

    func ratio(_ numerator: Counter, _ denominators: Counter...) -> MeasureValue? {
        let total = denominators.reduce(0) { $0 + self[$1] }
        return total > 0 ? .ratio(numerator: self[numerator], denominator: total) : nil
    }

    func wait(_ p: Double) -> MeasureValue? {
        ledger.waits(slice: slice)?.quantile(p).map { .value($0) }
    }
}

/// One measure: what it means, how it is computed from a ledger, and how it is estimated over replications.
public struct MeasureDefinition: Sendable {
    /// Dotted name, with the unit as suffix where it has one.
    public let name: String
    /// Its unit.
    public let unit: MeasureUnit
    /// Its estimator.
    public let kind: EstimatorKind
    /// Which way it is better.
    public let direction: MeasureDirection
    /// The heading under which reports show it.
    public let group: MeasureGroup
    /// Short label, at most 30 characters; nil where reports show its name, after the others of its group.
    public let label: String?
    /// What it says, in one sentence.
    public let meaning: String
    /// How it is computed, in words of the domain.
    public let formula: String
    /// What it is easily mistaken for, or when it misleads.
    public let pitfall: String
    /// Breakdowns it is reported by; `week` and `hour` go to the timeline.
    public let breakdowns: [Breakdown]
    /// Which operations can produce it at all.
    public let condition: MeasureCondition
    /// Its value in a part of a replication's ledger, or nil when nothing happened there that it is about.
    public let value: @Sendable (LedgerPart) -> MeasureValue?

    init(
        _ measure: Measure, _ unit: MeasureUnit, _ kind: EstimatorKind, _ direction: MeasureDirection,
        in group: MeasureGroup, label: String?, _ meaning: String, formula: String, pitfall: String,
        by breakdowns: [Breakdown] = [], when condition: MeasureCondition = .always,
        value: @escaping @Sendable (LedgerPart) -> MeasureValue?
    ) {
        self.init(
            name: measure.name, unit, kind, direction, in: group, label: label, meaning, formula: formula,
            pitfall: pitfall, by: breakdowns, when: condition, value: value)
    }

    init(
        name: String, _ unit: MeasureUnit, _ kind: EstimatorKind, _ direction: MeasureDirection,
        in group: MeasureGroup, label: String?, _ meaning: String, formula: String, pitfall: String,
        by breakdowns: [Breakdown] = [],
        when condition: MeasureCondition = .always,
        value: @escaping @Sendable (LedgerPart) -> MeasureValue?
    ) {
        self.name = name
        self.unit = unit
        self.kind = kind
        self.direction = direction
        self.group = group
        self.label = label
        self.meaning = meaning
        self.formula = formula
        self.pitfall = pitfall
        self.breakdowns = breakdowns
        self.condition = condition
        self.value = value
    }

    /// Its estimator and unit.
    public var form: MeasureForm { MeasureForm(kind: kind, unit: unit) }
}
