import Files
import Scenarios
import Simulation
import Stochastics
import Testing

/// Keys that make an operation behave as queueing theory needs it.
@Suite("Features of operations")
struct OperationFeatureTests {
    private func scenario(traffic: String = "", more: String = "") throws -> Scenario {
        try Scenario.decode(
            """
            name: features
            horizon: 1 day
            traffic:
              volume: 60 per h
            \(traffic)
            queues: {general: {}}
            policy: {}
            teams: {agents: {skills: [general], agents: 5, handle_time: 2 min}}
            \(more)
            """, file: "features.yaml")
    }

    private func problems(traffic: String = "", more: String = "") -> String {
        do {
            _ = try scenario(traffic: traffic, more: more)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test("Gaps and batches of arrivals")
    func arrivals() throws {
        let plain = try scenario().specification.traffic.arrivals
        #expect(plain.gaps == nil)
        #expect(plain.batch == .fixed(1))
        let regular = try scenario(traffic: "  gaps: 1 min\n  batch_size: 3").specification.traffic.arrivals
        #expect(regular.gaps == .constant(60))
        #expect(regular.batch == .fixed(3))
        let geometric = try scenario(traffic: "  batch_size: {geometric: 2.5}").specification.traffic.arrivals
        #expect(geometric.batch == .geometric(mean: 2.5))
        #expect(problems(traffic: "  gaps: 0 s").contains("the mean of the gaps must be above 0"))
        #expect(problems(traffic: "  batch_size: 0").contains("batch_size"))
        #expect(problems(traffic: "  batch_size: {poisson: 2}").contains("geometric"))
    }

    @Test("Rates at points in time, in place of a volume")
    func rates() throws {
        func decode(_ traffic: String) throws -> Scenario {
            try Scenario.decode(
                "name: rates\nhorizon: 1 day\ntraffic:\n\(traffic)\nqueues: {general: {interruptible: true}}\n"
                    + "follow_contacts: [1, 10]\npolicy: {}\n"
                    + "teams: {agents: {skills: [general], agents: 5, handle_time: 2 min}}\n", file: "rates.yaml")
        }
        func problems(_ traffic: String) -> String {
            do { return try decode(traffic).name } catch { return "\(error)" }
        }
        let points = "points: [{at: 0 h, rate: 0 per h}, {at: 12 h, rate: 120 per h}]"
        let found = try decode("  rates: {repeat: 1 day, \(points)}").specification
        #expect(abs(found.traffic.arrivals.expectedRate(at: 6 * 3600) * 3600 - 60) < 1e-9)
        #expect(abs(found.traffic.arrivals.expectedCount(from: 0, to: 86_400) - 1440) < 1e-6)
        #expect(found.queues[0].interruptible)
        #expect(found.followedContacts == [1, 10])
        #expect(found.measures().contains { $0.name == "human.wait.mean_s{contact=10}" })
        #expect(found.measures().contains { $0.name == "human.interruptions" })
        #expect(
            problems("  volume: 5 per h\n  rates: {repeat: 1 day, \(points)}").contains("rates.yaml:4:11: the rates"))
        #expect(problems("  rates: {\(points)}").contains("'repeat' is missing"))
        #expect(problems("  rates: {repeat: 6 h, \(points)}").contains("the points must lie within the period"))
        #expect(problems("  rates: {repeat: 1 day, points: []}").contains("there are no points"))
        // What would take for ever to count is refused, where it is written.
        let short = problems("  rates: {repeat: 1 ms, points: [{at: 0 h, rate: 5 per h}]}")
        #expect(short.contains("rates.yaml:4:19: the rates repeat within less than a minute"))
        let none = problems("  rates: {repeat: 1e-300 s, points: [{at: 0 s, rate: 5 per h}]}")
        #expect(none.contains("rates.yaml:4:19: the rates repeat within less than a minute"))
        let dense = (0..<61).map { _ in "{at: 0 h, rate: 5 per h}" }.joined(separator: ", ")
        #expect(problems("  rates: {repeat: 1 min, points: [\(dense)]}").contains("more than one point a second"))
        #expect(problems("  rates: {repeat: 1 min, points: [{at: 30 s, rate: 5 per h}]}") == "rates")
        let broken = problems("  rates: {repeat: 1 day, points: [{at: 0 h}, {at: 1 h, rate: x, more: 1}]}")
        #expect(broken.contains("'rate' is missing") && broken.contains("unknown key 'more'"))
        #expect(problems("  gaps: 1 min").contains("'volume' is missing"))
    }

    @Test("An assumed accuracy that improves")
    func improving() throws {
        func ai(_ learning: String) -> String {
            "ai:\n  assumed_accuracy: {mean: 70%, learning: \(learning)}"
        }
        let found = try scenario(more: ai("{limit: 95%, scale: 200, every: 50}")).specification.ai
        #expect(found?.assumedLearning == AssumedLearning(limit: 0.95, scale: 200, power: 0.5, every: 50))
        #expect(problems(more: ai("{scale: 200}")).contains("'limit' is missing"))
        func levels(_ rest: String) -> String {
            "ai:\n  assumed_accuracy: {learning: {limit: 95%, scale: 9}, levels: {a: {\(rest)}}}"
        }
        #expect(problems(more: levels("share: 60%, confidence: 90%}, b: {share: 40%, confidence: 0%")) == "")
        for all in ["share: 100%, confidence: 90%", "share: 100%, confidence: 90%}, b: {share: 0%, confidence: 0%"] {
            #expect(problems(more: levels(all)).contains("the first of the levels is everything"))
        }
        #expect(problems(more: ai("{limit: 95%, scale: 0}")).contains("not above 0"))
        #expect(problems(more: ai("{limit: 95%, scale: 2, every: 0}")).contains("out of range"))
    }

    @Test("Work and patience by segment; Weibull by shape and scale")
    func segments() throws {
        let traffic = try scenario(
            traffic: """
                  patience: {distribution: weibull, shape: 2, scale: 1 min}
                  segments:
                    a: {share: 25%, handle_factor: 2, patience: 30 s}
                    b: {share: 75%}
                """
        ).specification.traffic
        #expect(traffic.segmentWork == [2, 1])
        #expect(traffic.segmentPatience == [.constant(30), nil])
        #expect(traffic.channels.first?.patience == .weibull(shape: 2, scale: 60))
    }

    @Test("An assumed accuracy needs no texts, and does not learn")
    func assumedAccuracy() throws {
        let plain = try scenario(more: "ai: {assumed_accuracy: 85%}").specification.ai
        #expect(plain?.assumed == .beta(accuracy: 0.85, concentration: 5))
        let levels = try scenario(
            more: """
                ai:
                  handling_time: 1 min
                  slots: 4
                  assumed_accuracy: {levels: {sure: {share: 70%, confidence: 95%}, unsure: {share: 30%, confidence: 0%}}}
                """
        ).specification.ai
        #expect(
            levels?.assumed
                == .levels([.init(share: 0.7, confidence: 0.95), .init(share: 0.3, confidence: 0)]))
        #expect(levels?.handling == AIHandling(time: .constant(60), slots: 4))
        #expect(problems(more: "ai: {assumed_accuracy: 85%}\ntraining: {}").contains("is not trained"))
        #expect(problems(more: "ai: {assumed_accuracy: 85%, slots: 3}").contains("handling_time"))
        #expect(problems(more: "ai: {}").contains("the AI has nothing to read"))
        let both = "ai: {assumed_accuracy: 85%, handling_time: 5 s, latency: 2 s}"
        #expect(problems(more: both).contains("give one of the two"))
        let uneven = "ai: {assumed_accuracy: {levels: {sure: {share: 70%, confidence: 95%}}}}"
        #expect(!problems(more: uneven).isEmpty)
    }
}
