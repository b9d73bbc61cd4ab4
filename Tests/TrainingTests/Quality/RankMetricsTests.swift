import Testing
import Training

@Suite struct RankMetricsTests {
    @Test func byHand() {
        // Positives 3 and 1 against negatives 2 and 0: three of four pairs are in order.
        #expect(RankMetrics.areaUnderROC(scores: [3, 2, 1, 0], positive: [true, false, true, false]) == 0.75)
        #expect(RankMetrics.areaUnderROC(scores: [0, 1, 2, 3], positive: [false, false, true, true]) == 1)
        #expect(RankMetrics.areaUnderROC(scores: [3, 2, 1, 0], positive: [false, false, true, true]) == 0)
    }

    @Test func tiesCountHalf() {
        #expect(RankMetrics.areaUnderROC(scores: [1, 1, 1], positive: [true, false, true]) == 0.5)
        // 2 above 1 and equal to 2: 1.5 of 2 pairs; 1 equal to 1 and below 2: 0.5 of 2.
        #expect(RankMetrics.areaUnderROC(scores: [2, 2, 1, 1], positive: [true, false, true, false]) == 0.5)
        #expect(RankMetrics.areaUnderROC(scores: [2, 1, 1], positive: [true, true, false]) == 0.75)
    }

    @Test func oneKindAloneHasNone() {
        #expect(RankMetrics.areaUnderROC(scores: [], positive: []) == nil)
        #expect(RankMetrics.areaUnderROC(scores: [1, 2], positive: [true, true]) == nil)
        #expect(RankMetrics.areaUnderROC(scores: [1, 2], positive: [false, false]) == nil)
        #expect(RankMetrics.areaUnderROC(scores: [.nan, 1], positive: [true, false]) == 0)
    }
}

@Suite struct CostThresholdTests {
    private let confidences = [0.9, 0.8, 0.8, 0.6]
    private let correct = [true, true, false, false]

    /// A wrong answer costs 10, a human 4. Answering .9: 3 x 4 = 12; .9 and .8: 10 + 4 = 14; all: 20; none: 16.
    @Test func byHand() throws {
        let best = try #require(
            CostThreshold.best(confidences: confidences, correct: correct, wrongAnswerCost: 10, humanCost: 4))
        #expect(best.threshold == 0.9)
        #expect(best.coverage == 0.25)
        #expect(best.cost == 3)
        #expect(best.costOfAnsweringAll == 5)
        #expect(best.costOfAnsweringNone == 4)
    }

    /// At 6 a human, answering the three costs 10 + 6 = 16 and the first alone 18: a tie of confidences is one step.
    @Test func tiesAreAnsweredTogether() throws {
        let best = try #require(
            CostThreshold.best(confidences: confidences, correct: correct, wrongAnswerCost: 10, humanCost: 6))
        #expect(best.threshold == 0.8)
        #expect(best.coverage == 0.75)
        #expect(best.cost == 4)
    }

    @Test func nothingOrAllMayBeCheapest() throws {
        let none = try #require(
            CostThreshold.best(confidences: [0.9, 0.4], correct: [false, true], wrongAnswerCost: 10, humanCost: 1))
        #expect(none.threshold == nil && none.coverage == 0 && none.cost == 1)
        let all = try #require(
            CostThreshold.best(confidences: confidences, correct: correct, wrongAnswerCost: 1, humanCost: 5))
        #expect(all.threshold == 0.6 && all.coverage == 1 && all.cost == 0.5)
        let free = try #require(
            CostThreshold.best(confidences: confidences, correct: correct, wrongAnswerCost: 0, humanCost: 0))
        #expect(free.threshold == nil, "of equal costs the one that answers least")
        #expect(CostThreshold.best(confidences: [], correct: [], wrongAnswerCost: 1, humanCost: 1) == nil)
        #expect(CostThreshold.best(confidences: [1], correct: [true], wrongAnswerCost: -1, humanCost: 1) == nil)
    }
}
