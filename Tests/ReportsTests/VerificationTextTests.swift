import Experiments
import Foundation
import Reports
import Results
import Testing
import Verification

@Suite("A verification in words")
struct VerificationTextTests {
    @Test("Every line fits 80 columns, headings are whole, and a text in JSON is escaped")
    func fits() throws {
        let cases = [
            TheoryCase(
                id: "a\"case", model: "erlang_b", unitSeconds: 60,
                parameters: ["arrival_rate": .number(1), "service_rate": .number(1), "servers": .number(1)],
                expected: ["p_block": 0.5]),
            TheoryCase(
                id: "another", model: "sobol_points", unitSeconds: 60, parameters: [:],
                expected: ["p_wait": 0.1]),
        ]
        let result = try VerificationRun(
            cases, file: "test", precision: VerificationPrecision(relative: 0.15), maximumReplications: 1000, threads: 1
        ).run()
        let text = VerificationText(result).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.first?.hasSuffix("expected simulated     +/-     z verdict") == true)
        #expect(text.hasSuffix("failed: 0\n"))
        let json = try JSONSerialization.jsonObject(with: Data(VerificationJSON.text(result).utf8)) as? [String: Any]
        #expect((json?["comparisons"] as? [[String: Any]])?.first?["id"] as? String == "a\"case")
    }
}
