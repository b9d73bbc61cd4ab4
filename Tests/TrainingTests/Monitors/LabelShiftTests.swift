import Testing
import Training

@Suite("Shift of labels")
struct LabelShiftTests {
    /// Of intent 0 the model has 80% right, of intent 1 90%.
    private static func twoIntents() -> LabelShift {
        var shift = LabelShift(intents: 2)
        for (predicted, intent, weight) in [(0, 0, 8.0), (1, 0, 2), (0, 1, 1), (1, 1, 9)] {
            shift.add(predicted: predicted, intent: intent, weight: weight)
        }
        return shift
    }

    @Test("Two intents, by hand: from half and half to 80 and 20")
    func twoByHand() throws {
        // Predictions of 0: .5 x .8 + .5 x .1 = .45 before, .8 x .8 + .2 x .1 = .66 now.
        let changes = Self.twoIntents().changes(before: [450, 550], now: [660, 340])
        try #require(changes.count == 2)
        #expect(abs(changes[0].difference - 0.3) < 1e-12 && abs(changes[1].difference + 0.3) < 1e-12)
        // The inverse of [[.8, .1], [.2, .9]] is [[.9, -.1], [-.2, .8]] / .7; its first row varies by 1 / .7 between
        // predictions: standard error sqrt(.45 x .55 / 1000 + .66 x .34 / 1000) / .7.
        let error = ((0.45 * 0.55 + 0.66 * 0.34) / 1_000).squareRoot() / 0.7
        #expect(abs(changes[0].error - error) < 1e-12)
        #expect(Self.twoIntents().clearest(before: [450, 550], now: [660, 340], level: 0.001)?.intent != nil)
        #expect(Self.twoIntents().clearest(before: [450, 550], now: [455, 545], level: 0.05) == nil)
    }

    @Test("Labels asked for with other probabilities count by their weights")
    func weights() {
        var shift = LabelShift(intents: 2)
        for _ in 0..<8 { shift.add(predicted: 0, intent: 0, weight: 1) }
        shift.add(predicted: 1, intent: 0, weight: 2)
        shift.add(predicted: 0, intent: 1, weight: 3)
        shift.add(predicted: 1, intent: 1, weight: 27)
        shift.add(predicted: 1, intent: 7, weight: 1)
        shift.add(predicted: 1, intent: 1, weight: .nan)
        #expect(
            shift.changes(before: [450, 550], now: [660, 340])
                == Self.twoIntents().changes(before: [450, 550], now: [660, 340]))
    }

    @Test("Intents that the model cannot tell apart are not estimated")
    func illConditioned() {
        var shift = LabelShift(intents: 2)
        for predicted in 0..<2 {
            for intent in 0..<2 { shift.add(predicted: predicted, intent: intent, weight: 1) }
        }
        #expect(shift.changes(before: [500, 500], now: [700, 300]).isEmpty)
        #expect(shift.clearest(before: [500, 500], now: [700, 300], level: 0.05) == nil)
        #expect(LabelShift(intents: 2).changes(before: [1, 1], now: [1, 1]).isEmpty, "no labels")
        #expect(Self.twoIntents().changes(before: [0, 0], now: [1, 1]).isEmpty, "no queries")
    }

    @Test("An intent without labels is left out, and the others are estimated")
    func unknownIntent() {
        var shift = LabelShift(intents: 3)
        for (predicted, intent, weight) in [(0, 0, 8.0), (2, 0, 2), (0, 2, 1), (2, 2, 9)] {
            shift.add(predicted: predicted, intent: intent, weight: weight)
        }
        let changes = shift.changes(before: [450, 0, 550], now: [660, 0, 340])
        #expect(changes.map(\.intent) == [0, 2])
        #expect(abs((changes.first?.difference ?? 0) - 0.3) < 1e-12)
    }
}
