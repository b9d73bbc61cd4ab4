import Files
import Foundation
import Testing
import Training

@Suite struct AnswerRecordTests {
    private static let whole = #"{"confidence":0.5,"intent":"b","key":"k"}"#

    @Test func onlyItsOwnerMayReadIt() throws {
        let helper = try HelperProgram()
        try helper.write("old.jsonl", Self.whole + "\n")
        chmod(helper.folder + "/old.jsonl", 0o644)
        for name in ["new.jsonl", "old.jsonl"] {
            let answers = try helper.answers(replay: name)
            _ = answers.answer(to: query("one"))
            try answers.endRecording()
            let attributes = try FileManager.default.attributesOfItem(atPath: helper.folder + "/" + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    /// Every place at which a killed process can have stopped writing its last line.
    @Test func aTornLastLineIsDropped() throws {
        let helper = try HelperProgram()
        let faulty = #"{"fault":"garbage","key":"k2","reply":"Schön {"}"#
        for last in [Self.whole, faulty] {
            for count in 1..<last.utf8.count {
                let torn = Data((Self.whole + "\n").utf8) + Data(last.utf8.prefix(count))
                try torn.write(to: URL(fileURLWithPath: helper.folder + "/torn.jsonl"))
                let replayed = try helper.answers(records: false, replay: "torn.jsonl")
                #expect(replayed.droppedBytes == count)
                #expect(try Data(contentsOf: URL(fileURLWithPath: helper.folder + "/torn.jsonl")) == torn)
                let answers = try helper.answers(replay: "torn.jsonl")
                #expect(answers.droppedBytes == count)
                #expect(try helper.text("torn.jsonl") == Self.whole + "\n")
            }
        }
    }

    @Test func aLineThatLacksNothingButItsEndIsKept() throws {
        let helper = try HelperProgram()
        try helper.write("record.jsonl", Self.whole)
        #expect(try helper.answers(records: false, replay: "record.jsonl").droppedBytes == 0)
        #expect(try helper.text("record.jsonl") == Self.whole)
        let answers = try helper.answers(replay: "record.jsonl")
        _ = answers.answer(to: query("one"))
        #expect(answers.droppedBytes == 0)
        #expect(try helper.text("record.jsonl").hasPrefix(Self.whole + "\n{\"confidence\":0.75,"))
    }

    /// A scenario of somebody else must not have other files of the machine's written to.
    @Test(arguments: [
        "export PATH=$PATH:~/bin\n", "no line end", "{\"token\":\"secret\"}\n", "text,intent\nhello,a\n", "{}", "\u{0}",
        whole + "\nsomething else\n", whole + "\n{\"key\":",
    ])
    func whatIsNoRecordIsLeftAlone(content: String) throws {
        let helper = try HelperProgram()
        try helper.write("precious", content)
        chmod(helper.folder + "/precious", 0o644)
        let error = try #require(throws: OutputError.self) { try helper.answers(replay: "precious") }
        #expect("\(error)".contains("it is no record of answers"), "\(error)")
        #expect(throws: (any Error).self) { try helper.answers(records: false, replay: "precious") }
        #expect(try helper.text("precious") == content)
        let attributes = try FileManager.default.attributesOfItem(atPath: helper.folder + "/precious")
        #expect(attributes[.posixPermissions] as? Int == 0o644)
    }

    @Test func devicesPipesAndFoldersAreRefused() throws {
        let helper = try HelperProgram()
        mkfifo(helper.folder + "/pipe", 0o600)
        try FileManager.default.createSymbolicLink(atPath: helper.folder + "/link", withDestinationPath: "/dev/zero")
        for name in ["pipe", "link", "."] {
            let problem = try #require(throws: Problem.self) { try helper.answers(records: false, replay: name) }
            #expect(problem.message == "this is no file")
            #expect(throws: OutputError.self) { try helper.answers(replay: name) }
        }
    }

    @Test func anEmptyRecordIsNone() throws {
        let helper = try HelperProgram()
        try helper.write("empty.jsonl", "")
        let problem = try #require(throws: Problem.self) { try helper.answers(records: false, replay: "empty.jsonl") }
        #expect(problem.message == "the record is empty")
        // And a run that asks nobody leaves none behind.
        try helper.answers(replay: "new.jsonl").endRecording()
        #expect(!FileManager.default.fileExists(atPath: helper.folder + "/new.jsonl"))
        try helper.answers(replay: "empty.jsonl").endRecording()
        #expect(try helper.text("empty.jsonl") == "")
    }

    /// One process at a time: lines of two are not mixed, and what the other paid for is not overlooked.
    @Test func aRecordIsOneRunsAtATime() throws {
        let helper = try HelperProgram()
        let first = try helper.answers(replay: "record.jsonl")
        let error = try #require(throws: OutputError.self) { try helper.answers(replay: "record.jsonl") }
        #expect("\(error)".contains("another process has it open"))
        try first.endRecording()
    }

    @Test func aRefusedReplyIsKeptAsItWas() throws {
        let helper = try HelperProgram()
        let answers = try helper.answers(replay: "record.jsonl")
        for text in ["garbage", "unknown", "above", "twice", "long"] { _ = answers.answer(to: query(text)) }
        try answers.endRecording()
        struct Line: Decodable {
            var fault: String
            var reply: String
            var replyBytes: Int?
            enum CodingKeys: String, CodingKey {
                case fault, reply
                case replyBytes = "reply_bytes"
            }
        }
        let lines = try helper.text("record.jsonl").split(separator: "\n")
            .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        #expect(lines.map(\.fault) == ["garbage", "unknown_intent", "bad_confidence", "garbage", "garbage"])
        #expect(lines[0].reply == "I think it is b.\n" && lines[0].replyBytes == nil)
        #expect(lines[1].reply == #"{"intent":"z","confidence":0.5}"# + "\n")
        #expect(lines[3].reply.split(separator: "\n").count == 2)
        #expect(lines[4].reply == String(repeating: "x", count: 4096) && lines[4].replyBytes == 5001)
    }
}
