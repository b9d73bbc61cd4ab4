import Foundation
import TestSupport
import Testing

@Suite struct SentenceRulesTests {
    @Test("Experiments and what is below make no sentences about results")
    func sourcesMakeNone() throws {
        var count = 0
        for target in SentenceRules.targets.sorted() {
            let base = Project.root.appendingPathComponent("Sources/" + target)
            let names = try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix(".swift") }
            for name in names.sorted() {
                let path = "Sources/\(target)/\(name)"
                let findings = SentenceRules.findings(path: path, text: try Project.text(path))
                #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
                count += 1
            }
        }
        #expect(count > 300, "the sources were not found")
        for path in SentenceRules.exceptions.keys { #expect(Project.has(path), "\(path) is no exception any more") }
    }

    @Test("Every finding has a sentence in Reports")
    func everyFindingIsTold() throws {
        let kinds = try Project.text("Sources/Experiments/Findings/Finding.swift").split(separator: "\n").compactMap {
            $0.hasPrefix("    case ") ? String($0.dropFirst(9).prefix { $0.isLetter }) : nil
        }
        #expect(kinds.count > 40)
        let folder = Project.root.appendingPathComponent("Sources/Reports/Findings").path
        let words = try FileManager.default.contentsOfDirectory(atPath: folder)
            .map { try Project.text("Sources/Reports/Findings/" + $0) }.joined()
        for kind in kinds { #expect(words.contains("case .\(kind)"), "\(kind) has no sentence") }
    }

    @Test(arguments: [
        #"let a = "No queue binds: in none of them anybody waits.""#,
        #"parts.append("\(BriefUnits.percent(share)) of all waiting happens there")"#,
        #"return "a" + "\(count) cases were left over (most of them)." "#,
        #"let text = isRight ? "customers wait for \(HumanUnits.number(x)) hours" : """#,
        "throw DataError(\"no\")\nlet a = \"they wait too long.\"",
    ])
    func sentencesAreFound(line: String) {
        #expect(SentenceRules.findings(path: "Sources/Experiments/X.swift", text: line).count == 1, "\(line)")
    }

    @Test(arguments: [
        #"throw DataError("the file has \(BriefUnits.count(n, "row")) and too few of them.")"#,
        #"found(Problem(file: f, message: "there are no points.", remedy: "write one for each of them."))"#,
        "throw Problem(\n    file: f,\n    message: \"a\"\n        + \"there are no such things.\")",
        #"parameters.report("it must be above 0 and so on.")"#, #"let path = "cost.total per query""#,
        #"let label = "week 01""#, "/// A sentence about a result.", #"let a = "two words.""#,
        #"let unit = "\(BriefUnits.count(n, "agent")) more""#,
    ])
    func otherTextsAreNot(line: String) {
        #expect(SentenceRules.findings(path: "Sources/Experiments/X.swift", text: line).isEmpty, "\(line)")
    }

    @Test func scopeIsBelowReports() {
        let text = #"let a = "No queue binds in this operation.""#
        #expect(SentenceRules.findings(path: "Sources/Reports/X.swift", text: text).isEmpty)
        #expect(SentenceRules.findings(path: SentenceRules.glossary + "X.swift", text: text).isEmpty)
        #expect(SentenceRules.findings(path: "Sources/Simulation/Operation/X.swift", text: text).count == 1)
    }
}
