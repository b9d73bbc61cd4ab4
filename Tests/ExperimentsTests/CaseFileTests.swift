import Experiments
import Files
import Testing

/// Case files that make no sense: all that is wrong is said at once, with the name of the case.
@Suite("Case files")
struct CaseFileTests {
    private func problems(_ cases: String) -> String {
        do {
            let read = try TheoryCase.decode(Array("{\"cases\": [\(cases)]}".utf8), file: "cases.json")
            _ = try Verification(read, file: "cases.json", threads: 1)
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
