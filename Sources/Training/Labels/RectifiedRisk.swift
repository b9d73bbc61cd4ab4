import Stochastics

/// The error of an AI's own answers: what it claims, put right by audits of some of them.
///
/// The claim is known of every answer, whether it is wrong of audited ones alone. So the claim counts for all, and the
/// mean of (audited error - claimed error), each over the probability of its audit, is added: prediction-powered
/// inference (Angelopoulos, Bates, Fannjiang, Jordan, Zrnic 2023, Science 382), which is the augmented estimator of
/// Robins, Rotnitzky, Zhao (1994, JASA 89) with the claim as the outcome model. It is done by stratum (post-stratified;
/// Holt and Smith 1979, JRSS A 142): answers after which the customer came back within the reopen window, and the
/// others by what was claimed. That takes out most of the variance, and an AI that has changed since is put right by
/// audits of like answers. Probabilities that are unequal are weighed as in `AuditEstimate`.
public struct RectifiedRisk: Sendable, Equatable {
    struct Stratum: Sendable, Equatable {
        var answers = 0.0
        var claimed = 0.0
        var wrong = AuditEstimate()
        var rectifier = AuditEstimate()
    }

    /// Claimed errors between which the strata of answers without a return lie.
    static let limits = [0.002, 0.01, 0.04, 0.1]
    private(set) var strata = Array(repeating: Stratum(), count: limits.count + 2)

    /// What is known of nothing yet.
    public init() {}

    /// Answers given.
    public var answers: Double { strata.reduce(0) { $0 + $1.answers } }
    /// Answers audited.
    public var audits: Double { strata.reduce(0) { $0 + $1.wrong.count } }

    private static func stratum(_ claim: Double, cameBack: Bool) -> Int {
        cameBack ? limits.count + 1 : limits.firstIndex { claim < $0 } ?? limits.count
    }

    /// An answer was given; `claim` is one minus its confidence, in 0...1.
    ///
    /// - Parameter count: answers that it stands for, where only a sample is known; above 0.
    public mutating func answered(claim: Double, count: Double = 1) {
        guard claim.isFinite, count > 0, count.isFinite else { return }
        let stratum = Self.stratum(claim, cameBack: false)
        strata[stratum].answers += count
        strata[stratum].claimed += count * claim
    }

    /// The customer has come back after an answer that was given with this claim.
    public mutating func cameBack(claim: Double) {
        guard claim.isFinite else { return }
        let (from, to) = (Self.stratum(claim, cameBack: false), Self.stratum(claim, cameBack: true))
        strata[from].answers -= 1
        strata[from].claimed -= claim
        strata[to].answers += 1
        strata[to].claimed += claim
    }

    /// An answer was audited with a probability in 0<...1; others are left out.
    public mutating func audited(isWrong: Bool, claim: Double, cameBack: Bool, probability: Double) {
        guard claim.isFinite else { return }
        let stratum = Self.stratum(claim, cameBack: cameBack)
        let value = isWrong ? 1.0 : 0
        strata[stratum].wrong.add(value, probability: probability)
        strata[stratum].rectifier.add(value - claim, probability: probability)
    }

    /// Adds what is known of other answers.
    public mutating func add(_ other: RectifiedRisk) {
        for index in strata.indices {
            strata[index].answers += other.strata[index].answers
            strata[index].claimed += other.strata[index].claimed
            strata[index].wrong.add(other.strata[index].wrong)
            strata[index].rectifier.add(other.strata[index].rectifier)
        }
    }

    /// A rectified error and how far it is known.
    public struct Estimate: Sendable, Equatable {
        /// Share of the answers that is wrong, in 0...1.
        public var mean: Double
        /// Its standard error, as of the answers that were given: 0 where all were audited by people who never err.
        public var standardError: Double
        /// Answers it is of.
        public var answers: Double

        /// Interval by Wilson's (1927, JASA 22) at as many answers as the standard error is worth.
        ///
        /// - Parameter confidence: in 0<..<1; others count as 95%.
        public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
            guard standardError > 0, standardError.isFinite else { return mean...mean }
            let level = confidence > 0 && confidence < 1 ? confidence : 0.95
            let z = NormalDistribution.standardQuantile(0.5 + level / 2)
            // Where none is wrong, the standard error is that of one wrong audit: as many audits are behind it.
            let share = min(max(mean, standardError), 0.5)
            let square = z * z * standardError * standardError / (share * (1 - share))
            let middle = (mean + square / 2) / (1 + square)
            let inner = mean * (1 - mean) + square / 4
            let half = (max(0, inner) * square).squareRoot() / (1 + square)
            return max(0, min(mean, middle - half))...min(1, max(mean, middle + half))
        }

        /// Half of the interval's width.
        public var halfWidth: Double {
            let interval = interval()
            return (interval.upperBound - interval.lowerBound) / 2
        }

        /// The same without the errors of those who audited.
        public func corrected(for reader: AuditReader) -> Estimate {
            guard let found = reader.corrected(mean, standardError: standardError) else { return self }
            return Estimate(mean: found.mean, standardError: found.standardError, answers: answers)
        }
    }

    /// The error of the answers of `self`, put right by the audits of a window of which they are a part.
    ///
    /// Claims differ from one time to the next, and few audits fall into each: a longer window says what answers like
    /// these were worth. The standard error counts that `self` has its own luck within the window.
    ///
    /// - Parameter window: answers and audits of a longer time, `self` among them; `self` alone where it is nil.
    /// - Returns: nil without answers, or without audits in the window.
    public func estimate(within window: RectifiedRisk? = nil) -> Estimate? {
        let window = window ?? self
        let all = answers
        guard all > 0, window.audits > 0 else { return nil }
        var mean = 0.0
        var variance = 0.0
        for (own, wide) in zip(strata, window.strata) where own.answers > 0 {
            let share = own.answers / all
            guard let rectifier = wide.rectifier.mean else {
                // Nobody looked at any like these: the claim stands, and anything may be true.
                mean += own.claimed / all
                variance += share * share / 4
                continue
            }
            mean += (own.claimed + own.answers * rectifier) / all
            let count = wide.rectifier.effectiveCount
            let rest = 1 / count + 1 / own.answers - 2 / max(wide.answers, own.answers)
            variance += share * share * Self.spread(wide) * max(0, rest)
        }
        return Estimate(mean: min(1, max(0, mean)), standardError: variance.squareRoot(), answers: all)
    }

    /// Variance of one audit's rectifier, at least that of the share with one wrong audit more and a right one (Agresti and
    /// Coull 1998, The American Statistician 52): few audits that are all right are not a certainty.
    private static func spread(_ stratum: Stratum) -> Double {
        let count = stratum.wrong.count
        let wrong = (stratum.wrong.mean ?? 0) * count
        let share = (wrong + 1) / (count + 2)
        let error = stratum.rectifier.standardError ?? 0
        let seen = error * error * stratum.rectifier.effectiveCount
        return max(seen, share * (1 - share))
    }
}
