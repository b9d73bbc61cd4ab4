import Experiments
import Foundation
import Reports
import Results
import Stochastics
import TestSupport
import Testing

@Suite("Warnings about intervals")
struct IntervalWarningsTests {
    private func sentences(_ observations: Int, _ skewness: [(name: String, skewness: Double, n: Int)]) -> [String] {
        FindingPhrases.sentences(
            IntervalWarnings(observations: observations, confidence: 0.95, skewness: skewness, what: .replication)
                .findings)
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
        #expect(sentence.contains("interval of b is too narrow") && sentence.contains("87.9% of the time"))
        #expect(sentence.hasSuffix("Less so those of: c."))
        #expect(sentences(50, [("a", 0.4, 50), ("b", 1.5, 50)]).isEmpty)
        #expect(sentences(19, [("b", 4, 19)]).count == 1)
    }

    @Test("Antithetic pairs are asked for as pairs")
    func pairs() throws {
        let skewness = [(name: "b", skewness: 4.0, n: 50)]
        let pair = IntervalWarnings(
            observations: 50, confidence: 0.95, skewness: skewness, what: .antitheticPair)
        // Loss 0.2234 * 16 / 50 over a tolerance of 0.02, times 50.
        #expect(FindingPhrases.sentences(pair.findings).first?.hasSuffix("179 antithetic pairs would do.") == true)
        #expect(sentences(50, skewness).first?.hasSuffix("179 replications would do.") == true)
    }

    @Test("The coverage that is quoted is the one that was measured")
    func quoted() throws {
        let text = try Project.text("docs/evidence/validity.md")
        let much = try #require(text.range(of: "Days that differ much"))
        let row = try #require(
            text[much.upperBound...].split(separator: "\n").first { $0.hasPrefix("| answered within 20 s |") })
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let sentence = try #require(sentences(10, []).first)
        for (cell, days) in [(2, 10), (3, 20), (5, 200)] {
            let measured = try #require(Double(cells[cell].dropLast()))
            let quoted = String(format: "%.1f%%", (measured * 10).rounded() / 10)
            #expect(
                sentence.contains("\(quoted) of the time with \(days)") || sentence.contains("\(quoted) with \(days)"))
        }
    }

    @Test("They are shown in the terminal, the report and the summary")
    func shown() {
        var forecast = Forecast(
            scenario: "Test", seed: 1, replications: 3, horizonSeconds: 3600, warmUpSeconds: 0, confidence: 0.95,
            currency: "USD", measures: [], timeline: [], serviceLevels: [], diagnosis: [], notes: [], raw: [])
        forecast.warnings = [.told(sentence: "Take care.")]
        let text = ForecastText(forecast: forecast, colour: false).text()
        #expect(text.contains("WARNINGS\n  - Take care."))
        #expect(ForecastPage(forecast: forecast, script: nil).html().contains("<li>Take care.</li>"))
        #expect(String(decoding: ForecastJSON.data(forecast: forecast), as: UTF8.self).contains("\"Take care.\""))
    }
}
