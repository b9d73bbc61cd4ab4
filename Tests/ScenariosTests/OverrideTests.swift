import Foundation
import Scenarios
import Simulation
import Testing

@Suite struct OverrideTests {
    private func decode(_ overrides: [String]) throws -> Scenario {
        try Scenario.decode(Samples.small, file: "s.yaml", overrides: overrides)
    }

    @Test func existingValuesAreReplaced() throws {
        let scenario = try decode(["policy.threshold=92%", "seed=7", "name=Big", "traffic.volume=240 per day"])
        #expect(scenario.specification.policy.threshold == 0.92)
        #expect(scenario.seed == 7 && scenario.name == "Big")
        #expect(scenario.specification.traffic.arrivals.perWeek == 1_680)
    }

    @Test func laterOnesWin() throws {
        #expect(try decode(["seed=7", "seed=8"]).seed == 8)
    }

    @Test func newKeysAreAddedWithTheirParents() throws {
        let base = try decode(["customers={}", "queues.care={}", "costs=null", "teams.care.wage=7 EUR per hour"])
        #expect(base.specification.costs == Costs())
        #expect(base.specification.teams[1].wagePerHour == 7)
        let scenario = try decode([
            "traffic.spikes.storm.at=1 h", "traffic.spikes.storm.lasts=1 h", "traffic.spikes.storm.factor=3",
            "queues.late={capacity: 4}", "teams.care.skills=[care, late]", "policy.default_queue=late",
        ])
        #expect(scenario.specification.traffic.arrivals.spikes.count == 2)
        #expect(scenario.specification.queues.last?.capacity == 4)
        #expect(scenario.specification.policy.defaultQueue == "late")
    }

    @Test func nullTakesAKeyAway() throws {
        #expect(try decode(["replications=null"]).replications == 10)
        #expect(try decode(["policy.audit=null"]).specification.auditQueue == nil)
        #expect(try decode(["policy.audit=~"]).specification.auditQueue == nil)
        #expect(!(try decode(["costs=null"]).resolvedYAML.contains("costs")))
    }

    /// Every mapping from names of the user's: a member of the sample, and what names it or goes with it.
    @Test(arguments: [
        ["traffic.spikes.sale"],
        [
            "traffic.channels.mail", "policy.queues_by_channel.mail", "traffic.channels.chat.share",
            "assignment.capacity.channels.mail",
        ],
        ["traffic.segments.few", "policy.triggers.large", "traffic.segments.many.share"],
        ["traffic.actions.refund", "policy.triggers.large"], ["traffic.language.drift.words"],
        ["policy.triggers.upset"], ["policy.queues_by_intent.order"],
        [
            "queues.care", "policy.triggers.upset", "teams.care", "assignment.deadlines.care",
            "assignment.capacity.teams.care",
        ],
        ["teams.desk.shifts.night"], ["service_levels.chat", "checks.fast"], ["checks.fast"], ["plans.pay"],
        ["plans.order.steps.read"], ["plans.order.reasons.why", "plans.order.reasons.sum"],
        ["teams.desk.proficiency.mail"], ["assignment.capacity.channels.mail"], ["assignment.capacity.teams.care"],
        ["assignment.deadlines.chat"],
    ])
    func nullTakesANameAway(paths: [String]) throws {
        let more = [
            "checks={level: 5%, fast: service_level.chat >= 80%, slow: human.wait.mean_s < 9 min}",
            "plans={pay: {intents: [refund], steps: {read: {takes: 1 s}}, approve: none}, order: {intents: [order], "
                + "steps: {read: {takes: 1 s}, send: {takes: 2 s}}, queue: mail, reasons: {why: 40%, sum: 60%}}}",
            "teams.desk.proficiency={chat: 2, mail: 1.5}",
            "assignment={contacts: deadline, deadlines: {chat: 1 min, mail: 2 min, care: 3 min, audits: 1 day}, "
                + "capacity: {units: 3, channels: {chat: 1, mail: 2}, teams: {desk: 2, care: 3}}}",
        ]
        // What is not there any more is not in the scenario, as if the file had never had it.
        let own = paths[0].split(separator: ".").last.map(String.init) ?? ""
        let with = try decode(more).resolvedYAML
        let without = try decode(more + paths.map { "\($0)=null" })
        let again = try Scenario.decode(without.resolvedYAML, file: "t.yaml")
        #expect(again.resolvedYAML == without.resolvedYAML && !without.resolvedYAML.contains("null"))
        func count(_ yaml: String) -> Int { yaml.components(separatedBy: "\(own):").count }
        #expect(count(without.resolvedYAML) < count(with), "\(own)")
    }

    /// What is written with null in a file is not there either, whatever its kind.
    @Test func nullInTheFileTakesANameAway() throws {
        let text = Samples.small
            .replacingOccurrences(of: "spikes: {", with: "spikes: {none: null, ")
            .replacingOccurrences(of: "queues: {", with: "queues: {spare: ~, ")
            .replacingOccurrences(of: "service_levels: {", with: "service_levels: {spare: NULL, ")
            .replacingOccurrences(of: "          triggers:\n", with: "          triggers:\n            vip: null\n")
            .replacingOccurrences(of: "  triggers:\n", with: "  triggers:\n    vip: null\n")
        #expect(text.contains("vip") && text.contains("none: null") && text.contains("spare: ~"))
        let (with, without) = (try Scenario.decode(text, file: "s.yaml"), try decode([]))
        #expect(with.specification.queues == without.specification.queues)
        #expect(with.specification.policy == without.specification.policy)
        #expect(with.specification.serviceLevels.map(\.name) == without.specification.serviceLevels.map(\.name))
        #expect(with.specification.traffic.arrivals.spikes == without.specification.traffic.arrivals.spikes)
    }

    @Test func whatStillNamesWhatIsGoneIsAnError() throws {
        let found = try problems(Samples.small, set: ["queues.care=null"])
        #expect(found.contains { $0.message.contains("there is no queue 'care'") && $0.line > 0 }, "\(found)")
    }

    @Test(arguments: [
        ("traffic.spikes.sales", "did you mean 'sale'?"), ("policy.triggers.vip", "there are: upset, large"),
        ("plans.pay", "there are no names"), ("queues.car", "did you mean 'care'?"),
    ])
    func whatIsNotThereCannotBeTakenAway(path: String, remedy: String) throws {
        let found = try problems(Samples.small, set: ["\(path)=null"])
        #expect(found.count == 1 && found.first?.message == "there is no '\(path)' to take away", "\(found)")
        #expect(found.first?.remedy.contains(remedy) == true, "\(found)")
    }

    @Test func anEmptyNameIsAName() throws {
        let text = Samples.small.replacingOccurrences(of: "care: {}, audits: {}}", with: "care: {}, audits: , spare: }")
        #expect(try Scenario.decode(text, file: "s.yaml").specification.queues.map(\.name).last == "spare")
        let gone = text.replacingOccurrences(of: "spare: }", with: "spare: ~}")
        #expect(try Scenario.decode(gone, file: "s.yaml").specification.queues.map(\.name).last == "audits")
    }

    @Test(arguments: ["policy.threshold=", "policy.threshold= ", "ai=", "queues.care="])
    func anEmptyValueIsASlipAndTakesNothingAway(override: String) throws {
        let path = String(override.prefix { $0 != "=" })
        let found = try problems(Samples.small, set: [override])
        #expect(found.count == 1 && found.first?.message == "there is no value", "\(found)")
        #expect(found.first?.remedy.hasSuffix("write \(path)=null") == true, "\(found)")
    }

    @Test func listsAndTheirElementsAreReplaced() throws {
        let days = try decode(["traffic.days_of_week=[1, 1, 1, 1, 1, 1, 1]", "traffic.hours_of_day=null"])
        #expect(Set(days.specification.traffic.arrivals.hourlyWeights).count == 1)
        let element = try decode(["traffic.days_of_week.6=0"])
        #expect(element.specification.traffic.arrivals.hourlyWeights.suffix(24).allSatisfy { $0 == 0 })
        #expect(try decode(["teams.care.skills.0=care"]).specification.teams[1].queues == [2])
    }

    @Test(arguments: [
        ("policy.threshold=92", "policy.threshold: '92' has no unit"),
        ("policy.treshold=92%", "policy.treshold: unknown key 'treshold'"),
        ("polisy.x=1", "polisy: unknown key 'polisy'"),
        ("traffic.volume=-5 per day", "traffic.volume: '-5 per day' is"),
        ("teams.care.skills=[care, cara]", "teams.care.skills: there is no queue 'cara'"),
        ("name.first=x", "name: this should be text"), ("horizon=[1 day]", "horizon: this should be text"),
        ("seed=99999999999999999999", "seed: '99999999999999999999' is not a whole number"),
        ("seed=1.5", "seed: '1.5' is not a whole number"), ("name=' '", "name: the name is empty"),
        ("horizon=1e7 weeks", "horizon: this is longer than 100 years"),
        ("replications=0", "replications: 0 is out of range"),
    ])
    func wrongValuesAreReportedAsTyped(override: String, message: String) throws {
        let found = try problems(Samples.small, set: [override])
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.description.hasPrefix("--set \(override): \(message)") == true, "\(found)")
    }

    @Test(arguments: [
        ("horizon", "there is no value"), ("=5", "there is no such path"), ("a..b=5", "there is no such path"),
        ("name=[", "the value is not YAML"), ("name=*nobody", "the value is not YAML"),
        ("name=" + String(repeating: "[", count: 50_000), "the value is not YAML"),
    ])
    func whatIsNoOverrideIsReported(override: String, message: String) throws {
        let found = try problems(Samples.small, set: [override])
        #expect(found.contains { $0.file == "--set \(override)" && $0.message == message }, "\(found.prefix(3))")
    }

    @Test func pathsAreRelativeToTheCurrentFolderNotTheFile() throws {
        let file = "/nowhere/s.yaml"
        #expect(throws: Never.self) { try Scenario.decode(Samples.small, file: file) }
        let own = Samples.small.replacingOccurrences(of: "    vocabulary: 200", with: "    corpus: texts.csv")
        let inFile = try problems(own, file: file)
        #expect(inFile.contains { $0.message == "/nowhere/texts.csv: there is no such file" }, "\(inFile)")
        let typed = try problems(Samples.small, file: file, set: ["traffic.language={corpus: texts.csv}"])
        #expect(typed.contains { $0.message.hasSuffix(": texts.csv: there is no such file") }, "\(typed)")
    }
}
