import Experiments
import Files
import Testing
import Verification

/// Cases with numbers no scenario can have are refused, and none stops the program.
@Suite("Limits of cases")
struct ReductionLimitsTests {
    private static func problems(_ model: String, _ parameters: String, expected: String = "\"p_wait\": 0.5") -> String
    {
        let text = """
            {"cases": [{"id": "one", "model": "\(model)", "time_unit": "h",
              "params": {\(parameters)},
              "expected": {\(expected)}}]}
            """
        do {
            let cases = try TheoryCase.decode(Array(text.utf8), file: "cases.json")
            for (_, outcome) in try Reduction.all(cases, precision: 0.1, file: "cases.json") {
                if case .scenario(let reduction) = outcome { _ = try reduction.scenario() }
            }
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "Huge numbers, each at its place",
        arguments: [
            (
                "mt_m_inf_periodic", #""lb": 1e300, "A": 1, "period": 24, "service_rate": 1"#,
                "cases.json:2:13: case 'one': 'lb' and 'A' keep more than 60000 servers busy"
            ),
            (
                "mt_m_inf_periodic", #""lb": 1e308, "A": 1e308, "period": 24, "service_rate": 1e-9"#,
                "more than 60000 servers busy"
            ),
            (
                "mt_g_inf_periodic",
                #""lb": 5, "A": 1, "period": 24, "service": "exponential", "service_mean": 1e300"#,
                "more than 60000 servers busy"
            ),
            (
                "mmck", #""arrival_rate": 1, "service_rate": 1, "servers": 1, "system_capacity": 1e300"#,
                "parameter 'system_capacity' must be a whole number of 1000000000 or less"
            ),
            (
                "mmck", #""arrival_rate": 1, "service_rate": 1, "servers": 1, "system_capacity": 2.5"#,
                "parameter 'system_capacity' must be a whole number"
            ),
            (
                "batch_arrivals_mx_m_1", #""batch_rate": 1e-9, "service_rate": 9, "batch": "constant 1e300""#,
                "parameter 'batch' must be 'constant' with a whole number of 1000000 or less"
            ),
            (
                "batch_arrivals_mx_m_1", #""batch_rate": 1, "service_rate": 9, "batch": "constant 2.5""#,
                "parameter 'batch' must be"
            ),
            (
                "batch_arrivals_mx_m_1", #""batch_rate": 1, "service_rate": 9, "batch": "geometric inf""#,
                "parameter 'batch' must be"
            ),
        ])
    func refused(model: String, parameters: String, message: String) {
        let found = Self.problems(model, parameters)
        #expect(found.contains(message), "\(found)")
    }

    @Test("What makes sense is taken")
    func taken() {
        let sine = #""lb": 10, "A": 5, "period": 24, "service_rate": 1"#
        #expect(Self.problems("mt_m_inf_periodic", sine) == "")
        let chain =
            #""arrival_rate": 1, "service_rate": 1, "servers": 1, "system_capacity": 1000, "patience_rate": 0"#
        #expect(Self.problems("mmck", chain) == "")
        #expect(
            Self.problems("batch_arrivals_mx_m_1", #""batch_rate": 1, "service_rate": 9, "batch": "constant 3""#) == "")
    }

    @Test("Replications are limited, so that two hundred times as many can be counted")
    func replications() throws {
        let verification = try VerificationRun(
            TheoryCase.builtIn(), file: "x", maximumReplications: .max, threads: 1)
        #expect(verification.maximumReplications == VerificationRun.mostReplications)
    }

    @Test("A class is compared with the segment of its number, whatever the digits; others with none")
    func classes() throws {
        func theoryCase(_ names: [String], classes: Int) -> TheoryCase {
            TheoryCase(
                id: "classes", model: "mmc_priority_nonpreemptive", unitSeconds: 60,
                parameters: [
                    "arrival_rates": .list((0..<classes).map { _ in .number(0.5 / Double(classes)) }),
                    "service_rate": .number(1), "servers": .number(1),
                ], expected: Dictionary(uniqueKeysWithValues: names.map { ($0, 1.0) }))
        }
        func verified(_ names: [String], classes: Int) throws -> VerificationResult {
            try VerificationRun(
                [theoryCase(names, classes: classes)], file: "x", precision: VerificationPrecision(relative: 0.5),
                maximumReplications: 30, maximumContacts: 1, threads: 1
            ).run()
        }
        let names = ["wait_by_class[0]", "wait_by_class[2]", "wait_by_class[12]", "mean_wait_class13"]
        let many = try verified(names, classes: 13)
        #expect(many.comparisons.map(\.quantity).sorted() == names.sorted())
        func value(_ name: String) throws -> Double {
            try #require(many.comparisons.first { $0.quantity == name }).simulated
        }
        // [12] is the thirteenth class and no other.
        #expect(try value("wait_by_class[12]") == value("mean_wait_class13"))
        #expect(try value("wait_by_class[12]") != value("wait_by_class[2]"))
        let two = try verified(["wait_by_class[1]"] + names.dropFirst() + ["mean_wait_class0"], classes: 2)
        #expect(two.comparisons.map(\.quantity) == ["wait_by_class[1]"])
        #expect(two.unsupported.contains { $0.reason == "wait_by_class[12]: not one of the 2 classes" })
        #expect(two.unsupported.count == 4)
    }
}
