extension Binomial {
    /// P(X >= k) of n trials, by the incomplete beta function, which also serves numbers that are not whole, such as
    /// effective counts of a weighted sample; 1 for k of 0 or less, 0 above n.
    ///
    /// Source: Abramowitz and Stegun 26.5.24.
    public static func upperTail(_ k: Double, trials n: Double, probability p: Double) -> Double {
        guard k > 0 else { return 1 }
        guard k <= n, p > 0 else { return 0 }
        guard p < 1 else { return 1 }
        return PortableMath.incompleteBeta(x: p, y: 1 - p, a: k, b: n - k + 1)
    }
}
