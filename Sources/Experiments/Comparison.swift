import Stochastics

/// One quantity of one case: what theory says, and what the simulation showed.
public struct Comparison: Sendable, Equatable {
    /// Name of the case.
    public let id: String
    /// Name of the quantity.
    public let quantity: String
    /// Whether it was named in advance as the one that stands for its case.
    public let isPrimary: Bool
    /// The value of theory, in units of the case.
    public let expected: Double
    /// The simulated value.
    public let simulated: Double
    /// Half-width of the 95% interval of the simulated value.
    public let halfWidth: Double
    /// Difference over standard error; infinite where an exact value is missed.
    public let z: Double
    /// `z` as a score of the standard normal distribution: its Student-t probability turned into one.
    public let normalScore: Double
    /// Two-sided probability of a difference as large in a right simulator.
    public let probability: Double
    /// Whether the half-width reached the precision.
    public let isPrecise: Bool
    /// Replications it comes from.
    public let replications: Int

    init(
        theoryCase: TheoryCase, expected: TheoryCase.Expected, isPrimary: Bool, simulated: Double,
        standardError: Double, replications: Int, precision: VerificationPrecision
    ) {
        id = theoryCase.id
        quantity = expected.quantity
        self.isPrimary = isPrimary
        self.expected = expected.value
        self.simulated = simulated
        self.replications = replications
        let freedom = Double(replications - 1)
        let t = (try? StudentT.quantile(0.975, degreesOfFreedom: freedom)) ?? 2
        halfWidth = t * standardError
        isPrecise = expected.value == 0 || halfWidth <= precision.halfWidth(for: expected.value)
        let difference = simulated - expected.value
        let error = (standardError * standardError + expected.standardError * expected.standardError).squareRoot()
        // What never varies (a constant patience) is equal but for rounding.
        let isEqual = abs(difference) <= 1e-9 * abs(expected.value)
        if expected.value == 0 {
            z = difference == 0 ? 0 : .infinity
        } else {
            z = isEqual ? 0 : error > 0 ? difference / error : .infinity
        }
        let tail = z.isFinite ? StudentT.cumulative(-abs(z), degreesOfFreedom: freedom) : 0
        probability = min(1, 2 * tail)
        let score = tail > 0 ? -NormalDistribution.standardQuantile(tail) : Double.infinity
        normalScore = z < 0 ? -score : score
    }
}

/// A case, or a quantity of one, that was not compared.
public struct Unsupported: Sendable, Equatable {
    /// Name of the case.
    public let id: String
    /// Its model.
    public let model: String
    /// Why; begins with the quantity where the rest of the case was compared.
    public let reason: String
}

/// What the run of one case counted.
public struct VerifiedRun: Sendable, Equatable {
    /// Name of the case.
    public let id: String
    /// Its model.
    public let model: String
    /// Replications that were run.
    public let replications: Int
    /// Contacts in the ledgers.
    public let contacts: Int
    /// Decisions of the router that the audit sinks counted.
    public let triages: Int
}
