import Experiments
import Stochastics

/// One quantity of one case: what theory says, and what the simulation showed.
public struct TheoryComparison: Sendable, Equatable {
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
    /// Difference over standard error; NaN for an expected 0, which is compared exactly, and where no replication
    /// differed from another, so that the precision itself is the limit.
    public let z: Double
    /// `z` as a score of the standard normal distribution: its Student-t probability turned into one; NaN as `z`.
    public let normalScore: Double
    /// Two-sided probability of a difference as large in a right simulator.
    public let probability: Double
    /// Whether the half-width reached the precision.
    public let isPrecise: Bool
    /// Replications it comes from.
    public let replications: Int

    init(
        theoryCase: TheoryCase, expected: TheoryCase.Expected, isPrimary: Bool, simulated: Double,
        standardError: Double, replications: Int, degreesOfFreedom: Double, precision: VerificationPrecision
    ) {
        id = theoryCase.id
        quantity = expected.quantity
        self.isPrimary = isPrimary
        self.expected = expected.value
        self.simulated = simulated
        self.replications = replications
        let t = (try? StudentT.quantile(0.975, degreesOfFreedom: degreesOfFreedom)) ?? 2
        halfWidth = t * standardError
        let wanted = precision.halfWidth(for: expected.value)
        isPrecise = expected.value == 0 || halfWidth <= wanted
        let difference = simulated - expected.value
        let error = (standardError * standardError + expected.standardError * expected.standardError).squareRoot()
        // Spread of this size is the rounding of sums.
        if expected.value == 0 || error <= 1e-11 * abs(expected.value) {
            z = .nan
            normalScore = .nan
            probability = abs(difference) <= (expected.value == 0 ? 0 : wanted) ? 1 : 0
            return
        }
        z = difference / error
        let tail = StudentT.cumulative(-abs(z), degreesOfFreedom: degreesOfFreedom)
        probability = min(1, 2 * tail)
        let score = tail > 0 ? -NormalDistribution.standardQuantile(tail) : 40
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
