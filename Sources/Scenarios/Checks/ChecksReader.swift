import Files
import Simulation
import Yams

/// What results must keep to, for hitl check.
struct ChecksReader: SectionReader {
    static let title = "Checks"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "checks", .members, .without("nothing is checked"),
            "What results must keep to, for hitl check, each with a name."),
        ScenarioKey(
            "checks.level", .share(below: false, above: true), .standard("5%"),
            "Chance that any check fails though all hold, below 50%."),
        ScenarioKey("checks.looks", .whole(1...20), .standard("4"), "How often the evidence is looked at."),
        ScenarioKey(
            "checks.max_replications", .whole(10...1_000_000), .without("8 times those of the scenario"),
            "Most replications."),
        ScenarioKey(
            "checks.rows", .choice([CheckPlan.sampleOfRows, CheckPlan.theseRows]), .standard(CheckPlan.sampleOfRows),
            "What the rows of a record or corpus are: a sample of what will come, or all that is asked about."),
        ScenarioKey(
            "checks.*", .text, .member,
            "A measure and its limit: service_level.chat >= 80%, \(Measure.costPerResolution) < baseline * 1.02."),
    ]

    let reading: Reading

    /// Reads names, options and the texts of the requirements.
    func read() -> ChecksAsWritten {
        var written = ChecksAsWritten()
        guard let section = root.section("checks") else { return written }
        if let level = section.share("level", above: true) {
            if level < 0.5 {
                written.plan.level = level
            } else {
                section.report("level", "half of all runs could fail by chance", "write a level such as 5%")
            }
        }
        written.plan.looks = section.integer("looks", in: 1...20) ?? CheckPlan.standardLooks
        written.plan.maximumReplications = section.integer(
            "max_replications", in: CheckPlan.fewestReplications...1_000_000)
        written.plan.rowsOnly =
            section.choice(
                CheckPlan.rowsName, [(CheckPlan.sampleOfRows, false), (CheckPlan.theseRows, true)]) ?? false
        for (name, node) in section.members() where !CheckPlan.optionNames.contains(name) {
            let path = section.join(name)
            section.ask(name, .text)
            guard let text = node.scalar?.string else {
                document.report(
                    path, node, "this should be a requirement", "write it like \(Measure.aiSelectiveRisk) < 3%")
                continue
            }
            if name.isEmpty || name.count > 80 || name.contains(where: \.isNewline) {
                document.report(path, node, "this is no name for a check", "write a short name on one line")
                continue
            }
            let near = Spelling.closest(to: name, among: CheckPlan.optionNames)
            if let near, !text.contains(where: { "<>=".contains($0) }) {
                document.report(path, node, "'\(text)' compares nothing", "did you mean '\(near)'?")
                continue
            }
            if let problem = Requirement.problem(in: text, currency: currency) {
                document.report(path, node, problem.message, problem.remedy)
                continue
            }
            written.entries.append((name, path, text, node))
        }
        return written
    }

    /// The plan, once it is known what the scenario can measure.
    func finish(_ written: ChecksAsWritten, for specification: OperationSpecification) -> CheckPlan {
        var plan = written.plan
        guard !written.entries.isEmpty else { return plan }
        let measures = specification.measures()
        for entry in written.entries {
            do throws(RequirementProblem) {
                let (requirement, lack) = try Requirement.parse(
                    entry.text, measures: measures, currency: currency, keepsAbsent: reading.keepsAbsent)
                if let lack {
                    plan.absent[entry.name] = Problem(
                        file: document.file, line: entry.node.mark?.line ?? 0, column: entry.node.mark?.column ?? 0,
                        message: lack.message, remedy: lack.remedy)
                }
                if let twin = plan.checks.first(where: { $0.requirement.isSame(as: requirement) }) {
                    throw RequirementProblem(
                        message: "'\(entry.name)' requires the same as '\(twin.name)'", remedy: "keep one of them")
                }
                let isInFile = document.isInFile(entry.path, entry.node)
                plan.checks.append(
                    CheckPlan.Check(
                        name: entry.name, requirement: requirement, line: isInFile ? entry.node.mark?.line : nil,
                        column: isInFile ? entry.node.mark?.column : nil))
            } catch {
                document.report(entry.path, entry.node, error.message, error.remedy)
            }
        }
        return plan
    }
}

/// `checks` as it stands in the file, before it is known what the scenario can measure.
struct ChecksAsWritten {
    /// Level, looks and most replications.
    var plan = CheckPlan()
    /// Names and requirements with their nodes.
    var entries: [(name: String, path: String, text: String, node: Node)] = []
}
