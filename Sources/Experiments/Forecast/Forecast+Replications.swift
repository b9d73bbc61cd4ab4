import Quantities
import Scenarios
import Simulation
import Stochastics

extension Forecast {
    /// What a scenario is called, apart from what it simulates.
    public struct Title: Sendable, Equatable {
        /// Name of the scenario.
        public var scenario: String
        /// A sentence or two on it.
        public var about: String
        /// Currency code.
        public var currency: String
        /// What to mind of the scenario itself, such as keys without effect.
        public var warnings: [Finding] = []

        /// Creates a title.
        public init(scenario: String, about: String, currency: String) {
            self.scenario = scenario
            self.about = about
            self.currency = currency
        }

        /// Takes the title of a scenario, with the keys that it gives and that change nothing.
        public init(_ scenario: Scenario) {
            self.init(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
            warnings = scenario.idleKeys.map { Finding($0) }
        }
    }

    /// Estimates everything from the records of replications.
    ///
    /// - Parameters:
    ///   - records: one a replication, in order; 1 or more.
    ///   - estimator: how estimates are made of them.
    ///   - goal: the precision that was asked for, if any.
    public init(
        _ title: Title, specification: OperationSpecification, seed: UInt64, records: [ReplicationRecord],
        estimator: ReplicationEstimator = ReplicationEstimator(), goal: PrecisionGoal? = nil
    ) {
        let instances = specification.measures()
        var measures: [MeasureEstimate] = []
        var raw: [ReplicationValue] = []
        var skewness: [(name: String, skewness: Double, n: Int)] = []
        let cases = records.map(\.cases)
        for (index, instance) in instances.enumerated() {
            let values = records.map { $0.values[index] }
            guard let outcome = estimator.outcome(values, cases: cases, of: instance.definition) else { continue }
            if instance.member == nil, let skew = outcome.skewness {
                skewness.append((instance.name, skew, outcome.estimate.n))
            }
            measures.append(
                MeasureEstimate(
                    name: instance.name, estimate: outcome.estimate,
                    unit: Self.unit(instance.definition.unit, currency: title.currency),
                    kind: instance.definition.kind.rawValue, gain: outcome.gain,
                    basis: specification.ai?.assumed == nil ? nil : MeasureEstimate.assumedAccuracy))
        }
        for (number, record) in records.enumerated() {
            for (index, instance) in instances.enumerated() {
                guard let value = record.values[index]?.number else { continue }
                raw.append(ReplicationValue(replication: number + 1, measure: instance.name, value: value))
            }
        }
        self.init(
            scenario: title.scenario, about: title.about, seed: seed, replications: records.count,
            horizonSeconds: specification.horizonSeconds, warmUpSeconds: specification.warmUpSeconds,
            confidence: estimator.confidence, currency: title.currency, measures: measures,
            timeline: Self.timeline(records, specification: specification, estimator: estimator),
            serviceLevels: [], diagnosis: [], notes: ForecastConditions.notes(records, specification: specification),
            raw: raw)
        serviceLevels = verdicts(specification)
        diagnosis = Diagnosis(self, specification: specification).findings
        warnings =
            title.warnings
            + IntervalWarnings(
                observations: records.count / estimator.group, confidence: estimator.confidence, skewness: skewness,
                what: estimator.isAntithetic ? .antitheticPair : .replication
            ).findings
        if estimator.isAntithetic { varianceReduction.append("antithetic streams") }
        if let controls = estimator.controls { varianceReduction.append(controls.description) }
        precision = goal.map { $0.status(records, instances: instances, estimator: estimator) }
        precisionReached = precision?.isReached ?? true
        if let warning = precision?.warning { warnings.append(warning) }
    }

    /// A unit in words, the currency by its code.
    public static func unit(_ unit: MeasureUnit, currency: String) -> String {
        switch unit {
        case .currency: currency
        case .currencyEach: "\(currency) each"
        default: unit.rawValue
        }
    }

    private static func timeline(
        _ records: [ReplicationRecord], specification: OperationSpecification, estimator: ReplicationEstimator
    ) -> [TimelinePoint] {
        var points: [TimelinePoint] = []
        func add(_ interval: String, _ measure: String, _ estimate: Estimate?) {
            guard let estimate else { return }
            points.append(
                TimelinePoint(
                    interval: interval, measure: measure, mean: estimate.mean, low: estimate.low,
                    high: estimate.high))
        }
        for (index, instance) in specification.timelineMeasures().enumerated() {
            guard let member = instance.member else { continue }
            let interval =
                member.breakdown == .week
                ? "week \(padded(member.index + 1, 2))" : "hour \(padded(member.index, 3))"
            add(
                interval, instance.name,
                estimator.outcome(records.map { $0.timeline[index] }, of: instance.definition)?.estimate)
        }
        for (queue, details) in specification.queues.enumerated() where specification.queues.count > 1 {
            for hour in 0..<Weekday.hours {
                let lengths = records.map { $0.queueLengths[queue][hour] }
                add(
                    "hour \(padded(hour, 3))", "\(Measure.humanQueueMeanLength){queue=\(details.name)}",
                    estimator.mean(lengths)?.clipped(to: 0...Double.infinity))
            }
        }
        for (index, coverage) in ReplicationRecord.coverages.enumerated() {
            let hundredths = Int((coverage * 100).rounded())
            add(
                "coverage \(hundredths / 100).\(padded(hundredths % 100, 2))", Measure.aiSelectiveRisk.name,
                estimator.mean(records.map { $0.risks[index] })?.clipped(to: 0...1))
        }
        return points
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private func verdicts(_ specification: OperationSpecification) -> [ServiceLevelVerdict] {
        specification.serviceLevels.compactMap { level in
            guard let target = level.target, let estimate = self[Measure.serviceLevel(level.name)] else { return nil }
            return ServiceLevelVerdict(
                name: level.name,
                definition: .promise(ServiceLevelPromise(level, queues: specification.queues.map(\.name))),
                abandoned: level.abandoned, target: target, estimate: estimate)
        }
    }
}
