import Stochastics

/// All comparisons of a verification, judged together.
public struct VerificationResult: Sendable {
    /// What was compared, in the order of the cases.
    public let comparisons: [TheoryComparison]
    /// What was not, and why.
    public let unsupported: [Unsupported]
    /// What the runs counted.
    public let runs: [VerifiedRun]
    /// Half-widths asked for.
    public let precision: VerificationPrecision

    /// Probability with which a right simulator fails any comparison at all.
    public static let level = 0.001

    /// What is said of a comparison.
    public enum Verdict: String, Sendable, Codable {
        /// Inside the simultaneous limit, at the precision asked for.
        case pass
        /// Inside the limit, but less precise than asked for.
        case imprecise
        /// Outside the limit.
        case fail
    }

    /// Probability below which one comparison fails: Sidak's share of the level for all that were made.
    public var limit: Double {
        -PortableMath.expm1(PortableMath.log(1 - Self.level) / Double(max(1, comparisons.count)))
    }

    /// The verdict on a comparison of this result.
    public func verdict(_ comparison: TheoryComparison) -> Verdict {
        comparison.probability < limit ? .fail : comparison.isPrecise ? .pass : .imprecise
    }

    /// Comparisons outside the limit, cases with another number of triages than contacts, and the mean of z squared
    /// where it is out of its band.
    public var failed: Int {
        comparisons.count { verdict($0) == .fail } + miscounted.count + (isMeanSquareInside ? 0 : 1)
    }

    /// Comparisons that did not reach the precision.
    public var imprecise: Int { comparisons.count { verdict($0) == .imprecise } }

    /// Cases whose ledger and audit sink disagree on the number of contacts.
    public var miscounted: [VerifiedRun] { runs.filter { $0.contacts != $0.triages || $0.contacts == 0 } }

    /// Normal scores of the primary quantities, one a case at most.
    public var primaryScores: [Double] { comparisons.filter(\.isPrimary).map(\.normalScore).filter(\.isFinite) }

    /// Mean of the squared scores of the primary quantities; nil without any.
    public var meanSquare: Double? {
        let scores = primaryScores
        return scores.isEmpty ? nil : scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
    }

    /// Exact 99.9% band of `meanSquare` for a right simulator: chi-squared over its degrees of freedom.
    public var meanSquareBand: ClosedRange<Double>? {
        let count = Double(primaryScores.count)
        guard count > 0 else { return nil }
        let squares = Distribution.gamma(shape: count / 2, scale: 2 / count)
        guard let low = try? squares.quantile(Self.level / 2), let high = try? squares.quantile(1 - Self.level / 2),
            low <= high
        else { return nil }
        return low...high
    }

    /// Whether the mean of the squared scores is inside its band.
    public var isMeanSquareInside: Bool {
        guard let meanSquare, let band = meanSquareBand else { return true }
        return band.contains(meanSquare)
    }
}
