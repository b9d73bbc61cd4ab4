import Foundation
import TestSupport
import Testing

/// The page for who changes the program: its files exist, and each recipe is as short as it says.
@Suite struct ContributingTests {
    private static let path = "CONTRIBUTING.md"

    /// Paths between backquotes.
    private static func paths(in text: some StringProtocol) -> [String] {
        text.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            .filter { $0.wholeMatch(of: #/(Sources|Tests|results|docs|Scripts)/[A-Za-z0-9_+./-]+/#) != nil }
    }

    @Test func filesThatAreNamedExist() throws {
        let text = try Project.text(Self.path)
        let paths = Self.paths(in: text)
        #expect(paths.count > 25, "the paths were not found")
        for path in paths { #expect(Project.has(path), "\(Self.path) names \(path), which does not exist") }
    }

    @Test func eachRecipeTouchesThreeSourceFilesAtMost() throws {
        let text = try Project.text(Self.path)
        let recipes = try #require(
            text.components(separatedBy: "\n## Recipes\n").last?.components(separatedBy: "\n## "))
        let parts = try #require(recipes.first).components(separatedBy: "\n### ").dropFirst()
        #expect(parts.count >= 5)
        for part in parts {
            let name = part.prefix { $0 != "\n" }
            let steps = part.matches(of: #/\n(\d)\. (?:`(Sources/[^`]+)`)?/#).map(\.output)
            #expect((2...3).contains(steps.count), "\(name): \(steps.count) steps")
            #expect(steps.contains { $0.2 != nil }, "\(name) names no source file")
            #expect(part.contains("\nTest: `Tests/"), "\(name) names no test")
            #expect(part.contains("Page:"), "\(name) names no page")
        }
    }

    @Test func targetsOfMakeExist() throws {
        let makefile = try Project.text("Makefile")
        let pages = try [Self.path, "README.md", "Scripts/README.md", "Benchmarks/README.md"].map {
            try Project.text($0)
        }
        let named = pages.flatMap { page in page.matches(of: #/[`\n]make ([a-z][a-z-]*)/#).map { String($0.output.1) } }
        #expect(named.count > 15)
        for target in Set(named) { #expect(makefile.contains("\n\(target):"), "there is no make \(target)") }
        let workflow = try Project.text(".github/workflows/ci.yml")
        #expect(workflow.contains("run: .ci/run") && Project.has(".ci/run"))
    }

    @Test func pathsAreRead() {
        #expect(
            Self.paths(in: "a `Sources/A/B+C.swift` b `make x` `docs/a.md` `x.swift`") == [
                "Sources/A/B+C.swift", "docs/a.md",
            ])
    }
}
