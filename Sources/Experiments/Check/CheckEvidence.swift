import Scenarios
import Simulation
import Stochastics

/// How far a measure lies from what it must keep to, at one look.
///
/// Bounds are those of ``Evidence``. Where few events were seen they are never nearer than the exact ones of
/// ``EventCount``, and where queries come from a file those of ``RowSpread`` are in them; two independent runs join theirs by the square-and-add rule (Newcombe, Statistics in Medicine 17,
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
    private let rows: RowSpread?
    /// Whether a constant says that nothing was seen: neither an event nor a difference.
    private let isAbsence: Bool

    /// What more replications would do.
    enum Need: Equatable {
        /// About so many would decide.
        case replications(Int)
        /// However many are run, the spread of the baseline's own remains.
        case largerBaseline
        /// However many are run, the error of the rows remains: about so many rows would decide.
        case rows(Int)
        /// Nothing can be said.
        case unknown
    }

    /// The evidence on a requirement; nil where it is too little for an interval.
    ///
    /// - Parameters:
    ///   - values: of the measure, by replication from the first.
    ///   - baseline: the measure in the baseline, with whether its replications met the same customers.
    ///   - samples: the rows that queries come from; nil where they come from no file, or where these rows are all that
    ///     is asked about.
    init?(
        _ requirement: Requirement, values: [MeasureValue?], baseline: (values: [MeasureValue?], isPaired: Bool)?,
        samples: RowSamples? = nil, estimator: ReplicationEstimator
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
            rows = samples.flatMap { RowSpread(values, of: requirement, sample: $0.now) }
            isConstant = isFlat && counted == nil && rows?.isOwn != true
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
                    center: center, deviates: pairs.observations.map { $0 - center }, count: pairs.observations.count)
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
                // What is the same in every replication is the same on every row.
                rows = now == old ? nil : samples?.difference(now, of: requirement, before: old, factor, isPaired: true)
                isConstant = evidence.standardError == 0 && rows?.isOwn != true
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
                rows = samples?.difference(values, of: requirement, before: baseline.values, factor, isPaired: false)
                isConstant = evidence.standardError == 0 && !isCounted && rows?.isOwn != true
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
        if let rows {
            bound = min(bound, margin.center - rows.below(margin.center - margin.lowerBound(tail: tail), tail: tail))
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
        if let rows {
            bound = max(bound, margin.center + rows.above(margin.upperBound(tail: tail) - margin.center, tail: tail))
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
        if let rows, rows.isOwn {
            return needed(
                of: rows, fixed: margin.center > 0 ? rows.rowsBelow(tail: below) : rows.rowsAbove(tail: above),
                moving: margin.center > 0
                    ? margin.center - margin.lowerBound(tail: below) : margin.upperBound(tail: above) - margin.center)
        }
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

extension CheckEvidence {
    /// What would decide where rows leave an error of their own: half widths add as squares.
    private func needed(of rows: RowSpread, fixed: Double, moving: Double) -> Need {
        let distance = margin.center.magnitude
        guard fixed < distance else {
            let wanted = (Double(rows.rows) * (fixed / distance) * (fixed / distance)).rounded(.up)
            return wanted < 1e8 ? .rows(Int(wanted)) : .unknown
        }
        let room = (distance * distance - fixed * fixed).squareRoot()
        let wanted = (Double(margin.count) * (moving / room) * (moving / room)).rounded(.up)
        return wanted < 1e6 ? .replications(max(margin.count + 1, Int(wanted))) : .rows(2 * rows.rows)
    }
}

/// The rows behind the two sides of a check.
struct RowSamples {
    /// Those of the run.
    let now: RowSample
    /// Those of the baseline; nil without one.
    let before: RowSample?
    /// Whether the answers of the record are all that was changed.
    let isOnlyAnswers: Bool

    func difference(
        _ values: [MeasureValue?], of requirement: Requirement, before old: [MeasureValue?], _ factor: Double,
        isPaired: Bool
    ) -> RowSpread? {
        before.flatMap {
            RowSpread(
                values, of: requirement, sample: now, before: (old, $0), factor: factor, isPaired: isPaired,
                isOnlyAnswers: isOnlyAnswers)
        }
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
