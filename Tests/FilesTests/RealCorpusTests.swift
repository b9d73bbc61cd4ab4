import Files
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.hasBanking77, "needs ../shared")) struct RealCorpusTests {
    @Test(arguments: [("banking77/train.csv", 10_003), ("banking77/test.csv", 3080), ("goemotions/train.csv", 43_410)])
    func everyRowIsThere(name: String, rows: Int) throws {
        var reader = try CSVReader(path: SharedData.path(name))
        #expect(try reader.readAll().count == rows)
    }

    @Test func callsByTab() throws {
        var reader = try CSVReader(
            path: SharedData.path("anonymous_bank/calls_february_1999.tsv"), separator: UInt8(ascii: "\t"))
        #expect(try reader.readAll().count == 33_344)
        #expect(try reader.column("outcome") > 0)
    }
}
