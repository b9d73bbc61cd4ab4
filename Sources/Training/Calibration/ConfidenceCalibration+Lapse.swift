import Stochastics

extension ConfidenceCalibration {
    /// An answer whose label is known, for fitting.
    package struct Outcome {
        /// Confidence, in 0...1.
        package var confidence: Double
        /// Whether the label agrees with the answer.
        package var agrees: Bool
        /// One over the probability that the label was asked for.
        package var weight: Double
        /// Probability that the label is wrong, in 0...0.5.
        package var noise: Double

        /// Creates an outcome; see the properties.
        package init(confidence: Double, agrees: Bool, weight: Double, noise: Double) {
            self.confidence = confidence
            self.agrees = agrees
            self.weight = weight
            self.noise = noise
        }
    }

    /// Evidence, in units of log-likelihood, without which there is no lapse rate: that which one number costs (Akaike
    /// 1974, IEEE Transactions on Automatic Control 19).
    static let lapseEvidence = 1.0

    /// This correction with a lapse rate where the outcomes show one, fitted by maximum likelihood; this one otherwise.
    ///
    /// All three numbers move, by Fisher scoring with step halving. `priorStrength` holds offset and slope as in `fit`,
    /// and counts as that many answers that are right. Weights that are unequal are worth fewer labels (Kish 1965).
    package func lapsing(_ outcomes: [Outcome], intents: Int, priorStrength: Double) -> ConfidenceCalibration {
        let total = outcomes.reduce(0) { $0 + $1.weight }
        guard total > 0, intents > 1 else { return self }
        let scale = total / outcomes.reduce(0) { $0 + $1.weight * $1.weight }
        let logits = outcomes.map { Self.logit($0.confidence) }
        let others = Double(intents - 1)
        func loss(_ it: ConfidenceCalibration) -> Double {
            var sum =
                priorStrength / 2 * (it.offset * it.offset + (it.slope - 1) * (it.slope - 1))
                - priorStrength * PortableMath.log(1 - it.lapse)
            for (outcome, x) in zip(outcomes, logits) {
                let chance = outcome.noise / others
                let right = (1 - it.lapse) / (1 + PortableMath.exp(-(it.offset + it.slope * x)))
                let agreement = chance + (1 - outcome.noise - chance) * right
                sum -=
                    outcome.weight * scale
                    * PortableMath.log(max(outcome.agrees ? agreement : 1 - agreement, 1e-12))
            }
            return sum
        }
        let without = loss(self)
        var fitted = ConfidenceCalibration(offset: offset, slope: slope, lapse: 0.01)
        var best = loss(fitted)
        for _ in 0..<40 {
            let step = fitted.step(outcomes, logits, scale: scale, others: others, priorStrength: priorStrength)
            var (factor, improved) = (1.0, false)
            while factor > 1e-4 {
                let next = ConfidenceCalibration(
                    offset: fitted.offset + factor * step.x, slope: fitted.slope + factor * step.y,
                    lapse: fitted.lapse + factor * step.z)
                let value = loss(next)
                if value < best {
                    improved = best - value > 1e-7
                    (fitted, best) = (next, value)
                    break
                }
                factor /= 2
            }
            if !improved { break }
        }
        return without - best > Self.lapseEvidence && fitted.lapse > 0 ? fitted : self
    }

    /// The step of Fisher scoring in offset, slope and lapse.
    private func step(
        _ outcomes: [Outcome], _ logits: [Double], scale: Double, others: Double, priorStrength: Double
    ) -> SIMD3<Double> {
        var gradient = SIMD3(
            priorStrength * offset, priorStrength * (slope - 1), priorStrength / (1 - lapse))
        var rows = [
            SIMD3(priorStrength, 0, 0), SIMD3(0, priorStrength, 0),
            SIMD3(0, 0, priorStrength / ((1 - lapse) * (1 - lapse))),
        ]
        // Without a prior the matrix may be singular, where all confidences are one.
        for index in 0..<3 { rows[index][index] += 1e-9 }
        for (outcome, x) in zip(outcomes, logits) {
            let chance = outcome.noise / others
            let power = 1 - outcome.noise - chance
            let sure = 1 / (1 + PortableMath.exp(-(offset + slope * x)))
            let agreement = chance + power * (1 - lapse) * sure
            let ofLogit = power * (1 - lapse) * sure * (1 - sure)
            let change = SIMD3(ofLogit, ofLogit * x, -power * sure)
            let weight = outcome.weight * scale
            let likelihood = outcome.agrees ? -max(agreement, 1e-12) : max(1 - agreement, 1e-12)
            gradient += change * (weight / likelihood)
            let curvature = weight / max(agreement * (1 - agreement), 1e-12)
            for index in 0..<3 { rows[index] += change * (curvature * change[index]) }
        }
        return Self.solve(rows, -gradient)
    }

    /// Solves three symmetric equations by Cramer's rule; no step where they have no single solution.
    private static func solve(_ rows: [SIMD3<Double>], _ right: SIMD3<Double>) -> SIMD3<Double> {
        func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
            SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
        }
        let determinant = (rows[0] * cross(rows[1], rows[2])).sum()
        guard determinant.isFinite, abs(determinant) > 0 else { return .zero }
        let step =
            SIMD3(
                (right * cross(rows[1], rows[2])).sum(), (rows[0] * cross(right, rows[2])).sum(),
                (rows[0] * cross(rows[1], right)).sum()) / determinant
        return step.x.isFinite && step.y.isFinite && step.z.isFinite ? step : .zero
    }
}
