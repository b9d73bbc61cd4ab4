import Files
import Simulation

/// `checks` as it stands in the file, before it is known what the scenario can measure.
struct ChecksAsWritten {
    /// Level, looks and most replications.
    var plan = CheckPlan()
    /// Names and requirements with their nodes.
    var entries: [(name: String, path: String, text: String, node: ScenarioNode)] = []
}

extension ScenarioReader {
    /// Keys below `checks` that are no checks.
    private static let checkOptions = ["level", "looks", "max_replications"]

    /// Reads names, options and the texts of the requirements.
    func readChecks() -> ChecksAsWritten {
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
        for (name, node) in section.members() where !Self.checkOptions.contains(name) {
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
            let near = Spelling.closest(to: name, among: Self.checkOptions)
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
    func finishChecks(_ written: ChecksAsWritten, for specification: OperationSpecification) -> CheckPlan {
        var plan = written.plan
        guard !written.entries.isEmpty else { return plan }
        let measures = specification.measures()
        for entry in written.entries {
            do throws(RequirementProblem) {
                let requirement = try Requirement.parse(entry.text, measures: measures, currency: currency)
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
