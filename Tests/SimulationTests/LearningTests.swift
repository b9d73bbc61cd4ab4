import Experiments
import Simulation
import Stochastics
import Testing
import Training
import Workforce

/// It learns, and for the right reason.
@Suite("Learning in operation")
struct LearningTests {
    private func accuracies(_ operation: OperationSpecification, seed: UInt64) throws -> (first: Double, last: Double) {
        let forecast = try Operations.forecast(operation, seed: seed)
        return (
            try Operations.value(forecast, "model.accuracy.first_week"),
            try Operations.value(forecast, "model.accuracy.last_week")
        )
    }

    @Test("With labels the accuracy rises and the humans' share falls", arguments: [1, 2] as [UInt64])
    func learns(seed: UInt64) throws {
        let forecast = try Operations.forecast(Operations.learning(), seed: seed)
        let first = try Operations.value(forecast, "model.accuracy.first_week")
        let last = try Operations.value(forecast, "model.accuracy.last_week")
        #expect(last > first + 0.08)
        let shares = forecast.timeline.filter { $0.measure == "human.share" && $0.interval.hasPrefix("week") }
        #expect(try #require(shares.last).mean < #require(shares.first).mean - 0.05)
    }

    @Test("Without training it stays flat", arguments: [1, 2] as [UInt64])
    func flatWithoutTraining(seed: UInt64) throws {
        var operation = try Operations.learning()
        operation.training = nil
        let (first, last) = try accuracies(operation, seed: seed)
        #expect(abs(last - first) < 0.02)
    }

    @Test("With half of the labels wrong it does not rise as far", arguments: [1, 2] as [UInt64])
    func wrongLabels(seed: UInt64) throws {
        let good = try accuracies(Operations.learning(), seed: seed)
        var operation = try Operations.learning()
        for team in operation.teams.indices { operation.teams[team].labelError = 0.5 }
        let bad = try accuracies(operation, seed: seed)
        #expect(bad.last < good.last - 0.03)
        #expect(abs(bad.first - good.first) < 0.02, "both start with the same model")
    }

    @Test("The model is better the more labels are asked for")
    func moreLabels() throws {
        var few = try Operations.learning()
        few.training?.labelShare = 0.01
        let (_, little) = try accuracies(few, seed: 1)
        let (_, much) = try accuracies(Operations.learning(), seed: 1)
        #expect(much > little + 0.02)
    }

    @Test(
        "A night of shuffled labels is refused by the gate, the same night with true ones is not",
        arguments: [1, 2, 3] as [UInt64])
    func shuffledNight(seed: UInt64) throws {
        // Retrained every morning; in the night before the third day's model the labels are assigned at random.
        func verdicts(_ shuffled: Range<Double>?) throws -> [Bool] {
            var operation = try Operations.learning(weeks: 4 / 7.0, perDay: 2400)
            operation.training = TrainingPlan(
                firstSeconds: Operations.day, everySeconds: Operations.day, labelShare: 0.5, holdoutShare: 0.3,
                shuffled: shuffled)
            var run = try SupportOperation(operation, seed: seed, replication: 0, sink: PromotionSink())
            try run.run()
            return run.auditSink.verdicts.filter { $0.seconds <= 3 * Operations.day }.map(\.promoted)
        }
        let night = (2 * Operations.day + 12 * Operations.hour)..<(3 * Operations.day)
        let faulty = try verdicts(night)
        #expect(faulty.count == 3)
        #expect(faulty[0], "the first models are promoted")
        #expect(faulty[2] == false)
    }
}
