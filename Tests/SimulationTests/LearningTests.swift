import Experiments
import Simulation
import Stochastics
import Testing
import Traffic
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

    @Test("Although one label in twenty is wrong, its confidence is what it says", arguments: [1, 2] as [UInt64])
    func calibrated(seed: UInt64) throws {
        let forecast = try Operations.forecast(Operations.learning(), seed: seed)
        let weeks = forecast.timeline.filter { $0.measure == "ai.calibration_error" && $0.interval.hasPrefix("week") }
        #expect(try #require(weeks.last).mean < 0.03)
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
        // Most contacts come at night, and the model is retrained every morning at six; the labels of the night before
        // the third morning are assigned at random.
        let morning = 6 * Operations.hour
        let lastMorning = 2 * Operations.day + morning
        func verdicts(shuffled: Range<Double>?) throws -> [Bool] {
            var operation = try Operations.learning(weeks: 4 / 7.0)
            let hours = (0..<24).map { $0 < 6 || $0 >= 18 ? 4.0 : 1.0 }
            operation.traffic.arrivals = try ArrivalRate(
                perWeek: 2400 * 7,
                hourlyWeights: ArrivalRate.weights(hoursOfDay: hours, daysOfWeek: Array(repeating: 1, count: 7)))
            operation.training = TrainingPlan(
                firstSeconds: morning, everySeconds: Operations.day, labelShare: 0.5, holdoutShare: 0.3,
                shuffled: shuffled)
            var run = try SupportOperation(operation, seed: seed, replication: 0, sink: PromotionSink())
            try run.run()
            let sink = try #require(run.auditSink as? PromotionSink)
            return sink.verdicts.filter { $0.seconds <= lastMorning }.map(\.promoted)
        }
        let faulty = try verdicts(shuffled: (lastMorning - 12 * Operations.hour)..<lastMorning)
        let sound = try verdicts(shuffled: nil)
        #expect(faulty.count == 3 && faulty.prefix(2) == sound.prefix(2), "until that night both are the same run")
        #expect(sound[2])
        #expect(!faulty[2])
    }
}
