import Stochastics
import Testing
import Training

@Suite struct HandoffPredictorTests {
    private static func signals(_ turn: Int, emotion: Double = 0.1, repeats: Int = 0) -> TurnSignals {
        TurnSignals(
            turn: turn, firstConfidence: 0.9, confidence: 0.9, margin: 0.8, emotion: emotion, repeats: repeats,
            hasChanged: false)
    }

    @Test func fewConversationsTeachNothing() {
        var learner = HandoffLearner()
        for number in 0..<200 { learner.add([Self.signals(1)], failed: number < HandoffLearner.fewest - 1) }
        #expect(learner.predictor() == nil)
        learner.add([Self.signals(1)], failed: true)
        #expect(learner.predictor() != nil)
    }

    /// Customers repeat themselves in half of the turns of a conversation that fails and in a tenth of the others': Bayes'
    /// rule gives the probability of failure.
    @Test func repetitionsTellOfFailure() throws {
        var random = RandomStream(seed: 2, replication: 0, purpose: 1, entity: 0)
        var learner = HandoffLearner(capacity: 20_000)
        for _ in 0..<20_000 {
            let failed = random.uniform() < 0.2
            let repeats = random.uniform() < (failed ? 0.5 : 0.1) ? 1 : 0
            learner.add([Self.signals(1, repeats: repeats)], failed: failed)
        }
        let predictor = try #require(learner.predictor())
        #expect(abs(predictor.failure(after: Self.signals(1, repeats: 1)) - 0.1 / 0.18) < 0.02)
        #expect(abs(predictor.failure(after: Self.signals(1)) - 0.1 / 0.82) < 0.01)
    }

    @Test func theLastConversationsCount() throws {
        var learner = HandoffLearner(capacity: 100)
        for number in 0..<1000 { learner.add([Self.signals(1)], failed: number % 10 != 0) }
        for number in 0..<100 { learner.add([Self.signals(1)], failed: number < 40) }
        #expect(learner.count == 100)
        #expect(abs(try #require(learner.predictor()).failure(after: Self.signals(1)) - 0.4) < 0.05)
    }

    @Test func aLongConversationCountsNoMoreThanAShortOne() throws {
        var learner = HandoffLearner()
        for number in 0..<400 {
            let failed = number % 2 == 0
            learner.add(Array(repeating: Self.signals(1), count: failed ? 9 : 1), failed: failed)
        }
        #expect(abs(try #require(learner.predictor()).failure(after: Self.signals(1)) - 0.5) < 0.02)
    }
}
