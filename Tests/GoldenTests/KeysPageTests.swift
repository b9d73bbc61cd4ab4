import Foundation
import Scenarios
import TestSupport
import Testing

/// The reference of keys is generated from the keys.
@Suite struct KeysPageTests {
    @Test("The page of keys is that of the readers")
    func page() throws {
        try Golden("docs/reference/keys.md").check(Array(KeysMarkdown.markdown().utf8))
    }

    /// Every key has a row with all its cells: what may be written, what holds without it, and a sentence.
    @Test func everyKeyIsThere() throws {
        let rows = KeysMarkdown.markdown().split(separator: "\n").map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        for key in ScenarioKeys.all {
            let found = rows.filter { $0.first == "`\(key.path)`" }
            let row = try #require(found.first, "\(key.path)")
            #expect(found.count == 1 && row.count == 5, "\(key.path)")
            #expect(!row.contains(""), "\(key.path)")
            #expect(row.last == key.summary, "\(key.path)")
            // Only names of the user's have nothing that holds without them.
            #expect((row[3] == "–") == key.path.hasSuffix("*"), "\(key.path)")
        }
    }
}
