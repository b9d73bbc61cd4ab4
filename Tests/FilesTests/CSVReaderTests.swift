import Files
import Testing

/// Rows of `text`, or the problem that reading it throws.
private func read(_ text: String, separator: UInt8 = UInt8(ascii: ",")) throws -> [CSVRow] {
    var reader = try CSVReader(bytes: [UInt8](text.utf8), file: "t.csv", separator: separator)
    var rows: [CSVRow] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
}

private func problem(_ text: String) throws -> Problem {
    try #require(throws: Problem.self) { _ = try read(text) }
}

@Suite struct CSVReaderTests {
    @Test(arguments: ["\n", "\r\n", "\r"])
    func everyLineEnd(end: String) throws {
        let rows = try read(["text,intent", "one,a", "", "\"two\(end)lines\",b", "three,c", ""].joined(separator: end))
        #expect(rows.map(\.fields) == [["one", "a"], ["two\(end)lines", "b"], ["three", "c"]])
        #expect(rows.map(\.line) == [2, 4, 6])
    }

    @Test func lastLineNeedsNoEnd() throws {
        #expect(try read("a,b\n1,2").map(\.fields) == [["1", "2"]])
        #expect(try read("a,b\n1,").map(\.fields) == [["1", ""]])
        #expect(try read("a,b\n\"1\",\"\"").map(\.fields) == [["1", ""]])
    }

    @Test func quotesDoubleInsideQuotes() throws {
        let rows = try read("text,intent\n\"say \"\"hi\"\", please\",a\n\"\"\"\",b\n\"\",c\n")
        #expect(rows.map { $0.fields[0] } == ["say \"hi\", please", "\"", ""])
    }

    @Test func byteOrderMarkIsSkipped() throws {
        var reader = try CSVReader(bytes: [0xEF, 0xBB, 0xBF] + [UInt8](" text ,intent\nx,y".utf8), file: "t.csv")
        #expect(reader.header == ["text", "intent"])
        #expect(try reader.next()?.fields == ["x", "y"])
    }

    @Test func tabsSeparateWhereAsked() throws {
        #expect(try read("a\tb\n1,5\t2\n", separator: 9).map(\.fields) == [["1,5", "2"]])
    }

    @Test(arguments: ["", "\n\n", "\u{FEFF}", "\r\n"])
    func emptyFile(text: String) throws {
        let found = try problem(text)
        #expect(found.description == "t.csv: the file is empty; write a header line such as text,intent")
    }

    @Test func unclosedQuoteIsPlacedWhereItOpens() throws {
        let found = try problem("text,intent\r\nfine,a\r\nx,\"never\r\nclosed,b\r\n")
        #expect((found.line, found.column) == (3, 3))
        #expect(
            found.description == """
                t.csv:3:3: the quote opened here is never closed; close it, and write each quote inside the field twice
                    x,"never
                      ^
                """)
    }

    @Test func textAfterAClosingQuote() throws {
        let found = try problem("text,intent\n\"ab\"c,d\n")
        #expect((found.line, found.column) == (2, 5))
        #expect(found.message == "text after a closing quote")
    }

    @Test func runawayQuoteIsPlacedWhereItOpens() throws {
        let found = try problem("text,intent\n\"open,a\nfine,b\n\"quoted\",c\n")
        #expect((found.line, found.column) == (2, 1))
        #expect(found.message.contains("closes in line 4"))
    }

    @Test func quoteInsideAPlainField() throws {
        let found = try problem("text,intent\n5\" screen,a\n")
        #expect((found.line, found.column) == (2, 2))
    }

    @Test func wrongNumberOfFieldsIsPlacedAndReadingGoesOn() throws {
        var reader = try CSVReader(bytes: [UInt8]("text,intent\n\"a\nb\",x,y\nlonely\nfine,z\n".utf8), file: "t.csv")
        let tooMany = try #require(throws: Problem.self) { _ = try reader.next() }
        #expect((tooMany.line, tooMany.column) == (3, 6))
        #expect(tooMany.message == "this row has 3 fields, the header has 2")
        let tooFew = try #require(throws: Problem.self) { _ = try reader.next() }
        #expect((tooFew.line, tooFew.column) == (4, 1))
        #expect(tooFew.message == "this row has 1 field, the header has 2")
        #expect(try reader.next()?.line == 5)
    }

    @Test func allProblemsAtOnce() throws {
        var reader = try CSVReader(bytes: [UInt8]("a,b\n1\n1,2\n1,2,3\n".utf8), file: "t.csv")
        let found = try #require(throws: Problems.self) { _ = try reader.readAll() }
        #expect(found.problems.map(\.line) == [2, 4])
    }

    @Test func invalidUTF8IsPlaced() throws {
        let bytes = [UInt8]("text,intent\né".utf8) + [0xE9, 0x0A]
        let found = try #require(throws: Problem.self) { _ = try CSVReader(bytes: bytes, file: "t.csv") }
        #expect((found.line, found.column) == (2, 2))
        #expect(found.message.contains("0xE9"))
    }

    @Test(arguments: [
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF], [0],
        [0xFF, 0xFE, 0x61, 0x00],
    ])
    func illFormedSequencesAreErrors(bytes: [UInt8]) {
        #expect(throws: Problem.self) { _ = try CSVReader(bytes: bytes, file: "t.csv") }
    }

    @Test func anyLanguageIsText() throws {
        let texts = ["¿dónde está?", "我的卡没到", "карта", "🙂👩‍👩‍👧", "e\u{301}", "שלום"]
        let rows = try read("text,intent\n" + texts.map { "\($0),x\n" }.joined())
        #expect(rows.map { $0.fields[0] } == texts)
    }

    @Test func fieldOfAMegabyte() throws {
        let long = String(repeating: "word, ", count: 200_000)
        #expect(try read("text,intent\n\"\(long)\",x\n")[0].fields[0] == long)
        let found = try problem("text,intent\n\(long)\n")
        #expect(found.snippet.count <= 106)
    }

    @Test func missingFileAndFolder() throws {
        let missing = try #require(throws: Problem.self) { _ = try CSVReader(path: "/nowhere/at/all.csv") }
        #expect(
            missing.description
                == "/nowhere/at/all.csv: there is no such file; check the path: there is no folder /nowhere/at either")
        let folder = try #require(throws: Problem.self) { _ = try CSVReader(path: "/") }
        #expect(folder.description == "/: this is a folder; name a file in it")
    }

    @Test func columnsByNameAndPlaceOfAField() throws {
        var reader = try CSVReader(bytes: [UInt8]("text,intent\n\"a, b\",nonsense\n".utf8), file: "t.csv")
        #expect(try reader.column("intent") == 1)
        let absent = try #require(throws: Problem.self) { _ = try reader.column("label") }
        #expect(absent.description.contains("there is no column \"label\""))
        #expect(absent.description.contains("text, intent"))
        let row = try #require(try reader.next())
        let found = reader.problem(in: row, field: 1, message: "a label never seen", remedy: "")
        #expect((found.line, found.column) == (2, 8))
    }

    @Test func doubledColumnNameIsPlaced() throws {
        let found = try problem("text,text\n")
        #expect((found.line, found.column) == (1, 6))
    }

    @Test func writtenRowsReadBack() throws {
        let rows = [["plain", ""], [" space ", "a,b"], ["say \"hi\"", "two\r\nlines"], ["", "\t"], ["cr\r", "🙂"]]
        let text = (["a,b"] + rows.map { CSVWriter.line($0) }).joined(separator: "\n")
        #expect(try read(text).map(\.fields) == rows)
        let single = ["a", CSVWriter.line([""]), CSVWriter.line(["x"])].joined(separator: "\n")
        #expect(try read(single).map(\.fields) == [[""], ["x"]])
        #expect(CSVWriter.line(["a", "b\"c", "d,e"]) == "a,\"b\"\"c\",\"d,e\"")
    }
}
