import Experiments
import Files
import Foundation
import Scenarios
import Simulation
import Testing

@Suite struct SweepPlanTests {
    private static let yaml = """
        name: Day
        horizon: 4 h
        traffic: {volume: 60 per h, patience: {distribution: exponential, mean: 4 min}}
        queues: {general: {}}
        policy: {}
        teams:
          people: {skills: [general], agents: 7, handle_time: {distribution: exponential, mean: 6 min}, wage: 20 USD per hour}
        service_levels: {calls: {queues: [general], within: 20 s, target: 70%}}

        """

    private func plan(
        replications: Int = 4, block: Int = 10, version: String = "1", seed: UInt64 = 1, values: String = "5:8:1"
    ) throws -> SweepPlan {
        let factor = try SweepFactor.parse("teams.people.agents=\(values)", takesRanges: false)
        let header = SweepPlan.Header(
            version: version, name: "day", seed: seed, replications: replications, block: block, design: .grid,
            factors: [factor], measures: nil, cost: "cost.per_query", service: "service_level.calls", allocation: nil,
            files: [], scenario: Self.yaml)
        return SweepPlan(header, points: try SweepDesign.grid.points([factor], count: 0, seed: seed))
    }

    @Test func aPlanSurvivesItsFile() throws {
        let plan = try plan(replications: 25)
        #expect(plan.tasks.count == 12 && plan.tasks[2].first == 20 && plan.tasks[2].count == 5)
        #expect(try SweepPlan(bytes: plan.bytes, file: "p", version: "1") == plan)
        let lines = String(decoding: plan.bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 13)
        #expect(lines[1].hasPrefix("{\"count\":10,\"first\":0,\"hash\":\""))
    }

    @Test func hashesSayWhatDecidesAResult() throws {
        let plan = try plan()
        let hashes = plan.tasks.map(\.hash)
        #expect(Set(hashes).count == 4 && hashes.allSatisfy { $0.count == 64 })
        #expect(try self.plan(seed: 2).tasks.map(\.hash) != hashes)
        #expect(try self.plan(version: "2").tasks.map(\.hash) != hashes)
        #expect(try self.plan(replications: 5).tasks.map(\.hash) != hashes)
        // A point keeps its results when other points come or go.
        #expect(try self.plan(values: "7,6").tasks.map(\.hash) == [hashes[2], hashes[1]])
    }

    /// Each of these ended the program: `point - 1`, `first + count`, a replication number in 32 bits, a range of no tasks.
    @Test(arguments: [
        (line: 3, "\"point\":2", "\"point\":\(Int.min)"), (line: 3, "\"point\":2", "\"point\":0"),
        (line: 2, "\"first\":0", "\"first\":\(Int.max)"), (line: 2, "\"first\":0", "\"first\":4294967296"),
        (line: 2, "\"first\":0", "\"first\":-1"), (line: 2, "\"count\":4", "\"count\":\(Int.max)"),
        (line: 1, "\"tasks\":4", "\"tasks\":0"), (line: 1, "\"points\":4", "\"points\":\(Int.min)"),
        (line: 1, "\"points\":4", "\"points\":\(Int.max)"), (line: 1, "\"block\":10", "\"block\":0"),
        (line: 1, "\"replications\":4", "\"replications\":\(Int.max)"),
        (line: 1, "\"replications\":4", "\"replications\":-1"),
    ])
    func numbersThatNoPlanHasAreToldWithTheirLine(line: Int, text: String, value: String) throws {
        var lines = String(decoding: try plan().bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines[line - 1].contains(text))
        lines[line - 1] = lines[line - 1].replacing(text, with: value, maxReplacements: 1)
        let bytes = Array(lines.joined(separator: "\n").utf8)
        let problem = #expect(throws: Problem.self) { try SweepPlan(bytes: bytes, file: "p", version: "1") }
        #expect(problem?.line == line && problem?.message.contains("is out of range") == true, "\(value)")
    }

    @Test func whatNoMachineCouldHoldIsRefusedBeforeItIsPlanned() throws {
        try SweepPlan.checkTasks(points: 1000, replications: 1_000_000, block: 1000)
        for (points, replications, block) in [(10, 1_000_000, 1), (Int.max, 20, 10), (1_000_000, 100, 10)] {
            #expect(throws: Problem.self) {
                try SweepPlan.checkTasks(points: points, replications: replications, block: block)
            }
        }
    }

    @Test func aResultThatClaimsMoreThanItHoldsIsNone() {
        let hash = String(repeating: "a", count: 64)
        for head in ["0 \(Int.max)", "\(Int.max) 1", "0 1000000"] {
            let body = Array("\(head)\n".utf8)
            let bytes = Array("hitl sweep result 1 \(hash) \(SHA256Digest.hex(of: body))\n".utf8) + body
            #expect(SweepResult(bytes: bytes, hash: hash) == nil)
        }
    }

    @Test func otherFilesAreRefused() throws {
        let bytes = try plan().bytes
        func problem(_ bytes: [UInt8], version: String = "1") -> Problem? {
            #expect(throws: Problem.self) { try SweepPlan(bytes: bytes, file: "p", version: version) }
        }
        let newer = String(decoding: bytes, as: UTF8.self).replacing("\"schema\":1", with: "\"schema\":2")
        #expect(problem(Array(newer.utf8))?.message.contains("has the format 2; this version reads 1") == true)
        #expect(problem(bytes, version: "2")?.message.contains("made by hitl 1, this is 2") == true)
        let text = String(decoding: bytes, as: UTF8.self)
        let changed = text.replacingOccurrences(of: "\"values\":[\"6\"]", with: "\"values\":[\"9\"]")
        #expect(changed != text && problem(Array(changed.utf8))?.message.contains("cut or changed") == true)
        let cut = text.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(problem(Array(cut.utf8))?.message.contains("cut or changed") == true)
        let header = text.replacingOccurrences(of: "wage: 20", with: "wage: 21")
        #expect(problem(Array(header.utf8))?.message.contains("cut or changed") == true)
        #expect(problem([])?.message.contains("empty") == true)
        #expect(problem(Array("{\"a\":1}\n".utf8))?.message.contains("no plan") == true)
        #expect(problem(Array("name: x\n".utf8)) != nil)
    }

    @Test func resultsComeBackToTheLastBit() throws {
        let source = try ScenarioSource(text: Self.yaml, file: "day")
        let specification = try source.scenario(["teams.people.agents=5"]).specification
        let table = try #require(try SweepMeasures(specification, wanted: nil).run(seed: 1, first: 3, count: 4))
        #expect(table.first == 3 && table.rows.count == 4)
        #expect(table.columns.contains { $0.name == "week 01 human.wait.mean_s" })
        let result = SweepResult(table: table)
        let bytes = result.bytes(hash: "abc")
        #expect(SweepResult(bytes: bytes, hash: "abc") == result)
        #expect(SweepResult(bytes: bytes, hash: "abd") == nil)
        for cut in stride(from: 0, to: bytes.count, by: 37) {
            #expect(SweepResult(bytes: Array(bytes[..<cut]), hash: "abc") == nil)
        }
        var changed = bytes
        changed[bytes.count - 5] ^= 1
        #expect(SweepResult(bytes: changed, hash: "abc") == nil)
        // The replications are those of a run of their own.
        let records = try Replications(specification, seed: 1, first: 3, count: 4, threads: 1).run()
        let all = ReplicationTable(records, instances: specification.measures(), first: 3)
        for column in table.columns where SweepMeasures.week(column.name) == nil {
            #expect(table.values(of: column.name) == all.values(of: column.name), "\(column.name)")
        }
    }

    @Test func anySplitGivesTheSameTable() throws {
        let plans = try [plan(replications: 6), plan(replications: 6, block: 1), plan(replications: 6, block: 4)]
        let tables = try plans.enumerated().map { number, plan in
            let store = SweepMemory()
            let runner = SweepRunner(plan, threads: number + 1)
            try runner.run(Array(runner.missing(1...plan.tasks.count, in: store).reversed()), store: store)
            #expect(runner.missing(1...plan.tasks.count, in: store).isEmpty)
            return try (0..<4).map { try SweepMerge(plan, currency: "USD").table($0, from: store) }
        }
        #expect(tables[0] == tables[1] && tables[0] == tables[2])
        let merge = SweepMerge(plans[1], currency: "USD")
        #expect(merge.missing(in: SweepMemory()).count == 24)
        #expect(throws: Problem.self) { try merge.point(0, from: SweepMemory()) }
        let problem = SweepMerge.missingProblem([1, 2, 3, 7, 9, 10], of: plans[1], in: SweepMemory(), file: "p")
        #expect(problem.message == "6 of 24 tasks have no result: 1-3, 7, 9-10")
    }

    @Test func pathsAreCheckedAgainstTheScenario() throws {
        let source = try ScenarioSource(text: Self.yaml, file: "day")
        func problems(_ texts: String...) throws -> [String] {
            let factors = try texts.map { try SweepFactor.parse($0, takesRanges: false) }
            do {
                try SweepPoints.checkPaths(factors, of: source)
                return []
            } catch let problems as Problems {
                return problems.problems.map { $0.message + "; " + $0.remedy }
            }
        }
        #expect(
            try problems("teams.people.agents=1,2", "costs.ai.per_query=1 USD,2 USD", "teams.people.shrinkage=5%")
                .isEmpty)
        #expect(try problems("teams.poeple.agents=1,2") == ["there is no 'poeple' in 'teams'; did you mean 'people'?"])
        #expect(
            try problems("teams.people.agnets=1,2") == [
                "there is no 'agnets' in 'teams.people'; did you mean 'agents'?"
            ])
        #expect(
            try problems("zzz=1,2").first?.hasPrefix("there is no 'zzz' at the top of the scenario; known keys here")
                == true)
        #expect(
            try problems("teams.people.agents=1", "teams.people.agents=2") == [
                "teams.people.agents is varied twice; vary it once"
            ])
        #expect(try problems("teams.people={agents: 1}", "teams.people.agents=2").count == 1)
        for path in ["seed", "replications", "name", "about", "checks.0.require"] {
            #expect(try problems(path + "=1,2").first?.contains("changes nothing of what is simulated") == true)
        }
        #expect(try problems("seed=1,2").first?.contains("use --seed") == true)
    }

    @Test func badPointsAreToldOnce() throws {
        let source = try ScenarioSource(text: Self.yaml, file: "day")
        let factors = try ["teams.people.agents=-1,7,61000", "horizon=1 h,2 h"].map {
            try SweepFactor.parse($0, takesRanges: false)
        }
        let points = try SweepDesign.grid.points(factors, count: 0, seed: 1)
        let wrong = #expect(throws: Problems.self) {
            try SweepPoints(factors: factors, points: points).checkAll(source, threads: 2)
        }
        let files = wrong?.problems.map(\.file) ?? []
        #expect(
            Set(files) == [
                "point 1 (teams.people.agents=-1, horizon=1 h)", "point 5 (teams.people.agents=61000, horizon=1 h)",
            ])
        #expect(wrong?.problems.first?.message.contains("-1 is out of range") == true)
    }
}
