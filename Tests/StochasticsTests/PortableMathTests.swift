import Foundation
import Stochastics
import Testing

/// How many representable numbers apart two results are; 0 where both are NaN.
private func distance(_ a: Double, _ b: Double) -> UInt64 {
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN ? 0 : .max }
    func order(_ x: Double) -> Int64 {
        let bits = Int64(bitPattern: x.bitPattern)
        return bits < 0 ? Int64.min &- bits : bits
    }
    let (a, b) = (order(a), order(b))
    return a > b ? UInt64(bitPattern: a &- b) : UInt64(bitPattern: b &- a)
}

@Suite("Portable elementary functions")
struct PortableMathTests {
    private static let special: [Double] = [
        0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
        .leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 709.782712893384, 709.79, 710,
        -708.4,
        -744.9, -745.13, -745.14, -746, 0.5, 2, 1.0.nextUp, 1.0.nextDown, -1.0.nextUp, 1e-20, -1e-20, 1e300, 1e-300, 3,
        -3,
        0.7071067811865476, 0.7071067811865475, 1.4142135623730951,
    ]

    /// Numbers of every magnitude, in both signs if asked, from a fixed generator.
    private static func everywhere(_ n: Int, positive: Bool) -> [Double] {
        var stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: positive ? 1 : 0)
        return (0..<n).map { _ in
            let x = Double(bitPattern: stream.next())
            return positive ? x.magnitude : x
        }
    }

    @Test("exp is within 2 units in the last place, subnormals and overflow included")
    func exponential() {
        var worst: UInt64 = 0
        for i in 0...400_000 {
            let x = -746 + 1456.5 * Double(i) / 400_000
            worst = max(worst, distance(PortableMath.exp(x), Foundation.exp(x)))
            let small = x / 746
            worst = max(worst, distance(PortableMath.exp(small), Foundation.exp(small)))
        }
        for x in Self.special + Self.everywhere(100_000, positive: false) {
            worst = max(worst, distance(PortableMath.exp(x), Foundation.exp(x)))
        }
        print("exp: worst difference \(worst) units in the last place")
        #expect(worst <= 2)
    }

    @Test("log is within 2 units in the last place")
    func logarithm() {
        var worst: UInt64 = 0
        for i in 1...400_000 {
            let near = 0.5 + 1.5 * Double(i) / 400_000
            worst = max(worst, distance(PortableMath.log(near), Foundation.log(near)))
        }
        for x in Self.special + Self.everywhere(300_000, positive: true) {
            worst = max(worst, distance(PortableMath.log(x), Foundation.log(x)))
        }
        print("log: worst difference \(worst) units in the last place")
        #expect(worst <= 2)
    }

    @Test("log1p is within 2 units in the last place")
    func logarithmOfOnePlus() {
        var worst: UInt64 = 0
        for i in 1...400_000 {
            let x = -1 + 4 * Double(i) / 400_000
            worst = max(worst, distance(PortableMath.log1p(x), Foundation.log1p(x)))
        }
        for x in Self.special + Self.everywhere(300_000, positive: false) {
            worst = max(worst, distance(PortableMath.log1p(x), Foundation.log1p(x)))
        }
        print("log1p: worst difference \(worst) units in the last place")
        #expect(worst <= 2)
    }

    @Test("pow is within 2 units in the last place, large exponents and subnormal results included")
    func power() {
        var worst: UInt64 = 0
        var stream = RandomStream(seed: 8, replication: 0, purpose: 0, entity: 0)
        for _ in 0..<200_000 {
            let x = PortableMath.exp(1400 * (stream.uniform() - 0.5))
            let y = 1400 * (stream.uniform() - 0.5) / max(1e-3, Foundation.log(x).magnitude)
            worst = max(worst, distance(PortableMath.pow(x, y), Foundation.pow(x, y)))
            let near = 1 + 1e-3 * (stream.uniform() - 0.5)
            let large = 1.4e6 * (stream.uniform() - 0.5)
            worst = max(worst, distance(PortableMath.pow(near, large), Foundation.pow(near, large)))
        }
        for x in Self.special {
            for y in Self.special {
                let d = distance(PortableMath.pow(x, y), Foundation.pow(x, y))
                if d > 2 { Issue.record("pow(\(x), \(y)) = \(PortableMath.pow(x, y))") }
            }
        }
        print("pow: worst difference \(worst) units in the last place")
        #expect(worst <= 2)
    }

    /// The difference in units in the last place of the single-precision result.
    private func unitsApart(_ value: Float, _ exact: Double) -> Double {
        (Double(value) - exact).magnitude / Double(Float(exact).ulp)
    }

    @Test("Single-precision exp is within 3 units in the last place and equals its vector form bit for bit")
    func floatExponential() {
        var worst = 0.0
        var different = 0
        for i in 0...100_000 {
            var lanes = SIMD8<Float>()
            for lane in 0..<8 { lanes[lane] = -110 + 200 * Float(i * 8 + lane) / 800_000 }
            let vector = PortableMath.exp(lanes)
            for lane in 0..<8 {
                let scalar = PortableMath.exp(lanes[lane])
                if scalar.bitPattern != vector[lane].bitPattern { different += 1 }
                let exact = Foundation.exp(Double(lanes[lane]))
                if exact >= Double(Float.leastNormalMagnitude), exact < Double(Float.greatestFiniteMagnitude) {
                    worst = max(worst, unitsApart(scalar, exact))
                } else if abs(Double(scalar) - exact) > 2 * Double(Float.leastNonzeroMagnitude) && exact < 1 {
                    Issue.record("exp(\(lanes[lane])) = \(scalar)")
                }
            }
        }
        let edges: SIMD8<Float> = [.infinity, -.infinity, .nan, 0, -0, 88.722839, 88.8, -200]
        let vector = PortableMath.exp(edges)
        for lane in 0..<8 {
            let scalar = PortableMath.exp(edges[lane])
            #expect(scalar.bitPattern == vector[lane].bitPattern)
            let expected = Float(Foundation.exp(Double(edges[lane])))
            #expect(scalar == expected || scalar.isNaN && expected.isNaN || abs(scalar / expected - 1) < 4e-7)
        }
        print("exp(Float): worst error \(worst) units in the last place")
        #expect(worst <= 3)
        #expect(different == 0)
    }

    @Test("Single-precision log is within 3 units in the last place and equals its vector form bit for bit")
    func floatLogarithm() {
        var worst = 0.0
        var different = 0
        var stream = RandomStream(seed: 21, replication: 0, purpose: 0, entity: 0)
        for i in 0...100_000 {
            var lanes = SIMD8<Float>()
            for lane in 0..<8 {
                lanes[lane] =
                    i % 2 == 0
                    ? Float(bitPattern: UInt32(truncatingIfNeeded: stream.next()) & 0x7FFF_FFFF)
                    : 0.5 + Float(stream.uniform())
            }
            let vector = PortableMath.log(lanes)
            for lane in 0..<8 {
                let scalar = PortableMath.log(lanes[lane])
                if scalar.bitPattern != vector[lane].bitPattern { different += 1 }
                let exact = Foundation.log(Double(lanes[lane]))
                if exact.isFinite, exact != 0 { worst = max(worst, unitsApart(scalar, exact)) }
            }
        }
        let edges: SIMD8<Float> = [.infinity, -.infinity, .nan, 0, -0, 1, -1, .leastNonzeroMagnitude]
        let vector = PortableMath.log(edges)
        for lane in 0..<8 {
            let scalar = PortableMath.log(edges[lane])
            #expect(scalar.bitPattern == vector[lane].bitPattern || scalar.isNaN && vector[lane].isNaN)
            let expected = Float(Foundation.log(Double(edges[lane])))
            #expect(scalar == expected || scalar.isNaN && expected.isNaN)
        }
        print("log(Float): worst error \(worst) units in the last place")
        #expect(worst <= 3)
        #expect(different == 0)
    }
}
