import Experiments
import Reports
import Results
import Testing

/// Results that rest on an assumed accuracy say so wherever they are shown, and others never do.
@Suite("Assumed results")
struct BasisTests {
    private func forecast(_ basis: String?) -> Forecast {
        var forecast = SampleForecast.full()
        for index in forecast.measures.indices { forecast.measures[index].basis = basis }
        return forecast
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("In the summary, both tables, the terminal and the report")
    func everywhere() throws {
        let assumed = forecast(MeasureEstimate.assumedAccuracy)
        let count = assumed.measures.count
        let summary = text(ForecastJSON.data(forecast: assumed))
        #expect(summary.split(separator: "\"basis\": \"assumed accuracy\"").count == count + 1)
        for (bytes, columns) in [
            (ReplicationsCSV.bytes(forecast: assumed), "replication,measure,value,basis"),
            (TimelineCSV.bytes(forecast: assumed), "interval,measure,mean,low,high,basis"),
        ] {
            let lines = text(bytes).split(separator: "\n")
            #expect(lines[0] == columns)
            #expect(lines.count > 1 && lines.dropFirst().allSatisfy { $0.hasSuffix(",assumed accuracy") })
        }
        let page = ForecastText(forecast: assumed, colour: false).text()
        #expect(page.contains("SERVICE LEVELS (assumed accuracy)"))
        #expect(page.contains("95% intervals, assumed accuracy") || page.contains("assumed\naccuracy"))
        #expect(page.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let html = ForecastPage(forecast: assumed, script: nil).html()
        #expect(html.split(separator: "<em>assumed accuracy</em>").count == count + 1)
        #expect(html.contains(", assumed accuracy</span></dd>"))
    }

    @Test("A summary and a timeline that are read again keep the label")
    func readAgain() throws {
        let assumed = forecast(MeasureEstimate.assumedAccuracy)
        let read = try ForecastJSON.read(ForecastJSON.data(forecast: assumed))
        #expect(read.measures.allSatisfy { $0.basis == "assumed accuracy" })
        let points = try TimelineCSV.read(TimelineCSV.bytes(forecast: assumed))
        #expect(points.count == assumed.timeline.count)
    }

    @Test("Nothing is said where nothing was assumed")
    func nowhere() {
        let plain = forecast(nil)
        for shown in [
            text(ForecastJSON.data(forecast: plain)), text(ReplicationsCSV.bytes(forecast: plain)),
            text(TimelineCSV.bytes(forecast: plain)), ForecastText(forecast: plain, colour: false).text(),
            ForecastPage(forecast: plain, script: nil).html(),
        ] {
            #expect(!shown.contains("assumed accuracy") && !shown.contains("basis"))
        }
    }
}
