extension PortableMath {
    /// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), each with its own digits.
    ///
    /// Series DLMF 8.7.1 below a + 1, continued fraction DLMF 8.9.2 by the modified Lentz method above; a positive, x 0 or
    /// more.
    /// - Parameter logGamma: the logarithm of the gamma function of a.
    static func incompleteGamma(_ a: Double, _ x: Double, logGamma: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        guard x < .infinity else { return (1, 0) }
        let factor = exp(a * log(x) - x - logGamma)
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            var n = a
            for _ in 0..<100_000 {
                n += 1
                term *= x / n
                sum += term
                if term < sum * 0x1p-54 { break }
            }
            let lower = min(1, factor * sum)
            return (lower, 1 - lower)
        }
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var fraction = d
        for n in 1...100_000 {
            let n = Double(n)
            let coefficient = n * (a - n)
            b += 2
            d = coefficient * d + b
            if d.magnitude < 1e-300 { d = 1e-300 }
            c = b + coefficient / c
            if c.magnitude < 1e-300 { c = 1e-300 }
            d = 1 / d
            let change = d * c
            fraction *= change
            if (change - 1).magnitude < 0x1p-52 { break }
        }
        let upper = min(1, factor * fraction)
        return (1 - upper, upper)
    }

    /// The x with P(a, x) = p, for p in (0, 1) and a positive; relative error about 1e-12.
    ///
    /// Newton's method on the logarithm of the smaller tail from the approximation of Wilson and Hilferty ("The
    /// distribution of chi-square", PNAS 17, 1931), kept between bounds.
    static func incompleteGammaQuantile(_ a: Double, _ p: Double) -> Double {
        let logGamma = logGamma(a)
        let ninth = 1 / (9 * a)
        let root = 1 - ninth + NormalDistribution.standardQuantile(p) * ninth.squareRoot()
        // P(a, x) is about x^a / (a gamma(a)) where x is small.
        let small = exp((log(p * a) + logGamma) / a)
        var x = a > 0.5 && root > 0.1 ? a * root * root * root : min(small, a + 1)
        guard x > 0 else { return 0 }
        var (low, high) = (0.0, Double.infinity)
        for _ in 0..<200 {
            let tails = incompleteGamma(a, x, logGamma: logGamma)
            let isLow = p < 0.5
            let miss = isLow ? log(tails.lower / p) : -log(tails.upper / (1 - p))
            if miss > 0 { high = x } else { low = x }
            let slope = exp(a * log(x) - x - logGamma) / (isLow ? tails.lower : tails.upper)
            var next = slope > 0 && miss.isFinite ? x * exp(max(-4, min(4, -miss / slope))) : .nan
            if !(next > low && next < high) { next = high < .infinity ? (low + high) / 2 : 2 * x }
            if (next - x).magnitude <= 1e-13 * next { return next }
            x = next
        }
        return x
    }
}
