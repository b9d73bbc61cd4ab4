import Experiments
import Foundation
import Reports
import Scenarios
import Simulation
import Stochastics
import TestSupport
import Testing

/// What a dry run estimates is what a simulation finds, and elsewhere it says that only a simulation can tell.
@Suite("Dry runs estimate what their formula fits")
struct DryRunEstimateTests {
    private func dry(_ scenario: Scenario) throws -> DryRun {
        try DryRun(
            scenario, flows: try PilotFlows(scenario.specification, seed: scenario.seed, usesAI: true),
            seed: scenario.seed)
    }

    private func decode(_ text: String, _ overrides: [String] = []) throws -> Scenario {
        try Scenario.decode(text, file: "s.yaml", overrides: overrides)
    }

    private static let chat = """
        name: Chats
        horizon: 1 week
        replications: 20
        traffic: {volume: 1728 per day}
        queues: {chat: {}}
        policy: {default_queue: chat}
        assignment: {capacity: {units: 3}}
        teams:
          desk:
            skills: [chat]
            agents: 5
            handle_time: {distribution: exponential, mean: 10 min}
            wage: 20 USD per hour
        service_levels: {chat: {queues: [chat], within: 60 s, target: 80%}}
        """

    @Test(
        "Five agents with three chats each are M/M/15: 76.4% within the limit; agents slowed by 20% keep next to none")
    func severalAtOnce() throws {
        let plain = try dry(decode(Self.chat))
        let level = try #require(plain.outlook.levels.first)
        #expect(abs(try #require(level.overall) - 0.764) < 0.01, "\(level)")
        #expect(
            !FindingPhrases.sentences(plain.warnings).contains { $0.contains("overloaded") },
            "12 chats for 15 places: \(FindingPhrases.sentences(plain.warnings))")
        #expect(abs(plain.load.teams[0].meanErlangs - 4) < 0.15, "12 chats keep 4 agents busy")
        let slowed = try #require(try dry(decode(Self.chat, ["assignment.capacity.stretch=20%"])).outlook.levels.first)
        #expect(slowed.overall.map { $0 < 0.0068 + 0.05 } ?? false, "simulated .68%: \(slowed)")
    }

    @Test("Contacts that take different parts of an agent have no estimate, and the text says why")
    func differentParts() throws {
        let scenario = try decode(
            """
            name: Blended
            horizon: 1 week
            replications: 20
            traffic:
              volume: 1440 per day
              channels:
                voice: {share: 40%, patience: {distribution: exponential, mean: 2 min}}
                chat: {share: 60%, patience: {distribution: exponential, mean: 5 min}}
            queues: {voice: {}, chat: {}}
            policy: {default_queue: chat, queues_by_channel: {voice: voice, chat: chat}}
            assignment: {capacity: {units: 3, channels: {voice: 3, chat: 1}}}
            teams:
              desk:
                skills: [voice, chat]
                agents: 6
                handle_time: {distribution: exponential, mean: 6 min}
                wage: 20 USD per hour
            service_levels:
              voice: {queues: [voice], within: 20 s, target: 80%}
              chat: {queues: [chat], within: 60 s, target: 80%}
            """)
        let found = try dry(scenario)
        for level in found.outlook.levels { #expect(level.overall == nil && level.doubt != nil, "\(level)") }
        #expect(DryRunText(found, seed: 1).text.contains("only a simulation can tell"))
        // 24 calls an hour of 6 min take 2.4 agents, 36 chats a third of 3.6.
        #expect(abs(found.load.teams[0].meanErlangs - 3.6) < 0.5, "\(found.load.teams[0].meanErlangs)")
    }

    @Test("Voice that is served 8 of 24 hours keeps a third of its promises at most")
    func allHoursCount() throws {
        func team(_ name: String, _ skills: String, _ hours: String) -> String {
            "  \(name): {skills: [\(skills)], shifts: {s: {\(hours), agents: 5}}, "
                + "handle_time: {distribution: exponential, mean: 5 min}, wage: 20 USD per hour}\n"
        }
        let day = "from: '09:00', to: '17:00'"
        let scenario = try decode(
            """
            name: Whole week
            horizon: 4 weeks
            replications: 20
            traffic:
              volume: 960 per day
              channels:
                voice: {share: 50%, patience: {distribution: exponential, mean: 3 min}}
                chat: {share: 50%, patience: {distribution: exponential, mean: 3 min}}
            queues: {voice: {}, chat: {}}
            policy: {threshold: 80%, default_queue: chat, queues_by_channel: {voice: voice, chat: chat}}
            service_levels: {voice: {queues: [voice], within: 20 s, target: 80%}}
            teams:

            """ + team("a", "voice", day) + team("b", "chat, voice", day)
                + team("c", "chat", "from: '17:00', to: '09:00'"))
        let level = try #require(try dry(scenario).outlook.levels.first)
        let share = try #require(level.overall, "\(String(describing: level.doubt))")
        #expect(share <= 0.334 && share > 0.283, "simulated: 33.3%; \(share)")
    }

    @Test("What keeps formulas away is said in words")
    func doubts() throws {
        let level = try #require(try dry(decode(Self.chat, ["traffic.gaps=1"])).outlook.levels.first)
        #expect(
            level.doubt == .onlySimulation(reason: .notOneByOne) && level.overall == nil,
            "\(String(describing: level.doubt))")
    }

    /// Every scenario of the project and every template; one that needs a file that is not there is left out.
    private static var all: [(name: String, scenario: Scenario)] {
        let folder = Project.root.appendingPathComponent("scenarios")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let own = files.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { name -> (String, Scenario)? in
            let path = folder.appendingPathComponent(name).path
            guard let text = try? String(contentsOfFile: path, encoding: .utf8),
                let scenario = try? Scenario.decode(text, file: path)
            else { return nil }
            return (name, scenario)
        }
        let templates = ScenarioTemplate.allCases.compactMap { template in
            (try? Scenario.decode(template.text, file: "t.yaml")).map { (template.rawValue, $0) }
        }
        return own + templates
    }

    @Test("Each estimate is within 5 points of the simulation, and half of the scenarios and templates have one")
    func againstSimulation() throws {
        let all = Self.all
        #expect(all.count >= 11)
        var estimated = 0
        for (name, scenario) in all {
            let levels = try dry(scenario).outlook.levels.filter { $0.overall != nil }
            guard !levels.isEmpty else { continue }
            estimated += 1
            let records = try Replications(
                scenario.specification, seed: scenario.seed, count: 20, threads: 2
            ).run()
            let title = Forecast.Title(scenario: scenario.name, about: "", currency: scenario.currency)
            let forecast = Forecast(
                title, specification: scenario.specification, seed: scenario.seed, records: records)
            for level in levels {
                let simulated = try #require(forecast[Measure.serviceLevel(level.name)])
                let estimate = try #require(level.overall)
                #expect(
                    abs(estimate - simulated.mean) <= 0.05 + (simulated.halfWidth ?? 0),
                    "\(name), \(level.name): \(estimate) estimated, \(simulated.mean) simulated")
            }
        }
        #expect(2 * estimated >= all.count, "\(estimated) of \(all.count)")
    }
}
