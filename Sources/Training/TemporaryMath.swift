// Stand-ins until Stochastics is there; deleted with its first merge.
@usableFromInline enum PortableMath {
    static func exp(_ value: SIMD8<Float>) -> SIMD8<Float> {
        let x = value.clamped(lowerBound: .init(repeating: -87), upperBound: .init(repeating: 88))
        let magic = x * 1.4426950408889634 + 12_582_912
        let n = magic - 12_582_912
        let r = (x - n * 0.693359375) - n * -2.12194440e-4
        var p = SIMD8<Float>(repeating: 1.9875691500e-4)
        p = p * r + 1.3981999507e-3
        p = p * r + 8.3334519073e-3
        p = p * r + 4.1665795894e-2
        p = p * r + 1.6666665459e-1
        p = p * r + 5.0000001201e-1
        p = p * r * r + r + 1
        let bits = (unsafeBitCast(magic, to: SIMD8<Int32>.self) &+ 127) &<< 23
        return p * unsafeBitCast(bits, to: SIMD8<Float>.self)
    }
    static func exp(_ value: Float) -> Float { exp(SIMD8<Float>(repeating: value))[0] }
    static func exp(_ value: Double) -> Double { Foundation.exp(value) }
    static func log(_ value: Float) -> Float { Foundation.log(value) }
    static func log(_ value: Double) -> Double { Foundation.log(value) }
}
struct RandomStream: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64, replication: UInt32, purpose: UInt16, entity: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ entity ^ UInt64(purpose) << 48
    }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
    mutating func below(_ n: Int) -> Int { Int.random(in: 0..<n, using: &self) }
    mutating func bernoulli(_ p: Double) -> Bool { uniform() < p }
}
import Foundation
