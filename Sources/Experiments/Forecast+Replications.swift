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

        /// Creates a title.
        public init(scenario: String, about: String, currency: String) {
            self.scenario = scenario
            self.about = about
            self.currency = currency
        }
    }

    /// Estimates everything from the records of replications.
    ///
    /// - Parameters:
    ///   - records: one a replication, in order; 1 or more.
    ///   - confidence: level of every interval, in 0..<1.
    public init(
        _ title: Title, specification: OperationSpecification, seed: UInt64, records: [ReplicationRecord],
        confidence: Double = 0.95
    ) {
        let instances = specification.measures()
        var measures: [MeasureEstimate] = []
        var raw: [ReplicationValue] = []
        for (index, instance) in instances.enumerated() {
            let values = records.map { $0.values[index] }
            guard let estimate = Self.estimate(values, confidence: confidence, of: instance.definition) else {
                continue
            }
            measures.append(
                MeasureEstimate(
                    name: instance.name, estimate: estimate,
                    unit: Self.unit(instance.definition.unit, currency: title.currency),
                    kind: instance.definition.kind.rawValue,
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
            confidence: confidence, currency: title.currency, measures: measures,
            timeline: Self.timeline(records, specification: specification, confidence: confidence),
            serviceLevels: [], diagnosis: [], notes: Self.notes(records, specification: specification), raw: raw)
        serviceLevels = verdicts(specification)
        diagnosis = Diagnosis(self, specification: specification).sentences
    }

    private static func estimate(
        _ values: [MeasureValue?], confidence: Double, of definition: MeasureDefinition
    ) -> Estimate? {
        // Only amounts of money can be negative.
        let lowest = definition.unit == .currency ? -Double.infinity : 0
        let range = lowest...(definition.unit == .share ? 1 : Double.infinity)
        if definition.kind == .ratio {
            var numerators: [Double] = []
            var denominators: [Double] = []
            for case .ratio(let numerator, let denominator)? in values {
                numerators.append(numerator)
                denominators.append(denominator)
            }
            return Estimate.ratio(numerators: numerators, denominators: denominators, confidence: confidence)?
                .clipped(to: range)
        }
        return Estimate.mean(of: values.compactMap { $0?.number }, confidence: confidence)?.clipped(to: range)
    }

    private static func unit(_ unit: MeasureUnit, currency: String) -> String {
        switch unit {
        case .currency: currency
        case .currencyEach: "\(currency) each"
        default: unit.rawValue
        }
    }

    private static func timeline(
        _ records: [ReplicationRecord], specification: OperationSpecification, confidence: Double
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
                estimate(records.map { $0.timeline[index] }, confidence: confidence, of: instance.definition))
        }
        for (queue, details) in specification.queues.enumerated() where specification.queues.count > 1 {
            for hour in 0..<168 {
                let lengths = records.compactMap { $0.queueLengths[queue][hour] }
                add(
                    "hour \(padded(hour, 3))", "human.queue.mean_length{queue=\(details.name)}",
                    Estimate.mean(of: lengths, confidence: confidence)?.clipped(to: 0...Double.infinity))
            }
        }
        for (index, coverage) in ReplicationRecord.coverages.enumerated() {
            let hundredths = Int((coverage * 100).rounded())
            add(
                "coverage \(hundredths / 100).\(padded(hundredths % 100, 2))", "ai.selective_risk",
                Estimate.mean(of: records.compactMap { $0.risks[index] }, confidence: confidence)?.clipped(to: 0...1))
        }
        return points
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private func verdicts(_ specification: OperationSpecification) -> [ServiceLevelVerdict] {
        specification.serviceLevels.compactMap { level in
            guard let target = level.target, let estimate = self["service_level.\(level.name)"] else { return nil }
            let queues = level.queues.map { specification.queues[$0].name }.joined(separator: ", ")
            let percent = Self.percent(target)
            return ServiceLevelVerdict(
                name: level.name,
                definition: "\(percent) of \(queues) answered within \(Self.duration(level.withinSeconds))",
                target: target, estimate: estimate)
        }
    }

    private static func notes(_ records: [ReplicationRecord], specification: OperationSpecification) -> [String] {
        var notes: [String] = []
        let cases = records.reduce(0) { $0 + $1.cases }
        let recycled = records.reduce(0) { $0 + $1.recycled }
        if specification.ai?.assumed != nil {
            notes.append(
                "Assumed accuracy: how sure and how right the AI is was stated in the scenario, not learned or measured."
            )
        }
        if recycled > 0 && cases > 0 {
            notes.append(
                "\(percent(Double(recycled) / cases)) of the texts were met before (recycle: true); "
                    + "accuracy measures leave them out.")
        }
        if let most = records.map(\.labelsDropped).max(), most > 0, let plan = specification.training {
            notes.append(
                "The label store was full: of its \(grouped(Double(plan.storeCapacity))) labels the oldest of the "
                    + "commonest intents went, up to \(grouped(Double(most))) in a replication.")
        }
        let open = records.reduce(0) { $0 + $1.casesLeftOpen }
        if open > 0 {
            notes.append(
                "\(grouped(Double(open))) cases were not over eight weeks or more after the horizon: the operation "
                    + "cannot keep up, and they are in no measure of resolution.")
        }
        if records.count < 5 {
            notes.append(
                "Only \(records.count) replication\(records.count == 1 ? "" : "s"): "
                    + "intervals are \(records.count == 1 ? "absent" : "wide and may be optimistic"); run 10 or more.")
        }
        return notes
    }

    /// A share in percent with one decimal where it needs one.
    static func percent(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// A whole number with commas between thousands.
    static func grouped(_ value: Double) -> String {
        let digits = String(Int(value.rounded()))
        var text = ""
        for (place, digit) in digits.enumerated() {
            let left = digits.count - place
            if place > 0 && left % 3 == 0 && !text.hasSuffix("-") { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Seconds in the largest unit that fits, with one decimal below 10: "45 s", "3.5 min", "2 h", "3 days".
    static func duration(_ seconds: Double) -> String {
        func short(_ value: Double, _ unit: String) -> String {
            let tenths = value < 10 ? Int((value * 10).rounded()) : 10 * Int(value.rounded())
            return (tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)") + " " + unit
        }
        if seconds < 120 { return short(seconds, "s") }
        if seconds < 7200 { return short(seconds / 60, "min") }
        if seconds < 172_800 { return short(seconds / 3600, "h") }
        return short(seconds / 86_400, "days")
    }
}
