import Experiments
import Foundation
import Reports
import Results
import Simulation
import Testing

@Suite("Findings are stored with their numbers and read again") struct FindingTests {
    /// One of each kind that can be made from here.
    static let all: [Finding] = [
        .told(sentence: "As it was."), .noQueueBinds,
        .occupancy(share: 0.834, busiestHour: 33, busiestShare: 0.97),
        .occupancy(share: 0.834, busiestHour: nil, busiestShare: nil),
        .largestCost(part: .wrongAnswers, share: 0.61, isCovered: false, unpricedLosses: 0.02),
        .moreOverload(team: "desk", spans: 2, isFirstModel: true), .firstModelOverload(teams: ["desk", "chat"]),
        .growingBacklog(team: "desk", isFirstModel: false),
        .backlogGrew(team: "desk"), .cameUnattended(queue: "chat", share: 0.2, hours: [], contactsPerWeek: 12),
        .unattended(queue: "chat", hours: [], contactsPerWeek: 12, isFirstModel: false),
        .expectedBelowTarget(
            serviceLevel: "chat", abandoned: .missed, formula: .erlangA, expected: 0.71, target: 0.8, isFirstModel: true
        ),
        .backlogMemory(contacts: 123_456, bytes: 7e9), .onlySimulation(reason: .notOneByOne),
        .pilotContradicts(pilot: 0.5, formula: 0.7), .fewReplications(replications: 3, fewest: 20),
        .idleKey(path: "policy.audit", reason: "there is no AI", change: "add 'ai'"),
        .idleKey(path: "policy.audit", reason: "there is no AI", change: nil), .unreachedQueue(queue: "voice"),
        .idleTeam(team: "desk"), .noTarget(serviceLevel: "chat"),
        .idleShort(serviceLevel: "chat", abandoned: .ignored), .noWage(currency: "EUR"), .freeLosses(currency: "EUR"),
        .mergedPoints(count: 2, paths: ["a.b"], reasons: ["there is no AI"]),
        .noIntervals(what: .replication, fewest: 20), .fewObservations(count: 5, what: .antitheticPair, fewest: 20),
        .skewedInterval(
            measure: "cost.total", what: .replication, coverage: 0.9, confidence: 0.95, needed: 400, others: ["a", "b"]),
        .constantMeasures(measures: ["a", "b"], replications: 20),
        .foundWarmUp(seconds: 432_000, pilots: 10, batchHours: 24), .noSteadyState, .noControls, .assumedAccuracy,
        .checkedAssumption, .statedConfidence(ai: .recorded, isRetrained: true), .failedCalls(count: 3, ai: .external),
        .cutRecord, .notRecorded(count: 7), .recycledTexts(share: 0.31),
        .fullLabelStore(capacity: 20_000, dropped: 1_234), .openCases(count: 55, afterSeconds: 604_800),
        .warmUpOfBaseline(seconds: 86_400), .otherCustomers(baselineSeed: .max, seed: 2),
        .shortBaseline(replications: 20, wanted: 160), .otherRecord, .rowsOnly(rows: 300),
        .sampledRows(rows: 300, source: .corpus, copies: 4), .noSamplingError(measures: ["a"]),
        .firstLook(replications: 30, scenarioReplications: 20),
    ]

    private static func summary(_ notes: [Finding]) -> Forecast {
        var forecast = SampleForecast.small()
        forecast.notes = notes
        return forecast
    }

    @Test(arguments: all) func comesBack(finding: Finding) throws {
        let bytes = ForecastJSON.data(forecast: Self.summary([finding]))
        let read = try ForecastJSON.read(bytes)
        #expect(read.notes == [finding])
        #expect(ForecastJSON.data(forecast: read) == bytes)
        #expect(!FindingPhrases.sentence(finding).isEmpty)
    }

    @Test("A finding is its kind, its numbers and its sentence") func members() throws {
        var forecast = Self.summary([])
        forecast.diagnosis = [.occupancy(share: 1 / 3, busiestHour: 33, busiestShare: 0.97)]
        forecast.serviceLevels = []
        let text = String(decoding: ForecastJSON.data(forecast: forecast), as: UTF8.self)
        let expected = """
              "findings": [
                {
                  "busiest_hour": 33,
                  "busiest_share": 0.97,
                  "kind": "occupancy",
                  "role": "diagnosis",
                  "sentence": "People on duty are busy 33.3% of the time, most on Tuesday at 09:00 (97%).",
                  "share": 0.3333333333
                }
              ],
            """
        #expect(text.contains(expected), "\(text)")
    }

    @Test("Members of a larger finding stand beside its kind, too") func nested() throws {
        let finding = Finding.promise(
            ServiceLevelPromise(
                .init(name: "chat", queues: [1], withinSeconds: 60, target: 0.8), queues: ["voice", "chat"]))
        var forecast = Self.summary([finding])
        forecast.serviceLevels[0].definition = finding
        let bytes = ForecastJSON.data(forecast: forecast)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let findings = try #require(root["findings"] as? [[String: Any]])
        let found = try #require(findings.first { $0["kind"] as? String == "promise" })
        #expect(found["queues"] as? [String] == ["chat"] && found["within_seconds"] as? Double == 60)
        #expect(found["target"] as? Double == 0.8 && found["abandoned"] as? String == "missed")
        let levels = try #require(root["service_levels"] as? [[String: Any]])
        let words = "80% of chat answered within 60 s, of all offered, those who give up or are turned away included"
        #expect(levels[0]["definition"] as? String == words && found["sentence"] as? String == words)
        #expect(try ForecastJSON.read(bytes).serviceLevels[0].definition == finding)
    }

    @Test("A summary without findings has its sentences") func older() throws {
        let text = String(decoding: ForecastJSON.data(forecast: Self.summary([.noSteadyState])), as: UTF8.self)
        let old = text.replacing("\"findings\"", with: "\"other\"")
        let read = try ForecastJSON.read(Array(old.utf8))
        #expect(read.notes == [.told(sentence: FindingPhrases.sentence(.noSteadyState))])
        #expect(read.diagnosis == [.told(sentence: "The queue binds.")])
    }

    @Test("A kind that is unknown here has its sentence") func unknown() throws {
        let text = String(decoding: ForecastJSON.data(forecast: Self.summary([.noSteadyState])), as: UTF8.self)
        let new = text.replacing("\"no_steady_state\"", with: "\"of_tomorrow\"")
        #expect(new != text)
        let read = try ForecastJSON.read(Array(new.utf8))
        #expect(read.notes == [.told(sentence: FindingPhrases.sentence(.noSteadyState))])
    }
}
