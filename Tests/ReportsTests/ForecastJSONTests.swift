import Experiments
import Files
import Foundation
import Reports
import Results
import Stochastics
import Testing

@Suite struct ForecastJSONTests {
    private func object(_ forecast: Forecast) throws -> [String: Any] {
        let any = try JSONSerialization.jsonObject(with: Data(ForecastJSON.data(forecast: forecast)))
        return try #require(any as? [String: Any])
    }

    @Test func contractOfTheResultFolder() throws {
        let root = try object(SampleForecast.full())
        #expect(root["schema"] as? Int == 1)
        #expect(root["scenario"] as? String == "Support, mid-size")
        #expect(root["seed"] as? Int == 1)
        #expect(root["replications"] as? Int == 8)
        #expect(root["horizon_s"] as? Double == 8_467_200)
        #expect(root["warm_up_s"] as? Double == 604_800)
        #expect(root["precision_reached"] as? Bool == true)
        #expect((root["checks"] as? [Any])?.isEmpty == true)
        let measures = try #require(root["measures"] as? [String: [String: Any]])
        #expect(measures.count == SampleForecast.full().measures.count)
        for (name, measure) in measures {
            let keys = ["confidence", "half_width", "high", "kind", "low", "mean", "n", "unit"]
            #expect(measure.keys.sorted() == keys, "\(name)")
        }
        let wait = try #require(measures["human.wait.p90_s{queue=billing}"])
        #expect(wait["mean"] as? Double == 131)
        #expect(wait["low"] as? Double == 117)
        #expect(wait["n"] as? Int == 8)
        #expect(wait["unit"] as? String == "seconds")
        let levels = try #require(root["service_levels"] as? [[String: Any]])
        #expect(levels.map { $0["verdict"] as? String } == ["met", "missed", "undecided"])
        #expect((root["diagnosis"] as? [String])?.count == 3)
        #expect((root["notes"] as? [String])?.count == 1)
    }

    @Test func boundsOfASingleReplicationAreNull() throws {
        let root = try object(SampleForecast.full(replications: 1))
        let measures = try #require(root["measures"] as? [String: [String: Any]])
        for measure in measures.values {
            #expect(measure["low"] is NSNull && measure["high"] is NSNull && measure["half_width"] is NSNull)
        }
    }

    @Test func smallSummaryExactly() {
        var forecast = SampleForecast.small()
        forecast.measures = [forecast.measures[1]]
        forecast.serviceLevels = []
        let expected = """
            {
              "about": "One queue and an AI.",
              "checks": [],
              "confidence": 0.95,
              "currency": "USD",
              "diagnosis": [
                "The queue binds."
              ],
              "findings": [
                {
                  "kind": "told",
                  "role": "diagnosis",
                  "sentence": "The queue binds."
                },
                {
                  "kind": "told",
                  "role": "note",
                  "sentence": "A caution."
                }
              ],
              "horizon_s": 1296000,
              "measures": {
                "ai.coverage": {
                  "confidence": 0.95,
                  "half_width": 0.004,
                  "high": 0.646,
                  "kind": "ratio",
                  "low": 0.638,
                  "mean": 0.642,
                  "n": 4,
                  "unit": "share"
                }
              },
              "notes": [
                "A caution."
              ],
              "precision_reached": false,
              "replications": 4,
              "scenario": "Tiny desk",
              "schema": 1,
              "seed": 7,
              "service_levels": [],
              "warm_up_s": 86400,
              "warnings": []
            }

            """
        #expect(String(decoding: ForecastJSON.data(forecast: forecast), as: UTF8.self) == expected)
    }

    @Test func numbersAreRoundedAndFinite() throws {
        var forecast = SampleForecast.small()
        forecast.seed = .max
        let third = Estimate(
            mean: 1.0 / 3, low: -.infinity, high: .nan, halfWidth: .nan, confidence: 0.95, n: 3)
        forecast.measures[0].estimate = third
        forecast.measures[1].estimate.mean = .nan
        let text = String(decoding: ForecastJSON.data(forecast: forecast), as: UTF8.self)
        #expect(text.contains("\"mean\": 0.3333333333,"))
        #expect(text.contains("\"low\": null,"))
        #expect(text.contains("\"seed\": 18446744073709551615,"))
        #expect(!text.contains("ai.coverage"))
        #expect(!text.lowercased().contains("nan") && !text.lowercased().contains("inf"))
    }

    @Test(arguments: [
        (0.1 + 0.2, "0.3"), (12_345_678_901.5, "12345678900"), (-0.0, "0"), (1e22, "1e+22"), (1.5e-9, "1.5e-09"),
    ])
    func tenSignificantDigits(value: Double, expected: String) {
        let text = RoundedNumber.text(value)
        #expect(text == expected)
    }

    @Test(arguments: [1, 8])
    func writtenAndReadAgainIsTheSame(replications: Int) throws {
        var forecast = SampleForecast.full(replications: replications)
        forecast.warnings = [.told(sentence: "Only a few.")]
        forecast.varianceReduction = ["antithetic streams"]
        forecast.measures[0].gain = 2.5
        forecast.precision = PrecisionStatus(
            asked: 0.02, measures: ["human.share"], isReached: true, replications: replications, worst: "human.share",
            relativeHalfWidth: 0.015, needed: replications)
        var read = try ForecastJSON.read(ForecastJSON.data(forecast: forecast))
        read.timeline = try TimelineCSV.read(TimelineCSV.bytes(forecast: forecast))
        #expect(ForecastJSON.data(forecast: read) == ForecastJSON.data(forecast: forecast))
        #expect(TimelineCSV.bytes(forecast: read) == TimelineCSV.bytes(forecast: forecast))
        #expect(read.raw.isEmpty)
        #expect(read.serviceLevels.map(\.outcome) == forecast.serviceLevels.map(\.outcome))
        let again = ForecastText(forecast: read, colour: false).text()
        #expect(again == ForecastText(forecast: forecast, colour: false).text())
        let page = ForecastPage(forecast: read, script: nil).html()
        #expect(page == ForecastPage(forecast: forecast, script: nil).html())
    }

    @Test(arguments: [
        ("", "not JSON"), ("[1]", "no summary"), ("{}", "\"schema\" is missing"),
        ("{\"schema\": 2}", "\"scenario\" is missing"),
        ("{\"schema\": 1, \"scenario\": 5}", "\"scenario\" has an unexpected value"),
    ])
    func otherFilesAreRefused(text: String, message: String) {
        let problem = #expect(throws: Problem.self) { try ForecastJSON.read(Array(text.utf8), file: "s.json") }
        #expect(problem?.file == "s.json")
        #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
    }

    @Test func otherSchemasAreRefused() {
        let text = String(decoding: ForecastJSON.data(forecast: SampleForecast.small()), as: UTF8.self)
            .replacing("\"schema\": 1", with: "\"schema\": 9")
        let problem = #expect(throws: Problem.self) { try ForecastJSON.read(Array(text.utf8)) }
        #expect(problem?.message.contains("schema 9") == true)
    }
}
