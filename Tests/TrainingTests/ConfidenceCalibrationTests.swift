import Stochastics
import Testing
import Training

@Suite struct ConfidenceCalibrationTests {
    /// An AI that says 95% or 60%, and is right in 80% or 40% of such cases.
    static func overconfident(_ count: Int, seed: UInt64 = 1) -> (stated: [Double], right: [Bool]) {
        var random = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 0)
        let stated = (0..<count).map { $0 % 2 == 0 ? 0.95 : 0.6 }
        return (stated, stated.map { random.uniform() < ($0 > 0.9 ? 0.8 : 0.4) })
    }

    @Test func overconfidenceIsTakenBack() {
        let (stated, right) = Self.overconfident(20_000)
        let fitted = ConfidenceCalibration.fit(stated: stated, right: right)
        #expect(abs(fitted.calibrated(0.95) - 0.8) < 0.01)
        #expect(abs(fitted.calibrated(0.6) - 0.4) < 0.01)
    }

    @Test func withoutLabelsConfidencesStand() {
        let fitted = ConfidenceCalibration.fit(stated: [], right: [])
        #expect(fitted == .none)
        for confidence in [0, 0.2, 0.93, 1] { #expect(fitted.calibrated(confidence) == confidence) }
    }

    @Test func aHandfulOfLabelsMovesLittle() {
        let fitted = ConfidenceCalibration.fit(stated: [0.9, 0.9, 0.9], right: [false, false, false])
        #expect((0.3..<0.9).contains(fitted.calibrated(0.9)))
    }

    /// Only the confident answers were audited at a tenth: weights by inverse probability restore their share.
    @Test func weightsByInverseProbabilityUndoTheSampling() {
        var random = RandomStream(seed: 9, replication: 0, purpose: 1, entity: 0)
        var stated: [Double] = []
        var right: [Bool] = []
        var weights: [Double] = []
        for _ in 0..<60_000 {
            // Right in 90% of the cases at every confidence; wrong ones are seen twice as often.
            let isRight = random.uniform() < 0.9
            let chance = isRight ? 0.2 : 0.4
            guard random.uniform() < chance else { continue }
            stated.append(0.8)
            right.append(isRight)
            weights.append(1 / chance)
        }
        let naive = ConfidenceCalibration.fit(stated: stated, right: right)
        let weighted = ConfidenceCalibration.fit(stated: stated, right: right, weights: weights)
        #expect(abs(naive.calibrated(0.8) - 0.18 / 0.22) < 0.01)
        #expect(abs(weighted.calibrated(0.8) - 0.9) < 0.01)
    }

    @Test func theOrderOfConfidencesStays() {
        // Right the less often, the surer it is.
        let stated = (0..<2000).map { $0 % 2 == 0 ? 0.9 : 0.6 }
        let fitted = ConfidenceCalibration.fit(stated: stated, right: stated.map { $0 < 0.7 })
        #expect(fitted.slope == ConfidenceCalibration.leastSlope)
        #expect(fitted.calibrated(0.9) > fitted.calibrated(0.6))
        #expect(abs(fitted.calibrated(0.75) - 0.5) < 0.05)
    }

    @Test func certaintyCanBeDoubted() {
        let right = (0..<1000).map { $0 % 4 != 0 }
        let fitted = ConfidenceCalibration.fit(stated: right.map { _ in 1 }, right: right)
        #expect(abs(fitted.calibrated(1) - 0.75) < 0.02)
    }
}
