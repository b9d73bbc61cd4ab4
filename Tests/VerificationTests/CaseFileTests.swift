import Experiments
import Files
import Testing
import Verification

/// Case files that make no sense: all that is wrong is said at once, with the name of the case.
@Suite("Case files")
struct CaseFileTests {
    private func problems(_ cases: String) -> String {
        do {
            let read = try TheoryCase.decode(Array("{\"cases\": [\(cases)]}".utf8), file: "cases.json")
            _ = try VerificationRun(read, file: "cases.json", threads: 1)
            return ""
        } catch {
            return "\(error)"
        }
    }

    private func theoryCase(_ id: String, _ model: String, _ parameters: String) -> String {
        "{\"id\": \"\(id)\", \"model\": \"\(model)\", \"params\": {\(parameters)}, \"expected\": {\"p_wait\": 0.5}}"
    }

    @Test("All mistakes come at once")
    func allAtOnce() {
        let text = problems(
            [
                theoryCase("a", "erlang_d", ""), theoryCase("b", "erlang_c", "\"arrival_rate\": 1"),
                theoryCase("c", "erlang_c", "\"arrival_rate\": 5.5, \"service_rate\": 1, \"servers\": 5"),
                theoryCase("d", "erlang_a", "\"arrival_rate\": 5, \"service_rate\": 1, \"servers\": 0"),
            ].joined(separator: ", "))
        #expect(text.contains("case 'a': there is no model 'erlang_d'; did you mean 'erlang_"))
        #expect(text.contains("case 'b': parameter 'service_rate' is missing"))
        #expect(text.contains("case 'b': parameter 'servers' is missing"))
        #expect(text.contains("case 'c': the queue is unstable: an offered load of 5.5 erlangs for 5 servers"))
        #expect(text.contains("case 'd': parameter 'servers' is 0"))
        #expect(text.contains("case 'd': parameter 'patience_rate' is missing"))
    }

    @Test("Each mistake has its line and column, and the line is shown")
    func places() throws {
        let text = """
            {"cases": [
              {"id": "a", "model": "erlang_d",
               "params": {}, "expected": {}},
              {"id": "b", "model": "erlang_a",
               "params": {"arrival_rate": 5, "service_rate": 1,
                          "servers": 0, "patience_rate": 1}, "expected": {}},
              {"id": "c", "model": "erlang_c",
               "params": {"arrival_rate": 5, "service_rate": 1}, "expected": {}},
              {"id": "d", "model": "erlang_c",
               "params": {"arrival_rate": 9, "service_rate": 1, "servers": 8}, "expected": {}}
            ]}
            """
        let read = try TheoryCase.decode(Array(text.utf8), file: "cases.json")
        let found = try #require(throws: Problems.self) { try VerificationRun(read, file: "cases.json", threads: 1) }
        let places = found.problems.map { "\($0.line):\($0.column) \($0.message)" }
        #expect(
            places == [
                "2:24 case 'a': there is no model 'erlang_d'",
                "6:26 case 'b': parameter 'servers' is 0: with no servers nobody is ever served",
                "8:14 case 'c': parameter 'servers' is missing",
                "10:14 case 'd': the queue is unstable: an offered load of 9 erlangs for 8 servers, and nobody abandons; "
                    + "there is no steady state to compare with",
            ])
        #expect(found.problems[1].snippet.contains("\"servers\": 0"))
    }

    @Test("Broken structure is named")
    func structure() {
        #expect(problems("").contains("there are no cases"))
        #expect(problems("{\"model\": \"erlang_c\"}").contains("case 1 has no id"))
        #expect(problems("{\"id\": \"x\"}").contains("case 'x': 'model' is missing"))
        #expect(problems("{\"id\": \"x\", \"model\": \"y\"}").contains("case 'x': 'params' is missing"))
        let twice = theoryCase("x", "erlang_c", "")
        #expect(problems("\(twice), \(twice)").contains("case 'x' is there twice"))
        let broken = Array("{\n  \"cases\": [1 2]}".utf8)
        let error = #expect(throws: Problems.self) { try TheoryCase.decode(broken, file: "x") }
        #expect(error?.problems.first?.line == 2)
        #expect(error?.problems.first?.column == 15)
        #expect(throws: Problems.self) { try TheoryCase.read("/nowhere/cases.json") }
    }
}
