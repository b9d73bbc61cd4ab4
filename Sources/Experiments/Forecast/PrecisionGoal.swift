import Simulation
import Stochastics

/// A precision to be reached: relative half-widths of some measures, and how many replications may be spent on it.
public struct PrecisionGoal: Sendable, Equatable {
    /// Wanted half-width over mean, above 0.
    public let relative: Double
    /// Full names of the measures that must reach it.
    public let measures: [String]
    /// Replications before it is judged for the first time: 20 independent ones or more.
    public let minimum: Int
    /// Most replications.
    public let maximum: Int

    /// Fewest independent observations before a run may stop: with 5 the coverage falls to .93, with 20 it is .95.
    public static let fewest = 20

    /// States a goal.
    ///
    /// - Parameters:
    ///   - measures: full names; nil for those of `standard(for:)`.
    ///   - minimum: replications wanted at least; raised to 20 independent observations, and to whole groups.
    ///   - group: replications that make one independent observation.
    public init(
        relative: Double, measures: [String]? = nil, minimum: Int = 0, maximum: Int, group: Int = 1,
        for specification: OperationSpecification
    ) {
        self.relative = relative
        self.measures = measures ?? Self.standard(for: specification)
        // Groups are judged whole: the least is rounded up, the most down.
        let group = max(1, group)
        let least = max(minimum, Self.fewest * group)
        self.minimum = (least + group - 1) / group * group
        self.maximum = max(maximum - maximum % group, self.minimum)
    }

    /// What a forecast is for: service levels with a target (all, where none has one), the humans' share and the cost
    /// of a query; the mean wait, and failing that the volume, of an operation that has none of these.
    public static func standard(for specification: OperationSpecification) -> [String] {
        let known = specification.measures().map(\.name)
        let levels = specification.serviceLevels
        let judged = levels.contains { $0.target != nil } ? levels.filter { $0.target != nil } : levels
        var names = judged.map { Measure.serviceLevel($0.name) }
        if specification.policy.usesAI { names.append(Measure.humanShare.name) }
        names.append(Measure.costPerQuery.name)
        let found = names.filter { known.contains($0) }
        if !found.isEmpty { return found }
        return [Measure.humanWaitMean, .queriesOffered].map(\.name).first { known.contains($0) }.map { [$0] } ?? []
    }

    /// Judges the first replications by number.
    ///
    /// - Parameter instances: the measures whose values the records hold, in order.
    public func status(
        _ records: [ReplicationRecord], instances: [MeasureInstance], estimator: ReplicationEstimator
    ) -> PrecisionStatus {
        let cases = estimator.controls == nil ? [] : records.map(\.cases)
        var found: (name: String, width: Double?)?
        var constant: [String] = []
        for name in measures {
            guard let place = instances.firstIndex(where: { $0.name == name }) else { continue }
            let outcome = estimator.outcome(
                records.map { $0.values[place] }, cases: cases, of: instances[place].definition)
            let width = outcome.flatMap { $0.estimate.halfWidth == 0 ? 0 : $0.estimate.relativeHalfWidth }
            let numbers = records.compactMap { $0.values[place]?.number }
            if width == 0, let first = numbers.first, numbers.allSatisfy({ $0 == first }) { constant.append(name) }
            if let found {
                // One without a width is worst of all.
                guard let widest = found.width, width.map({ $0 > widest }) ?? true else { continue }
            }
            found = (name, width)
        }
        var status = PrecisionStatus(
            asked: relative, measures: measures, isReached: false, replications: records.count, worst: found?.name,
            relativeHalfWidth: found?.width)
        status.constant = constant
        guard let width = status.relativeHalfWidth else { return status }
        status.isReached = width <= relative
        let factor = width / relative
        let wanted = Double(records.count) * factor * factor
        status.needed = status.isReached ? records.count : Int(min(1e9, wanted.rounded(.up)))
        return status
    }
}

/// How near replications are to a precision.
public struct PrecisionStatus: Sendable, Equatable {
    /// Wanted half-width over mean.
    public var asked: Double
    /// Full names of the measures that must reach it.
    public var measures: [String]
    /// Whether all of them have.
    public var isReached: Bool
    /// Replications judged.
    public var replications: Int
    /// The measure that is known worst; nil without measures.
    public var worst: String?
    /// Its half-width over its mean; nil where it has no value, no interval or a mean of 0.
    public var relativeHalfWidth: Double?
    /// Replications that would do, by the square root law; nil where nothing can be said.
    public var needed: Int?
    /// Measures to be precise that had one value in all replications: a half-width of 0 that says little.
    public var constant: [String] = []

    /// Describes a status; see the properties.
    public init(
        asked: Double, measures: [String], isReached: Bool, replications: Int, worst: String? = nil,
        relativeHalfWidth: Double? = nil, needed: Int? = nil
    ) {
        self.asked = asked
        self.measures = measures
        self.isReached = isReached
        self.replications = replications
        self.worst = worst
        self.relativeHalfWidth = relativeHalfWidth
        self.needed = needed
    }

    /// The caution where a half-width of 0 counts as precise because nothing has varied yet; nil elsewhere.
    public var warning: Finding? {
        isReached && !constant.isEmpty ? .constantMeasures(measures: constant, replications: replications) : nil
    }
}
