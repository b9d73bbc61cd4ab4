import Stochastics

/// A correction of the largest probability that a temperature alone cannot make.
///
/// One temperature has to serve texts of every kind; what it leaves over among the confident ones, which the AI answers,
/// shows in the outcomes. The odds of being right are taken as exp(offset) x odds(confidence)^slope (Platt 1999,
/// Probabilistic outputs for support vector machines, with the logit of the confidence as the score). Some texts look like
/// what they are not, however sure the AI is: a lapse rate keeps a share of wrong answers at every confidence (as in
/// psychometric functions: Wichmann and Hill 2001, Perception and Psychophysics 63).
public struct ConfidenceCalibration: Sendable, Codable, Equatable {
    /// Added to the logit of the confidence.
    public var offset: Double
    /// Multiplies the logit of the confidence; `leastSlope` or more, so that the order of texts stays.
    public var slope: Double
    /// Share of answers that are wrong at any confidence, in 0...`mostLapse`: none is surer than 1 - lapse.
    public var lapse = 0.0

    /// Creates a correction; a slope below `leastSlope` is brought to it, and a lapse into its range.
    public init(offset: Double, slope: Double, lapse: Double = 0) {
        self.offset = offset
        self.slope = max(slope, Self.leastSlope)
        self.lapse = min(max(lapse, 0), Self.mostLapse)
    }

    /// Largest lapse rate.
    public static let mostLapse = 0.5

    /// Reads what versions before the lapse rate wrote as well.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            offset: try values.decode(Double.self, forKey: .offset),
            slope: try values.decode(Double.self, forKey: .slope),
            lapse: try values.decodeIfPresent(Double.self, forKey: .lapse) ?? 0)
    }

    /// Leaves confidences as they are.
    public static let none = ConfidenceCalibration(offset: 0, slope: 1)

    /// Smallest slope.
    public static let leastSlope = 0.05

    /// Limits of the confidence within which its logit is taken.
    static let smallest = 1e-6

    /// The corrected probability of being right, for a confidence in 0...1.
    public func applied(to confidence: Double) -> Double {
        (1 - lapse) / (1 + PortableMath.exp(-(offset + slope * Self.logit(confidence))))
    }

    static func logit(_ confidence: Double) -> Double {
        let share = min(max(confidence, smallest), 1 - smallest)
        return PortableMath.log(share / (1 - share))
    }

    /// Fits both numbers by maximum likelihood, Newton's method with step halving.
    ///
    /// A label agrees with a right answer with probability 1 - labelNoise, and with a wrong one with labelNoise /
    /// (intents - 1). `priorStrength` is a number of labels: offset and slope are drawn towards 0 and 1 by a normal
    /// prior of variance 1 / priorStrength.
    package static func fit(
        confidences: [Double], agrees: [Bool], weights: [Double], labelNoise: Double, intents: Int,
        priorStrength: Double
    ) -> ConfidenceCalibration {
        fit(
            confidences.indices.map {
                Outcome(confidence: confidences[$0], agrees: agrees[$0], weight: weights[$0], noise: labelNoise)
            }, intents: intents, priorStrength: priorStrength)
    }

    /// The same for labels that are not all equally likely to be wrong.
    package static func fit(
        _ outcomes: [Outcome], intents: Int, priorStrength: Double
    ) -> ConfidenceCalibration {
        let total = outcomes.reduce(0) { $0 + $1.weight }
        guard total > 0, intents > 1 else { return none }
        // Unequal weights are worth fewer labels (Kish 1965).
        let scale = total / outcomes.reduce(0) { $0 + $1.weight * $1.weight }
        let others = Double(intents - 1)
        let logits = outcomes.map { logit($0.confidence) }
        func loss(_ fitted: ConfidenceCalibration) -> Double {
            var sum = priorStrength / 2 * (fitted.offset * fitted.offset + (fitted.slope - 1) * (fitted.slope - 1))
            for index in logits.indices {
                let (outcome, labelNoise) = (outcomes[index], outcomes[index].noise)
                let chance = labelNoise / others
                let right = 1 / (1 + PortableMath.exp(-(fitted.offset + fitted.slope * logits[index])))
                let agreement = chance + (1 - labelNoise - chance) * right
                sum -=
                    outcome.weight * scale
                    * PortableMath.log(max(outcome.agrees ? agreement : 1 - agreement, 1e-12))
            }
            return sum
        }
        var fitted = none
        var best = loss(fitted)
        for _ in 0..<30 {
            var (g0, g1) = (priorStrength * fitted.offset, priorStrength * (fitted.slope - 1))
            var (h00, h01, h11) = (priorStrength, 0.0, priorStrength)
            for index in logits.indices {
                let (outcome, labelNoise, x) = (outcomes[index], outcomes[index].noise, logits[index])
                let chance = labelNoise / others
                let right = 1 / (1 + PortableMath.exp(-(fitted.offset + fitted.slope * x)))
                let agreement = chance + (1 - labelNoise - chance) * right
                let slope = (1 - labelNoise - chance) * right * (1 - right)
                let weight = outcome.weight * scale
                let gradient = weight * slope * (outcome.agrees ? -1 / agreement : 1 / (1 - agreement))
                // Fisher scoring: the expected second derivative, which cannot be negative.
                let curvature = weight * slope * slope / max(agreement * (1 - agreement), 1e-12)
                g0 += gradient
                g1 += gradient * x
                h00 += curvature
                h01 += curvature * x
                h11 += curvature * x * x
            }
            let determinant = h00 * h11 - h01 * h01
            guard determinant > 0 else { break }
            let step = (-(h11 * g0 - h01 * g1) / determinant, -(h00 * g1 - h01 * g0) / determinant)
            var factor = 1.0
            var improved = false
            while factor > 1e-4 {
                let next = ConfidenceCalibration(
                    offset: fitted.offset + factor * step.0, slope: fitted.slope + factor * step.1)
                let value = loss(next)
                if value < best {
                    improved = best - value > 1e-9
                    (fitted, best) = (next, value)
                    break
                }
                factor /= 2
            }
            if !improved { break }
        }
        return fitted
    }
}
