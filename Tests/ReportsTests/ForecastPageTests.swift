import Experiments
import Foundation
import Reports
import Testing

@Suite struct ForecastPageTests {
    private let library = "window.vegaEmbed = function () { return Promise.resolve(); };"

    private func page(_ forecast: Forecast) -> String {
        ForecastPage(
            forecast: forecast, script: library, version: "hitl 9.9", commandLine: "hitl simulate a.yaml --seed 1"
        ).html()
    }

    private func specifications(_ page: String) throws -> [[String: Any]] {
        try page.components(separatedBy: "<script type=\"application/json\"").dropFirst().map { piece in
            let start = try #require(piece.firstIndex(of: ">"))
            let end = try #require(piece.range(of: "</script>"))
            let text = String(piece[piece.index(after: start)..<end.lowerBound])
            return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }
    }

    private func count(_ word: String, in text: String) -> Int {
        text.components(separatedBy: word).count - 1
    }

    @Test func sectionsComeInOrder() {
        let text = page(SampleForecast.full())
        let marks = [
            "<h1>Support, mid-size</h1>", "id=\"service-levels\"", "id=\"key-figures\"", "id=\"diagnosis\"",
            "id=\"How-the-work-moves\"", "id=\"What-the-AI-learned\"", "id=\"How-long-customers-wait\"",
            "id=\"Queues-and-staffing\"", "id=\"What-it-costs\"", "id=\"Risk-and-coverage\"", "id=\"measures\"",
            "id=\"making\"", "hitl 9.9", "hitl simulate a.yaml --seed 1",
        ]
        var start = text.startIndex
        for mark in marks {
            let found = text.range(of: mark, range: start..<text.endIndex)
            #expect(found != nil, "\(mark)")
            start = found?.upperBound ?? start
        }
    }

    @Test func everyChartHasCaptionTableAndInterval() throws {
        let charts = ForecastCharts.all(SampleForecast.full())
        #expect(charts.count == 18)
        for chart in charts {
            #expect(!chart.caption.isEmpty && !chart.tables.isEmpty, "\(chart.title)")
            #expect(chart.reading.contains("95% interval"), "\(chart.title)")
            let text = chart.specification.compact
            #expect(text.contains("\"low\":") && text.contains("\"high\":"), "\(chart.title)")
            #expect(text.contains("\"type\":\"area\"") || text.contains("\"type\":\"errorbar\""), "\(chart.title)")
            for table in chart.tables {
                #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(chart.title)")
            }
        }
        let text = page(SampleForecast.full())
        #expect(try specifications(text).count == 18)
        #expect(count("<figure", in: text) == 18)
        #expect(count("<figcaption", in: text) == 18)
        #expect(count("<summary>As a table</summary>", in: text) == 18)
        #expect(Set(charts.map(\.title)).count == 18)
    }

    @Test func singleReplicationDrawsNoBands() {
        for chart in ForecastCharts.all(SampleForecast.full(replications: 1)) {
            let text = chart.specification.compact
            #expect(!text.contains("\"type\":\"area\"") && !text.contains("errorbar"), "\(chart.title)")
            #expect(chart.reading == "There is no interval (1 replication).", "\(chart.title)")
        }
    }

    /// Each measure of the timeline taken away alone, then all: no chart of nothing, no empty section.
    @Test func absentMeasuresLeaveNoGap() throws {
        let whole = SampleForecast.full()
        for measure in Set(whole.timeline.map(\.measure)).sorted() {
            var forecast = whole
            forecast.timeline.removeAll { $0.measure == measure }
            let text = page(forecast)
            #expect(count("<figure", in: text) == (try specifications(text).count))
            #expect(!text.contains("<div class=\"figures\">\n</div>"), "\(measure)")
        }
        var bare = whole
        bare.timeline = []
        bare.measures = []
        bare.serviceLevels = []
        bare.diagnosis = []
        let text = page(bare)
        #expect(!text.contains("<figure") && !text.contains("vegaEmbed") && !text.contains("id=\"measures\""))
        #expect(text.contains("id=\"making\""))
    }

    @Test func withoutLibraryThereAreTables() {
        let text = ForecastPage(forecast: SampleForecast.full(), script: nil).html()
        #expect(!text.contains("<script"))
        #expect(!text.contains("class=\"chart\""))
        #expect(text.contains("<code>make charts</code>") && text.contains("<code>make install</code>"))
        #expect(count("<details open><summary>As a table</summary>", in: text) == 18)
        #expect(text.contains("<th scope=\"row\">Week 13</th>"))
        #expect(text.contains("<th scope=\"col\">Sun</th>"))
    }

    @Test func everyTextIsEscaped() throws {
        let evil = "</script><script>alert('x')</script><img src=x onerror=\"y\">&"
        var forecast = SampleForecast.full()
        forecast.scenario = evil
        forecast.about = evil
        forecast.diagnosis = [.told(sentence: evil)]
        forecast.notes = [.told(sentence: evil)]
        forecast.serviceLevels[0].name = evil
        forecast.serviceLevels[0].definition = .told(sentence: evil)
        forecast.currency = evil
        for index in forecast.measures.indices { forecast.measures[index].name += "{queue=\(evil)}" }
        for index in forecast.timeline.indices where forecast.timeline[index].measure.contains("{queue=") {
            forecast.timeline[index].measure = "human.queue.mean_length{queue=\(evil)}"
        }
        let text = ForecastPage(forecast: forecast, script: library, version: evil, commandLine: evil).html()
        #expect(!text.contains("<script>alert") && !text.contains("<img"))
        #expect(text.contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)"))
        let scripts = count("<script", in: text)
        #expect(scripts == count("</script>", in: text))
        #expect(scripts == 2 + (try specifications(text).count))
    }

    /// A library that holds the end of a script element does not end the element.
    @Test func libraryStaysInItsElement() {
        let text = ForecastPage(
            forecast: SampleForecast.full(), script: "var a = '</script><b>'; var c = '<!--';"
        ).html()
        #expect(text.contains("var a = '<\\/script><b>'; var c = '<\\!--';"))
    }

    /// Nothing in the page loads anything: the only address is the name of the chart grammar.
    @Test func needsNoNetwork() {
        let text = page(SampleForecast.full())
        let addresses = text.components(separatedBy: "https://").dropFirst()
        #expect(addresses.allSatisfy { $0.hasPrefix("vega.github.io/schema/vega-lite/v6.json\"") })
        #expect(
            !text.contains("http://") && !text.contains(" src=") && !text.contains("href=") && !text.contains("@import")
        )
        #expect(text.contains("default-src 'none'"))
        #expect(text.contains("name=\"viewport\""))
    }

    @Test func sameForecastSameBytes() {
        #expect(page(SampleForecast.full()) == page(SampleForecast.full()))
    }

    @Test func manyQueuesAreCutInTheChartAndWholeInTheTable() throws {
        var forecast = SampleForecast.full()
        forecast.timeline = (0..<9).map { queue in
            TimelinePoint(
                interval: "hour 010", measure: "human.queue.mean_length{queue=q\(queue)}", mean: Double(queue),
                low: nil, high: nil)
        }
        let chart = try #require(ForecastCharts.all(forecast).first { $0.title.hasPrefix("Queries waiting") })
        #expect(chart.key.map(\.name) == ["q3", "q4", "q5", "q6", "q7", "q8"])
        #expect(chart.tables.count == 9)
        #expect(chart.caption.contains("6 largest of 9"))
    }
}
