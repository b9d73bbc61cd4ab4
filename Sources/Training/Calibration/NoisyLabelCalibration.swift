import Stochastics

/// Fits a temperature to labels of which some are wrong, and how many.
///
/// Humans err, and a temperature fitted as if they did not makes the model doubt what it knows: a confident answer
/// with a wrong label costs most. So a label is taken as right with probability 1 - e and as any of the other intents
/// with e / (K - 1) each (symmetric noise: Angluin and Laird 1988, Machine Learning 2, 343-370). The temperature T and
/// e maximise the weighted likelihood of the labels together; for each T tried, e comes from expectation-maximisation
/// (Dempster, Laird, Rubin 1977, section 4.3). What is calibrated is then the chance of meaning the intent, not of
/// being labelled so.
public struct NoisyLabelCalibration: Sendable, Equatable {
    /// Temperature of the scores.
    public var temperature: Double
    /// Estimated share of wrong labels, in 0...0.5.
    public var labelNoise: Double

    /// Most noise considered.
    static let mostNoise = 0.5

    /// Fits both; `priorStrength` counts as that many right labels and as in `TemperatureCalibration.fit`.
    ///
    /// `start` is where expectation-maximisation begins, and no prior: the likelihood is concave in e, so that every
    /// start above 0 leads to the same share.
    package static func fit(
        _ rows: LogitRows, priorStrength: Double, labelNoise: Double? = nil, start: Double = 0.05
    ) -> NoisyLabelCalibration {
        guard rows.totalWeight > 0, rows.columns > 1 else {
            return NoisyLabelCalibration(
                temperature: TemperatureCalibration.fit(rows, priorStrength: priorStrength), labelNoise: 0)
        }
        let scale = Double(rows.count) / rows.totalWeight
        var probabilities: [Double] = []
        var noise = start
        let logTemperature = TemperatureCalibration.minimise { logTemperature in
            rows.labelProbabilities(
                inverseTemperature: PortableMath.exp(-logTemperature), into: &probabilities)
            noise =
                labelNoise
                ?? Self.noise(probabilities, rows, scale: scale, priorStrength: priorStrength, start: noise)
            return scale * Self.loss(probabilities, rows, noise: noise) - priorStrength * PortableMath.log(1 - noise)
                + priorStrength / 2 * logTemperature * logTemperature
        }
        let temperature = PortableMath.exp(logTemperature)
        rows.labelProbabilities(inverseTemperature: 1 / temperature, into: &probabilities)
        return NoisyLabelCalibration(
            temperature: temperature,
            labelNoise: labelNoise
                ?? Self.noise(probabilities, rows, scale: scale, priorStrength: priorStrength, start: noise))
    }

    /// The share of wrong labels that fits probabilities best, by expectation-maximisation.
    private static func noise(
        _ probabilities: [Double], _ rows: LogitRows, scale: Double, priorStrength: Double, start: Double
    ) -> Double {
        let others = Double(rows.columns - 1)
        var noise = max(start, 0.001)
        for _ in 0..<40 {
            var wrong = 0.0
            for (row, probability) in probabilities.enumerated() {
                let byMistake = noise * (1 - probability) / others
                wrong += rows.weight(row) * byMistake / ((1 - noise) * probability + byMistake)
            }
            let next = min(mostNoise, wrong * scale / (Double(rows.count) + priorStrength))
            if abs(next - noise) < 1e-5 { return next }
            noise = next
        }
        return noise
    }

    private static func loss(_ probabilities: [Double], _ rows: LogitRows, noise: Double) -> Double {
        let others = Double(rows.columns - 1)
        var sum = 0.0
        for (row, probability) in probabilities.enumerated() {
            let likelihood = (1 - noise) * probability + noise * (1 - probability) / others
            sum -= rows.weight(row) * PortableMath.log(max(likelihood, 1e-300))
        }
        return sum
    }
}
