import Files
import Foundation
import Testing
import Training

@Suite struct ModelFileTests {
    private func trained() throws -> (model: TextModel, test: [LabelledText]) {
        var texts = MadeUpTexts(intents: 9, seed: 40, options: .wordsAndCharacters)
        let examples = texts.next(count: 300).filter { $0.intent != 3 }
        var model = try Trainer().trainCalibrated(examples, intents: texts.intents, version: 12)
        model.dataDigest = SHA256Digest.hex(of: [1, 2, 3])
        return (model, texts.next(count: 100))
    }

    private func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString).json").path
    }

    @Test func roundTripIsBitExact() throws {
        let (model, test) = try trained()
        let path = temporaryPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ModelFile.write(model, to: path)
        let read = try ModelFile.read(path)
        #expect(try ModelFile.encode(read) == ModelFile.encode(model))
        #expect(read.version == 12)
        #expect(read.metrics == model.metrics)
        #expect(read.dataDigest == model.dataDigest)
        #expect(read.seenIntents[3] == false)
        for text in test {
            let (one, other) = (read.scores(of: text.features), model.scores(of: text.features))
            #expect(one == other)
            #expect(!one.isEmpty)
        }
        #expect(throws: OutputError.self) { try ModelFile.write(model, to: path) }
        try ModelFile.write(model, to: path, replace: true)
    }

    @Test func untrainedRoundTrip() throws {
        let data = try ModelFile.encode(.untrained(intents: ["a", "b"]))
        let read = try ModelFile.decode(data, file: "m.json")
        #expect(!read.isTrained)
        #expect(read.probabilities(of: "x") == [0.5, 0.5])
    }

    @Test func absentForeignAndCutFilesAreProblems() throws {
        let data = try ModelFile.encode(trained().model)
        #expect(throws: Problem.self) { try ModelFile.read("/nonexistent/model.json") }
        for broken in [Data(), Data("hello".utf8), Data("{}".utf8), Data("[1,2]".utf8), Data([0xFF, 0xFE, 0])] {
            #expect(throws: Problem.self) { try ModelFile.decode(broken, file: "m.json") }
        }
        for length in stride(from: 0, to: data.count - 1, by: data.count / 23) {
            #expect(throws: Problem.self) { try ModelFile.decode(data.prefix(length), file: "m.json") }
        }
    }

    @Test func damagedMembersAreProblems() throws {
        let data = try ModelFile.encode(trained().model)
        let object = try JSONSerialization.jsonObject(with: data)
        let document = try #require(object as? [String: Any])
        let nan = Data(repeating: 0xFF, count: 4).base64EncodedString()
        let changes: [(String, Any?)] = [
            ("format", "other"), ("schemaVersion", 2), ("intents", ["a"]), ("intents", []), ("seenIntents", [true]),
            ("temperature", 0), ("temperature", "warm"), ("emotionTemperature", -1), ("weights", ""),
            ("weights", "AAAA"), ("weights", nan), ("weights", "not base64"), ("buckets", ""), ("buckets", nan),
            ("inverseDocumentFrequencies", nan), ("options", nil), ("weights", nil), ("modelVersion", "x"),
        ]
        for (member, value) in changes {
            var changed = document
            changed[member] = value
            let bytes = try JSONSerialization.data(withJSONObject: changed)
            #expect(throws: Problem.self, "\(member)") { try ModelFile.decode(bytes, file: "m.json") }
        }
        var options = try #require(document["options"] as? [String: Any])
        var features = try #require(options["features"] as? [String: Any])
        for (member, value) in [("hashBits", 60), ("hashBits", -1)] {
            features[member] = value
            options["features"] = features
            var changed = document
            changed["options"] = options
            let bytes = try JSONSerialization.data(withJSONObject: changed)
            #expect(throws: Problem.self) { try ModelFile.decode(bytes, file: "m.json") }
        }
    }
}
