/// A beta distribution in plain Swift, for draws whose bits must not depend on the machine.
public struct BetaDistribution: Sendable, Equatable {
    /// First shape, positive.
    public let a: Double
    /// Second shape, positive.
    public let b: Double
    private let minusLogBeta: Double

    /// Creates a distribution on 0...1 with density proportional to x^(a - 1) (1 - x)^(b - 1).
    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
        minusLogBeta = PortableMath.logGamma(a + b) - PortableMath.logGamma(a) - PortableMath.logGamma(b)
    }

    /// P(X <= x).
    public func cumulative(_ x: Double) -> Double {
        PortableMath.incompleteBeta(x: x, y: 1 - x, a: a, b: b, minusLogBeta: minusLogBeta)
    }

    /// The x with P(X <= x) = p, in 0...1; error about 1e-12.
    ///
    /// - Parameters:
    ///   - lower: p, in 0...1.
    ///   - upper: 1 - p, given apart to keep its digits.
    public func quantile(lower: Double, upper: Double) -> Double {
        guard lower > 0 else { return 0 }
        guard upper > 0 else { return 1 }
        return lower <= upper ? smallTail(lower, a, b) : 1 - smallTail(upper, b, a)
    }

    /// The x with I_x(a, b) = p for a p of one half or less: Newton's method on the logarithm in log x, which is straight
    /// where x is small, kept between bounds.
    private func smallTail(_ p: Double, _ a: Double, _ b: Double) -> Double {
        let logStart = (PortableMath.log(p) + PortableMath.log(a) - minusLogBeta) / a
        var x = min(PortableMath.exp(logStart), 0.9)
        var (low, high) = (0.0, 1.0)
        for _ in 0..<200 {
            guard x > 1e-300 else { return x }
            let y = 1 - x
            let found = PortableMath.incompleteBeta(x: x, y: y, a: a, b: b, minusLogBeta: minusLogBeta)
            let miss = PortableMath.log(found / p)
            if miss > 0 { high = x } else { low = x }
            let logDensity = minusLogBeta + a * PortableMath.log(x) + (b - 1) * PortableMath.log(y)
            let slope = PortableMath.exp(logDensity) / found
            var next = slope > 0 && miss.isFinite ? x * PortableMath.exp(max(-4, min(4, -miss / slope))) : .nan
            if !(next > low && next < high) { next = (low + high) / 2 }
            if (next - x).magnitude <= 1e-13 * next { return next }
            x = next
        }
        return x
    }
}
