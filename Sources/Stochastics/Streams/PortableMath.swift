/// Exponential and logarithm in plain Swift, the same bits on every machine.
///
/// Only IEEE additions, multiplications, divisions and comparisons in a fixed order, no fused multiply-add. The error
/// is below 2 units in the last place in the whole range of `Double`, subnormal results included. Method: reduction
/// modulo ln 2 in two parts (Cody and Waite 1980), then polynomials fitted at Chebyshev points in 50-digit arithmetic;
/// log(1 + f) through s = f / (2 + f) as f - f^2/2 + s (f^2/2 + R(s^2)).
public enum PortableMath {
    // ln 2 in two parts; the first has 40 bits, so its product with an 11-bit integer is exact.
    static let ln2High = 0x1.62e42fefa2p-1
    static let ln2Low = 0x1.9ef35793c7673p-41
    private static let inverseLn2 = 0x1.71547652b82fep+0
    // Adding and subtracting this rounds to an integer, whose low bits then stand in the sum's bit pattern.
    private static let roundingShift = 0x1.8p52

    /// e to the power x; infinity above 709.78, 0 below -745.13, NaN for NaN.
    public static func exp(_ x: Double) -> Double {
        exp(x, plus: 0)
    }

    /// e to the power x + tail, where |tail| is at most one unit in the last place of x.
    @inline(__always)
    static func exp(_ x: Double, plus tail: Double) -> Double {
        guard x < 709.79 else { return x.isNaN ? x : .infinity }
        guard x > -745.2 else { return 0 }
        let shifted = x * inverseLn2 + roundingShift
        let exponent = Int(Int32(truncatingIfNeeded: shifted.bitPattern))
        let multiple = shifted - roundingShift
        let high = x - multiple * ln2High
        let low = multiple * ln2Low - tail
        let r = high - low
        let r2 = r * r
        let r4 = r2 * r2
        // (e^r - 1 - r) / r^2 on |r| <= 0.3466, error 2^-59.
        let q01 = 0.5 + r * 0x1.5555555555557p-3
        let q23 = 0x1.5555555555556p-5 + r * 0x1.11111111100dcp-7
        let q45 = 0x1.6c16c16c162d4p-10 + r * 0x1.a01a01abe7fe1p-13
        let q67 = 0x1.a01a01a6d889cp-16 + r * 0x1.71de0231960ebp-19
        let q89 = 0x1.27e4db646b17ep-22 + r * 0x1.af4de97ca4194p-26
        let upper = (q45 + r2 * q67) + r4 * (q89 + r2 * 0x1.1f730349868cep-29)
        let q = (q01 + r2 * q23) + r4 * upper
        return scaled(1 + (high + (r2 * q - low)), exponent)
    }

    /// value x 2^exponent for |exponent| up to 2,000, rounded once.
    @inline(__always)
    private static func scaled(_ value: Double, _ exponent: Int) -> Double {
        if exponent > -1022, exponent < 1024 { return value * powerOfTwo(exponent) }
        let half = exponent >> 1
        return value * powerOfTwo(half) * powerOfTwo(exponent - half)
    }

    @inline(__always)
    private static func powerOfTwo(_ exponent: Int) -> Double {
        Double(bitPattern: UInt64(truncatingIfNeeded: exponent &+ 1023) << 52)
    }

    /// Splits a positive finite x into m 2^k with m in [sqrt(1/2), sqrt(2)).
    @inline(__always)
    static func split(_ x: Double) -> (mantissa: Double, exponent: Int) {
        var bits = x.bitPattern
        var offset = 0
        if x < .leastNormalMagnitude {
            bits = (x * 0x1p54).bitPattern
            offset = -54
        }
        let exponent = Int(Int64(bitPattern: bits &- 0x3FE6_A09E_667F_3BCD) >> 52)
        let mantissa = Double(bitPattern: bits &- UInt64(bitPattern: Int64(exponent)) << 52)
        return (mantissa, exponent + offset)
    }

    /// k ln 2 + log(1 + f) + correction for |f| below 0.4143.
    @inline(__always)
    private static func logarithm(fraction f: Double, exponent: Int, correction: Double) -> Double {
        let k = Double(exponent)
        let s = f / (2 + f)
        let z = s * s
        let z2 = z * z
        // The series 2 z/3 + 2 z^2/5 + ..., as a polynomial of error 2^-57.
        let r01 = 0x1.5555555555558p-1 + z * 0x1.99999999952d7p-2
        let r23 = 0x1.2492492df281ap-2 + z * 0x1.c71c62e3f11e6p-3
        let r45 = 0x1.7462b51cb66b1p-3 + z * 0x1.39fe51a7c18f9p-3
        let r = z * ((r01 + z2 * r23) + (z2 * z2) * (r45 + z2 * 0x1.2b5900de53b32p-3))
        let halfSquare = 0.5 * f * f
        return k * ln2High + (f - (halfSquare - (s * (halfSquare + r) + (k * ln2Low + correction))))
    }

    /// The natural logarithm; -infinity at 0, NaN below.
    public static func log(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        guard x < .infinity else { return x }
        let (mantissa, exponent) = split(x)
        return logarithm(fraction: mantissa - 1, exponent: exponent, correction: 0)
    }

    /// log(1 + x) without loss for small x; -infinity at -1, NaN below.
    public static func log1p(_ x: Double) -> Double {
        guard x > -1 else { return x == -1 ? -.infinity : .nan }
        guard x < .infinity else { return x }
        if x > -0.2928, x < 0.4142 {
            if x.magnitude < 0x1p-54 { return x }
            return logarithm(fraction: x, exponent: 0, correction: 0)
        }
        let sum = 1 + x
        let lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1)
        let (mantissa, exponent) = split(sum)
        return logarithm(fraction: mantissa - 1, exponent: exponent, correction: lost / sum)
    }
}
