import Foundation
import TestSupport
import Testing

/// The map of the repository is that of the code: targets, imports, folders, names and files.
@Suite struct ArchitecturePageTests {
    private static let path = "docs/architecture.md"

    private static func page() throws -> ArchitecturePage { ArchitecturePage(try Project.text(path)) }

    @Test func targetsAndImportsAreThoseOfTheHouse() throws {
        let rows = try Self.page().rows
        let table = HouseRules.allowedTargets
        #expect(Set(rows.map(\.target)) == Set(table.map(\.target)))
        let rank = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.target, $0) })
        for (target, imports) in table {
            let row = try #require(rows.first { $0.target == target }, "\(Self.path) lacks \(target)")
            #expect(row.imports == Set(imports), "\(target): the page and HouseRules differ")
            // What is linked into the program stands at the end.
            for name in imports where name != "CBuildCommit" {
                #expect(rank[name] ?? .max < rank[target] ?? 0, "\(name) does not stand above \(target)")
            }
        }
    }

    @Test func foldersAreThoseOnDisk() throws {
        for row in try Self.page().rows {
            let base = Project.root.path + "/Sources/" + row.target
            let names = try FileManager.default.contentsOfDirectory(atPath: base)
            var folders: Set<String> = []
            for name in names where !name.hasPrefix(".") && !name.hasSuffix(".docc") {
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: base + "/" + name, isDirectory: &isFolder)
                if isFolder.boolValue { folders.insert(name) }
            }
            #expect(row.folders == folders, "\(row.target): \(row.folders.symmetricDifference(folders).sorted())")
        }
    }

    /// Every name of a type or a method in the page is a word of the sources.
    @Test func namesAreThoseOfTheCode() throws {
        var known: Set<String> = []
        for folder in ["Sources", "Plugins", "Tests"] {
            for name in try FileManager.default.subpathsOfDirectory(atPath: Project.root.path + "/" + folder) {
                known.formUnion(ArchitecturePage.words(name))
                guard name.hasSuffix(".swift") else { continue }
                let text = try Project.text(folder + "/" + name)
                known.formUnion(SourceTokens.of(text).map(\.text).filter { $0.contains(where: \.isUppercase) })
            }
        }
        let named = try Self.page().names
        #expect(named.count > 60, "the names were not found")
        let unknown = named.subtracting(known).sorted()
        #expect(unknown.isEmpty, "\(Self.path) names what the code does not have: \(unknown)")
    }

    /// The picture of a query's life: its events are those of the operation, its types are declared.
    @Test func thePictureIsThatOfTheCode() throws {
        let text = try Project.text(Self.path)
        let heading = try #require(text.range(of: "## The life of a query"))
        let picture = try #require(text[heading.upperBound...].components(separatedBy: "```").dropFirst().first)
        var declared: Set<String> = []
        var cases: Set<String> = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: Project.path("Sources")) {
            guard name.hasSuffix(".swift") else { continue }
            let tokens = SourceTokens.of(try Project.text("Sources/" + name)).map(\.text)
            for (kind, word) in zip(tokens, tokens.dropFirst()) {
                if ["struct", "class", "enum", "protocol", "func", "var", "let"].contains(kind) {
                    declared.insert(word)
                }
                if kind == "case" || kind == "," && name.hasSuffix("OperationEvent.swift") { cases.insert(word) }
            }
        }
        let events = picture.matches(of: #/(?:^|\s)\.([a-z]\w+)/#).map { String($0.output.1) }
        #expect(events.count >= 6, "the events were not found: \(events)")
        #expect(Set(events).subtracting(cases).isEmpty, "no events: \(Set(events).subtracting(cases).sorted())")
        let targets = Set(HouseRules.allowedTargets.map(\.target))
        let types = ArchitecturePage.words(picture).filter { $0.first?.isUppercase == true && !targets.contains($0) }
        #expect(types.count > 20)
        let unknown = Set(types).subtracting(declared).sorted()
        #expect(unknown.isEmpty, "the picture names what the code does not declare: \(unknown)")
    }

    @Test func thePageIsRead() {
        let text =
            "a `ThisName`\n\n| t | k | f | i |\n|---|---|---|---|\n| `CX` | x | – | – |\n| `A` | `NotAFolder` | `F`, `G` | `CX` |\n"
            + "| `B` | b | – | all above |\n| `D` | d | – | all above but `B` |\n| `E` | e | – | all above and `CX` |\n\n"
            + "```text\nRouter.useIt XPage plain\n```\n| `Z` | z | – | – |\n"
        let page = ArchitecturePage(text)
        #expect(page.rows.map(\.target) == ["CX", "A", "B", "D", "E"])
        #expect(page.rows[1].folders == ["F", "G"])
        #expect(page.rows.map(\.imports) == [[], ["CX"], ["A"], ["A"], ["A", "B", "D", "CX"]])
        #expect(page.names == ["ThisName", "NotAFolder", "useIt"])
    }
}
