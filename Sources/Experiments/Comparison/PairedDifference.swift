import Simulation
import Stochastics

/// The difference of a measure between two operations that met the same customers: replication r of one is compared
/// with replication r of the other, so what both had to face (the day, the customers, their patience) cancels.
///
/// Source: Law, "Simulation modeling and analysis", 5th edition, sections 10.2.1 (paired t) and 11.2 (common random
/// numbers); ratios by the jackknife pseudo-values of `Observations.ratio`.
public struct PairedDifference: Sendable, Equatable {
    /// Value less baseline, with its Student-t interval over the pairs; n counts pairs.
    public let estimate: Estimate
    /// Observations of the difference, one a pair; where the data give no spread, the differences' mean alone.
    public let observations: [Double]
    /// Variance of the estimate; nil below two pairs.
    public let pairedVariance: Double?
    /// What the variance would be had both been run on seeds of their own; nil below two pairs.
    public let independentVariance: Double?

    /// `independentVariance` over `pairedVariance`: how many times more replications independent runs would need; nil
    /// where the pairs do not differ.
    public var gain: Double? {
        guard let pairedVariance, let independentVariance, pairedVariance > 0 else { return nil }
        return independentVariance / pairedVariance
    }

    /// One-sided probability of a difference as far above `limit` as this one, if the true one were `limit` (paired t):
    /// 0 or 1 where the pairs do not differ at all, one half at the limit itself; nil below two pairs.
    public func tail(above limit: Double = 0) -> Double? {
        guard let pairedVariance, estimate.n > 1 else { return nil }
        let distance = estimate.mean - limit
        guard pairedVariance > 0 else { return distance == 0 ? 0.5 : distance > 0 ? 0 : 1 }
        return StudentT.cumulative(
            -distance / pairedVariance.squareRoot(), degreesOfFreedom: Double(estimate.n - 1))
    }
}

extension ReplicationEstimator {
    /// Estimates the difference of a measure between two runs on the same seed.
    ///
    /// - Parameters:
    ///   - values: of the measure, by replication.
    ///   - baseline: of the same measure in the other run, by the same replications; a longer one is cut.
    ///   - factor: what the baseline is multiplied by.
    ///   - form: of the measure.
    /// - Returns: nil when no replication has a value in both runs. A ratio is pooled over all replications, and counts
    ///   those in which something happened that it is about: of the two runs the fewer (a replication in which nothing
    ///   did adds to neither sum, and is no observation). Other measures count the replications in which both have a
    ///   value. A difference of shares stays within -1...1.
    public func difference(
        _ values: [MeasureValue?], from baseline: [MeasureValue?], factor: Double = 1, of form: MeasureForm
    ) -> PairedDifference? {
        let isRatio = form.kind == .ratio
        let count = min(values.count, baseline.count)
        var pairs = zip(
            grouped(values.prefix(count), isRatio: isRatio), grouped(baseline.prefix(count), isRatio: isRatio)
        ).map { ($0, $1) }
        // Replications behind the less often observed of the two.
        var observed = Int.max
        if isRatio {
            let nothing = MeasureValue.ratio(numerator: 0, denominator: 0)
            pairs = pairs.filter { $0?.number != nil || $1?.number != nil }.map { ($0 ?? nothing, $1 ?? nothing) }
            observed = min(pairs.count { $0.0?.number != nil }, pairs.count { $0.1?.number != nil })
        } else {
            pairs = pairs.filter { $0?.number != nil && $1?.number != nil }
        }
        guard let first = Self.observations(pairs.map(\.0), isRatio: isRatio),
            let second = Self.observations(pairs.map(\.1), isRatio: isRatio)
        else { return nil }
        let center = first.center - factor * second.center
        let n = pairs.count
        observed = min(observed, n)
        guard first.deviates.count == n, second.deviates.count == n else {
            let point = Estimate(mean: center, low: nil, high: nil, halfWidth: nil, confidence: confidence, n: observed)
            return PairedDifference(
                estimate: point, observations: [center], pairedVariance: nil, independentVariance: nil)
        }
        let deviates = zip(first.deviates, second.deviates).map { $0 - factor * $1 }
        let difference = Observations(center: center, deviates: deviates, count: n)
        let variances = first.variance.flatMap { one in second.variance.map { (one, factor * factor * $0) } }
        return PairedDifference(
            estimate: bounded(difference.estimate(confidence: confidence), observed: observed, factor, form),
            observations: deviates.map { center + $0 },
            pairedVariance: difference.variance.map { $0 / Double(n) },
            independentVariance: variances.map { ($0 + $1) / Double(n) })
    }

    /// An interval with the degrees of freedom of what was observed, within the values that a difference can have.
    private func bounded(_ estimate: Estimate, observed: Int, _ factor: Double, _ form: MeasureForm) -> Estimate {
        var result = estimate
        if observed < estimate.n {
            result = Estimate(
                mean: estimate.mean, low: nil, high: nil, halfWidth: nil, confidence: confidence, n: observed)
            if observed > 1, let half = estimate.halfWidth,
                let wide = try? StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: Double(observed - 1)),
                let own = try? StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: Double(estimate.n - 1))
            {
                result.halfWidth = half * wide / own
                result.low = estimate.mean - half * wide / own
                result.high = estimate.mean + half * wide / own
            }
        }
        let range = form.range
        guard range.lowerBound.isFinite, range.upperBound.isFinite, factor >= 0 else { return result }
        return result.clipped(
            to: range.lowerBound - factor * range.upperBound...range.upperBound - factor * range.lowerBound)
    }

    private func grouped(_ values: ArraySlice<MeasureValue?>, isRatio: Bool) -> [MeasureValue?] {
        isAntithetic ? Self.paired(Array(values), isRatio: isRatio) : Array(values)
    }
}
