import Experiments
import Foundation
import Reports
import Results
import Scenarios
import TestSupport
import Testing

/// Outputs at a fixed seed, byte by byte.
@Suite("Golden outputs")
struct GoldenTests {
    @Test("The flagship's summary at seed 1, two replications")
    func flagship() throws {
        let path = Project.path("scenarios/support.yaml")
        let scenario = try Scenario.load(path)
        let records = try Replications(scenario.specification, seed: 1, count: 2, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency),
            specification: scenario.specification, seed: 1, records: records)
        try Golden("results/reference/support.summary.json").check(ForecastJSON.data(forecast: forecast))
    }

    @Test("The glossary page is that of the definitions")
    func glossary() throws {
        try Golden("docs/reference/measures.md").check(Array(GlossaryMarkdown.markdown().utf8))
    }
}
