import Experiments
import Files
import Reports
import Results
import Testing

@Suite struct CSVFileTests {
    @Test func replicationsExactly() {
        var forecast = SampleForecast.small()
        forecast.raw = [
            ReplicationValue(replication: 1, measure: "ai.coverage", value: 0.1 + 0.2),
            ReplicationValue(replication: 1, measure: "human.wait.mean_s{queue=cards, loans}", value: 12),
            ReplicationValue(replication: 2, measure: "ai.coverage", value: .nan),
            ReplicationValue(replication: 2, measure: "q{queue=say \"hi\"}", value: 1e-7),
        ]
        let expected = """
            replication,measure,value
            1,ai.coverage,0.3
            1,"human.wait.mean_s{queue=cards, loans}",12
            2,"q{queue=say ""hi""}",1e-07

            """
        #expect(String(decoding: ReplicationsCSV.bytes(forecast: forecast), as: UTF8.self) == expected)
    }

    @Test func timelineExactly() throws {
        var forecast = SampleForecast.small()
        forecast.timeline = [
            TimelinePoint(interval: "week 01", measure: "human.share", mean: 0.5, low: 0.4, high: 0.6),
            TimelinePoint(
                interval: "hour 000", measure: "human.wait.mean_s{queue=a,b}", mean: 2.0 / 3, low: nil, high: nil),
            TimelinePoint(interval: "hour 001", measure: "y", mean: .infinity, low: nil, high: nil),
        ]
        let bytes = TimelineCSV.bytes(forecast: forecast)
        let expected = """
            interval,measure,mean,low,high
            week 01,human.share,0.5,0.4,0.6
            hour 000,"human.wait.mean_s{queue=a,b}",0.6666666667,,

            """
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
        let read = try TimelineCSV.read(bytes)
        #expect(read.count == 2)
        #expect(read[0] == forecast.timeline[0])
        #expect(read[1].low == nil && read[1].measure == "human.wait.mean_s{queue=a,b}")
    }

    @Test(arguments: [
        ("", 0), ("a,b\n1,2\n", 1), ("interval,measure,mean,low,high\nweek 01,cost.total,much,,\n", 2),
        ("interval,measure,mean,low,high\nweek 01,cost.total,1,,\nweek 02,cost.total,nan,,\n", 3),
        ("interval,measure,mean,low,high\nweek 01,cost.total,1,low,\n", 2),
        ("interval,measure,mean,low,high\nweek 01,cost.total\n", 2),
        ("interval,measure,mean,low,high\nweek 01,cost.totl,1,,\n", 2),
    ])
    func brokenTimelineNamesTheLine(text: String, line: Int) {
        let problem = #expect(throws: Problem.self) { try TimelineCSV.read(Array(text.utf8), file: "t.csv") }
        #expect(problem?.file == "t.csv")
        #expect(problem?.line == line)
    }
}
