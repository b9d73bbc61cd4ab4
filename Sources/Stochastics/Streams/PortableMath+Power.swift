/// A sum of two doubles, the second below half a unit in the last place of the first: about 106 bits.
///
/// Source: Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971).
private struct DoubleDouble {
    var high: Double
    var low: Double

    /// The exact sum of two numbers (Knuth's two-sum), plus a small tail.
    @inline(__always)
    static func sum(_ a: Double, _ b: Double, tail: Double = 0) -> DoubleDouble {
        let s = a + b
        let t = s - a
        return DoubleDouble(high: s, low: (a - (s - t)) + (b - t) + tail)
    }

    /// The exact product of two numbers of magnitude below 2^990 (Veltkamp's splitting).
    @inline(__always)
    static func product(_ a: Double, _ b: Double) -> DoubleDouble {
        let p = a * b
        let aScaled = a * 134_217_729
        let aHigh = aScaled - (aScaled - a)
        let aLow = a - aHigh
        let bScaled = b * 134_217_729
        let bHigh = bScaled - (bScaled - b)
        let bLow = b - bHigh
        return DoubleDouble(high: p, low: ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow)
    }

    @inline(__always)
    static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
        let p = product(a.high, b.high)
        return sum(p.high, p.low + (a.high * b.low + a.low * b.high))
    }

    /// The natural logarithm of a positive finite number, relative error about 2^-64.
    @inline(__always)
    static func log(_ x: Double) -> DoubleDouble {
        let (mantissa, exponent) = PortableMath.split(x)
        let f = mantissa - 1
        let divisor = 2 + f
        let divisorLow = f - (divisor - 2)
        let quotient = f / divisor
        let back = product(quotient, divisor)
        let quotientLow = (((f - back.high) - back.low) - quotient * divisorLow) / divisor
        let s = DoubleDouble(high: quotient, low: quotientLow)
        let z = s * s
        let v = z.high
        // 2 s + s z (2/3 + 2 z/5 + 2 z^2/7 + ...): the first two terms exact, the rest in double.
        let r56 = 0x1.11159f098bfbcp-3 + v * (0x1.e0201b77e1af2p-4 + v * 0x1.d9c2145534d37p-4)
        let r34 = 0x1.745d175506d0fp-3 + v * (0x1.3b13a5283a631p-3 + v * r56)
        let rest = v * (0.4 + v * (0x1.2492492492497p-2 + v * (0x1.c71c71c715454p-3 + v * r34)))
        let coefficient = sum(0x1.5555555555555p-1, rest, tail: 0x1.5555555555555p-55)
        let tail = s * (z * coefficient)
        let inner = sum(2 * s.high, tail.high, tail: 2 * s.low + tail.low)
        let k = Double(exponent)
        let outer = sum(k * PortableMath.ln2High, inner.high, tail: inner.low + k * PortableMath.ln2Low)
        return sum(outer.high, outer.low)
    }
}

extension PortableMath {
    /// x to the power y, with the special cases of C99 (annex F.9.4.4), below 2 units in the last place.
    ///
    /// The logarithm is carried in two doubles, so that large exponents lose nothing.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        if x.isNaN || y.isNaN { return .nan }
        if y.isInfinite {
            if x == -1 { return 1 }
            return (x.magnitude > 1) == (y > 0) ? .infinity : 0
        }
        let isInteger = y.rounded(.towardZero) == y
        let isOdd = isInteger && y.magnitude < 0x1p53 && Int64(y) & 1 == 1
        let sign: Double = isOdd && x.sign == .minus ? -1 : 1
        if x == 0 { return y > 0 ? sign * 0 : sign * .infinity }
        if x.isInfinite { return y > 0 ? sign * .infinity : sign * 0 }
        if x < 0, !isInteger { return .nan }
        let base = x.magnitude
        if base == 1 { return sign }
        // |log| of any other number is between 2^-54 and 746.
        if y.magnitude > 0x1p65 { return (base > 1) == (y > 0) ? sign * .infinity : sign * 0 }
        if y.magnitude < 0x1p-65 { return sign }
        let logarithm = DoubleDouble.log(base)
        let product = DoubleDouble.product(y, logarithm.high)
        let exponent = DoubleDouble.sum(product.high, product.low + y * logarithm.low)
        return sign * exp(exponent.high, plus: exponent.low)
    }
}
