/// Student's t distribution in plain Swift, so that intervals have the same bits on every machine.
public enum StudentT {
    /// The t quantile: the x with P(T <= x) = p.
    ///
    /// Relative error about 1e-11. Newton's method on the upper tail, which is convex, from the normal quantile, which
    /// lies below: it converges from one side. From 1,000 degrees of freedom on, the expansion of Fisher and Cornish in
    /// Abramowitz and Stegun 26.7.5 with its term of order 4.
    /// - Parameters:
    ///   - p: a probability inside (0, 1).
    ///   - degreesOfFreedom: 0.5 or more, not necessarily an integer.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public static func quantile(_ p: Double, degreesOfFreedom: Double) throws(StochasticsError) -> Double {
        try StochasticsError.require(p > 0 && p < 1, "probability", p, "must be inside (0, 1)")
        try StochasticsError.require(
            degreesOfFreedom >= 0.5, "degrees of freedom", degreesOfFreedom, "must be 0.5 or more and finite")
        if p == 0.5 { return 0 }
        let tail = p < 0.5 ? p : 1 - p
        let z = -NormalDistribution.standardQuantile(tail)
        let t =
            degreesOfFreedom >= 1000
            ? expansion(z, degreesOfFreedom) : newton(tail: tail, from: z, degreesOfFreedom)
        return p < 0.5 ? -t : t
    }

    /// P(T <= x) for positive degrees of freedom.
    public static func cumulative(_ x: Double, degreesOfFreedom: Double) -> Double {
        let tail = upperTail(x.magnitude, degreesOfFreedom)
        return x > 0 ? 1 - tail : tail
    }

    private static func upperTail(_ t: Double, _ nu: Double) -> Double {
        let square = t * t
        guard square < .infinity else { return 0 }
        let sum = nu + square
        return 0.5 * PortableMath.incompleteBeta(x: nu / sum, y: square / sum, a: nu / 2, b: 0.5)
    }

    private static func newton(tail: Double, from start: Double, _ nu: Double) -> Double {
        let halfLogPi = 0.572_364_942_924_700_087_07
        let logConstant =
            PortableMath.logGamma((nu + 1) / 2) - PortableMath.logGamma(nu / 2) - halfLogPi
            - 0.5 * PortableMath.log(nu)
        var t = start
        for _ in 0..<500 {
            let logDensity = logConstant - (nu + 1) / 2 * PortableMath.log1p(t * t / nu)
            let step = (upperTail(t, nu) - tail) / PortableMath.exp(logDensity)
            let next = t + step
            guard next.isFinite, next > 0 else { return t }
            if step.magnitude <= 1e-13 * next { return next }
            t = next
        }
        return t
    }

    private static func expansion(_ z: Double, _ nu: Double) -> Double {
        let w = z * z
        let g1 = (w + 1) * z / 4
        let g2 = ((5 * w + 16) * w + 3) * z / 96
        let g3 = (((3 * w + 19) * w + 17) * w - 15) * z / 384
        let g4 = ((((79 * w + 776) * w + 1482) * w - 1920) * w - 945) * z / 92_160
        return z + (g1 + (g2 + (g3 + g4 / nu) / nu) / nu) / nu
    }
}
