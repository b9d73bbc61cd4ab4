import Foundation
import Stochastics
import Testing

/// The logarithm of uniform numbers, against one of full accuracy.
@Suite("Logarithm of uniform numbers")
struct UnitLogarithmTests {
    /// Error over the larger of 1 and |log x|, less half a unit in the last place of the logarithm compared with.
    private func error(_ x: Double) -> Double {
        let exact = Foundation.log(x)
        return (abs(UnitLogarithm.log(x) - exact) - exact.ulp / 2) / max(1, abs(exact))
    }

    @Test("The error is below 2^-51 and the value never above 0, for random numbers of every size")
    func random() {
        var stream = RandomStream(seed: 11, replication: 0, purpose: 1, entity: 0)
        var (worst, highest) = (0.0, -1.0)
        for _ in 0..<300_000 {
            let x = stream.openUniform()
            // The number itself, one nearer to 1, and one of any exponent a double has.
            let small = Double(sign: .plus, exponent: -stream.below(1022), significand: 1 - x / 2)
            for value in [x, 1 - x * 0x1p-10, small] {
                worst = max(worst, error(value))
                highest = max(highest, UnitLogarithm.log(value))
            }
        }
        #expect(worst < 0x1p-51)
        #expect(highest <= 0)
    }

    @Test("Nor at the edges: both ends of the uniform numbers, powers of two, and where the table changes")
    func edges() {
        var values = [0x1p-53, 0x1p-1022]
        // The largest uniform numbers, one after the other; then both sides of every power of two and entry.
        var near = 1.0
        for _ in 0..<1000 {
            near = near.nextDown
            values.append(near)
        }
        for exponent in 1...60 {
            for entry in 0..<128 {
                let edge = Double(sign: .plus, exponent: -exponent, significand: 1 + Double(entry) / 128)
                values += [edge.nextDown, edge, edge.nextUp]
            }
        }
        for value in values {
            #expect(error(value) < 0x1p-51, "at \(value)")
            #expect(UnitLogarithm.log(value) <= 0, "at \(value)")
        }
    }
}
