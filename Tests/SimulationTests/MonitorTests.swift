import Experiments
import Routing
import Simulation
import Testing
import Traffic
import Training

@Suite("Monitors")
struct MonitorTests {
    private static func operation(
        weeks: Double = 6, drift: Double? = nil, dialect: Double? = nil
    ) throws -> OperationSpecification {
        var operation = try Operations.learning(weeks: weeks)
        if case .language(var language) = operation.traffic.source {
            if let drift {
                language.drifts.append(LanguageDrift(startSeconds: 3 * Operations.week, strength: drift))
            }
            if let dialect { language.drifts.append(LanguageDrift(startSeconds: 0, strength: dialect, segment: 1)) }
            operation.traffic.source = .language(language)
        }
        operation.policy.auditShare = 0.2
        operation.monitors = MonitorPlan(drift: .init(), segments: .init())
        for team in operation.teams.indices { operation.teams[team].labelError = 0.01 }
        return operation
    }

    @Test("A change of words is seen within days, and nothing before it")
    func drift() throws {
        let forecast = try Operations.forecast(Self.operation(drift: 0.9), replications: 4)
        #expect(try Operations.value(forecast, "monitor.drift.detected") == 1)
        #expect(try Operations.value(forecast, "monitor.drift.false_alarms") == 0)
        let days = try Operations.value(forecast, "monitor.drift.delay_s") / Operations.day
        #expect(days > 0.05 && days < 5, "\(days) days")
        let quiet = try Operations.forecast(Self.operation(), replications: 4)
        #expect(try Operations.value(quiet, "monitor.alarms") == 0)
        #expect(quiet["monitor.drift.delay_s"] == nil, "nothing happens there")
    }

    @Test("Flags alone see it as well")
    func flags() throws {
        var operation = try Self.operation(weeks: 5, drift: 0.9)
        operation.policy.auditShare = 0
        operation.monitors = MonitorPlan(drift: .init(), flagShare: 1)
        operation.customers.noticesWrong = 1
        let forecast = try Operations.forecast(operation, replications: 2)
        #expect(try Operations.value(forecast, "monitor.flags") > 50)
        #expect(try Operations.value(forecast, "monitor.drift.detected") == 1)
        #expect(forecast["ai.audited_risk"] == nil)
    }

    @Test("A new matter is seen in the queries, gets its name from labels, and is learned", arguments: [true, false])
    func news(hasOutOfScope: Bool) throws {
        var operation = try Operations.learning(weeks: 5)
        if case .language(var language) = operation.traffic.source {
            language.intents[2].startSeconds = 3 * Operations.week
            if !hasOutOfScope { language.outOfScopeShare = 0 }
            operation.traffic.source = .language(language)
        }
        if !hasOutOfScope { operation.outOfScopeIntent = nil }
        operation.training?.labelShare = 0.1
        operation.monitors = MonitorPlan(drift: .init(streams: [.confidence, .scope]))
        let forecast = try Operations.forecast(operation, replications: 2)
        #expect(try Operations.value(forecast, "monitor.drift.detected") == 1)
        #expect(try Operations.value(forecast, "monitor.drift.false_alarms") == 0)
        #expect(forecast["monitor.drift.share_alarms"] == nil, "nobody watches them")
        #expect(try Operations.value(forecast, "training.new_intent.named_rightly") == 1)
        let days = try Operations.value(forecast, "training.new_intent.delay_s") / Operations.day
        #expect(days > 0.1 && days < 10, "\(days) days")
        // With more labels than there will be, it has no name, and the AI never answers what it is.
        operation.training?.feedback.newIntentAfter = 100_000
        let nameless = try Operations.forecast(operation, replications: 1)
        #expect(try Operations.value(nameless, "training.new_intent.named_rightly") == 0)
        #expect(nameless["training.new_intent.delay_s"] == nil)
    }

    @Test("On drift the AI is retrained at once")
    func retraining() throws {
        var operation = try Self.operation(weeks: 5, drift: 0.9)
        operation.training?.everySeconds = .infinity
        operation.training?.firstSeconds = Operations.week
        operation.training?.feedback.retrainsOnDrift = true
        var run = try SupportOperation(operation, seed: 1, replication: 0, sink: FeedbackSink())
        try run.run()
        let sink = try #require(run.auditSink as? FeedbackSink)
        let first = try #require(sink.alarms.first)
        #expect(first.seconds > 3 * Operations.week && first.alarm.after > first.alarm.before)
        #expect(sink.promotions.count >= 2, "after a week, and on drift")
    }

    @Test("A segment with words of its own is served worse, and found")
    func segment() throws {
        let forecast = try Operations.forecast(Self.operation(weeks: 4, dialect: 0.9), replications: 3)
        let worse = try Operations.value(forecast, "ai.selective_risk{segment=business}")
        #expect(try worse > 1.5 * Operations.value(forecast, "ai.selective_risk{segment=consumer}"))
        #expect(try Operations.value(forecast, "monitor.segment.detected") > 0.5)
        #expect(try Operations.value(forecast, "monitor.segment.false_alarms") == 0)
        #expect(try Operations.value(forecast, "monitor.segment.gap{segment=business}") > 0.03)
    }

    @Test("The others' words are the same, whatever one segment speaks")
    func dialectTouchesNobodyElse() throws {
        func texts(_ dialect: Double?) throws -> (own: [[UInt8]], others: [[UInt8]]) {
            var details = LanguageSpecification(intentCount: 6)
            details.drifts = [LanguageDrift(startSeconds: 10, strength: 0.5)]
            if let dialect { details.drifts.append(.init(startSeconds: 0, strength: dialect, segment: 1)) }
            let language = try SyntheticLanguage(details, seed: 3)
            var all: (own: [[UInt8]], others: [[UInt8]]) = ([], [])
            for number in 0..<200 {
                var stream = Contact.stream(.text, seed: 1, replication: 0, first: number)
                var text: [UInt8] = []
                language.write(
                    intent: number % 6, upset: false, outOfScope: false, atSeconds: number < 100 ? 0 : 20,
                    segment: number % 2, into: &text, using: &stream)
                if number % 2 == 1 { all.own.append(text) } else { all.others.append(text) }
            }
            return all
        }
        let (plain, spoken) = (try texts(nil), try texts(0.9))
        #expect(plain.others == spoken.others)
        #expect(plain.own != spoken.own)
    }

    @Test("With an assumed accuracy a segment can be served worse, and the claim does not say so")
    func assumed() throws {
        var operation = try Operations.learning(weeks: 2)
        operation.training = nil
        operation.policy.triggers = []
        if case .language(var language) = operation.traffic.source {
            language.outOfScopeShare = 0
            operation.traffic.source = .language(language)
        }
        operation.ai?.assumed = .beta(accuracy: 0.9, concentration: 5)
        operation.monitors = MonitorPlan()
        operation.traffic.segmentAccuracy = [1, 0.8]
        let forecast = try Operations.forecast(operation)
        let well = try Operations.value(forecast, "ai.selective_risk{segment=consumer}")
        let badly = try Operations.value(forecast, "ai.selective_risk{segment=business}")
        #expect(abs(badly - (1 - 0.8 * (1 - well))) < 0.02)
        let claimed = try Operations.value(forecast, "ai.claimed_risk{segment=business}")
        #expect(abs(claimed - well) < 0.01)
    }
}
