import Foundation
import TestSupport
import Testing

/// Tests that skip on a user's machine, which has no folder of shared data, stay few.
@Suite struct SharedDataTests {
    /// Most of them; more than 1,000 tests need nothing.
    private static let most = 14

    /// Tests of a source that run only where the folder is there.
    private static func skipped(in text: String) -> Int {
        let isSuite = text.contains(#/@Suite\([^{]*\.enabled\(if:[^{]*SharedData/#)
        if isSuite { return text.matches(of: #/@Test\b/#).count }
        return text.matches(of: #/@Test\([^{]*?\.enabled\(if:\s*SharedData/#).count
    }

    @Test func fewTestsNeedTheFolder() throws {
        var found: [String: Int] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: Project.path("Tests"))
        where name.hasSuffix(".swift") && !name.hasPrefix("TestSupport/") && !name.hasSuffix("/SharedDataTests.swift") {
            let text = try Project.text("Tests/" + name)
            if case let count = Self.skipped(in: text), count > 0 { found[name] = count }
            // A path of one's own would hide a test from this count.
            #expect(!text.contains("\"shared/") && !text.contains("\"../shared/"), "\(name): use SharedData")
        }
        let sum = found.values.reduce(0, +)
        #expect(sum > 3 && sum <= Self.most, "\(sum): \(found)")
    }

    @Test func conditionsAreRead() {
        #expect(
            Self.skipped(
                in: "@Suite(.enabled(if: SharedData.has, \"x\")) struct A { @Test func a() {}; @Test(1) func b() {} }")
                == 2)
        #expect(
            Self.skipped(in: "@Test(\"a\", .enabled(if: SharedData.has)) func a() {}\n@Test func b() { SharedData.x }")
                == 1)
        #expect(Self.skipped(in: "@Test(.enabled(if: other)) func a() { SharedData.x }") == 0)
    }
}
