import Foundation
import TestSupport
import Testing

/// Folders of files that stand for themselves have a page that says what each is.
@Suite struct FolderPagesTests {
    @Test(arguments: ["Scripts", "scenarios", "Benchmarks", "Fuzz"])
    func everyFileIsNamed(folder: String) throws {
        let page = try Project.text(folder + "/README.md")
        let named = Self.named(in: page).filter { !$0.hasSuffix("/") }
        var files: Set<String> = []
        let hidden: Set = ["__pycache__", "seeds"]
        for path in try FileManager.default.subpathsOfDirectory(atPath: Project.path(folder)) {
            let parts = path.split(separator: "/").map(String.init)
            guard path != "README.md", let name = parts.last, hidden.isDisjoint(with: parts), !name.hasPrefix(".")
            else {
                continue
            }
            files.insert(name)
        }
        #expect(files.count >= 6, "the files were not found")
        #expect(files.subtracting(named).isEmpty, "not named: \(files.subtracting(named).sorted())")
        #expect(named.subtracting(files).isEmpty, "not there: \(named.subtracting(files).sorted())")
    }

    /// Names in the first column of the tables.
    private static func named(in page: String) -> Set<String> {
        Set(
            page.split(separator: "\n").filter { $0.hasPrefix("| `") }.compactMap {
                $0.split(separator: "`").dropFirst().first.map(String.init)
            })
    }

    @Test func namesAreRead() {
        #expect(Self.named(in: "`x`\n| file | y |\n| `a.sh` | does `b` |\n| `c` | `d` |\n") == ["a.sh", "c"])
    }
}
