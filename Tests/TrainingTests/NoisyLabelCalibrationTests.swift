import Stochastics
import Testing
import Training

/// A temperature fitted to labels of which some are wrong.
@Suite struct NoisyLabelCalibrationTests {
    /// Scores whose softmax at temperature 1 is the truth, times `stretch`; labels drawn from the truth, then a share
    /// `noise` of them replaced by another intent.
    private func rows(noise: Double, stretch: Double, seed: UInt64) -> LogitRows {
        var stream = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 1)
        let columns = 8
        var rows = LogitRows(columns: columns)
        for _ in 0..<20_000 {
            let scores = (0..<columns).map { _ in 3 * stream.normal() }
            let powers = scores.map { PortableMath.exp($0) }
            var rest = stream.uniform() * powers.reduce(0, +)
            var label = 0
            while label < columns - 1, rest >= powers[label] {
                rest -= powers[label]
                label += 1
            }
            if stream.uniform() < noise { label = (label + 1 + stream.below(columns - 1)) % columns }
            rows.append(scores.map { Float($0 * stretch) }, label: label, weight: 1)
        }
        return rows
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func recoversBothFromNoisyLabels(seed: UInt64) {
        let fitted = NoisyLabelCalibration.fit(rows(noise: 0.08, stretch: 2, seed: seed), priorStrength: 0)
        #expect(abs(fitted.temperature - 2) < 0.15)
        #expect(abs(fitted.labelNoise - 0.08) < 0.01)
    }

    @Test func withoutNoiseItIsThePlainTemperature() {
        let clean = rows(noise: 0, stretch: 0.5, seed: 4)
        let fitted = NoisyLabelCalibration.fit(clean, priorStrength: 0)
        let plain = TemperatureCalibration.fit(clean, priorStrength: 0)
        #expect(abs(fitted.temperature - plain) < 0.02)
        #expect(fitted.labelNoise < 0.005)
    }

    @Test func takingWrongLabelsAsRightMakesAModelDoubt() {
        let noisy = rows(noise: 0.08, stretch: 2, seed: 5)
        #expect(TemperatureCalibration.fit(noisy, priorStrength: 0) > 2.5)
    }

    @Test func aHandfulOfLabelsStaysNearThePrior() {
        var few = LogitRows(columns: 3)
        few.append([0, 1, 2], label: 2, weight: 1)
        few.append([0, 3, 2], label: 2, weight: 1)
        let fitted = NoisyLabelCalibration.fit(few, priorStrength: 5)
        #expect(fitted.temperature > 0.4 && fitted.temperature < 2.5)
        #expect(fitted.labelNoise < 0.2)
        #expect(NoisyLabelCalibration.fit(LogitRows(columns: 3), priorStrength: 5).temperature == 1)
    }
}
