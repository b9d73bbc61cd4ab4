extension PortableMath {
    @usableFromInline static var floatShift: Float { 0x1.8p23 }

    /// e to the power x, below 3 units in the last place; the same bits as a lane of the vector form.
    @inlinable
    public static func exp(_ x: Float) -> Float {
        var x = x > 89 ? 89 : x
        x = x < -104 ? -104 : x
        let shifted = x * 0x1.715476p+0 + floatShift
        let exponent = Int32(bitPattern: shifted.bitPattern) &- Int32(bitPattern: floatShift.bitPattern)
        let multiple = shifted - floatShift
        let high = x - multiple * 0.693115234375
        let low = multiple * 3.1946184945309415e-05
        let r = high - low
        let r2 = r * r
        let q = (0.5 + r * 0x1.5554dcp-3) + r2 * ((0x1.55551ap-5 + r * 0x1.120b6ep-7) + r2 * 0x1.6d110ap-10)
        let value = 1 + (high + (r2 * q - low))
        let half = exponent &>> 1
        let first = Float(bitPattern: UInt32(bitPattern: (half &+ 127) &<< 23))
        let second = Float(bitPattern: UInt32(bitPattern: (exponent &- half &+ 127) &<< 23))
        return value * first * second
    }

    /// e to the power of each lane, below 3 units in the last place; infinity above 88.72, 0 below -103.97.
    @inlinable
    public static func exp(_ x: SIMD8<Float>) -> SIMD8<Float> {
        var x = x.replacing(with: 89, where: x .> 89)
        x = x.replacing(with: -104, where: x .< -104)
        let shift = SIMD8<Float>(repeating: floatShift)
        let shifted = x * 0x1.715476p+0 + shift
        let exponent =
            unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- unsafeBitCast(shift, to: SIMD8<Int32>.self)
        let multiple = shifted - shift
        let high = x - multiple * 0.693115234375
        let low = multiple * 3.1946184945309415e-05
        let r = high - low
        let r2 = r * r
        let q01 = 0.5 + r * 0x1.5554dcp-3
        let q23 = 0x1.55551ap-5 + r * 0x1.120b6ep-7
        let q = q01 + r2 * (q23 + r2 * 0x1.6d110ap-10)
        let value = 1 + (high + (r2 * q - low))
        let half = exponent &>> 1
        let first = unsafeBitCast((half &+ 127) &<< 23, to: SIMD8<Float>.self)
        let second = unsafeBitCast((exponent &- half &+ 127) &<< 23, to: SIMD8<Float>.self)
        return value * first * second
    }

    /// The natural logarithm in single precision, below 3 units in the last place; -infinity at 0, NaN below.
    @inlinable
    public static func log(_ x: Float) -> Float {
        let isSmall = x < .leastNormalMagnitude
        let normal = isSmall ? x * 0x1p23 : x
        let bits = Int32(bitPattern: normal.bitPattern)
        let exponent = (bits &- 0x3F35_04F3) &>> 23
        let k = Float(exponent) + (isSmall ? -23 : 0)
        let f = Float(bitPattern: UInt32(bitPattern: bits &- exponent &<< 23)) - 1
        let s = f / (2 + f)
        let z = s * s
        let r = z * (0x1.55555cp-1 + z * (0x1.997c2ep-2 + z * 0x1.2ee656p-2))
        let halfSquare = 0.5 * f * f
        let low = k * 3.1946184945309415e-05
        var result = k * 0.693115234375 + (f - (halfSquare - (s * (halfSquare + r) + low)))
        result = x < .infinity ? result : x
        result = x > 0 ? result : .nan
        return x == 0 ? -.infinity : result
    }

    /// The natural logarithm of each lane, below 3 units in the last place; -infinity at 0, NaN below.
    @inlinable
    public static func log(_ x: SIMD8<Float>) -> SIMD8<Float> {
        let isSmall = x .< Float.leastNormalMagnitude
        let normal = x.replacing(with: x * 0x1p23, where: isSmall)
        let bits = unsafeBitCast(normal, to: SIMD8<Int32>.self)
        let exponent = (bits &- 0x3F35_04F3) &>> 23
        let k = SIMD8<Float>(exponent) + SIMD8<Float>(repeating: 0).replacing(with: -23, where: isSmall)
        let f = unsafeBitCast(bits &- (exponent &<< 23), to: SIMD8<Float>.self) - 1
        let s = f / (2 + f)
        let z = s * s
        let r = z * (0x1.55555cp-1 + z * (0x1.997c2ep-2 + z * 0x1.2ee656p-2))
        let halfSquare = 0.5 * f * f
        let low = k * 3.1946184945309415e-05
        var result = k * 0.693115234375 + (f - (halfSquare - (s * (halfSquare + r) + low)))
        result = x.replacing(with: result, where: x .< Float.infinity)
        result = SIMD8<Float>(repeating: .nan).replacing(with: result, where: x .> 0)
        return result.replacing(with: -.infinity, where: x .== 0)
    }
}
