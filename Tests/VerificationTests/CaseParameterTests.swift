import Foundation
import Quantities
import Reports
import TestSupport
import Testing
import Verification

/// A case is what its parameters say, whatever the title of its model, and every distribution that a scenario has can
/// stand in it. Expected values here are from formulas that the tests compute themselves.
@Suite("Cases by their parameters")
struct CaseParameterTests {
    private static func decode(_ cases: String) throws -> [TheoryCase] {
        try TheoryCase.decode(Array("{\"cases\": [\(cases)]}".utf8), file: "cases.json")
    }

    /// One case, with a title that says nothing.
    private static func theoryCase(
        _ parameters: String, _ expected: String, title: String = "something else", id: String = "x"
    ) -> String {
        "{\"id\": \"\(id)\", \"model\": \"\(title)\", \"time_unit\": \"min\", \"params\": {\(parameters)}, "
            + "\"expected\": {\(expected)}}"
    }

    private static func verify(_ cases: [TheoryCase], precision: Double = 0.05) -> VerificationResult {
        VerificationRun(
            cases, file: "cases.json", precision: VerificationPrecision(relative: precision), maximumReplications: 1000,
            threads: 2
        ).run()
    }

    private static func outcome(_ parameters: String, _ expected: String = "\"p_wait\": 0.5", title: String = "it")
        throws
        -> Reduction.Outcome
    {
        let cases = try decode(theoryCase(parameters, expected, title: title))
        return try #require(Reduction.all(cases, precision: 0.1, file: "cases.json").first).outcome
    }

    private static func yaml(_ parameters: String, _ expected: String = "\"p_wait\": 0.5", title: String = "it") throws
        -> String
    {
        guard case .scenario(let reduction) = try outcome(parameters, expected, title: title) else { return "" }
        return reduction.yaml
    }

    /// Pollaczek and Khinchine's mean wait; means of 1.
    private static func wait(_ rate: Double, second: Double) -> Double { rate * second / (2 * (1 - rate)) }

    /// Service of mean 1, and its second moment.
    private static let services: [(parameters: String, second: Double)] = [
        (#""service": "erlang_k3", "service_moments": [1, 1.3333333333, 2.2222222222]"#, 1.3333333333),
        (#""service": "E3", "service_mean": 1"#, 1.3333333333),
        (#""service": {"distribution": "erlang", "k": 2}, "service_rate": 1"#, 1.5),
        (#""service": "hyperexponential cv2 4", "service_mean": 1"#, 5),
        (#""service": "H2", "p": 0.25, "rate1": 0.4, "rate2": 2"#, 3.5),
        (#""service": "hyperexponential", "service_moments": [1, 3.5, 24]"#, 3.5),
        (
            #""service": [{"weight": 0.5, "distribution": "constant", "value": 0.5}, "#
                + #"{"weight": 0.5, "distribution": "exponential", "mean": 1.5}]"#, 2.375
        ),
        (#""service": "gamma shape 0.5", "service_mean": 1"#, 3),
        (#""service": "weibull", "service_shape": 2, "service_mean": 1"#, 1.2732395447),
        (#""service": "uniform_0.5_1.5""#, 1.0833333333),
        (#""service": "lognormal mean 1 cv 1.2""#, 2.44),
    ]

    @Test("A single server with service of any distribution", arguments: services)
    func service(parameters: String, second: Double) throws {
        let rate = 0.6
        let text = Self.theoryCase(
            "\"arrival_rate\": \(rate), \"servers\": 1, \(parameters)",
            "\"wait\": \(Self.wait(rate, second: second)), \"p_wait\": \(rate)")
        let result = Self.verify(try Self.decode(text))
        #expect(result.failed == 0 && result.comparisons.count == 2, "\(VerificationText(result).text)")
    }

    /// The root of s = A*(mu (1 - s)) with service of mean 1.
    private static func delay(_ transform: (Double) -> Double) -> Double {
        (0..<500).reduce(0.5) { s, _ in transform(1 - s) }
    }

    @Test("Arrivals with gaps of any distribution", arguments: ["E3", "H2 cv2 4", "D", "gamma cv 0.5"])
    func gaps(kind: String) throws {
        let rate = 0.7
        let tilt = (3.0 / 5).squareRoot()
        let p = (1 + tilt) / 2
        let probability = Self.delay { x in
            switch kind {
            case "E3": pow(3 * rate / (3 * rate + x), 3)
            case "D": exp(-x / rate)
            case "gamma cv 0.5": pow(4 * rate / (4 * rate + x), 4)
            default:
                p * 2 * p * rate / (2 * p * rate + x) + (1 - p) * 2 * (1 - p) * rate / (2 * (1 - p) * rate + x)
            }
        }
        let text = Self.theoryCase(
            "\"arrival_rate\": \(rate), \"service_rate\": 1, \"interarrival\": \"\(kind)\"",
            "\"p_wait\": \(probability), \"wait\": \(probability / (1 - probability))")
        let result = Self.verify(try Self.decode(text))
        #expect(result.failed == 0 && result.comparisons.count == 2, "\(VerificationText(result).text)")
    }

    @Test("Batches of a geometric size, in any writing", arguments: ["\"geometric 2.5\"", "\"geometric p 0.4\"", "3"])
    func batches(batch: String) throws {
        // L = rho (E X^2 + E X) / (2 E X (1 - rho)).
        let mean = batch == "3" ? 3.0 : 2.5
        let load = 0.6
        let number = batch == "3" ? load * 12 / 6 / (1 - load) : load * mean / (1 - load)
        let text = Self.theoryCase(
            "\"batch_rate\": \(load / mean), \"service_rate\": 1, \"batch\": \(batch)",
            "\"l\": \(number), \"wait\": \(number / load - 1)")
        let result = Self.verify(try Self.decode(text))
        #expect(result.failed == 0 && result.comparisons.count == 2, "\(VerificationText(result).text)")
    }

    @Test("Classes with service of their own: of another mean, and of another shape")
    func classes() throws {
        // Cobham: W0 / ((1 - s_(k-1)) (1 - s_k)).
        let residual = (0.3 * 1 + 0.2 * 4.5) / 2
        let text = [
            Self.theoryCase(
                #""arrival_rates": [0.3, 0.2], "service_mean": [1, 1.5], "service_second_moment": [1, 4.5]"#,
                "\"wait_by_class\": [\(residual / 0.7), \(residual / 0.7 / 0.4)]", id: "moments"),
            Self.theoryCase(
                #""arrival_rates": [0.3, 0.2], "service": ["D", "exponential"], "service_means": [1, 1.5], "servers": 1"#,
                "\"wait_by_class\": [\(residual / 0.7), \(residual / 0.7 / 0.4)], \"utilisation\": 0.6", id: "kinds"),
        ].joined(separator: ", ")
        let cases = try Self.decode(text)
        let result = Self.verify(cases)
        #expect(result.failed == 0 && result.comparisons.count == 5, "\(VerificationText(result).text)")
        #expect(
            try Self.yaml(#""arrival_rates": [1, 1], "service_means": [1, 2], "servers": 4"#).contains(
                "handle_factor: 2.0"))
    }

    @Test("The same scenario under any title", arguments: ["erlang_c", "M/M/s with a waiting line", "", "zzz"])
    func titles(title: String) throws {
        let scenario = try Self.yaml(
            #""arrival_rate": 4, "service_rate": 1, "servers": 5, "patience_rate": 0.5"#, title: title)
        let other = try Self.yaml(#""arrival_rate": 4, "service_rate": 1, "servers": 5, "patience_rate": 0.5"#)
        func settings(_ yaml: String) -> [Substring] { yaml.split(separator: "\n").filter { !$0.hasPrefix("about") } }
        #expect(!scenario.isEmpty && settings(scenario) == settings(other))
        #expect(scenario.contains("patience: {distribution: exponential, mean: 120.0 s}"))
    }

    @Test("Only what expected values need is asked for")
    func needs() throws {
        let hours = #""arrival_rate_per_period": [5, 9], "servers": [3, 4], "service_rate": 2"#
        #expect(try !Self.yaml(hours, "\"mean_queue\": [0.1, 0.2]").isEmpty)
        #expect(
            try !Self.yaml(
                #""arrival_rate": 10, "ai_resolution_prob": 0.5, "human_service_rate": 1, "servers": 9"#,
                "\"human\": {\"p_wait\": 0.1}"
            ).isEmpty)
        #expect(
            try !Self.yaml(
                #""arrival_rate": 9, "servers": 10, "service": "lognormal mean 1 cv 1.2""#, "\"p_wait\": 0.5"
            ).isEmpty)
        // The time of a service level is in its name, or in the parameters.
        let level = try Self.yaml(#""arrival_rate": 4, "service_rate": 1, "servers": 5"#, "\"sl_0.25\": 0.5")
        #expect(level.contains("within: 15.0 s"))
        guard
            case .invalid(let problems) = try Self.outcome(
                #""arrival_rate": 4, "service_rate": 1, "servers": 5"#, "\"missed\": 0.5")
        else {
            Issue.record("a service level without a time")
            return
        }
        #expect(problems.first?.message.contains("'sl_threshold' is missing") == true)
    }

    @Test(
        "What no scenario says is told apart from what makes no sense",
        arguments: [
            (
                #""arrival_rate": 4, "service_rate": 1, "servers": 5, "vacation": "deterministic 2""#,
                "breaks whenever idle"
            ),
            (#""arrival_rate": 4, "service_rate": 1, "servers": 5, "patience_rate": 1, "redial_prob": 0.5"#, "redial"),
            (#""arrival_rate": 4, "service_rate": 1, "servers": 5, "mood": 3"#, "'mood' is of no model"),
            (#""arrival_rate": 4, "service": "pareto 2", "servers": 5, "service_rate": 1"#, "service 'pareto'"),
            (#""arrival_rate": 4, "service_rate": 1, "servers": 5, "discipline": "LCFS""#, "first come first served"),
            (#""batch_rate": 0.1, "service_rate": 1, "batch": "poisson 3""#, "batches 'poisson'"),
        ])
    func unsupported(parameters: String, words: String) throws {
        guard case .unsupported(let reason) = try Self.outcome(parameters) else {
            Issue.record("\(parameters)")
            return
        }
        #expect(reason.contains(words), "\(reason)")
    }

    @Test(
        "A wrong number is placed",
        arguments: [
            (#""arrival_rate": 4, "service_rate": -1, "servers": 5"#, "'service_rate' must be a number above 0"),
            (#""arrival_rate": 0.4, "service": "E2.5", "service_mean": 1"#, "whole number of phases"),
            (
                #""arrival_rate": 0.4, "servers": 1, "service": "hyperexponential cv 0.5", "service_mean": 1"#,
                "1 or more"
            ),
            (#""arrival_rate": 0.4, "service": "exponential", "service_moments": [1, 3]"#, "moments given are not"),
            (#""arrival_rates": [1, 2], "service_means": [1], "servers": 9"#, "differ in length"),
            (#""arrival_rate": 4, "service_rate": 1, "servers": 3"#, "unstable"),
            (#""arrival_rate": 4, "service_rate": 1, "server": 5"#, "there is no parameter 'server'"),
        ])
    func invalid(parameters: String, words: String) throws {
        guard case .invalid(let problems) = try Self.outcome(parameters) else {
            Issue.record("\(parameters)")
            return
        }
        #expect(problems.contains { $0.message.contains(words) && $0.line == 1 && $0.column > 1 }, "\(problems)")
    }

    @Test("One bad case does not keep the others from being compared")
    func others() throws {
        let good = #""arrival_rate": 0.5, "service_rate": 1, "servers": 1"#
        let text = [
            Self.theoryCase(good, "\"p_wait\": 0.5", id: "good"), "{\"id\": \"bad\"}",
            Self.theoryCase("\"servers\": 0", "\"p_wait\": 0.5", id: "worse"),
        ].joined(separator: ", ")
        let result = Self.verify(try Self.decode(text))
        #expect(result.comparisons.map(\.id) == ["good"] && result.failed == 0)
        #expect(result.invalid.map(\.id) == ["bad", "worse"])
        #expect(VerificationText(result).text.contains("make no sense: bad, worse."))
    }

    @Test("Two pools in order, with and without room to wait")
    func pools() throws {
        // M/M/1/1 with overflow to M/M/1/1: the second alone sees what the first turns away. Blocked by both is the
        // stationary probability of (1, 1) in the chain of two states each, rates 1 and service 1: by balance 1/5.
        let text = Self.theoryCase(
            #""arrival_rates": [1, 0.001], "service_rate": 1, "pool_A": 1, "pool_B": 1, "#
                + #""routing": "class 1: A then B; class 2: B only; no queue""#,
            "\"p_block_class1\": 0.2, \"busy_A\": 0.5, \"busy_B\": 0.3")
        let result = Self.verify(try Self.decode(text))
        #expect(result.failed == 0 && result.comparisons.count == 3, "\(VerificationText(result).text)")
    }

    @Test(
        "Cases of the operation that the product can say",
        arguments: [
            ["levels_0"], ["nmodel_0"], ["claw_back_0", "claw_back_1"],
            ["difficulty_0", "difficulty_1", "difficulty_2"],
        ])
    func operation(ids: [String]) throws {
        let cases = try TheoryTable.theoryCases(ids, file: "operation.json")
        #expect(cases.count == ids.count)
        let result = Self.verify(cases, precision: 0.02)
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.comparisons.count == cases.reduce(0) { $0 + $1.expected.count }, "\(result.unsupported)")
    }

    @Test("Pools in an order and a night's backlog")
    func backlog() throws {
        let result = Self.verify(
            try TheoryTable.theoryCases(["overflow_loss_6_8", "nmodel_5_5", "email_overnight_backlog"]))
        #expect(result.failed == 0 && result.runs.count == 3, "\(VerificationText(result).text)")
    }
}
