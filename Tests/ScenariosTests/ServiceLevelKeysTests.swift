import Files
import Scenarios
import Simulation
import Testing

/// `service_levels.NAME.abandoned` and `short`.
@Suite struct ServiceLevelKeysTests {
    private static func text(_ level: String) -> String {
        Samples.small.replacingOccurrences(
            of: "service_levels: {chat: {queues: [chat], within: 1 min, target: 80%}}",
            with: "service_levels:\n  chat: {queues: [chat], within: 1 min\(level)}")
    }

    private static func level(_ text: String) throws -> ServiceLevelDefinition {
        let scenario = try Scenario.decode(Self.text(text), file: "s.yaml")
        return try #require(scenario.specification.serviceLevels.first)
    }

    @Test func whoGivesUpIsMissedUnlessAnotherDefinitionIsWritten() throws {
        let plain = try Self.level("")
        #expect(plain.abandoned == .missed && plain.shortSeconds == nil)
        for rule in AbandonmentRule.allCases {
            #expect(try Self.level(", abandoned: \(rule.rawValue)").abandoned == rule)
        }
        #expect(AbandonmentRule.allCases.map(\.rawValue) == ["missed", "met_if_early", "ignored", "excused_if_early"])
        let short = try Self.level(", short: 1 min")
        #expect(short.shortSeconds == 60, "as long as within is allowed")
    }

    @Test func aDefinitionThatDoesNotExist() throws {
        let found = try problems(Self.text(", abandoned: excused"))
        #expect(found.count == 1)
        let problem = try #require(found.first)
        #expect(problem.message == "'excused' is not known here" && problem.line > 1 && problem.column > 1)
        #expect(problem.remedy.contains("write one of: missed, met_if_early, ignored, excused_if_early"))
        let near = try #require(try problems(Self.text(", abandoned: mised")).first)
        #expect(near.remedy.hasPrefix("did you mean 'missed'?"))
    }

    @Test func shortAboveWithin() throws {
        let text = Self.text(", short: 90 s")
        let found = try problems(text)
        #expect(found.count == 1)
        let problem = try #require(found.first)
        #expect(problem.message.contains("90 s is above 'within', 60 s"))
        #expect(problem.remedy.contains("at most 60 s"))
        #expect(problem.snippet.contains("short: 90 s") && problem.line > 1)
        #expect(try problems(Self.text(", short: -1 s")).count == 1)
        #expect(try problems(Self.text(", short: 5")).first?.message.contains("has no unit") == true)
    }
}
