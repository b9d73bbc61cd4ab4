extension PortableMath {
    /// sin(2 pi x): the sine of x turns, absolute error below 1e-15 for |x| up to 1,000.
    public static func sineOfTurn(_ turns: Double) -> Double {
        guard turns.isFinite else { return .nan }
        var rest = turns - turns.rounded()
        if rest > 0.25 { rest = 0.5 - rest } else if rest < -0.25 { rest = -0.5 - rest }
        let x = rest * 2 * .pi
        let square = x * x
        // Taylor series to degree 25 on [-pi/2, pi/2].
        var sum = 0.0
        for degree in stride(from: 24.0, through: 2, by: -2) { sum = (1 + sum) * -square / (degree * (degree + 1)) }
        return x * (1 + sum)
    }

    /// arctan(x) / (2 pi), in turns from -0.25 to 0.25, absolute error below 1e-15.
    public static func turnOfArcTangent(_ x: Double) -> Double {
        guard x.isFinite else { return x.isNaN ? .nan : x > 0 ? 0.25 : -0.25 }
        if x.magnitude > 1 { return (x > 0 ? 0.25 : -0.25) - turnOfArcTangent(1 / x) }
        // Three halvings of the angle, then the series.
        var t = x
        for _ in 0..<3 { t /= 1 + (1 + t * t).squareRoot() }
        let square = t * t
        var sum = 0.0
        for degree in stride(from: 31.0, through: 3, by: -2) { sum = -square * (1 / degree + sum) }
        return 8 * t * (1 + sum) / (2 * .pi)
    }
}
