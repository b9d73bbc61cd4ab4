/// How often audits are wrong about an answer, by how often one reader errs and how disagreements are settled.
///
/// A reader who errs takes an intent for any of the others, each as likely (symmetric noise: Angluin and Laird 1988,
/// Machine Learning 2), and readers err on their own. Where audits that contradict the AI are read again, two humans
/// of three decide, and where all three differ the AI's answer stands if one of them gave it.
public struct AuditReader: Sendable, Equatable {
    /// Share of readings that are wrong, in 0...0.5.
    public var error: Double
    /// Readings it was estimated from; infinite where it is known.
    public var readings: Double
    /// Intents to choose from, 2 or more.
    public var intents: Int
    /// Whether contradictions are read again.
    public var readsAgain: Bool

    /// Creates a reader; see the properties.
    public init(error: Double, readings: Double = .infinity, intents: Int, readsAgain: Bool) {
        self.error = min(max(error.isNaN ? 0 : error, 0), 0.5)
        self.readings = max(readings.isNaN ? 0 : readings, 0)
        self.intents = max(2, intents)
        self.readsAgain = readsAgain
    }

    /// Probability that a right answer is called wrong.
    public var callsWrong: Double { Self.callsWrong(error, others: Double(intents - 1), readsAgain) }

    /// Probability that a wrong answer is called right.
    public var callsRight: Double { Self.callsRight(error, others: Double(intents - 1), readsAgain) }

    private static func callsWrong(_ e: Double, others k: Double, _ readsAgain: Bool) -> Double {
        guard readsAgain else { return e }
        // The first errs; the second errs likewise, or is right and the third errs likewise, or both err otherwise.
        return e * (e / k + (1 - e) * e / k + e * (k - 1) / k * e)
    }

    private static func callsRight(_ e: Double, others k: Double, _ readsAgain: Bool) -> Double {
        let one = e / k
        guard readsAgain else { return one }
        let other = e * (k - 1) / k
        // Who is right first; who errs first, but not as the AI does; and who errs as the AI does, who is not asked again.
        let firstRight = (1 - e) * (one * e + other * one)
        let firstOther = other * (one * (1 - one) + (1 - e) * one + e * max(0, k - 2) / k * one)
        return one + firstRight + firstOther
    }

    /// A share of answers called wrong, without the errors of those who looked (Rogan and Gladen 1978, American Journal of
    /// Epidemiology 107), and its standard error with that of the readers' error by the delta method.
    ///
    /// - Parameters:
    ///   - share: of answers called wrong, in 0...1.
    ///   - standardError: of the share.
    /// - Returns: nil where readers err so often that audits say nothing.
    public func corrected(_ share: Double, standardError: Double) -> (mean: Double, standardError: Double)? {
        let power = 1 - callsWrong - callsRight
        guard power > 0.05 else { return nil }
        let mean = (share - callsWrong) / power
        let step = 1e-4
        let k = Double(intents - 1)
        let at = { (e: Double) -> Double in
            let wrong = Self.callsWrong(e, others: k, readsAgain)
            return (share - wrong) / (1 - wrong - Self.callsRight(e, others: k, readsAgain))
        }
        let slope = (at(error + step) - at(max(0, error - step))) / (error + step - max(0, error - step))
        var variance = (standardError / power) * (standardError / power)
        if readings.isFinite {
            // Half a wrong reading more, and half a right one: none wrong of few is not none at all.
            let smoothed = (error * readings + 0.5) / (readings + 1)
            variance += slope * slope * smoothed * (1 - smoothed) / (readings + 1)
        }
        return (min(1, max(0, mean)), variance.squareRoot())
    }
}
