import Scenarios
import Simulation
import Testing

/// What a measure must keep to, read from text.
@Suite struct RequirementTests {
    private static let measures = { () -> [MeasureInstance] in
        guard let scenario = try? Scenario.decode(text, file: "sample.yaml") else { return [] }
        return scenario.specification.measures()
    }()
    /// Humans alone.
    private static let text = """
        name: Desk
        currency: EUR
        horizon: 1 day
        traffic: {volume: 100 per day, channels: {voice: {patience: {distribution: exponential, mean: 3 min}}}}
        queues: {voice: {}}
        policy: {default_queue: voice}
        teams: {all: {skills: [voice], agents: 3, handle_time: 5 min, wage: 20 EUR per hour}}
        """

    private func parse(_ text: String) throws(RequirementProblem) -> Requirement {
        try Requirement.parse(text, measures: Self.measures, currency: "EUR")
    }

    private func problem(_ text: String) -> RequirementProblem? {
        do {
            _ = try parse(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func limitsHaveTheUnitOfTheirMeasure() throws {
        let share = try parse("human.abandonment <= 5%")
        #expect(share.measure == "human.abandonment" && share.comparison == .atMost && share.limit == .value(0.05))
        #expect(try parse("human.wait.mean_s<1.5 min").limit == .value(90))
        #expect(try parse("queries.offered > 1,000").limit == .value(1000))
        #expect(try parse("cost.total < 250 EUR").limit == .value(250))
        #expect(problem("cost.total < 250 USD")?.remedy.contains("EUR") == true)
        #expect(problem("human.abandonment <= 5")?.remedy.contains("write 5%") == true)
        #expect(problem("human.abandonment <= 4.5")?.message.contains("is a share") == true)
        #expect(problem("human.abandonment <= few")?.remedy.contains("80%") == true)
        #expect(problem("human.wait.mean_s < 90")?.remedy.contains("write 90 s") == true)
        #expect(problem("cost.total < 250")?.remedy.contains("write 250 EUR") == true)
    }

    @Test func theLimitCanBeABaseline() throws {
        #expect(try parse("cost.per_query < baseline").limit == .baseline(factor: 1, offset: 0))
        #expect(try parse("cost.per_query < baseline * 1.02").limit == .baseline(factor: 1.02, offset: 0))
        let both = try parse("human.wait.p90_s <= baseline*0.9 - 5 s")
        #expect(both.limit == .baseline(factor: 0.9, offset: -5) && both.needsBaseline)
        #expect(problem("cost.per_query < baseline * much")?.message.contains("number") == true)
        for factor in ["-1", "0", "-0.5"] {
            let found = problem("cost.per_query < baseline * \(factor)")
            #expect(
                found?.message.contains("multiplied by \(factor) in") == true
                    && found?.remedy == "write baseline * 1.02")
        }
        #expect(problem("human.abandonment <= baseline + 5")?.remedy.contains("baseline + 1%") == true)
        #expect(problem("cost.per_query < baseline / 2")?.remedy.contains("baseline *") == true)
    }

    @Test func whatIsNoRequirementIsExplained() {
        #expect(problem("human.abandonmnt <= 5%")?.remedy == "did you mean 'human.abandonment'?")
        #expect(problem("ai.selective_risk < 3%")?.message == "this scenario cannot produce ai.selective_risk")
        for text in ["", "human.abandonment", "human.abandonment == 5%", "< 5%", "human.abandonment <", "=", "a => 3"] {
            #expect(problem(text)?.message.contains("compares nothing") == true, "\(text)")
        }
        #expect(problem("human.abandonment > 101%")?.message.contains("never") == true)
    }
}
