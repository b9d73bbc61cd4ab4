import Experiments
import Reports
import Scenarios
import Simulation
import Stochastics
import Testing

/// What matters most of a load is said by dry runs and by simulations, and in the diagnosis.
@Suite("Overload and hours without staff are named")
struct LoadDiagnosisTests {
    private func warnings(_ text: String) throws -> LoadWarnings {
        let it = try Scenario.decode(text, file: "s.yaml").specification
        let flows = try PilotFlows(it, seed: 1, usesAI: true)
        return LoadWarnings(it, load: OfferedLoad(it, flows: flows))
    }

    @Test("15.9 erlangs on 14 agents, and nobody gives up: the answer depends on the horizon")
    func overload() throws {
        let found = try warnings(
            """
            name: Overload
            horizon: 1 week
            traffic: {volume: 2128.32 per day}
            queues: {voice: {}}
            policy: {default_queue: voice}
            teams: {desk: {skills: [voice], agents: 14, handle_time: {distribution: exponential, mean: 646 s}}}
            service_levels: {voice: {queues: [voice], within: 30 s, target: 80%}}
            """)
        #expect(
            FindingPhrases.sentences(found.findings).contains { $0.contains("team desk is overloaded all week") },
            "\(FindingPhrases.sentences(found.findings))")
        #expect(FindingPhrases.sentences(found.findings).contains { $0.contains("depend on the horizon") })
        #expect(FindingPhrases.sentences(found.diagnosis).first?.contains("the backlog grows without bound") == true)
    }

    @Test("An AI that learns: what its first model leaves is a warning, and no diagnosis of what came of it")
    func learning() throws {
        let found = try warnings(
            """
            name: Overload
            horizon: 4 weeks
            traffic: {volume: 1500 per day, language: {intents: {a: {share: 50%}, b: {share: 50%}}}}
            queues: {mail: {}}
            ai: {features: words, first_labels_per_intent: 5}
            policy: {threshold: 99%, default_queue: mail}
            training: {every: 1 week}
            teams: {desk: {skills: [mail], agents: 2, handle_time: 10 min}}
            """)
        let words = FindingPhrases.sentences(found.findings)
        #expect(words.contains { $0.contains("team desk has more work than agents at times") }, "\(words)")
        #expect(words.contains { $0.hasPrefix("with the AI's first model") && $0.contains("depend on the horizon") })
        #expect(found.diagnosis.isEmpty)
    }

    @Test("A team in office hours and a chat round the clock: the hours are named, with those who come then")
    func officeHours() throws {
        let found = try warnings(
            """
            name: Off hours
            horizon: 2 weeks
            traffic: {volume: 200 per day, patience: {distribution: exponential, mean: 5 min}}
            queues: {chat: {}}
            ai: {assumed_accuracy: 70%}
            policy: {threshold: 80%, default_queue: chat}
            teams:
              desk:
                skills: [chat]
                shifts: {d: {days: mon-fri, from: "09:00", to: "17:00", agents: 6}}
                handle_time: 6 min
            service_levels: {chat: {queues: [chat], within: 60 s, target: 80%}}
            """)
        #expect(
            FindingPhrases.sentences(found.findings).contains { $0.hasPrefix("nobody serves the queue 'chat'") },
            "\(FindingPhrases.sentences(found.findings))")
        #expect(
            FindingPhrases.sentences(found.diagnosis).first?.contains("come while nobody serves it (every") == true,
            "\(FindingPhrases.sentences(found.diagnosis))")
    }

    @Test("The busiest hour is one with people on the roster, not the hour after closing")
    func busiestHour() throws {
        let scenario = try Scenario.decode(ScenarioTemplate.voice.text, file: "v.yaml", overrides: ["horizon=2 weeks"])
        let records = try Replications(scenario.specification, seed: 1, count: 4, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario), specification: scenario.specification, seed: 1, records: records)
        let sentence = try #require(
            ForecastPhrases.diagnosis(forecast).first { $0.hasPrefix("People on duty are busy") })
        #expect(!sentence.contains("20:00") && !sentence.contains("(100%)"), "\(sentence)")
    }

    @Test("Nothing is cut in 80 columns, however long the names are")
    func longNames() throws {
        let long = "a name that is much longer than any column of a table could ever be"
        func variant(_ agents: Int, _ name: String) throws -> ComparedVariant {
            ComparisonSamples.variant(name, try ComparisonSamples.callCentre(agents: agents))
        }
        let result = try ComparisonRun(
            [variant(6, long + " at all"), variant(7, long + " for certain")], seed: 1, replications: 4, threads: 2
        ).run()
        let comparison = ComparisonText(result, colour: false).text()
        let forecast = ForecastText(forecast: result.variants[1].forecast, colour: false).text()
        for text in [comparison, forecast] {
            #expect(!text.contains("…"), "\(text)")
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
    }
}
