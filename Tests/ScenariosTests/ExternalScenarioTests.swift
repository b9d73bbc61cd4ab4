import Experiments
import Files
import Foundation
import Reports
import Scenarios
import TestSupport
import Testing
import Training

/// Scenarios whose AI is asked from outside or read from a log, in a folder of their own.
final class ExternalFolder {
    private let folder: TemporaryFolder
    var path: String { folder.path }

    init() throws {
        folder = try TemporaryFolder()
        // Right about every text of billing, wrong about some, broken for some: by the first letters of the text.
        try write(
            "ai.sh",
            #"""
            while IFS= read -r line; do
                echo x >> calls
                case "$line" in
                    *'"text":"a'*) echo nonsense ;;
                    *'"text":"b'*) echo '{"intent":"nope","confidence":0.9}' ;;
                    *'"text":"c'*) exit 1 ;;
                    *) echo '{"intent":"billing","confidence":0.9}' ;;
                esac
            done
            """#)
    }

    func write(_ name: String, _ text: String) throws { try folder.write(name, text) }

    var calls: Int { ((try? String(contentsOfFile: path + "/calls", encoding: .utf8)) ?? "").count / 2 }

    func scenario(ai: String, traffic: String = "", language: Bool = true) -> String {
        """
        name: External
        horizon: 2 days
        seed: 5
        replications: 2
        traffic:
          volume: 60 per day
        \(traffic)
        \(language ? "  language: {intents: {billing: {share: 70%}, refund: {share: 30%}}}" : "")
        queues: {general: {}, audits: {}}
        ai:
        \(ai)
        policy: {threshold: 80%, default_queue: general, audit: {share: 20%, queue: audits}}
        training: {every: 8 h}
        teams: {desk: {skills: [general, audits], agents: 4, handle_time: 4 min, wage: 20 USD per hour}}
        costs: {ai: {per_query: 0.01 USD}}

        """
    }

    static let external = """
          external:
            command: [sh, ai.sh]
            retries: 1
            backoff: 1 ms
            cost_per_call: 0.002 USD
            replay: answers.jsonl
        """

    func load(_ text: String, set overrides: [String] = [], willRecord: Bool = false) throws -> Scenario {
        try Scenario.decode(text, file: path + "/s.yaml", overrides: overrides, willRecord: willRecord)
    }

    func forecast(_ scenario: Scenario, threads: Int = 2) throws -> Forecast {
        let records = try Replications(scenario.specification, seed: 5, count: 2, threads: threads).run()
        return Forecast(
            Forecast.Title(scenario: "s", about: "", currency: "USD"), specification: scenario.specification, seed: 5,
            records: records)
    }
}

@Suite struct ExternalScenarioTests {
    @Test func aRecordedRunReplaysExactly() throws {
        let folder = try ExternalFolder()
        let text = folder.scenario(ai: ExternalFolder.external)
        #expect(throws: Problems.self) { try folder.load(text) }
        let live = try folder.load(text, willRecord: true)
        let answers = try #require(live.specification.ai?.answers as? ExternalAnswers)
        #expect(folder.calls == 0 && !FileManager.default.fileExists(atPath: folder.path + "/answers.jsonl"))
        try answers.startRecording()
        let first = try folder.forecast(live)
        try answers.endRecording()
        let calls = folder.calls
        #expect(calls > 100)
        for threads in [1, 2] {
            let again = try folder.forecast(try folder.load(text), threads: threads)
            #expect(again == first)
        }
        #expect(folder.calls == calls)

        let failed = try #require(first["ai.failed_calls"]).mean
        let offered = try #require(first["queries.offered"]).mean
        #expect(failed > 0 && failed < offered / 2)
        #expect(abs(try #require(first["cost.ai"]).mean - 0.012 * offered) < 1e-9)
        #expect(FindingPhrases.sentences(first.notes).contains { $0.contains("no usable answer") })
        #expect(!FindingPhrases.sentences(first.notes).contains { $0.contains("--record") })
    }

    @Test func whatIsNotRecordedGoesToHumans() throws {
        let folder = try ExternalFolder()
        try folder.write("answers.jsonl", #"{"key":"of another text","fault":"died"}"# + "\n")
        let forecast = try folder.forecast(try folder.load(folder.scenario(ai: ExternalFolder.external)))
        #expect(forecast["ai.failed_calls"]?.mean == forecast["queries.offered"]?.mean)
        #expect(forecast["human.share"]?.mean == 1)
        #expect(forecast["ai.coverage"]?.mean == 0)
        #expect(FindingPhrases.sentences(forecast.notes).contains { $0.contains("--record") })
        #expect(folder.calls == 0)
    }

    /// An AI that says 90% and is right in 70% of the cases answers until the first labels, and then no longer.
    @Test func labelsCalibrateWhatItStates() throws {
        let folder = try ExternalFolder()
        let log =
            "id,predicted,confidence,intent\n"
            + (0..<6000).map { "q\($0),yes,0.9,\($0 % 10 < 7 ? "yes" : "no")" }.joined(separator: "\n")
        try folder.write("log.csv", log + "\n")
        let text = folder.scenario(ai: "  recorded: log.csv", language: false)
        let forecast = try folder.forecast(
            try folder.load(text, set: ["traffic.volume=600 per day", "horizon=1 week"]))
        let first = try #require(forecast["model.accuracy"]).mean
        #expect(abs(first - 0.7) < 0.03)
        #expect(try #require(forecast["ai.coverage"]).mean < 0.2)
        let stated = try folder.forecast(
            try folder.load(text, set: ["traffic.volume=600 per day", "horizon=1 week", "training=null"]))
        #expect(stated["ai.coverage"]?.mean == 1)
        #expect(try #require(stated["ai.calibration_error"]).mean > 0.15)
        #expect(try #require(forecast["ai.calibration_error"]).mean < 0.06)
    }

    @Test func aLogCanHaveChannelsAndSegments() throws {
        let folder = try ExternalFolder()
        let rows = (0..<400).map {
            "q\($0),yes,0.9,yes,\($0 % 4 == 0 ? "mail" : "chat"),\($0 % 2 == 0 ? "few" : "many")"
        }
        try folder.write("log.csv", "id,predicted,confidence,intent,channel,segment\n" + rows.joined(separator: "\n"))
        let names = "  channels: {chat: {}, mail: {}}\n  segments: {many: {}, few: {}}"
        let text = folder.scenario(
            ai: "  recorded: {file: log.csv, recycle: true}", traffic: names, language: false)
        let forecast = try folder.forecast(
            try folder.load(text, set: ["traffic.volume=2000 per day", "training=null"]))
        let all = try #require(forecast["queries.offered"]).mean
        #expect(abs(try #require(forecast["queries.offered{channel=mail}"]).mean / all - 0.25) < 0.03)
        #expect(abs(try #require(forecast["queries.offered{segment=few}"]).mean / all - 0.5) < 0.03)
    }

    @Test func mistakesAreTold() throws {
        let folder = try ExternalFolder()
        try folder.write("answers.jsonl", "{\"key\":1}\n")
        try folder.write("log.csv", "id,predicted,confidence,intent\nq,a,2,a\n")
        func messages(_ ai: String, language: Bool = true) throws -> [String] {
            do {
                _ = try folder.load(folder.scenario(ai: ai, language: language))
                return []
            } catch let found as Problems {
                return found.problems.map(\.message)
            }
        }
        #expect(
            try messages("  external: {command: [x], replay: answers.jsonl}") == [
                "\"key\" has a value of the wrong kind"
            ])
        #expect(
            try messages("  external: {replay: answers.jsonl}").contains("nothing says whom to ask"))
        try folder.write("answers.jsonl", "")
        for mode in ["record", "replay", "whatever"] {
            #expect(
                try messages("  external: {command: [x], replay: answers.jsonl, mode: \(mode)}") == [
                    "\(folder.path)/answers.jsonl: the record is empty", "'mode' is no longer a key",
                ])
        }
        for name in ["AWS_SECRET_ACCESS_KEY", "PATH", "hitl_key", "HITL_KEY ", "HITL_é", "XHITL_KEY", ""] {
            #expect(
                try messages("  external: {url: 'http://x/', model: m, key_variable: '\(name)', replay: none.jsonl}")[0]
                    == "a scenario can name only variables that begin with HITL_")
        }
        #expect(
            try messages("  external: {url: ftp://x, model: m, command: [x], retries: 11}") == [
                "'replay' is missing in 'ai.external'", "'ftp://x' is no address", "there is a url as well",
                "11 is out of range",
            ])
        #expect(
            try messages("  recorded: log.csv\n  features: words", language: true) == [
                "the queries come from ai.recorded", "this is about a model to be trained, and the AI is another one",
                "'2' is no confidence",
            ])
        #expect(
            try messages("  recorded: none.csv", language: false).count == 1)
        #expect(
            try messages("  recorded: log.csv\n  assumed_accuracy: 80%", language: false)
                .contains { $0.contains("the AI is described twice") })
    }
}
