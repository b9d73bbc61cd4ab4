import Stochastics
import Testing
import Training

@Suite struct TrafficQualityTests {
    private func row(_ intent: Int, _ predicted: Int?, _ confidence: Double, _ group: Int) -> JudgedRow {
        JudgedRow(
            intent: intent, predicted: predicted, confidence: confidence, isOutside: intent == 2, copyGroup: group)
    }

    @Test func tablesByHand() throws {
        let rows = [
            row(0, 0, 0.95, 0), row(0, 0, 0.92, 1), row(0, 1, 0.55, 2), row(1, 0, 0.58, 3), row(1, 0, 0.52, 4),
            row(2, 1, 0.35, 5),
        ]
        let judged = JudgedRows(names: ["a", "b", "none"], rows: rows, groupCount: 6)
        let quality = try #require(TrafficQuality(judged, wrongAnswerCost: 40, humanCost: 8.01))
        #expect(quality.all.texts == 6 && abs(quality.all.accuracy.mean - 1.0 / 3) < 1e-12)
        #expect(quality.inScope?.texts == 5 && abs((quality.inScope?.accuracy.mean ?? 0) - 0.4) < 1e-12)
        #expect(quality.intents.map(\.name) == ["a", "b", "none"])
        #expect(quality.intents.map(\.texts) == [3, 2, 1] && quality.intents.map(\.isOutside) == [false, false, true])
        #expect(quality.confusions.map(\.texts) == [2, 1, 1])
        #expect(quality.confusions[0].intent == "b" && quality.confusions[0].predicted == "a")
        #expect(quality.confusions[0].shareOfIntent == 1 && abs(quality.confusions[0].confidence - 0.55) < 1e-12)
        #expect(quality.reliability.map(\.texts) == [1, 3, 2])
        #expect(quality.reliability.last?.right.mean == 1 && quality.reliability.last?.high == 1)
        // Clopper and Pearson of 2 of 2: from 0.025^(1/2).
        #expect(abs((quality.reliability.last?.right.low ?? 0) - 0.158114) < 1e-5)
    }

    /// Figures are those of `ClassificationMetrics`, and 95% of the intervals hold the accuracy of the traffic.
    @Test func figuresAndTheirIntervals() throws {
        var hits = 0
        for seed in 0..<100 {
            var traffic = MadeUpTraffic(seed: UInt64(seed), outside: 0.2)
            let judged = traffic.next(120)
            let figures = TrafficFigures(judged)
            let plain = ClassificationMetrics.of(
                confidences: judged.rows.map(\.confidence), correct: judged.rows.map(\.isRight))
            #expect(abs(figures.aurc.mean - plain.aurc) < 1e-12 && figures.coverageAt90.mean == plain.coverageAt90)
            // Mean confidence inside: 1 - 0.7 / 4.
            let truth = 0.8 * 0.825
            if let low = figures.accuracy.low, let high = figures.accuracy.high, low <= truth, truth <= high {
                hits += 1
            }
        }
        #expect((89...100).contains(hits), "\(hits) of 100")
    }

    @Test func copiesAreOneAnswer() throws {
        var traffic = MadeUpTraffic(seed: 4)
        let once = traffic.next(200)
        let four = JudgedRows(
            names: once.names, rows: once.rows.flatMap { [$0, $0, $0, $0] }, groupCount: once.groupCount)
        #expect(four.copies == 600)
        let (narrow, wide) = (TrafficFigures(once).accuracy, TrafficFigures(four).accuracy)
        #expect(narrow.mean == wide.mean && narrow.low == wide.low && narrow.high == wide.high)
        #expect(TrafficFigures(four) == TrafficFigures(four))
    }

    @Test func errorOfTheAreaByHand() throws {
        // Positives 3 and 1, negatives 2 and 0: placements 1, 1/2 and 1/2, 1; variance 1/8 each, over two each.
        let error = try #require(
            RankMetrics.errorOfArea(scores: [3, 1, 2, 0], positive: [true, true, false, false]))
        #expect(abs(error - (0.125).squareRoot()) < 1e-12)
        #expect(RankMetrics.errorOfArea(scores: [1, 2], positive: [true, false]) == nil)
    }
}
