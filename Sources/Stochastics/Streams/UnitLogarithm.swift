/// The logarithm of uniform numbers, without a division: what exponential times cost most.
///
/// The first seven bits of the fraction choose a number c near x's mantissa; log x = k ln 2 + log c + log(1 + r) with
/// r = mantissa / c - 1, the last by its series to r^6 (Tang, "Table-driven implementation of the logarithm function
/// in IEEE floating-point arithmetic", ACM TOMS 16, 1990). The absolute error is below 2^-51 of the larger of 1 and
/// |log x|; relative accuracy near x = 1, which ``PortableMath/log(_:)`` has, is not kept.
package enum UnitLogarithm {
    private static let bits = 7

    /// 1 / c and log c, one pair after the other; made once, from ``PortableMath/log(_:)``.
    nonisolated(unsafe) private static let table: UnsafePointer<SIMD2<Double>> = {
        let count = 1 << bits
        let table = UnsafeMutablePointer<SIMD2<Double>>.allocate(capacity: count)
        for entry in 0..<count {
            let inverse = 1 / (1 + (Double(entry) + 0.5) / Double(count))
            (table + entry).initialize(to: SIMD2(inverse, -PortableMath.log(inverse)))
        }
        return UnsafePointer(table)
    }()

    /// log x for a normal x in (0, 1), never above 0; at 1 it may be by the last bit.
    @inline(__always)
    package static func log(_ x: Double) -> Double {
        let word = x.bitPattern
        let entry = table[Int(truncatingIfNeeded: word &>> UInt64(52 - bits)) & (1 << bits - 1)]
        let exponent = Double(Int(truncatingIfNeeded: word &>> 52) &- 1023)
        let mantissa = Double(bitPattern: word & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
        let r = mantissa * entry.x - 1
        let square = r * r
        let series = (-0.5 + r * (1.0 / 3)) + square * ((-0.25 + r * 0.2) - square * (1.0 / 6))
        return exponent * PortableMath.ln2High + (entry.y + (exponent * PortableMath.ln2Low + (r + square * series)))
    }
}
