import Files
import Testing

@Suite struct ProblemTests {
    @Test func placeMessageRemedyLineCaret() {
        let problem = Problem(
            file: "s.yaml", line: 3, column: 7, message: "unknown key \"quee\"", remedy: "write \"queue\"",
            snippet: "  a:  quee")
        #expect(
            problem.description == """
                s.yaml:3:7: unknown key "quee"; write "queue"
                      a:  quee
                          ^
                """)
    }

    @Test func whatIsUnknownIsLeftOut() {
        #expect(Problem(file: "f", message: "m").description == "f: m")
        #expect(Problem(file: "f", line: 2, message: "m", snippet: "x").description == "f:2: m\n    x")
    }

    /// The caret stands under the scalar of the column, wherever in a long line that is.
    @Test(arguments: [1, 50, 51, 100, 101, 500, 951, 999, 1000])
    func longLineShowsAWindow(column: Int) throws {
        var line = [Character](repeating: "-", count: 1000)
        line[column - 1] = "X"
        let problem = Problem(file: "f", line: 1, column: column, message: "m", snippet: String(line))
        #expect(problem.snippet.count <= 106)
        let indent = try #require(problem.caretIndent)
        #expect(Array(problem.snippet)[indent] == "X")
        #expect(problem.snippet.hasPrefix("...") == (column > 51))
    }

    @Test func lineThatFitsIsWhole() {
        let line = String(repeating: "x", count: 100)
        let problem = Problem(file: "f", line: 1, column: 100, message: "m", snippet: line)
        #expect(problem.snippet == line)
        #expect(problem.caretIndent == 99)
        let end = Problem(file: "f", line: 1, column: 101, message: "m", snippet: line)
        #expect(end.caretIndent == 100)
    }

    @Test func columnBeyondTheLineHasNoCaret() {
        #expect(Problem(file: "f", line: 1, column: 9, message: "m", snippet: "abc").caretIndent == nil)
        let long = String(repeating: "x", count: 200)
        #expect(Problem(file: "f", line: 1, column: 900, message: "m", snippet: long).caretIndent == nil)
    }

    @Test func controlCharactersAreVisible() {
        let problem = Problem(file: "f", line: 1, column: 5, message: "m", snippet: "\ta\u{1B}[\u{7F}\u{202E}")
        #expect(problem.snippet == "␉a␛[␡\u{FFFD}")
        #expect(problem.caretIndent == 4)
    }

    @Test func wideAndCombiningCharactersKeepTheCaretInPlace() {
        #expect(Problem(file: "f", line: 1, column: 3, message: "m", snippet: "卡没到").caretIndent == 4)
        #expect(Problem(file: "f", line: 1, column: 3, message: "m", snippet: "e\u{301}x").caretIndent == 1)
    }

    @Test func problemsAreCollected() throws {
        var problems = Problems()
        let good = try problems.collect { 5 }
        #expect(good == 5)
        let bad: Int? = try problems.collect { throw Problem(file: "a", message: "one") }
        #expect(bad == nil)
        let worse: Int? = try problems.collect {
            throw Problems([Problem(file: "b", message: "two"), Problem(file: "c", message: "three")])
        }
        #expect(worse == nil)
        #expect(problems.description == "a: one\nb: two\nc: three")
        #expect(throws: Problems.self) { try problems.throwIfAny() }
        #expect(throws: CancellationError.self) { _ = try problems.collect { throw CancellationError() } }
        try Problems().throwIfAny()
    }
}
