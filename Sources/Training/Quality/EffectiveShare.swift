import Stochastics

/// A share of weighted rows with its exact interval, as if each group of copies were one answer.
///
/// The effective number of trials is (sum of weights)^2 over the sum of the squared weights of groups (Kish 1965), the
/// interval that of Clopper and Pearson (1934). It says something also where all or none are right.
struct EffectiveShare {
    /// The share, in 0...1; 0 without any row.
    let share: Double
    /// Effective number of trials.
    let trials: Double

    init(_ rows: [JudgedRow], weights: [Double], isEvent: (JudgedRow) -> Bool) {
        var ofGroup: [Int: Double] = [:]
        var (total, events) = (0.0, 0.0)
        for (row, weight) in zip(rows, weights) where weight > 0 {
            ofGroup[row.copyGroup, default: 0] += weight
            total += weight
            if isEvent(row) { events += weight }
        }
        // Summed in a fixed order: a dictionary has none.
        let squares = ofGroup.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
        share = total > 0 ? min(1, events / total) : 0
        trials = squares > 0 ? total * total / squares : 0
    }

    /// The share with its 95% interval; without one where there is no trial.
    var estimate: Estimate {
        let n = Int(trials.rounded())
        guard trials > 0, let count = EventCount(events: share * trials, of: trials, kind: .trials) else {
            return Estimate(mean: share, low: nil, high: nil, halfWidth: nil, confidence: 0.95, n: n)
        }
        let (low, high) = (count.lowerBound(tail: 0.025), count.upperBound(tail: 0.025))
        return Estimate(
            mean: share, low: low, high: high, halfWidth: (high - low) / 2, confidence: 0.95, n: max(n, 1))
    }
}

extension Estimate {
    /// The estimate with bounds no nearer than those of an `EffectiveShare`, where none or all drawn are alike.
    func widened(toShareOf rows: [JudgedRow], _ weights: [Double], isEvent: (JudgedRow) -> Bool) -> Estimate {
        guard let low, let high, high - low == 0 else { return self }
        let exact = EffectiveShare(rows, weights: weights, isEvent: isEvent).estimate
        var wider = self
        wider.low = min(low, exact.low ?? low)
        wider.high = max(high, exact.high ?? high)
        return wider
    }
}
