import Experiments
import Reports
import Stochastics
import Testing

@Suite("Warnings about intervals")
struct IntervalWarningsTests {
    private func sentences(_ observations: Int, _ skewness: [(name: String, skewness: Double, n: Int)]) -> [String] {
        IntervalWarnings(observations: observations, confidence: 0.95, skewness: skewness, what: "replication")
            .sentences
    }

    @Test("Few replications are said, enough of them are not")
    func few() {
        #expect(sentences(1, []).first?.hasPrefix("Only 1 replication: there are no intervals") == true)
        #expect(sentences(19, []).first?.hasPrefix("Only 19 replications") == true)
        #expect(sentences(20, []).isEmpty)
    }

    @Test("Skewed measures are named, the worst first, with the replications that would do")
    func skewed() throws {
        let found = sentences(50, [("a", 0.4, 50), ("b", 4, 50), ("c", -2.5, 50)])
        let sentence = try #require(found.first)
        #expect(found.count == 1)
        // 0.95 - 0.2234 * 16 / 50.
        #expect(sentence.contains("skewed in b") && sentence.contains("87.9% of the time"))
        #expect(sentence.hasSuffix("Also skewed: c."))
        #expect(sentences(50, [("a", 0.4, 50), ("b", 1.5, 50)]).isEmpty)
        #expect(sentences(19, [("b", 4, 19)]).count == 1)
    }

    @Test("They are shown in the terminal, the report and the summary")
    func shown() {
        var forecast = Forecast(
            scenario: "Test", seed: 1, replications: 3, horizonSeconds: 3600, warmUpSeconds: 0, confidence: 0.95,
            currency: "USD", measures: [], timeline: [], serviceLevels: [], diagnosis: [], notes: [], raw: [])
        forecast.warnings = ["Take care."]
        let text = TerminalSummary(forecast: forecast, colour: false).text()
        #expect(text.contains("WARNINGS\n  - Take care."))
        #expect(HTMLReport(forecast: forecast, script: nil).html().contains("<li>Take care.</li>"))
        #expect(String(decoding: SummaryJSON.data(forecast: forecast), as: UTF8.self).contains("\"Take care.\""))
    }
}
