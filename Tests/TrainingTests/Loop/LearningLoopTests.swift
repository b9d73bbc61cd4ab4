import Routing
import Stochastics
import Testing
import Training

/// The loop of training, gate, trial and calibration, without an operation around it.
@Suite("Learning loop")
struct LearningLoopTests {
    private static let intents = (0..<6).map { "intent \($0)" }

    /// Texts that say what they are about in most of their words.
    private static func texts(_ count: Int, seed: UInt64) -> [(text: [UInt8], intent: Int)] {
        var random = RandomStream(seed: seed, replication: 0, purpose: 3, entity: 0)
        return (0..<count).map { _ in
            let intent = random.below(intents.count)
            let words = (0..<5).map { _ in
                random.bernoulli(0.6) ? "own\(intent)x\(random.below(5))" : "common\(random.below(30))"
            }
            return (Array(words.joined(separator: " ").utf8), intent)
        }
    }

    private static func loop(_ rules: LearningRules) -> LearningLoop {
        LearningLoop(rules, options: TrainingOptions(features: .words), intents: intents, seed: 7)
    }

    @Test("The first model has to beat guessing, and is nobody's rival")
    func firstModel() throws {
        var loop = Self.loop(LearningRules(probation: Probation()))
        let before = try loop.retrain()
        #expect(before == nil && loop.version == 0)
        for label in Self.texts(300, seed: 1) {
            let outcome = loop.add(text: label.text, intent: label.intent, upset: nil, weight: 1, at: 0)
            #expect(outcome == nil)
        }
        let first = try loop.retrain()
        let (verdict, event) = try #require(first)
        #expect(verdict.promoted && event.promoted && event.version == 1)
        #expect(event.labels == loop.store.trainingCount && event.accuracy == verdict.challengerAccuracy)
        #expect(loop.model.version == 1)
        let back = loop.rollBack(difference: -1, pValue: 0)
        #expect(back == nil, "there is none before")
    }

    @Test("A promoted model that turns out worse gives way to the one before")
    func rollback() throws {
        var loop = Self.loop(LearningRules(probation: Probation(labels: 200)))
        for label in Self.texts(300, seed: 2) {
            loop.add(text: label.text, intent: label.intent, upset: nil, weight: 1, at: 1)
        }
        let first = try loop.retrain()
        #expect(first?.verdict.promoted == true)
        // An import that is off by one: most labels, and so the gate, say so.
        for label in Self.texts(1800, seed: 3) {
            let shifted = (label.intent + 1) % Self.intents.count
            loop.add(text: label.text, intent: shifted, upset: nil, weight: 1, at: 2)
        }
        let second = try loop.retrain()
        #expect(second?.verdict.promoted == true)
        #expect(loop.model.version == 2)
        var count = 0
        for label in Self.texts(200, seed: 4) {
            count += 1
            let outcome = loop.add(text: label.text, intent: label.intent, upset: nil, weight: 1, at: 3)
            guard case .failed(let difference, let pValue)? = outcome else { continue }
            let done = loop.rollBack(difference: difference, pValue: pValue)
            let event = try #require(done)
            #expect(event.version == 2 && event.previous == 1 && event.labels == count && difference < 0)
            #expect(loop.model.version == 1)
            let again = loop.rollBack(difference: difference, pValue: pValue)
            #expect(again == nil, "the trial is over")
            return
        }
        Issue.record("the trial was passed")
    }

    @Test("Nothing is calibrated anew on few labels, or without audits")
    func recalibration() throws {
        for audits in [false, true] {
            var loop = Self.loop(LearningRules(recalibrates: true, fewestFreshLabels: 40, fewestAudits: 10))
            for label in Self.texts(300, seed: 5) {
                loop.add(text: label.text, intent: label.intent, upset: nil, weight: 1, at: 0, isFresh: false)
            }
            try loop.trainFirst()
            let early = loop.recalibrate()
            #expect(loop.model.version == 1 && early == nil)
            for label in Self.texts(60, seed: 6) {
                loop.add(text: label.text, intent: label.intent, upset: nil, weight: 1, at: 1, isAudit: audits)
            }
            let before = loop.model.temperature
            let event = loop.recalibrate()
            #expect((event != nil) == audits)
            if let event { #expect(event.before == before && event.after == loop.model.temperature) }
        }
    }

    @Test("A log is learned from in steps of so many labels, and its rest at the end")
    func log() throws {
        var learning = LoggedLearning(
            LearningRules(), options: TrainingOptions(features: .words), intents: Self.intents, afterLabels: 200,
            seed: 7)
        var judged: [Int] = []
        for (number, label) in Self.texts(500, seed: 8).enumerated() {
            for step in try learning.take(text: label.text, intent: label.intent, upset: nil) {
                if case .judged(let event, _) = step { judged += [number + 1, event.version] }
            }
        }
        #expect(judged == [200, 1, 400, 2])
        let last = try learning.finish()
        #expect(last.count == 1 && learning.loop.version == 3)
        let more = try learning.finish()
        #expect(more.isEmpty, "nothing came since")
        #expect(learning.loop.store.added == 500 && learning.loop.model.isTrained)
    }

    @Test("Labels bring about a retraining, but not two within the shortest time")
    func schedule() {
        var schedule = LearningSchedule(afterLabels: 2, shortestSeconds: 100)
        #expect(schedule.allows(at: 0))
        let (one, two) = (schedule.noteLabel(), schedule.noteLabel())
        #expect(!one && two)
        schedule.begin(at: 50)
        #expect(schedule.labels == 0 && !schedule.allows(at: 149) && schedule.allows(at: 150))
        var never = LearningSchedule(afterLabels: nil)
        let isTime = never.noteLabel()
        #expect(!isTime && never.labels == 1)
    }
}
