import Quantities
import Routing
import Stochastics
import Testing
import Training

@Suite("New matters")
struct NewMatterTests {
    private static let day = Seconds.perDay

    /// Queries of four intents, 500 a day for 35 days; from day 28 on a share of them is about something new, in words of
    /// its own. At night, and on every seventh day, more of them are hard to tell.
    private func alarms(
        newShare: Double, seed: UInt64, profile: Double = 0, promotionDay: Double? = nil, gain: Bool = false,
        streams: [NoveltyMonitor.Signal] = NoveltyMonitor.Signal.allCases
    ) throws -> [Double] {
        var random = RandomStream(seed: seed, replication: 0, purpose: 9, entity: 0)
        func text(_ intent: Int, clarity: Double) -> [UInt8] {
            let words = (0..<5).map { _ in
                random.bernoulli(clarity) ? "own\(intent)x\(random.below(8))" : "common\(random.below(60))"
            }
            return Array(words.joined(separator: " ").utf8)
        }
        var featuriser = Featuriser(options: .words)
        var labels: [LabelledText] = []
        func train(_ count: Int, version: Int) throws -> TextModel {
            for _ in 0..<count {
                let intent = random.below(4)
                labels.append(
                    LabelledText(
                        text: text(intent, clarity: 0.5), intent: intent, upset: nil, order: labels.count,
                        featuriser: &featuriser))
            }
            var options = TrainingOptions()
            options.features = .words
            return try Trainer(options: options).train(labels, intents: ["a", "b", "c", "d"], version: version)
        }
        var monitor = NoveltyMonitor(streams: streams, level: 0.05)
        monitor.use(try train(300, version: 1))
        var found: [Double] = []
        var promotion = promotionDay
        for query in 0..<17_500 {
            let seconds = (Double(query) + 0.5) / 500 * Self.day
            if let day = promotion, seconds >= day * Self.day {
                monitor.use(try train(gain ? 2_000 : 50, version: 2))
                promotion = nil
            }
            let hour = seconds.truncatingRemainder(dividingBy: Self.day) / Seconds.perHour
            let isHard = hour < 8 || Int(seconds / Self.day) % 7 == 6
            let clarity = isHard ? 0.5 - profile : 0.5
            let isNew = seconds >= 28 * Self.day && random.bernoulli(newShare)
            let said = text(isNew ? 9 : random.below(4), clarity: isNew ? 0.5 : clarity)
            monitor.note(query: query, text: said, isHandedOver: random.bernoulli(0.3), at: seconds)
            if random.bernoulli(0.05) { monitor.labelled(query) }
            if monitor.look(at: seconds) != nil { found.append(seconds / Self.day) }
        }
        return found
    }

    @Test("A new matter of 10% is seen in two days, also on the day a new model comes", arguments: [nil, 28.0])
    func seen(promotionDay: Double?) throws {
        let seeds = 1...6
        let found = try seeds.map { try alarms(newShare: 0.1, seed: UInt64($0), promotionDay: promotionDay) }
        #expect(found.allSatisfy { ($0.first ?? 0) > 28 }, "no false alarm: \(found.map(\.first))")
        #expect(found.count { ($0.first ?? .infinity) <= 30 } >= 5, "\(found.map(\.first))")
    }

    @Test("Without news there is no alarm: mornings, Sundays and a better model are none")
    func quiet() throws {
        for seed in UInt64(1)...3 {
            #expect(try alarms(newShare: 0, seed: seed).isEmpty)
            #expect(try alarms(newShare: 0, seed: seed, profile: 0.15).isEmpty)
            #expect(try alarms(newShare: 0, seed: seed, promotionDay: 20, gain: true).isEmpty)
        }
    }

    @Test("The level is shared by all streams, windows and looks of a year")
    func level() {
        // 365.25 days x 4 looks x 2 windows x 1 stream at 5%: each at 1.7e-5.
        let monitor = NoveltyMonitor(streams: [.scope], level: 0.05)
        #expect(monitor.errorsForAlarm > 4.1 && monitor.errorsForAlarm < 4.2)
        #expect(NoveltyMonitor(level: 0.05).errorsForAlarm > monitor.errorsForAlarm)
        #expect(NoveltyMonitor(streams: [.scope], level: 0.5).errorsForAlarm < monitor.errorsForAlarm)
    }

    @Test("A model that is calibrated anew changes nothing, and memory has a bound")
    func memory() throws {
        var monitor = NoveltyMonitor(capacity: 1_000)
        var featuriser = Featuriser(options: .words)
        let labels = (0..<8).map { order in
            LabelledText(
                text: Array("word\(order % 2)".utf8), intent: order % 2, upset: nil, order: order,
                featuriser: &featuriser)
        }
        var options = TrainingOptions()
        options.features = .words
        let model = try Trainer(options: options).train(labels, intents: ["a", "b"], version: 1)
        monitor.use(model)
        for query in 0..<5_000 {
            monitor.note(query: query, text: Array("word0".utf8), isHandedOver: false, at: Double(query))
        }
        #expect(monitor.count <= 1_000 && monitor.count >= 400)
        let count = monitor.count
        monitor.use(model)
        #expect(monitor.count == count)
        var forgetful = NoveltyMonitor(readsAgain: false)
        forgetful.use(model)
        forgetful.note(query: 1, text: Array("word0".utf8), isHandedOver: false, at: 1)
        forgetful.use(try Trainer(options: options).train(labels, intents: ["a", "b"], version: 2))
        #expect(forgetful.count == 0, "where most queries are labelled the past goes with the model")
    }

    @Test("A word becomes an intent when enough labels have it within the time")
    func names() {
        var free = FreeLabels(fewest: 3, windowSeconds: 100)
        #expect(free.add(word: 7, order: 0, at: 0) == nil)
        #expect(free.add(word: 8, order: 1, at: 10) == nil)
        #expect(free.add(word: 7, order: 2, at: 20) == nil)
        #expect(free.add(word: 7, order: 3, at: 110) == nil, "the first is too long ago")
        #expect(free.add(word: 7, order: nil, at: 115) == [0, 2, 3], "old labels with the word take its name as well")
        #expect(free.add(word: 7, order: 9, at: 116) == nil, "they are no longer kept here")
    }

    @Test("Labels bear an alarm out when more of them were read wrongly since")
    func borneOut() throws {
        var judge = AlarmConfirmation()
        for number in 0..<40 { judge.add(isWrong: number % 4 == 0, at: Double(number)) }
        #expect(judge.pValue == nil && !judge.isBorneOut(), "there is no alarm")
        judge.open(at: 39)
        #expect(judge.since == 39 && judge.pValue == nil)
        for number in 0..<10 { judge.add(isWrong: number % 2 == 0, at: 40 + Double(number)) }
        // 5 of 10 since, 10 of 40 before: of 15 errors 5 or more at 1 in 5 each.
        let expected = Binomial.upperTail(5, trials: 15, probability: 0.2)
        #expect(abs(try #require(judge.pValue) - expected) < 1e-12 && expected > 0.1 && !judge.isBorneOut())
        for number in 0..<20 { judge.add(isWrong: true, at: 50 + Double(number)) }
        #expect(judge.isBorneOut() && judge.since == nil)
    }
}
