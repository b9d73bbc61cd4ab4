import Foundation
import TestSupport
import Testing

/// Each library target has a DocC catalogue, and what is linked in it and in comments is there: `make docs` has no warning.
@Suite struct CataloguesTests {
    private static let libraries = HouseRules.allowedTargets.map(\.target).filter {
        !$0.hasPrefix("C") && $0 != "BuildCommit" && $0 != "hitl"
    }

    /// Words of a target that follow a declaration: public types, and all names.
    private static func declared(in target: String) throws -> (types: Set<String>, names: Set<String>) {
        var types: Set<String> = []
        var names: Set<String> = []
        let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        for name in try FileManager.default.subpathsOfDirectory(atPath: Project.path("Sources/" + target))
        where name.hasSuffix(".swift") {
            let tokens = SourceTokens.of(try Project.text("Sources/\(target)/\(name)")).map(\.text)
            names.formUnion(tokens)
            for (index, token) in tokens.enumerated().dropLast() where kinds.contains(token) {
                if tokens[max(0, index - 2)..<index].contains("public") { types.insert(tokens[index + 1]) }
            }
        }
        return (types, names)
    }

    /// What stands between two backquotes on each side.
    private static func links(in text: String) -> [String] {
        text.matches(of: #/(?:^|[^`])``([^`\n]+)``(?!`)/#).map { String($0.output.1) }
    }

    @Test(arguments: libraries)
    func theCatalogueLinksWhatIsThere(target: String) throws {
        let page = try Project.text("Sources/\(target)/\(target).docc/\(target).md")
        let links = Self.links(in: page)
        #expect(page.hasPrefix("# ``\(target)``\n\n") && page.contains("\n## Overview\n") && links.count > 2)
        let types = try Self.declared(in: target).types
        let unknown = Set(links.dropFirst()).subtracting(types).sorted()
        #expect(unknown.isEmpty, "no public types of \(target): \(unknown)")
    }

    /// A link leads to a symbol of the same module; of another one it is a plain name.
    @Test(arguments: libraries)
    func linksInCommentsStayInTheirModule(target: String) throws {
        let names = try Self.declared(in: target).names
        for name in try FileManager.default.subpathsOfDirectory(atPath: Project.path("Sources/" + target))
        where name.hasSuffix(".swift") {
            for link in Self.links(in: try Project.text("Sources/\(target)/\(name)")) {
                let words = link.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
                #expect(Set(words).isSubset(of: names), "Sources/\(target)/\(name): ``\(link)`` is not in \(target)")
            }
        }
    }

    @Test func linksAreRead() {
        #expect(Self.links(in: "a ``B/c(d:)`` `e` ```f``` ``G``") == ["B/c(d:)", "G"])
    }
}
