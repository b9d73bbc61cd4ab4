import Experiments
import Files
import Foundation
import Reports
import Results
import Stochastics
import Testing

@Suite struct ComparisonReportTests {
    private func estimate(_ mean: Double, _ half: Double) -> Estimate {
        Estimate(mean: mean, low: mean - half, high: mean + half, halfWidth: half, confidence: 0.95, n: 8)
    }

    /// The sample forecast against itself with other numbers and an awkward name.
    func sample(_ name: String = "more <voice> & \"late\"") -> VariantComparison {
        let before = SampleForecast.full()
        var after = before
        for index in after.measures.indices { after.measures[index].estimate.mean *= 1.01 }
        let measures = before.measures.map { measure in
            MeasureDifference(
                name: measure.name, estimate: estimate(measure.estimate.mean * 0.01, 0.004), unit: measure.unit,
                kind: measure.kind, gain: 6.5, spread: nil)
        }
        let variants = [("base", before), (name, after)].map {
            VariantComparison.Variant(
                name: $0.0, source: "s.yaml", changes: $0.0 == "base" ? [] : ["a.b=1"],
                digest: String(repeating: "ab", count: 32), forecast: $0.1)
        }
        return VariantComparison(
            variants: variants,
            differences: [
                VariantDifference(
                    variant: name, measures: measures, onlyInBaseline: ["ai.coverage"],
                    onlyInVariant: ["margin.total"], incomparable: ["service_level.x"], isSameTraffic: false)
            ], differenceConfidence: 0.95,
            conclusion: ComparisonConclusion(variants) { _, _ in self.estimate(-3, 1) })
    }

    @Test(arguments: [
        (0.0321, 0.011, "share", "+3.2 points", "+3.2 ± 1.1 points", "+2.1 to +4.3 points"),
        (-0.4, 0.3, "seconds", "-0.40 s", "-0.40 ± 0.30 s", "-0.70 to -0.10 s"),
        (-1210, 110, "USD", "-1,210 USD", "-1,210 ± 110 USD", "-1,320 to -1,100 USD"),
        (-66, 12, "seconds", "-1 min 06 s", "-1 min 06 s ± 12 s", "-1 min 18 s to -54 s"),
        (0.0, 0.0, "USD", "0.00 USD", "0.00 USD", "0.00 to 0.00 USD"),
        (0.31, 0.02, "USD each", "+0.310 USD", "+0.310 ± 0.020 USD", "+0.290 to +0.330 USD"),
        (8.7, 15.5, "labels", "+9", "+9 ± 16", "-7 to +24"),
    ])
    func differencesReadWell(
        mean: Double, half: Double, unit: String, signed: String, plusMinus: String, interval: String
    ) {
        let found = estimate(mean, half)
        #expect(DifferenceText.signed(mean, unit: unit, resolution: half) == signed)
        #expect(DifferenceText.plusMinus(found, unit: unit) == plusMinus)
        #expect(DifferenceText.interval(found, unit: unit) == interval)
    }

    /// What the files of a folder say.
    private func stored(_ result: VariantComparison) throws -> VariantComparison {
        var read = try ComparisonJSON.read(ComparisonJSON.data(result))
        let points = try ComparisonCSV.readTimeline(
            ComparisonCSV.timeline(result), names: result.variants.map(\.name))
        for index in read.variants.indices {
            read.variants[index].forecast.timeline = points[read.variants[index].name] ?? []
        }
        return read
    }

    @Test func aComparisonSurvivesItsFile() throws {
        let result = sample()
        let read = try stored(result)
        let again = try stored(read)
        let isSameText = ComparisonJSON.data(read).elementsEqual(ComparisonJSON.data(result))
        let isSamePage = ComparisonPage(again, script: "x").html() == ComparisonPage(read, script: "x").html()
        #expect(isSameText && isSamePage)
        #expect(ComparisonCSV.timeline(read).elementsEqual(ComparisonCSV.timeline(result)))
        #expect(read.conclusion == result.conclusion && read.differences[0].onlyInVariant == ["margin.total"])
    }

    @Test func thePageHasItsPartsAndNothingUnescaped() throws {
        let page = ComparisonPage(sample(), script: "window.vegaEmbed = 1", commandLine: "hitl compare <x>").html()
        for id in ["verdict", "service-levels", "key-measures", "notes", "measures", "making", "What-it-costs"] {
            #expect(page.contains("id=\"\(id)\""), "\(id)")
        }
        #expect(!page.contains("<voice>") && page.contains("more &lt;voice&gt; &amp; &quot;late&quot;"))
        #expect(page.contains("hitl compare &lt;x&gt;"))
        // A line for each variant in every chart.
        let charts = page.components(separatedBy: "class=\"specification\"").dropFirst()
        #expect(charts.count >= 10)
        for chart in charts.dropLast() { #expect(chart.contains("base") && chart.contains("\\u003cvoice")) }
    }

    @Test func theTerminalKeepsItsWidth() {
        for name in ["b", String(repeating: "a very long name ", count: 9)] {
            let text = ComparisonText(sample(name), colour: false).text()
            for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
            #expect(text.contains("VERDICT") && text.contains("CHEAPEST") && !text.contains("\u{1B}"))
            #expect(text.contains("Only the baseline has ai.coverage") && text.contains("margin.total"))
        }
        #expect(ComparisonText(sample(), colour: true).text().contains("\u{1B}[1m"))
    }

    @Test(arguments: [
        ("a,b\n", 1, "header"),
        ("variant,interval,measure,mean,low,high\nother,week 01,cost.total,1,,\n", 2, "no variant"),
        ("variant,interval,measure,mean,low,high\nbase,week 01,cost.total,one,,\n", 2, "no number"),
        ("variant,interval,measure,mean,low,high\nbase,week 01,cost.total,,1,2\n", 2, "mean is missing"),
        ("variant,interval,measure,mean,low,high\nbase,week 01,cost.totl,1,,\n", 2, "no measure"),
        ("variant,interval,measure,mean,low,high\nbase,week 01\n", 2, "2 fields"),
    ])
    func damagedTimelinesAreRefusedWithTheirPlace(text: String, line: Int, message: String) {
        let problem = #expect(throws: Problem.self) {
            try ComparisonCSV.readTimeline(Array(text.utf8), names: ["base"], file: "t.csv")
        }
        #expect(problem?.line == line && problem?.message.contains(message) == true, "\(String(describing: problem))")
    }
}
