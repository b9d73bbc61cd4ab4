import Foundation
import TestSupport
import Testing

@Suite struct MoneyRulesTests {
    @Test func moneyIsWorkedOutInOnePlaceEach() throws {
        let base = Project.root.appendingPathComponent("Sources")
        let names = try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix(".swift") }
        #expect(names.count > 300, "the sources were not found")
        for name in names.sorted() {
            let path = "Sources/" + name
            let findings = MoneyRules.findings(path: path, text: try Project.text(path))
            #expect(findings.isEmpty, "\(findings.joined(separator: "\n"))")
        }
        #expect(Project.has(MoneyRules.wages) && Project.has(MoneyRules.total))
    }

    @Test(arguments: [
        "let a = team.grossHours * team.wagePerHour", "return hours * $0.wagePerHour", "x = wagePerHour / 3600",
        ".value($0[.humanCost] + $0[.aiCost])", "let b = a + part[.aiCost]", "c = row[.lostCost, slice: 0] + 1",
        "d = $0[.revenue] - $0[.humanCost]",
    ])
    func otherPlacesAreFound(line: String) {
        #expect(MoneyRules.findings(path: "Sources/X.swift", text: line).count == 1, "\(line)")
    }

    @Test(arguments: [
        "/// hours * wagePerHour", "row[.aiCost] += prices.ai", "team.wagePerHour > 0 ? a : b",
        "Wages.amount(hours: a, perHour: wagePerHour)",
    ])
    func otherUsesAreNot(line: String) {
        #expect(MoneyRules.findings(path: "Sources/X.swift", text: line).isEmpty, "\(line)")
    }
}
