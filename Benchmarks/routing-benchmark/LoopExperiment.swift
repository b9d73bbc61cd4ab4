import Foundation
import Routing
import Stochastics
import Training

/// A support operation's learning loop on real text: humans answer what the AI is least sure of, err now and then, and
/// label what they answer; the AI learns from them alone.
///
/// Human work of every kind (doubtful queries and audits) is 30% of the queries. Five labels an intent exist before.
struct LoopExperiment {
    /// Share of the queries that go to humans, audits among them.
    static let humanShare = 0.3
    /// Probability that an answer of the AI is audited.
    static let auditProbability = 0.1
    /// Share of human labels that are wrong, the first ones too: any other intent, each as likely.
    static let labelError = 0.05
    static let firstLabels = 5
    /// Queries between two trainings.
    static let retrainEvery = 250
    /// Queries whose confidences say which are among the least.
    static let window = 500

    /// What became of one shuffle.
    struct Outcome: Encodable {
        var accuracy: Double
        var claimedError: Double
        var trueError: Double
        var claimedErrorLate: Double
        var trueErrorLate: Double
        var auditedError: Double
        var humanShare: Double
        var audits: Int
        var labelNoise: Double
        var seconds: Double
    }

    private let train: LabelledFile
    private let examples: [LabelledText]
    private let test: [LabelledText]
    private let trainer = Trainer()

    init(data: String) throws {
        train = try LabelledFile(data + "/train.csv")
        examples = train.examples(trainer.options.features)
        test = try LabelledFile(data + "/test.csv", intents: train.intents).examples(trainer.options.features)
    }

    func print(shuffles: Int) throws {
        try report((1...shuffles).map { try outcome(seed: UInt64($0)) })
    }

    func outcome(seed: UInt64) throws -> Outcome {
        let start = processSeconds()
        var run = LoopRun(intents: train.intents, examples: examples, trainer: trainer, seed: seed)
        try run.begin()
        for number in run.queries.indices {
            run.serve(number)
            if (number + 1) % Self.retrainEvery == 0 || number == run.queries.count - 1 { try run.retrain(number) }
        }
        let tally = run.tally
        return Outcome(
            accuracy: run.model.evaluate(on: test).accuracy, claimedError: tally.claimed / Double(tally.answered),
            trueError: Double(tally.wrong) / Double(tally.answered),
            claimedErrorLate: tally.lateClaimed / Double(tally.lateAnswered),
            trueErrorLate: Double(tally.lateWrong) / Double(tally.lateAnswered),
            auditedError: Double(tally.auditedDisagreements) / Double(max(tally.audits, 1)),
            humanShare: Double(tally.human) / Double(run.queries.count), audits: tally.audits,
            labelNoise: run.model.labelNoise, seconds: processSeconds() - start)
    }
}
