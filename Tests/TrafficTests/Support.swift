import Stochastics
import Traffic

/// Limits that a chi-squared variable leaves with a probability of 1 in 1,000 (Wilson and Hilferty 1931).
func chiSquaredLimits(_ degreesOfFreedom: Int) -> ClosedRange<Double> {
    let n = Double(degreesOfFreedom)
    func quantile(_ z: Double) -> Double {
        let root = 1 - 2 / (9 * n) + z * (2 / (9 * n)).squareRoot()
        return n * root * root * root
    }
    return quantile(-3.2905)...quantile(3.2905)
}

/// Writes the text of a contact as a simulation would.
func text(
    _ language: SyntheticLanguage, of number: Int, truth: Truth, atSeconds seconds: Double = 0, seed: UInt64 = 1,
    replication: UInt32 = 0
) -> [UInt8] {
    var stream = Contact.stream(.text, seed: seed, replication: replication, first: number)
    var bytes: [UInt8] = []
    language.write(
        intent: truth.intent, upset: truth.upset, outOfScope: truth.outOfScope, atSeconds: seconds, into: &bytes,
        using: &stream)
    return bytes
}
