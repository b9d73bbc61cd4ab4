/// The binomial distribution: exact bands for counts of successes.
public enum Binomial {
    /// P(X <= k) of n trials with success probability p; 0 for k below 0, 1 from n on.
    ///
    /// By the incomplete beta function (Abramowitz and Stegun 26.5.24).
    public static func cumulative(_ k: Int, trials n: Int, probability p: Double) -> Double {
        guard k >= 0 else { return 0 }
        guard k < n else { return 1 }
        guard p > 0 else { return 1 }
        guard p < 1 else { return 0 }
        return PortableMath.incompleteBeta(x: 1 - p, y: p, a: Double(n - k), b: Double(k + 1))
    }

    /// The smallest k with P(X <= k) >= level, in 0...n.
    public static func quantile(_ level: Double, trials n: Int, probability p: Double) -> Int {
        var low = 0
        var high = max(0, n)
        while low < high {
            let middle = low + (high - low) / 2
            if cumulative(middle, trials: n, probability: p) >= level { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The band of observed shares that a true probability p leaves, both tails included, with probability `level`.
    ///
    /// - Parameters:
    ///   - n: trials, 1 or more.
    ///   - p: the true probability, in 0...1.
    ///   - level: probability of a share outside, such as .001.
    public static func acceptance(trials n: Int, probability p: Double, level: Double) -> ClosedRange<Double> {
        let count = Double(max(1, n))
        let low = Double(quantile(level / 2, trials: n, probability: p)) / count
        return low...max(low, Double(quantile(1 - level / 2, trials: n, probability: p)) / count)
    }
}
