import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

@Suite struct RoundTripTests {
    /// All that decides a run, as text.
    private func content(_ scenario: Scenario) -> [String] {
        let it = scenario.specification
        return [
            scenario.name, scenario.about, scenario.currency, "\(scenario.seed) \(scenario.replications)",
            "\(it.horizonSeconds) \(it.warmUpSeconds) \(it.catalog) \(String(describing: it.outOfScopeIntent))",
            "\(it.traffic.arrivals)", "\(it.traffic.source)", "\(it.traffic.channels) \(it.traffic.segmentShares)",
            "\(it.traffic.actions)", "\(String(describing: it.ai))", "\(it.policy.triggers) \(it.policy.threshold)",
            "\(it.policy.queueByIntent.sorted(by: <)) \(it.policy.queueByChannel.sorted(by: <))",
            "\(it.policy.priorityBySegment.sorted(by: <)) \(it.policy.auditShare) \(it.policy.version)",
            "\(it.policy.defaultQueue) \(it.policy.belowThreshold) \(it.policy.usesAI)", "\(it.queues)",
            "\(String(describing: it.auditQueue))", "\(it.teams)", "\(it.customers)",
            "\(String(describing: it.training))", "\(it.costs) \(it.prices)", "\(it.serviceLevels)",
        ]
    }

    @Test func theResolvedFileDecodesToTheSame() throws {
        let overrides = ["policy.threshold=77%", "about=\"a: 'b' # c 😀\"", "policy.version='08:30'"]
        for text in [try Samples.flagship(), Samples.small] {
            let scenario = try Scenario.decode(text, file: "s.yaml", overrides: overrides)
            let again = try Scenario.decode(scenario.resolvedYAML, file: "elsewhere/t.yaml")
            #expect(content(scenario) == content(again))
            #expect(again.specification.policy.threshold == 0.77 && again.about == "a: 'b' # c 😀")
            #expect(again.resolvedYAML == scenario.resolvedYAML)
        }
    }

    @Test func whatAnOverrideTakesBackIsGone() throws {
        let scenario = try Scenario.decode(
            Samples.small, file: "s.yaml",
            overrides: [
                "teams.care.agents=null", "teams.care.agents_by_interval={every: 1 day, daily: [2]}",
                "queues.spare={}",
            ])
        let yaml = scenario.resolvedYAML
        #expect(!yaml.contains("agents:\n") && !yaml.contains("agents: null") && yaml.contains("agents_by_interval"))
        let again = try Scenario.decode(yaml, file: "t.yaml")
        #expect(again.specification.queues.last?.name == "spare", "a name without settings is a name")
    }

    @Test func corpusPathsBecomeAbsolute() throws {
        let folder = try TemporaryFolder()
        try folder.write("t.csv", "text,intent\nhello,refund\nbye,order\n")
        var lines = Samples.small.components(separatedBy: "\n")
        let start = try #require(lines.firstIndex { $0.contains("  vocabulary:") })
        let end = try #require(lines.firstIndex { $0.contains("drift:") })
        lines.replaceSubrange(start...end, with: ["    corpus: t.csv", "    recycle: true"])
        let text = lines.joined(separator: "\n").replacingOccurrences(of: ", out_of_scope]", with: "]")
        let scenario = try Scenario.decode(text, file: folder.file("s.yaml"))
        #expect(scenario.specification.catalog.intents == ["order", "refund"])
        let again = try Scenario.decode(scenario.resolvedYAML, file: "other.yaml")
        guard case .corpus(let corpus, let recycle) = again.specification.traffic.source else {
            Issue.record("no corpus")
            return
        }
        #expect(corpus.count == 2 && recycle)
        #expect(scenario.resolvedYAML.contains(folder.file("t.csv")))
    }
}

@Suite struct FlagshipTests {
    @Test func theFlagshipHoldsWhatIsAskedOfIt() throws {
        let scenario = try Scenario.load(Samples.flagshipPath)
        let it = scenario.specification
        #expect(it.horizonSeconds == 13 * 604_800 && it.warmUpSeconds == 0)
        let contacts = it.traffic.arrivals.expectedCount(from: 0, to: it.horizonSeconds)
        #expect((600_000...800_000).contains(contacts), "about 700,000 queries in 13 weeks: \(contacts)")
        #expect((19...22).contains(it.catalog.intents.count))
        #expect(it.catalog.segments.count == 2)
        #expect(it.training?.everySeconds == 604_800)
        #expect((1...20).contains(it.ai?.firstLabelsPerIntent ?? 0), "the AI starts with few labels")
        #expect(it.policy.triggers.contains { $0.effect == .approve } && it.policy.auditShare > 0)
        #expect(it.policy.triggers.contains { $0.condition.emotionAbove != nil })
        #expect(it.policy.triggers.contains { $0.condition.marginBelow != nil })
        #expect(it.costs.wrongCase.rest > 0 && it.costs.lostCustomer.rest > 0)
        #expect(it.prices.aiResolution != nil && it.customers.reopenWindowSeconds > 0)
        #expect(it.queues.contains { $0.capacity != nil } && !it.serviceLevels.isEmpty)
        #expect(it.traffic.arrivals.spikes.count >= 1)
        #expect(scenario.replications >= 2)
    }

    @Test func everyScenarioOfTheProjectDecodesForItsPolicy() throws {
        let folder = Samples.root.appendingPathComponent("scenarios")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(files.contains("support.yaml"))
        for file in files {
            #expect(throws: Never.self) { try Scenario.load(folder.appendingPathComponent(file).path, corpus: .skip) }
        }
    }
}
