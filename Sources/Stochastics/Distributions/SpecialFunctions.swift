extension PortableMath {
    /// e^x - 1 without loss for small x; relative error about 4 units in the last place.
    public static func expm1(_ x: Double) -> Double {
        guard x.magnitude < 0.3 else { return exp(x) - 1 }
        // Taylor series: the term of degree 15 is below 2^-66 of the sum.
        var sum = 0.0
        for degree in stride(from: 15.0, through: 2, by: -1) { sum = (sum + 1) * x / degree }
        return x + x * sum
    }

    /// The logarithm of the gamma function for positive x, error below 1.5e-14 of the larger of 1 and the result.
    ///
    /// Stirling's series (DLMF 5.11.1) from 12 up, the recurrence below. Infinity at 0, NaN for negative x.
    public static func logGamma(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? .infinity : .nan }
        var shifted = x
        var product = 1.0
        while shifted < 12 {
            product *= shifted
            shifted += 1
        }
        guard shifted < .infinity else { return shifted }
        let inverse = 1 / shifted
        let square = inverse * inverse
        var series = -3617.0 / 122_400
        for coefficient in stirling { series = series * square + coefficient }
        let halfLogTwoPi = 0.918_938_533_204_672_741_78
        return (shifted - 0.5) * log(shifted) - shifted + halfLogTwoPi + series * inverse - log(product)
    }

    private static let stirling: [Double] = [
        1.0 / 156, -691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12,
    ]

    /// The regularised incomplete beta function I_x(a, b), for y = 1 - x given apart to keep its digits.
    ///
    /// Continued fraction DLMF 8.17.22 by the modified Lentz method; a, b positive, x in [0, 1].
    static func incompleteBeta(x: Double, y: Double, a: Double, b: Double) -> Double {
        // Swapped here, so that the larger logarithms cancel first or last as they always did.
        if x > (a + 1) / (a + b + 2), y > 0 { return 1 - incompleteBeta(x: y, y: x, a: b, b: a) }
        return incompleteBeta(
            x: x, y: y, a: a, b: b, minusLogBeta: logGamma(a + b) - logGamma(a) - logGamma(b))
    }

    /// The same where -log B(a, b) is known.
    static func incompleteBeta(x: Double, y: Double, a: Double, b: Double, minusLogBeta: Double) -> Double {
        if x <= 0 { return 0 }
        if y <= 0 { return 1 }
        if x > (a + 1) / (a + b + 2) {
            return 1 - incompleteBeta(x: y, y: x, a: b, b: a, minusLogBeta: minusLogBeta)
        }
        let logFactor = minusLogBeta + a * log(x) + b * log(y)
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var fraction = d
        for m in 1...10_000 {
            let m = Double(m)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            fraction *= d * c
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            let change = d * c
            fraction *= change
            if (change - 1).magnitude < 0x1p-52 { break }
        }
        return exp(logFactor) * fraction / a
    }

    private static func nonzero(_ x: Double) -> Double {
        x.magnitude < 1e-300 ? 1e-300 : x
    }
}
