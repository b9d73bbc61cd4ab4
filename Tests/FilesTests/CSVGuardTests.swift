import Files
import Testing

@Suite struct CSVGuardTests {
    @Test(arguments: [
        "=1+1", "+49 123", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", " =1", "\n=1", "\u{A0}+x", "\u{FEFF}=1",
        "\u{200B}=1", "\tx",
        "\rx", "\t", "＝1", "＋1", "－1+1", "＠x", "- a list", "-", "+5 agents", "-1.5.2", "-0x1F", "'=1", "''-x",
    ])
    func whatASpreadsheetWouldRunIsText(field: String) throws {
        #expect(CSVGuard.guarded(field) == "'" + field)
        #expect(CSVGuard.unguarded("'" + field) == field)
        let line = CSVWriter.line([field, "x"])
        #expect(line.hasPrefix("'") || line.hasPrefix("\"'"))
        var reader = try CSVReader(bytes: Array(("a,b\n" + line + "\n").utf8), file: "t.csv")
        #expect(try reader.next()?.fields == [field, "x"])
        #expect(!CSVWriter.line([field], isGuarded: false).contains("'" + field))
    }

    @Test(arguments: [
        "-1.5", "+2", "-3e-05", "-.5", "-7.", "-5%",
        "12", "", "a=b", "human.wait{queue==x}", "week 3", "it's", "'quoted'",
        "'",
        "''", "' ", "–5", "\u{301}=",
    ])
    func numbersAndOtherTextsAreThemselves(field: String) throws {
        #expect(CSVGuard.guarded(field) == field)
        #expect(CSVGuard.unguarded(field) == field)
        #expect(CSVWriter.line(["x", field], isGuarded: true) == CSVWriter.line(["x", field], isGuarded: false))
    }

    /// Reading takes back what writing did, whatever the text.
    @Test func readingGivesBackWhatWasWritten() throws {
        let pieces = ["'", "=", "+", "-", "@", " ", "\t", "\r", "\n", "1", "x", ",", "\"", "\u{301}", "\u{200B}"]
        var number: UInt64 = 7
        var rows: [[String]] = []
        for _ in 0..<3_000 {
            rows.append(
                (0..<2).map { _ in
                    var field = ""
                    for _ in 0..<(Int(number >> 33) % 5) {
                        number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        field += pieces[Int(number >> 33) % pieces.count]
                    }
                    number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return field
                })
        }
        let text = "a,b\n" + rows.map { CSVWriter.line($0) + "\n" }.joined()
        var reader = try CSVReader(bytes: Array(text.utf8), file: "t.csv")
        let read = try reader.readAll().map { $0.fields.map { Array($0.unicodeScalars) } }
        #expect(read == rows.map { $0.map { Array($0.unicodeScalars) } })
        #expect(rows.contains { $0[0].hasPrefix("'=") } && rows.contains { $0[0].hasPrefix("=") })
    }
}
