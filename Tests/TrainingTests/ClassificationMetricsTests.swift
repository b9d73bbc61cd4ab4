import Testing
import Training

@Suite struct ClassificationMetricsTests {
    @Test func handComputed() {
        let metrics = ClassificationMetrics.of(confidences: [0.9, 0.8, 0.7, 0.6], correct: [true, true, false, true])
        #expect(metrics.n == 4)
        #expect(metrics.accuracy == 0.75)
        // Each in a bin of its own: (0.1 + 0.2 + 0.7 + 0.4) / 4.
        #expect(abs(metrics.calibrationError - 0.35) < 1e-12)
        // Risks 0, 0, 1/3, 1/4.
        #expect(abs(metrics.aurc - (1.0 / 3 + 0.25) / 4) < 1e-12)
        // Shares answered wrongly at the ends of the four steps: 0, 0, 0, 1/4, 1/4.
        #expect(abs(metrics.augrc - (0.5 + 1) / 16) < 1e-12)
        #expect(metrics.coverageAt90 == 0.5)
        #expect(metrics.coverageAt95 == 0.5)
        #expect(metrics.coverageAt98 == 0.5)
        #expect(metrics.riskCoverage.map(\.coverage) == [0.25, 0.5, 0.75, 1])
        #expect(metrics.riskCoverage.map(\.risk) == [0, 0, 1.0 / 3, 0.25])
    }

    /// Traub et al. 2024, equation 8: AUGRC = (1 - AUROC) a (1 - a) + (1 - a)^2 / 2 with accuracy a.
    @Test func augrcFollowsFromTheRankingOfRightAndWrong() throws {
        let confidences = [0.9, 0.9, 0.8, 0.7, 0.7, 0.7, 0.4, 0.3, 0.3, 0.1]
        let correct = [true, false, true, true, false, true, false, true, false, false]
        let metrics = ClassificationMetrics.of(confidences: confidences, correct: correct)
        let auroc = try #require(RankMetrics.areaUnderROC(scores: confidences, positive: correct))
        let a = metrics.accuracy
        #expect(abs(metrics.augrc - ((1 - auroc) * a * (1 - a) + (1 - a) * (1 - a) / 2)) < 1e-12)
    }

    @Test func oneWrongInTenIsNinetyPerCentRight() {
        let metrics = ClassificationMetrics.of(
            confidences: (0..<20).map { 1 - Double($0) / 40 }, correct: (0..<20).map { $0 < 9 || $0 == 19 })
        #expect(metrics.coverageAt90 == 0.5)
        #expect(metrics.coverageAt95 == 0.45)
    }

    @Test func tiesAreTakenTogetherWhateverTheirOrder() {
        let one = ClassificationMetrics.of(confidences: [0.5, 0.5, 0.5, 0.5], correct: [true, true, true, false])
        let other = ClassificationMetrics.of(confidences: [0.5, 0.5, 0.5, 0.5], correct: [false, true, true, true])
        #expect(one == other)
        #expect(abs(one.aurc - 0.25) < 1e-12)
        #expect(one.coverageAt95 == 0)
        #expect(one.riskCoverage.count == 1)
    }

    @Test func weightsCountAsCopies() {
        let weighted = ClassificationMetrics.of(
            confidences: [0.9, 0.4], correct: [true, false], weights: [3, 1])
        let copies = ClassificationMetrics.of(
            confidences: [0.9, 0.9, 0.9, 0.4], correct: [true, true, true, false])
        #expect(abs(weighted.accuracy - copies.accuracy) < 1e-12)
        #expect(abs(weighted.calibrationError - copies.calibrationError) < 1e-12)
        #expect(abs(weighted.coverageAt95 - copies.coverageAt95) < 1e-12)
    }

    @Test func binsAreClosedAbove() {
        // 1/15 belongs to the first bin, together with 0.01: mean confidence and accuracy cancel inside it.
        let metrics = ClassificationMetrics.of(confidences: [1.0 / 15, 0.01], correct: [false, true])
        #expect(abs(metrics.calibrationError - (1 - 1.0 / 15 - 0.01) / 2) < 1e-12)
    }

    @Test func nothingGivesZero() {
        let metrics = ClassificationMetrics.of(confidences: [], correct: [])
        #expect(metrics.n == 0)
        #expect(metrics.accuracy == 0)
        #expect(metrics.riskCoverage.isEmpty)
    }

    @Test func whatIsNoNumberCountsAsZero() {
        let odd = ClassificationMetrics.of(confidences: [.nan, .infinity, 2, -1], correct: [true, false, true, true])
        let plain = ClassificationMetrics.of(confidences: [0, 0, 1, 0], correct: [true, false, true, true])
        #expect(odd == plain)
    }
}
