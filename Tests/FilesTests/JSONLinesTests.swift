import Files
import Foundation
import TestSupport
import Testing

private struct Label: Decodable, Equatable {
    struct Part: Decodable, Equatable { var n: Int }
    var id: String
    var score: Double?
    var parts: [Part]?
}

private func lines(_ text: String) -> JSONLines { JSONLines(bytes: [UInt8](text.utf8), file: "t.jsonl") }

@Suite struct JSONLinesTests {
    @Test func linesAreNumberedAndBlankOnesSkipped() throws {
        var reader = lines("\u{FEFF}{\"id\":\"a\"}\r\n\n  \n{\"id\":\"b\",\"score\":1}")
        let first = try #require(try reader.nextLine())
        #expect((first.line, String(decoding: first.bytes, as: UTF8.self)) == (1, "{\"id\":\"a\"}"))
        let second = try #require(try reader.nextLine())
        #expect(second.line == 4)
        #expect(try second.decode(Label.self) == Label(id: "b", score: 1))
        #expect(try reader.nextLine() == nil)
    }

    /// (line, column of the error, words of the message)
    @Test(arguments: [
        ("{\"id\":\"a\" \"score\":1}", 11, "a comma"), ("{\"id\":\"a\"", 10, "too early"),
        ("[1]", 1, "not a JSON object"),
        ("{\"id\":\"a\"} x", 12, "text after"), ("{\"id\":}", 7, "a JSON value"), ("{id:\"a\"}", 2, "double quotes"),
        ("{\"é\":01}", 6, "begin with 0"), ("{\"id\":\"\\x\"}", 9, "escape"), ("{\"id\":tru}", 10, "a JSON value"),
        ("{\"id\":\"a\u{1}\"}", 9, "control character"), ("{\"id\":\"a\",\"score\":\"x\"}", 19, "wrong kind"),
        ("{\"score\":2}", 1, "\"id\" is missing"),
        ("{\"id\":\"a\",\"parts\":[{\"n\":1},{\"n\":\"2\"}]}", 33, "wrong kind"),
        ("{\"id\":\"a\",\"parts\":[{\"n\":1},{}]}", 28, "\"parts.[1].n\" is missing"), ("7", 1, "not a JSON object"),
    ])
    func errorsHaveTheirPlace(text: String, column: Int, words: String) throws {
        var reader = lines("{\"id\":\"fine\"}\n\(text)\n{\"id\":\"after\"}\n")
        #expect(try reader.next(Label.self)?.id == "fine")
        let found = try #require(throws: Problem.self) { _ = try reader.next(Label.self) }
        #expect((found.line, found.column) == (2, column))
        #expect(found.message.contains(words), "\(found)")
        #expect(try reader.next(Label.self)?.id == "after")
    }

    @Test func deepNestingIsAnErrorNotACrash() throws {
        var reader = lines("{\"id\":" + String(repeating: "[", count: 100_000) + "\n")
        #expect(throws: Problem.self) { _ = try reader.next(Label.self) }
    }

    @Test func invalidBytesAreAnError() throws {
        var reader = JSONLines(bytes: [0x7B, 0xFF, 0x7D, 0x0A] + [UInt8]("{\"id\":\"b\"}".utf8), file: "t.jsonl")
        let found = try #require(throws: Problem.self) { _ = try reader.nextLine() }
        #expect((found.line, found.column) == (1, 2))
        #expect(try reader.next(Label.self)?.id == "b")
    }

    /// A pipe delivers a line as soon as it is written, and lines longer than one read whole.
    @Test func pipesDeliverLineByLine() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        func send(_ text: String) {
            _ = text.utf8CString.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count - 1) }
        }
        var reader = JSONLines(descriptor: ends[0], file: "standard input")
        send("{\"id\":\"a\"}\n{\"id\":")
        #expect(try reader.next(Label.self)?.id == "a")
        send("\"b\"}\n")
        #expect(try reader.next(Label.self)?.id == "b")
        close(ends[1])
        #expect(try reader.nextLine() == nil)
        close(ends[0])
    }

    /// What has come is told apart from what has not, and from the end.
    @Test func nothingIsWaitedForThatHasNotCome() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        func send(_ text: String) {
            _ = text.utf8CString.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count - 1) }
        }
        func id(_ line: JSONLine?) throws -> String? { try line?.decode(Label.self).id }
        var reader = JSONLines(descriptor: ends[0], file: "standard input")
        #expect(try reader.nextLine(waits: false) == nil)
        send("{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":")
        #expect(try id(reader.nextLine(waits: false)) == "a")
        #expect(try id(reader.nextLine(waits: false)) == "b")
        #expect(try reader.nextLine(waits: false) == nil, "half a line")
        send("\"c\"}\n{\"id\":\"d\"}")
        #expect(try id(reader.nextLine(waits: false)) == "c")
        #expect(try reader.nextLine(waits: false) == nil)
        close(ends[1])
        #expect(try id(reader.nextLine(waits: false)) == "d", "the end ends the line")
        #expect(try reader.nextLine() == nil)
        close(ends[0])
    }

    /// A line that is too long is told once, in memory that does not grow, and the next is read.
    @Test func tooLongLinesAreSkipped() throws {
        let folder = try TemporaryFolder()
        let long = "{\"id\":\"" + String(repeating: "x", count: 300_000) + "\"}"
        try WholeFile.write(
            [UInt8]("{\"id\":\"a\"}\n\(long)\n{\"id\":\"b\"}\n\(long)".utf8), to: folder.path + "/a", replace: false)
        for longest in [100, 1000, 65536, 200_000] {
            var reader = try JSONLines(path: folder.path + "/a", longestLine: longest)
            #expect(try reader.next(Label.self)?.id == "a")
            let first = try #require(throws: Problem.self) { _ = try reader.nextLine() }
            #expect(first.line == 2 && first.message.contains("longer than"))
            #expect(try reader.next(Label.self)?.id == "b")
            #expect(try #require(throws: Problem.self) { _ = try reader.nextLine() }.line == 4)
            #expect(try reader.nextLine() == nil)
        }
    }

    /// What cannot be read is told once, and then is over.
    @Test func aDescriptorThatCannotBeRead() throws {
        var reader = JSONLines(descriptor: -1, file: "standard input")
        #expect(throws: Problem.self) { _ = try reader.nextLine() }
        #expect(try reader.nextLine() == nil)
    }

    @Test func longLinesFromAFile() throws {
        let folder = try TemporaryFolder()
        let long = String(repeating: "x", count: 1_000_000)
        try WholeFile.write(
            [UInt8]("{\"id\":\"\(long)\"}\n{\"id\":\"b\"}\n".utf8), to: folder.path + "/a", replace: false)
        var reader = try JSONLines(path: folder.path + "/a")
        #expect(try reader.next(Label.self)?.id == long)
        #expect(try reader.next(Label.self)?.id == "b")
        #expect(try reader.nextLine() == nil)
    }

    @Test func missingFile() {
        #expect(throws: Problem.self) { _ = try JSONLines(path: "/nowhere.jsonl") }
    }
}
