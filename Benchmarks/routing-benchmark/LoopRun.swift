import Routing
import Stochastics
import Training

/// The state of the loop during one shuffle.
struct LoopRun {
    /// What is counted; the late part is the last quarter of the queries.
    struct Tally {
        var answered = 0
        var wrong = 0
        var claimed = 0.0
        var lateAnswered = 0
        var lateWrong = 0
        var lateClaimed = 0.0
        var human = 0
        var audits = 0
        var auditedDisagreements = 0
    }

    /// Numbers of the texts that come, in order.
    private(set) var queries: [Int] = []
    private(set) var tally = Tally()
    private(set) var model: TextModel

    private let intents: [String]
    private let examples: [LabelledText]
    private let trainer: Trainer
    private var random: RandomStream
    private var labels: [LabelledText] = []
    private var classifier: TextClassifier
    private var prediction = Prediction()
    private var log: CalibrationLog
    /// Confidences of recent queries under the model in use.
    private var recent: [Double] = []

    init(intents: [String], examples: [LabelledText], trainer: Trainer, seed: UInt64) {
        self.intents = intents
        self.examples = examples
        self.trainer = trainer
        random = RandomStream(seed: seed, replication: 0, purpose: 0x4C70, entity: 0)
        model = .untrained(intents: intents, options: trainer.options)
        classifier = TextClassifier(model: model)
        log = CalibrationLog(intentCount: intents.count)
    }

    /// Shuffles the texts, labels the first of each intent and trains on them, calibrated out of fold.
    mutating func begin() throws {
        var order = Array(examples.indices)
        for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, random.below(index + 1)) }
        var counts = [Int](repeating: 0, count: intents.count)
        for text in order {
            let intent = examples[text].intent
            counts[intent] += 1
            if counts[intent] <= LoopExperiment.firstLabels { label(text) } else { queries.append(text) }
        }
        model = try trainer.trainCalibrated(labels, intents: intents)
        classifier.model = model
    }

    /// A human labels a text, wrongly now and then.
    @discardableResult
    private mutating func label(_ text: Int) -> Int {
        var label = examples[text]
        if random.bernoulli(LoopExperiment.labelError) {
            let other = random.below(intents.count - 1)
            label.intent = other < label.intent ? other : other + 1
        }
        labels.append(label)
        return label.intent
    }

    /// One query: a human's when it is among the least certain and the share of humans allows it, else the AI's.
    mutating func serve(_ number: Int) {
        let text = queries[number]
        classifier.classify(features: examples[text].features, into: &prediction)
        let allowed = LoopExperiment.humanShare * Double(number + 1)
        let isDoubtful = prediction.confidence < threshold && Double(tally.human) + 1 <= allowed
        recent.append(prediction.confidence)
        guard !isDoubtful else {
            tally.human += 1
            log.add(classifier, label: label(text), weight: 1)
            return
        }
        let isWrong = prediction.intent != examples[text].intent
        let claimed = 1 - prediction.confidence
        tally.answered += 1
        tally.claimed += claimed
        tally.wrong += isWrong ? 1 : 0
        if number >= queries.count * 3 / 4 {
            tally.lateAnswered += 1
            tally.lateClaimed += claimed
            tally.lateWrong += isWrong ? 1 : 0
        }
        guard random.bernoulli(LoopExperiment.auditProbability) else { return }
        tally.human += 1
        tally.audits += 1
        let answer = prediction.intent
        let audited = label(text)
        if audited != answer { tally.auditedDisagreements += 1 }
        log.add(classifier, label: audited, weight: 1 / LoopExperiment.auditProbability)
    }

    /// The confidence below which the asked-for share of recent queries lies, less the audits among the rest.
    private var threshold: Double {
        let (human, audit) = (LoopExperiment.humanShare, LoopExperiment.auditProbability)
        let share = (human - audit) / (1 - audit)
        let sorted = recent.suffix(LoopExperiment.window).sorted()
        return sorted.isEmpty ? 1 : sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
    }

    /// Trains on the human labels, from where the last training ended, and calibrates on what was logged before them.
    mutating func retrain(_ number: Int) throws {
        let trained = try trainer.train(labels, intents: intents, warmStart: model, version: model.version + 1)
        model = trainer.calibrate(trained, on: log)
        classifier.model = model
        // Confidences of another model do not compare: the recent texts are read again.
        recent.removeAll(keepingCapacity: true)
        for text in queries[max(0, number - LoopExperiment.window)...number] {
            classifier.classify(features: examples[text].features, into: &prediction)
            recent.append(prediction.confidence)
        }
    }
}
