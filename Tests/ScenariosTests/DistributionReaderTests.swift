import Scenarios
import Stochastics
import Testing

@Suite struct DistributionReaderTests {
    private func handleTime(_ text: String) throws -> Distribution {
        let scenario = try Scenario.decode(Samples.small, file: "s.yaml", overrides: ["teams.care.handle_time=\(text)"])
        return scenario.specification.teams[1].handleTime
    }

    @Test func everyFormIsRead() throws {
        #expect(try handleTime("5 min") == .constant(300))
        #expect(try handleTime("{distribution: constant, value: 2 min}") == .constant(120))
        #expect(try handleTime("{distribution: exponential, mean: 2 min}") == .exponential(mean: 120))
        #expect(try handleTime("{distribution: uniform, low: 1 min, high: 1 h}") == .uniform(low: 60, high: 3_600))
        #expect(try handleTime("{distribution: empirical, values: [3 min, 40 s]}") == .empirical([40, 180]))
        guard
            case .lognormal(let mu, let sigma) = try handleTime("{distribution: lognormal, median: 1 min, sigma: 0.9}")
        else {
            Issue.record("no lognormal")
            return
        }
        #expect(abs(mu - 4.0943445622221) < 1e-12 && sigma == 0.9)
    }

    @Test(arguments: ["lognormal", "gamma", "weibull"])
    func momentsAreKept(kind: String) throws {
        let distribution = try handleTime("{distribution: \(kind), mean: 6 min, cv: 1.25}")
        #expect(abs(distribution.mean - 360) < 1e-6)
        #expect(abs(distribution.variance.squareRoot() / distribution.mean - 1.25) < 1e-6)
    }

    @Test func mixturesWeighTheirParts() throws {
        let mixture = try handleTime(
            "{distribution: mixture, of: [{weight: 25%, distribution: constant, value: 4 s}, "
                + "{weight: 75%, distribution: exponential, mean: 8 s}]}")
        #expect(mixture.mean == 7)
        guard case .mixture(let parts) = mixture else {
            Issue.record("no mixture")
            return
        }
        #expect(parts.map(\.weight) == [0.25, 0.75])
    }

    @Test func amountsTakeTheCurrency() throws {
        let amount = "traffic.actions.refund.amount"
        let scenario = try Scenario.decode(Samples.small, file: "s.yaml", overrides: ["\(amount)=42.5 EUR"])
        #expect(scenario.specification.traffic.actions[0].amount == .constant(42.5))
        #expect(
            try problems(Samples.small, set: ["\(amount)=42.5 USD"]).map(\.message)
                == ["\(amount): '42.5 USD' cannot be understood here"])
        #expect(
            try problems(Samples.small, set: ["\(amount)=42.5"]).map(\.message) == ["\(amount): '42.5' has no unit"])
    }

    @Test(arguments: [
        ("{mean: 3 s}", "'distribution' is missing"), ("{distribution: normal, mean: 3 s}", "'normal' is not known"),
        ("{distribution: exponential}", "'mean' is missing"), ("{distribution: exponential, mean: 0 s}", "above 0"),
        ("{distribution: exponential, mean: -1 s}", "below 0"), ("{distribution: gamma, mean: 3 s}", "'cv' is missing"),
        ("{distribution: gamma, mean: 3 s, cv: 1e-200}", "out of range"),
        ("{distribution: lognormal, mean: 3 s, cv: 1e300}", "out of range"),
        ("{distribution: lognormal, median: 3 s, sigma: 1000}", "out of range"),
        ("{distribution: lognormal, median: 0 s, sigma: 1}", "above 0"),
        ("{distribution: weibull, mean: 3 s, cv: 50}", "between 0.02 and 20"),
        ("{distribution: uniform, low: 3 s, high: 2 s}", "not below low"),
        ("{distribution: uniform, low: 3 s}", "'high' is missing"),
        ("{distribution: empirical, values: []}", "needs values"),
        ("{distribution: empirical, values: [3 s, 4]}", "cannot be understood"),
        ("{distribution: empirical, values: [-3 s]}", "out of range"),
        ("{distribution: empirical, values: [[3 s]]}", "cannot be understood"),
        ("{distribution: exponential, mean: 3 s, cv: 1}", "unknown key 'cv'"),
        ("{distribution: mixture, of: [{weight: 50%, distribution: constant, value: 1 s}]}", "add up to 50%, not 100%"),
        ("{distribution: mixture, of: [{weight: 0%, distribution: constant, value: 1 s}]}", "not above 0"),
        ("{distribution: mixture, of: []}", "needs components"), ("{distribution: mixture}", "needs components"),
        ("{distribution: constant, value: 2000 years}", "cannot be understood"),
        ("{distribution: constant, value: 1e30 weeks}", "longer than 100 years"), ("[3 s]", "should be a distribution"),
        ("{distribution: [gamma]}", "should be text"),
    ])
    func wrongFormsAreReported(text: String, message: String) throws {
        let found = try problems(Samples.small, set: ["teams.care.handle_time=\(text)"])
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.message.contains(message) == true, "\(found)")
        #expect(found.first?.file == "--set teams.care.handle_time=\(text)")
        #expect(found.first?.remedy.isEmpty == false)
    }
}
