import Files
import Scenarios
import Testing

@Suite struct CheckKeysTests {
    private func with(_ checks: String) -> String { Samples.small + checks }

    @Test func checksAreReadWithTheirPlaces() throws {
        let text = with(
            """
            checks:
              level: 1%
              looks: 3
              max_replications: 200
              quick answers: service_level.chat >= 80%
              cost: cost.per_resolution < baseline * 1.02
              chat wait: human.wait.p90_s{queue=chat} < 5 min

            """)
        let plan = try Scenario.decode(text, file: "s.yaml").checks
        #expect(plan.level == 0.01 && plan.looks == 3 && plan.maximumReplications == 200)
        #expect(plan.checks.map(\.name) == ["quick answers", "cost", "chat wait"])
        #expect(plan.checks.map(\.requirement.limit) == [.value(0.8), .baseline(factor: 1.02, offset: 0), .value(300)])
        let first = Samples.small.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(plan.checks.map(\.line) == [first + 4, first + 5, first + 6] && plan.checks[1].column == 9)
        #expect(plan.needsBaseline)
        #expect(try Scenario.decode(Samples.small, file: "s.yaml").checks == CheckPlan())
    }

    @Test func checksChangeNothingThatIsSimulated() throws {
        let plain = try Scenario.decode(Samples.small, file: "s.yaml")
        let checked = try Scenario.decode(with("checks: {cost: cost.total < 9 EUR}\n"), file: "s.yaml")
        #expect(plain.settings == checked.settings && plain.settings["policy.threshold"] == "60%")
        #expect(plain.settings["checks.cost"] == nil && plain.settings["seed"] == nil)
        #expect(plain.settings["traffic.days_of_week"] == "[5, 5, 5, 5, 5, 3, 1]")
        // And they survive a manifest.
        let again = try Scenario.decode(checked.resolvedYAML, file: "m")
        #expect(again.checks.checks.map(\.requirement) == checked.checks.checks.map(\.requirement))
    }

    @Test func theyCanBeSetFromTheCommandLine() throws {
        let overrides = ["checks.cost=cost.total < 9 EUR", "checks.max_replications=50"]
        let plan = try Scenario.decode(Samples.small, file: "s.yaml", overrides: overrides).checks
        #expect(plan.checks.map(\.name) == ["cost"] && plan.checks[0].line == nil && plan.maximumReplications == 50)
        let found = try problems(Samples.small, set: ["checks.cost=cost.totl < 9 EUR"])
        #expect(found.first?.file == "--set checks.cost=cost.totl < 9 EUR")
        #expect(found.first?.remedy == "did you mean 'cost.total'?")
    }

    static let mistakes = [
        ("a: service_level.chta >= 80%", "has no measure 'service_level.chta'", "did you mean 'service_level.chat'?"),
        ("a: ai.selectiv_risk < 3%", "has no measure", "did you mean 'ai.selective_risk'?"),
        ("a: plan.completed > 80%", "cannot produce plan.completed", "docs/reference/measures.md"),
        ("a: human.wait.p90_s{queue=caht} < 1 min", "has no measure", "did you mean 'human.wait.p90_s{queue=chat}'?"),
        ("a: ai.selective_risk < 3", "'3' is no limit", "write 3%"),
        ("a: human.wait.mean_s < 30", "'30' is no limit", "30 s"),
        ("a: cost.total < 9 USD", "'9 USD' is no limit", "EUR"),
        ("a: ai.selective_risk == 3%", "compares nothing with '=='", ">="),
        ("a: ai.selective_risk", "compares nothing", ">="),
        ("a: ai.selective_risk < baselin", "is no limit", "80%"),
        ("a: ai.selective_risk < 300%", "can never be", "80%"),
        ("a: [1, 2]", "should be a requirement", "ai.selective_risk < 3%"),
        ("max_replication: 50", "compares nothing", "did you mean 'max_replications'?"),
        ("level: 60%", "half of all runs", "5%"), ("level: 5", "has no unit", "85%"),
        ("max_replications: 3", "out of range", "10 to 1000000"), ("looks: 0", "out of range", "1 to 20"),
    ]

    @Test(arguments: mistakes)
    func mistakesAreExplained(line: String, message: String, remedy: String) throws {
        let found = try problems(with("checks:\n  \(line)\n"))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.message.contains(message) == true, "\(found)")
        #expect(found.first?.remedy.contains(remedy) == true, "\(found)")
        #expect(found.first?.snippet.contains(line) == true && (found.first?.column ?? 0) > 2)
    }

    @Test func twiceTheSameIsOneTooMany() throws {
        let found = try problems(
            with("checks: {a: ai.selective_risk < 3%, b: ai.selective_risk <3.0%, c: cost.total < 1 EUR}\n"))
        #expect(found.map(\.message) == ["'b' requires the same as 'a'"])
        let twice = try problems(with("checks:\n  a: ai.selective_risk < 3%\n  a: cost.total < 1 EUR\n"))
        #expect(twice.first?.message.contains("written twice") == true)
    }

    @Test func aBrokenScenarioStillTellsWhatIsWrongWithItsChecks() throws {
        let text = with("checks:\n  a: ai.selectiv_risk < 3%\n  b: cost.total < 9\n").replacing(
            "threshold: 60%", with: "threshold: 600%")
        #expect(try problems(text).count == 3)
    }
}
