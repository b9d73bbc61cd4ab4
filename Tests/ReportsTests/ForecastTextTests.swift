import Experiments
import Reports
import Stochastics
import Testing

@Suite struct ForecastTextTests {
    @Test func smallForecastExactly() {
        let text = ForecastText(forecast: SampleForecast.small(), colour: false).text()
        let expected = """
            Tiny desk
            One queue and an AI.
            2 weeks after 1 day of warm-up, 4 replications, seed 7, 95% intervals

            SERVICE LEVELS
              MET        chat                           84.2% (82.1% to 86.3%)   target 80%
                         80% of chat answered within 60 s
              UNDECIDED  voice                          79.0% (74.0% to 84.0%) target 79.5%

            TRAFFIC & AI                                   mean              95% interval  n
              Queries offered                            12,345          12,225 to 12,465  4
              Answered by the AI alone                    64.2%            63.8% to 64.6%  4

            HUMAN QUEUES                                   mean              95% interval  n
              Mean wait                              1 min 32 s  1 min 25 s to 1 min 40 s  4

            COST                                           mean              95% interval  n
              Cost per query                           1.23 USD          1.20 to 1.26 USD  4

            OTHER                                          mean              95% interval  n
              weather.rain                                 3.50               no interval  1

            DIAGNOSIS
              - The queue binds.

            NOTES
              - The asked precision was not reached: the intervals are wider than wanted;
                allow more replications.
              - A caution.

            """
        #expect(text == expected)
    }

    @Test(arguments: [60, 80, 120], [1, 8])
    func noLineIsTooLong(width: Int, replications: Int) {
        var forecast = SampleForecast.full(replications: replications)
        forecast.scenario = String(repeating: "scenario", count: 30)
        forecast.serviceLevels[0].name = String(repeating: "level", count: 30)
        forecast.diagnosis.append(.told(sentence: String(repeating: "x", count: 300)))
        forecast.notes.append(.told(sentence: String(repeating: "全角文字", count: 60)))
        let lines = ForecastText(forecast: forecast, width: width, colour: false).text().split(separator: "\n")
        #expect(lines.count > 60)
        for line in lines { #expect(TerminalText.width(String(line)) <= width, "\(line)") }
    }

    /// A row of the table fills the page to its last column.
    @Test func tableFillsThePage() {
        let lines = ForecastText(forecast: SampleForecast.full(), colour: false).text().split(separator: "\n")
        let rows = lines.filter { $0.hasSuffix("  8") }
        #expect(rows.count == 41)
        for row in rows { #expect(TerminalText.width(String(row)) == 80, "\(row)") }
    }

    @Test func singleReplicationSaysSo() {
        let text = ForecastText(forecast: SampleForecast.full(replications: 1), colour: false).text()
        #expect(text.contains("mean  no interval (1 replication)  n\n"))
        #expect(text.contains("no interval (1 replication) target 80%"))
        #expect(!text.contains("±"))
    }

    @Test func partsHaveATableOfTheirOwn() {
        let text = ForecastText(forecast: SampleForecast.full(), colour: false).text()
        #expect(
            text.contains(
                """
                BY QUEUE                    mean wait   90% waited under      gave up
                  billing                  41 s ± 4 s  2 min 11 s ± 14 s  2.0% ± 0.2%
                  cards & payments   1 min 22 s ± 8 s  4 min 22 s ± 28 s  4.0% ± 0.4%
                  complaints        2 min 03 s ± 12 s  6 min 33 s ± 42 s  6.0% ± 0.6%

                """))
        #expect(!text.contains("{queue="))
    }

    @Test func coloursOnlyWhereAsked() {
        let forecast = SampleForecast.full()
        let plain = ForecastText(forecast: forecast, colour: false).text()
        let coloured = ForecastText(forecast: forecast, colour: true).text()
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[1;32mMET"))
        #expect(coloured.contains("\u{1B}[1;31mMISSED"))
        #expect(coloured.contains("\u{1B}[1;33mUNDECIDED"))
        let codes = ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[1;32m", "\u{1B}[1;31m", "\u{1B}[1;33m"]
        #expect(codes.reduce(coloured) { $0.replacing($1, with: "") } == plain)
    }

    /// A scenario's text cannot move the cursor or ring a bell.
    @Test func controlCharactersAreNumbers() {
        var forecast = SampleForecast.full()
        forecast.scenario = "a\u{1B}[2Jb\u{7}"
        forecast.notes = [.told(sentence: "x\u{9B}y\u{202E}z")]
        let text = ForecastText(forecast: forecast, colour: false).text()
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
        #expect(text.contains("a\\u001B[2Jb\\u0007\n") && text.contains("x\\u009By\\u202Ez"))
    }

    @Test func emptyForecastIsShort() {
        var forecast = SampleForecast.full()
        forecast.measures = []
        forecast.serviceLevels = []
        forecast.diagnosis = []
        forecast.notes = []
        let text = ForecastText(forecast: forecast, colour: false).text()
        #expect(text.split(separator: "\n").count == 4)
    }
}
