import Scenarios
import Simulation
import Stochastics

/// How far a measure lies from what it must keep to, at one look.
struct CheckEvidence {
    /// The measure's value.
    let value: Double
    /// What it must keep to.
    let limit: Double
    /// The value less the limit.
    let margin: Evidence
    let reference: CheckOutcome.Reference?

    /// The evidence on a requirement; nil where it is too little for an interval.
    ///
    /// - Parameters:
    ///   - values: of the measure, by replication from the first.
    ///   - baseline: the measure in the baseline, with whether its replications met the same customers.
    init?(
        _ requirement: Requirement, values: [MeasureValue?], baseline: (values: [MeasureValue?], isPaired: Bool)?,
        estimator: ReplicationEstimator
    ) {
        let isRatio = requirement.form.kind == .ratio
        func observations(_ values: [MeasureValue?]) -> Observations? {
            ReplicationEstimator.observations(
                estimator.isAntithetic ? ReplicationEstimator.paired(values, isRatio: isRatio) : values,
                isRatio: isRatio)
        }
        switch requirement.limit {
        case .value(let limit):
            guard let found = observations(values),
                let evidence = Evidence(found.shifted(by: -limit), scale: max(found.center.magnitude, limit.magnitude))
            else { return nil }
            self.value = found.center
            self.limit = limit
            margin = evidence
            reference = nil
        case .baseline(let factor, let offset):
            guard let baseline else { return nil }
            if baseline.isPaired {
                let common = min(values.count, baseline.values.count)
                let old = Array(baseline.values.prefix(common))
                let now = Array(values.prefix(common))
                guard let before = observations(old), let after = observations(now),
                    let pairs = estimator.difference(now, from: old, factor: factor, of: requirement.form)
                else { return nil }
                let center = pairs.estimate.mean
                let found = Observations(
                    center: center, deviates: pairs.observations.map { $0 - center }, count: pairs.estimate.n)
                let limit = factor * before.center + offset
                guard
                    let evidence = Evidence(
                        found.shifted(by: -offset), scale: max(after.center.magnitude, limit.magnitude))
                else { return nil }
                self.value = limit + evidence.center
                self.limit = limit
                margin = evidence
                reference = CheckOutcome.Reference(value: before.center, replications: common, isPaired: true)
            } else {
                guard let before = observations(baseline.values), let after = observations(values),
                    let evidence = Evidence(after.shifted(by: -offset), less: before, times: factor)
                else { return nil }
                value = after.center
                limit = factor * before.center + offset
                margin = evidence
                reference = CheckOutcome.Reference(
                    value: before.center, replications: baseline.values.count, isPaired: false)
            }
        }
    }

    /// Whether the evidence says that a requirement is violated, with this probability of being wrong.
    func refutes(_ comparison: Requirement.Comparison, tail: Double) -> Bool {
        if margin.standardError == 0 { return margin.center != 0 && !comparison.holds(margin.center, 0) }
        return comparison.wantsMore ? margin.upperBound(tail: tail) < 0 : margin.lowerBound(tail: tail) > 0
    }

    /// Whether the evidence says that a requirement holds, with this probability of being wrong.
    func confirms(_ comparison: Requirement.Comparison, tail: Double) -> Bool {
        if margin.standardError == 0 { return comparison.holds(margin.center, 0) }
        return comparison.wantsMore ? margin.lowerBound(tail: tail) > 0 : margin.upperBound(tail: tail) < 0
    }

    /// The value with the interval of its distance to the limit.
    func estimate(below: Double, above: Double, within range: ClosedRange<Double>) -> Estimate {
        let low = limit + margin.lowerBound(tail: below)
        let high = limit + margin.upperBound(tail: above)
        return Estimate(
            mean: value, low: low, high: high, halfWidth: (high - low) / 2, confidence: 1 - below - above,
            n: margin.count
        ).clipped(to: range)
    }

    /// Replications that would bring the bound on the side of the limit to the limit, by the square root law.
    func needed(below: Double, above: Double) -> Int? {
        let half =
            margin.center > 0
            ? margin.center - margin.lowerBound(tail: below)
            : margin.upperBound(tail: above) - margin.center
        guard margin.center != 0, half.isFinite else { return nil }
        let factor = half / margin.center.magnitude
        let wanted = (Double(margin.count) * factor * factor).rounded(.up)
        return wanted < 1e6 ? Int(wanted) : nil
    }
}
