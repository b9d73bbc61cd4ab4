import Experiments
import Files
import Results
import Scenarios
import Simulation
import Testing

/// A baseline holds the definitions of its service levels, and is not compared with others.
@Suite struct BaselinePromiseTests {
    private static func scenario(_ more: String = "") throws -> Scenario {
        try Scenario.decode(
            """
            name: Gate
            horizon: 1 day
            traffic: {volume: 100 per h, patience: 2 min}
            queues: {calls: {}}
            policy: {}
            teams: {desk: {skills: [calls], agents: 10, handle_time: 6 min}}
            service_levels: {calls: {queues: [calls], within: 20 s\(more)}}
            checks: {calls: service_level.calls >= baseline - 1%}

            """, file: "gate.yaml")
    }

    private static func baseline(of scenario: Scenario) -> Baseline {
        let name = "service_level.calls"
        let rows = (0..<3).map { [MeasureValue?.some(.ratio(numerator: Double($0 + 1), denominator: 10))] }
        return Baseline(
            scenario: scenario.name, version: "1", seed: 1, settings: scenario.settings,
            table: ReplicationTable(
                first: 0, columns: [.init(name: name, form: MeasureForm(kind: .ratio, unit: .share))], rows: rows),
            promises: Baseline.promises(of: scenario.specification, among: [name]))
    }

    private func problems(_ bytes: [UInt8], _ scenario: Scenario) throws -> [Problem] {
        try BaselineJSON.read(bytes, file: "b.json").problems(
            with: scenario, seed: 1, version: "1", file: "b.json", bytes: bytes, command: "hitl check X"
        ).problems
    }

    @Test(arguments: [", abandoned: ignored", ", short: 5 s"])
    func anotherDefinitionIsAnotherPromise(more: String) throws {
        let scenario = try Self.scenario()
        let bytes = BaselineJSON.data(Self.baseline(of: scenario))
        #expect(try problems(bytes, scenario).isEmpty)
        let found = try problems(bytes, try Self.scenario(more))
        #expect(found.count == 1)
        let problem = try #require(found.first)
        let message = "service_level.calls is another promise here (abandoned: missed, within 20.0 s"
        #expect(problem.message.contains(message))
        #expect(problem.remedy.contains("write the baseline's definition") && problem.remedy.contains("hitl check X"))
        #expect(problem.line > 1 && problem.column > 1)
    }

    @Test func oneWithoutDefinitionsIsOfTheOldKind() throws {
        let scenario = try Self.scenario()
        var baseline = Self.baseline(of: scenario)
        baseline.promises = [:]
        let found = try problems(BaselineJSON.data(baseline), scenario).first
        #expect(found?.message.contains("does not say which") == true)
        let old = String(decoding: BaselineJSON.data(baseline), as: UTF8.self)
            .replacing("\"schema\": 2", with: "\"schema\": 1")
        let problem = #expect(throws: Problem.self) { try BaselineJSON.read(Array(old.utf8), file: "b.json") }
        #expect(problem?.message.contains("of an old kind") == true && problem?.line ?? 0 > 1)
        #expect(problem?.remedy.contains("--update-baseline") == true)
    }
}
