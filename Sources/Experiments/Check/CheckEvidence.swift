import Scenarios
import Simulation
import Stochastics

/// How far a measure lies from what it must keep to, at one look.
///
/// Bounds are those of ``Evidence``. Where few events were seen they are never nearer than the exact ones of
/// ``EventCount``; two independent runs join theirs by the square-and-add rule (Newcombe, Statistics in Medicine 17,
/// 1998, method 10).
struct CheckEvidence {
    /// The measure's value.
    let value: Double
    /// What it must keep to.
    let limit: Double
    /// The value less the limit.
    let margin: Evidence
    let reference: CheckOutcome.Reference?
    /// Whether there is no spread, nor a count that could stand for it.
    let isConstant: Bool
    /// Replications behind it.
    let replications: Int
    private let counted: EventCount?
    private let sides: (now: CheckSide, before: CheckSide, factor: Double)?
    /// Whether a constant says that nothing was seen: neither an event nor a difference.
    private let isAbsence: Bool

    /// What more replications would do.
    enum Need: Equatable {
        /// About so many would decide.
        case replications(Int)
        /// However many are run, the spread of the baseline's own remains.
        case largerBaseline
        /// Nothing can be said.
        case unknown
    }

    /// The evidence on a requirement; nil where it is too little for an interval.
    ///
    /// - Parameters:
    ///   - values: of the measure, by replication from the first.
    ///   - baseline: the measure in the baseline, with whether its replications met the same customers.
    init?(
        _ requirement: Requirement, values: [MeasureValue?], baseline: (values: [MeasureValue?], isPaired: Bool)?,
        estimator: ReplicationEstimator
    ) {
        func observations(_ values: [MeasureValue?]) -> Observations? {
            Self.observations(values, of: requirement, estimator: estimator)
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
            sides = nil
            let isFlat = evidence.standardError == 0
            let counted = EventCount(values, of: requirement, isConstant: isFlat)
            self.counted = counted
            isConstant = isFlat && counted == nil
            isAbsence = found.center == 0
        case .baseline(let factor, let offset):
            guard let baseline else { return nil }
            counted = nil
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
                sides = nil
                isConstant = evidence.standardError == 0
                isAbsence = evidence.center == -offset
            } else {
                guard let before = observations(baseline.values), let after = observations(values),
                    let evidence = Evidence(after.shifted(by: -offset), less: before, times: factor),
                    let now = CheckSide(after, values, of: requirement),
                    let old = CheckSide(before, baseline.values, of: requirement)
                else { return nil }
                value = after.center
                limit = factor * before.center + offset
                margin = evidence
                reference = CheckOutcome.Reference(
                    value: before.center, replications: baseline.values.count, isPaired: false)
                let isCounted = now.counted != nil || old.counted != nil
                sides = isCounted ? (now, old, factor) : nil
                isConstant = evidence.standardError == 0 && !isCounted
                isAbsence = after.center == 0
            }
        }
        replications = margin.count * estimator.group
    }

    private static func observations(
        _ values: [MeasureValue?], of requirement: Requirement, estimator: ReplicationEstimator
    ) -> Observations? {
        let isRatio = requirement.form.kind == .ratio
        return ReplicationEstimator.observations(
            estimator.isAntithetic ? ReplicationEstimator.paired(values, isRatio: isRatio) : values, isRatio: isRatio)
    }

    /// The value that the true margin is below with probability `tail` at most, about.
    func lowerBound(tail: Double) -> Double {
        var bound = margin.lowerBound(tail: tail)
        if let counted { bound = min(bound, counted.lowerBound(tail: tail) - limit) }
        if let (now, before, factor) = sides {
            bound = min(bound, margin.center - Self.norm(now.below(tail: tail), factor * before.above(tail: tail)))
        }
        return bound
    }

    /// The value that the true margin is above with probability `tail` at most, about.
    func upperBound(tail: Double) -> Double {
        var bound = margin.upperBound(tail: tail)
        if let counted { bound = max(bound, counted.upperBound(tail: tail) - limit) }
        if let (now, before, factor) = sides {
            bound = max(bound, margin.center + Self.norm(now.above(tail: tail), factor * before.below(tail: tail)))
        }
        return bound
    }

    private static func norm(_ one: Double, _ other: Double) -> Double { (one * one + other * other).squareRoot() }

    /// Whether the evidence is of a kind that may decide now.
    ///
    /// A constant of a few replications may be chance. That nothing was seen, where nothing bounds what may be seen yet,
    /// waits for the last look; where nothing was changed, no difference is no chance.
    func mayDecide(isLast: Bool, isUnchanged: Bool) -> Bool {
        guard isConstant else { return true }
        if isUnchanged, reference?.isPaired == true { return true }
        guard replications >= CheckPlan.fewestReplications else { return false }
        return !isAbsence || isLast
    }

    /// Whether the evidence says that a requirement is violated, with this probability of being wrong.
    func refutes(_ comparison: Requirement.Comparison, tail: Double) -> Bool {
        if isConstant { return margin.center != 0 && !comparison.holds(margin.center, 0) }
        return comparison.wantsMore ? upperBound(tail: tail) < 0 : lowerBound(tail: tail) > 0
    }

    /// Whether the evidence says that a requirement holds, with this probability of being wrong.
    func confirms(_ comparison: Requirement.Comparison, tail: Double) -> Bool {
        if isConstant { return comparison.holds(margin.center, 0) }
        return comparison.wantsMore ? lowerBound(tail: tail) > 0 : upperBound(tail: tail) < 0
    }

    /// The value with the interval of its distance to the limit.
    func estimate(below: Double, above: Double, within range: ClosedRange<Double>) -> Estimate {
        let low = limit + lowerBound(tail: below)
        let high = limit + upperBound(tail: above)
        return Estimate(
            mean: value, low: low, high: high, halfWidth: (high - low) / 2, confidence: 1 - below - above,
            n: margin.count
        ).clipped(to: range)
    }

    /// What would bring the bound on the side of the limit to the limit: by the square root law, where the baseline's
    /// spread stays; without any event in proportion.
    func needed(below: Double, above: Double) -> Need {
        let half =
            margin.center > 0 ? margin.center - lowerBound(tail: below) : upperBound(tail: above) - margin.center
        guard margin.center != 0, half.isFinite, half > 0 else { return .unknown }
        let factor = half / margin.center.magnitude
        var wanted = Double(margin.count) * (margin.standardError == 0 ? factor : factor * factor)
        if margin.fixedVariance > 0 {
            let square = margin.standardError * margin.standardError
            let room = square / (factor * factor) - margin.fixedVariance
            guard room > 0 else { return .largerBaseline }
            wanted = Double(margin.count) * (square - margin.fixedVariance) / room
        }
        wanted = wanted.rounded(.up)
        return wanted < 1e6 ? .replications(Int(wanted)) : margin.fixedVariance > 0 ? .largerBaseline : .unknown
    }
}

extension CheckSide {
    /// The side of these values; nil where they are too few.
    fileprivate init?(_ found: Observations, _ values: [MeasureValue?], of requirement: Requirement) {
        guard let evidence = Evidence(found) else { return nil }
        self.init(
            center: found.center, evidence: evidence,
            counted: EventCount(values, of: requirement, isConstant: evidence.standardError == 0))
    }
}
