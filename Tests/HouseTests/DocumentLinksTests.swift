import Foundation
import TestSupport
import Testing

/// Every link between pages leads to a page, and every page can be found from the index of its shelf.
@Suite struct DocumentLinksTests {
    static let shelves = ["tutorials", "how-to", "reference", "explain", "evidence"]
    /// The page that stands beside the shelves: it is about the repository and not about the program.
    static let besideShelves = "docs/architecture.md"

    /// Pages that are not below `docs/`: of the repository, and of some of its folders.
    static let besideDocs = [
        "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Scripts/README.md", "scenarios/README.md",
        "Benchmarks/README.md", "Fuzz/README.md",
    ]

    /// The README, the pages of folders and the pages below `docs/`, by their paths from the package's root.
    private static func pages() throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: Project.root.path + "/docs")
        let paths = besideDocs + names.filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
        return try Dictionary(uniqueKeysWithValues: paths.map { ($0, try Project.text($0)) })
    }

    @Test func linksLeadSomewhere() throws {
        let pages = try Self.pages()
        var count = 0
        for (page, text) in pages.sorted(by: { $0.key < $1.key }) {
            for (line, target) in DocumentLinks.targets(in: text) {
                let parts = target.components(separatedBy: "#")
                let path = parts[0].isEmpty ? page : DocumentLinks.resolve(parts[0], from: page)
                #expect(Project.has(path), "\(page):\(line): there is no \(path)")
                if parts.count > 1, let other = pages[path] {
                    let anchors = DocumentLinks.anchors(of: other)
                    #expect(anchors.contains(parts[1]), "\(page):\(line): \(path) has no heading #\(parts[1])")
                }
                count += 1
            }
        }
        #expect(count > 40, "the links were not found")
    }

    @Test func everyPageIsInTheIndexOfItsShelf() throws {
        let pages = try Self.pages()
        func links(_ page: String) throws -> Set<String> {
            let text = try #require(pages[page], "\(page) is missing")
            return Set(DocumentLinks.targets(in: text).map { DocumentLinks.resolve($0.target, from: page) })
        }
        let shelves = Self.shelves.map { "docs/\($0)/README.md" }
        #expect(try links("docs/README.md").isSuperset(of: shelves + [Self.besideShelves]))
        let inNone = Set(Self.besideDocs + ["docs/README.md", Self.besideShelves])
        for page in pages.keys.sorted() where !inNone.contains(page) {
            let folder = (page as NSString).deletingLastPathComponent
            #expect(shelves.contains(folder + "/README.md"), "\(page) lies on no shelf: \(Self.shelves)")
            guard !shelves.contains(page), shelves.contains(folder + "/README.md") else { continue }
            #expect(try links(folder + "/README.md").contains(page), "\(folder)/README.md does not link \(page)")
        }
    }

    /// Comments, messages and scripts that name a page.
    @Test func pagesThatAreNamedExist() throws {
        var count = 0
        for folder in ["Sources", "Scripts", "scenarios", "notebooks", "Tests"] {
            for name in try FileManager.default.subpathsOfDirectory(atPath: Project.root.path + "/" + folder) {
                let path = folder + "/" + name
                let isText = [".swift", ".py", ".sh", ".yaml", ".ipynb", ".md"].contains { name.hasSuffix($0) }
                guard isText, !path.hasPrefix("Tests/HouseTests/") else { continue }
                for page in DocumentLinks.named(in: try Project.text(path)) {
                    #expect(Project.has(page), "\(path) names \(page), which does not exist")
                    count += 1
                }
            }
        }
        for page in DocumentLinks.named(in: try Project.text("Makefile")) {
            #expect(Project.has(page), "Makefile names \(page), which does not exist")
        }
        #expect(count > 10, "no page is named")
    }

    @Test func linksAreRead() {
        let text =
            "see [a](b.md#c), ![d](e.svg)\n`[x](y)` [`code`](f.md \"title\") [w](https://x.org/a.md)\n```\n[n](o)\n```\n[p](#q)"
        #expect(DocumentLinks.targets(in: text).map(\.target) == ["b.md#c", "e.svg", "f.md", "#q"])
        #expect(DocumentLinks.targets(in: text).map(\.line) == [1, 1, 2, 6])
        #expect(DocumentLinks.resolve("../../a/b.md", from: "docs/x/y.md") == "a/b.md")
        #expect(DocumentLinks.resolve("b.md", from: "docs/x/y.md") == "docs/x/b.md")
        #expect(DocumentLinks.resolve("../../../b.md", from: "docs/x/y.md") == "../b.md")
    }

    @Test func headingsAreRead() {
        let text = "# A, `b` & c_d\n## Same\n```\n# no heading\n```\n## Same\n### How precise?"
        #expect(DocumentLinks.anchors(of: text) == ["a-b--c_d", "same", "same-1", "how-precise"])
    }

    @Test func namesOfPagesAreRead() {
        let text = "docs/a/b-c.md, (docs/d.svg) docs/x, docs/e.md. docs/*.md"
        #expect(DocumentLinks.named(in: text) == ["docs/a/b-c.md", "docs/d.svg", "docs/e.md"])
    }
}
