import Stochastics

/// What a sample with known, unequal probabilities says of the whole it was drawn from.
///
/// Each value counts with one over the probability of having been looked at (Horvitz and Thompson 1952, JASA 47); the
/// mean is the ratio of the weighted sums (Hajek 1971), which needs no count of the whole and varies less where the
/// realised size of the sample does.
public struct AuditEstimate: Sendable, Equatable {
    /// Values looked at.
    public private(set) var count = 0.0
    /// Sum of the weights: an unbiased estimate of the size of the whole.
    public private(set) var weight = 0.0
    /// Weighted sum of the values: the Horvitz-Thompson estimate of the total.
    public private(set) var total = 0.0
    private var squaredWeight = 0.0
    private var squaredTotal = 0.0
    private var squaredSquares = 0.0

    /// An estimate without values.
    public init() {}

    /// Adds a value that was looked at with a probability in 0<...1; others are left out.
    public mutating func add(_ value: Double, probability: Double) {
        guard probability > 0, probability <= 1, value.isFinite else { return }
        let one = 1 / probability
        count += 1
        weight += one
        total += one * value
        squaredWeight += one * one
        squaredTotal += one * one * value
        squaredSquares += one * one * value * value
    }

    /// Adds another estimate's values.
    public mutating func add(_ other: AuditEstimate) {
        count += other.count
        weight += other.weight
        total += other.total
        squaredWeight += other.squaredWeight
        squaredTotal += other.squaredTotal
        squaredSquares += other.squaredSquares
    }

    /// Hajek's estimate of the mean; nil without values.
    public var mean: Double? { weight > 0 ? total / weight : nil }

    /// Standard error of the mean, linearised as that of a ratio (Cochran 1977, section 6.4); nil below two values.
    public var standardError: Double? {
        guard count > 1, let mean else { return nil }
        let squares = squaredSquares - 2 * mean * squaredTotal + mean * mean * squaredWeight
        return (max(0, squares) * count / (count - 1)).squareRoot() / weight
    }

    /// As many values of equal weight would say as much: (sum w)^2 / sum w^2 (Kish 1965).
    public var effectiveCount: Double { squaredWeight > 0 ? weight * weight / squaredWeight : 0 }

    /// Interval for the mean of values that are 0 or 1: Wilson's (1927, JASA 22) at the effective count.
    ///
    /// - Parameter confidence: in 0<..<1.
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
        guard let mean, confidence > 0, confidence < 1 else { return nil }
        let n = effectiveCount
        let z = NormalDistribution.standardQuantile(0.5 + confidence / 2)
        let square = z * z / n
        let middle = (mean + square / 2) / (1 + square)
        let inner = max(0, mean * (1 - mean)) / n + square / (4 * n)
        let half = z * inner.squareRoot() / (1 + square)
        return max(0, middle - half)...min(1, middle + half)
    }

    /// The mean without the errors of those who looked, for values that say "wrong" of an answer (Rogan and Gladen 1978,
    /// American Journal of Epidemiology 107): an auditor who errs with probability e calls a right answer wrong with e,
    /// and a wrong one right with e / (intents - 1).
    ///
    /// - Returns: nil without values, or where auditors err so often that audits say nothing.
    public func mean(withoutErrorsOf error: Double, intents: Int) -> Double? {
        guard let mean else { return nil }
        let power = 1 - error - error / Double(max(1, intents - 1))
        guard power > 0.05 else { return nil }
        return min(1, max(0, (mean - error) / power))
    }
}
