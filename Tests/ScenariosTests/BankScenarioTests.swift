import Experiments
import Files
import Foundation
import Reports
import Scenarios
import Simulation
import TestSupport
import Testing
import Traffic

/// The bank scenario, with real questions where `../shared` is there, or as many made-up ones.
private enum Bank {
    static let scenario = Project.path("scenarios/bank.yaml")
    static let week = 604_800.0

    static func load(_ overrides: String...) throws -> Scenario {
        try Scenario.load(scenario, overrides: ["traffic.language.corpus=\(SharedData.bankingTrain)"] + overrides)
    }

    static func loadMadeUp(_ overrides: String...) throws -> Scenario {
        let folder = try TemporaryFolder()
        try folder.write("train.csv", MadeUpCorpus.csv())
        return try Scenario.load(
            scenario, overrides: ["traffic.language.corpus=\(folder.file("train.csv"))"] + overrides)
    }

    static func records(_ scenario: Scenario, count: Int) throws -> [ReplicationRecord] {
        try Replications(scenario.specification, seed: 1, count: count, threads: 2).run()
    }

    static func forecast(_ scenario: Scenario, _ records: [ReplicationRecord]) -> Forecast {
        let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        return Forecast(title, specification: scenario.specification, seed: 1, records: records)
    }
}

@Suite struct BankScenarioTests {
    @Test(
        "Real questions: the AI learns and the human share falls, on at most 8,000 texts (needs ../shared)",
        .enabled(if: SharedData.hasBanking77))
    func learnsFromRealQuestions() throws {
        let scenario = try Bank.load()
        let records = try Bank.records(scenario, count: 4)
        let forecast = Bank.forecast(scenario, records)

        let first = try #require(forecast["model.accuracy.first_week"])
        let last = try #require(forecast["model.accuracy.last_week"])
        #expect((0.60...0.78).contains(first.mean), "10 labels an intent: .71 measured")
        #expect((0.83...0.92).contains(last.mean), ".87 measured")
        let firstHigh = try #require(first.high)
        let lastLow = try #require(last.low)
        #expect(lastLow > firstHigh + 0.05)

        let shares = forecast.timeline.filter { $0.measure == "human.share" && $0.interval.hasPrefix("week") }
        let start = try #require(shares.first { $0.interval == "week 01" })
        let end = try #require(shares.first { $0.interval == "week 06" })
        #expect(end.mean < start.mean - 0.04, "from .50 to .40 measured")

        #expect(records.allSatisfy { $0.cases > 5500 && $0.cases <= 8000 })
        #expect(records.allSatisfy { $0.recycled == 0 && $0.casesLeftOpen == 0 })
        #expect(!FindingPhrases.sentences(forecast.notes).contains { $0.contains("recycle") })
        let expected = scenario.specification.traffic.arrivals.expectedCount(from: 0, to: 6 * Bank.week)
        #expect((6600...6720).contains(expected))

        for level in ["general", "security"] {
            let share = try #require(forecast["service_level.\(level)"])
            #expect((0.6...0.97).contains(share.mean), "\(level) is neither hopeless nor trivial")
        }
    }

    @Test(
        "Without training the accuracy on real questions stays flat (needs ../shared)",
        .enabled(if: SharedData.hasBanking77))
    func staysFlatWithoutTraining() throws {
        let scenario = try Bank.load("training=null")
        #expect(scenario.specification.training == nil)
        let forecast = Bank.forecast(scenario, try Bank.records(scenario, count: 4))
        let first = try #require(forecast["model.accuracy.first_week"])
        let last = try #require(forecast["model.accuracy.last_week"])
        #expect(abs(last.mean - first.mean) < 0.04)
    }

    @Test("Too long a horizon says how many texts it needs")
    func exhaustsTheCorpus() throws {
        let scenario = try Bank.loadMadeUp("horizon=52 weeks")
        let expected = scenario.specification.traffic.arrivals.expectedCount(from: 0, to: 52 * Bank.week)
        let needed = Int(expected.rounded(.up))
        let error = #expect(throws: TrafficError.self) { try Bank.records(scenario, count: 1) }
        #expect(error == .corpusExhausted(texts: 10_003 - 770, needed: needed))
        #expect(error?.description.contains("needs about \(needed)") == true)
        #expect(error?.description.contains("recycle: true") == true)
    }

    @Test("Recycled texts are counted and noted")
    func recyclesWhenTold() throws {
        let scenario = try Bank.loadMadeUp("horizon=10 weeks", "traffic.language.recycle=true")
        let records = try Bank.records(scenario, count: 1)
        #expect(records[0].cases > 9233)
        #expect(records[0].recycled == Int(records[0].cases) - 9233)
        #expect(
            FindingPhrases.sentences(Bank.forecast(scenario, records).notes).contains { $0.contains("recycle: true") })
    }

    @Test("Without its questions the scenario has one problem, at the corpus, with where to get them")
    func saysWhereToGetTheQuestions() throws {
        let folder = try TemporaryFolder()
        let copy = folder.file("bank.yaml")
        try FileManager.default.copyItem(atPath: Bank.scenario, toPath: copy)

        let problems = try #require(#expect(throws: Problems.self) { try Scenario.load(copy) }).problems
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        let lines = try String(contentsOfFile: copy, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let place = try #require(lines.firstIndex { $0.contains("corpus: banking77/train.csv") })
        #expect(problem.file == copy)
        #expect(problem.line == place + 1)
        #expect(problem.column == 13)
        #expect(problem.message.contains(folder.path + "/banking77/train.csv"))
        #expect(problem.remedy.contains("https://github.com/PolyAI-LDN/task-specific-datasets"))
        #expect(problem.remedy.contains("--set traffic.language.corpus=FILE"))
    }

    @Test("The policy of the bank can be read without its questions")
    func policyNeedsNoQuestions() throws {
        let scenario = try Scenario.load(Bank.scenario, corpus: .skip)
        #expect(scenario.specification.policy.threshold == 0.8)
        #expect(scenario.specification.policy.triggers.map(\.name) == ["security", "came_back"])
    }
}
