import Simulation
import Stochastics

/// How the values of replications become an estimate: plain, in antithetic pairs, adjusted by controls.
public struct ReplicationEstimator: Sendable {
    /// Level of every interval, inside (0, 1).
    public let confidence: Double
    /// Whether replications come in antithetic pairs, of which each counts as one observation.
    public let isAntithetic: Bool
    /// Controls of known mean; nil for plain estimates.
    public let controls: ArrivalControls?

    /// What replications say about a measure.
    public struct Outcome: Sendable, Equatable {
        /// Value with its interval.
        public var estimate: Estimate
        /// Variance of plain independent replications over that of this estimate; nil for plain estimates.
        public var gain: Double?
        /// Skewness of the independent observations, of what controls leave of them; nil where there are too few.
        public var skewness: Double?
    }

    /// Plans estimates.
    public init(confidence: Double = 0.95, isAntithetic: Bool = false, controls: ArrivalControls? = nil) {
        self.confidence = confidence
        self.isAntithetic = isAntithetic
        self.controls = controls
    }

    /// Replications that make one independent observation.
    public var group: Int { isAntithetic ? 2 : 1 }

    /// Estimates a measure; nil when no replication has a value.
    ///
    /// - Parameters:
    ///   - values: of the measure, by replication.
    ///   - cases: first contacts of the measured period, by replication; empty to leave controls out.
    public func outcome(_ values: [MeasureValue?], cases: [Double] = [], of form: MeasureForm) -> Outcome? {
        let isRatio = form.kind == .ratio
        let pairs = isAntithetic ? Self.paired(values, isRatio: isRatio) : values
        guard let observations = Self.observations(pairs, isRatio: isRatio) else { return nil }
        var estimate = observations.estimate(confidence: confidence)
        var variance = observations.variance.map { $0 / Double(observations.count) }
        var skewness = observations.skewness
        var isReduced = isAntithetic
        if let adjusted = adjusted(values, cases: cases, isRatio: isRatio) {
            estimate = adjusted.estimate
            variance = adjusted.variance
            skewness = adjusted.skewness
            isReduced = true
        }
        var gain: Double?
        if isReduced, let variance, variance > 0,
            let plain = Self.observations(values, isRatio: isRatio), let spread = plain.variance
        {
            gain = spread / Double(plain.count) / variance
        }
        return Outcome(estimate: estimate.clipped(to: form.range), gain: gain, skewness: skewness)
    }

    /// Estimates a measure of a glossary; see `outcome(_:cases:of:)` with a form.
    public func outcome(_ values: [MeasureValue?], cases: [Double] = [], of definition: MeasureDefinition) -> Outcome? {
        outcome(values, cases: cases, of: definition.form)
    }

    /// The mean of plain numbers, nil where a replication has none; without controls.
    public func mean(_ values: [Double?]) -> Estimate? {
        let wrapped = values.map { $0.map(MeasureValue.value) }
        let pairs = isAntithetic ? Self.paired(wrapped, isRatio: false) : wrapped
        return Self.observations(pairs, isRatio: false)?.estimate(confidence: confidence)
    }

    /// The estimate adjusted by the controls; nil without controls, and where a replication has no value, which would
    /// leave the known means behind.
    private func adjusted(_ values: [MeasureValue?], cases: [Double], isRatio: Bool) -> ControlVariates.Adjusted? {
        guard let controls, cases.count == values.count else { return nil }
        // A replication in which nothing happened adds nothing to either sum of a ratio.
        var filled = isRatio ? values.map { $0 ?? .ratio(numerator: 0, denominator: 0) } : values
        var columns = controls.values(cases: cases)
        if isAntithetic {
            filled = Self.paired(filled, isRatio: isRatio)
            columns = columns.map { column in
                stride(from: 0, to: column.count - 1, by: 2).map { (column[$0] + column[$0 + 1]) / 2 }
            }
        }
        guard filled.allSatisfy({ $0 != nil }), let observations = Self.observations(filled, isRatio: isRatio) else {
            return nil
        }
        return ControlVariates.adjust(observations, controls: columns, confidence: confidence)
    }

    static func observations(_ values: [MeasureValue?], isRatio: Bool) -> Observations? {
        guard isRatio else { return Observations.mean(of: values.compactMap { $0?.number }) }
        var numerators: [Double] = []
        var denominators: [Double] = []
        for case .ratio(let numerator, let denominator)? in values {
            numerators.append(numerator)
            denominators.append(denominator)
        }
        return Observations.ratio(numerators: numerators, denominators: denominators)
    }

    /// Sums of the pairs of a ratio, means of the pairs of other values; one that misses its twin stands alone.
    static func paired(_ values: [MeasureValue?], isRatio: Bool) -> [MeasureValue?] {
        stride(from: 0, to: values.count - 1, by: 2).map { place in
            switch (values[place], values[place + 1]) {
            case (.ratio(let first, let below)?, .ratio(let second, let beneath)?) where isRatio:
                return .ratio(numerator: first + second, denominator: below + beneath)
            case (let first?, let second?):
                guard let one = first.number, let other = second.number else {
                    return first.number == nil ? second : first
                }
                return .value((one + other) / 2)
            case (let first, let second): return first ?? second
            }
        }
    }
}
