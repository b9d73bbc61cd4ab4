import Files
import Foundation
import Testing

/// `../shared` beside the package, where real data lie on the authors' machines.
private let shared = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data")

private func path(_ name: String) -> String { shared.appendingPathComponent(name).path }

@Suite(.enabled(if: FileManager.default.fileExists(atPath: path("banking77/train.csv")), "needs ../shared"))
struct RealCorpusTests {
    @Test(arguments: [("banking77/train.csv", 10_003), ("banking77/test.csv", 3080), ("goemotions/train.csv", 43_410)])
    func everyRowIsThere(name: String, rows: Int) throws {
        var reader = try CSVReader(path: path(name))
        #expect(try reader.readAll().count == rows)
    }

    @Test func callsByTab() throws {
        var reader = try CSVReader(path: path("anonymous_bank/calls_february_1999.tsv"), separator: UInt8(ascii: "\t"))
        #expect(try reader.readAll().count == 33_344)
        #expect(try reader.column("outcome") > 0)
    }
}
