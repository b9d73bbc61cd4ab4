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

    /// Files of earlier versions have weights of full width: they are read, and rounded.
    @Test func aFileOfFullWidthIsRead() throws {
        let (model, test) = try trained()
        var members = try #require(
            try JSONSerialization.jsonObject(with: ModelFile.encode(model)) as? [String: Any])
        var weights = try #require((members["weights"] as? String).flatMap { Data(base64Encoded: $0) })
        // Bits below those of a half-width weight; four bytes a weight, little-endian.
        for byte in stride(from: 0, to: weights.count, by: 4) { weights[byte] = UInt8(truncatingIfNeeded: byte * 37) }
        members["weights"] = weights.base64EncodedString()
        let read = try ModelFile.decode(signed(members), file: "m.json")
        #expect(read.featureCount == model.featureCount)
        for text in test {
            for (one, other) in zip(read.scores(of: text.features), model.scores(of: text.features)) {
                #expect(abs(one - other) < 0.02 * max(1, abs(other)))
            }
        }
        // What is rounded once stays as it is.
        let again = try ModelFile.decode(ModelFile.encode(read), file: "m.json")
        #expect(try ModelFile.encode(again) == ModelFile.encode(read))
        for text in test { #expect(again.scores(of: text.features) == read.scores(of: text.features)) }
    }

    /// A document with the digest that fits it.
    private func signed(_ members: [String: Any]) throws -> Data {
        var members = members
        members["contentSHA256"] = nil
        let content = try JSONSerialization.data(withJSONObject: members)
        let digest = SHA256Digest.hex(of: Array(content))
        return Data("{\"contentSHA256\":\"\(digest)\",".utf8) + content.dropFirst()
    }

    @Test func aDigestMadeByHandFits() throws {
        let data = try ModelFile.encode(trained().model)
        let object = try JSONSerialization.jsonObject(with: data)
        #expect(throws: Never.self) {
            try ModelFile.decode(signed(#require(object as? [String: Any])), file: "m.json")
        }
    }

    @Test func anyAlteredByteIsFound() throws {
        let data = try ModelFile.encode(.untrained(intents: ["a", "b"]))
        for position in data.indices {
            var changed = data
            changed[position] ^= 1
            #expect(throws: Problem.self, "byte \(position)") { try ModelFile.decode(changed, file: "m.json") }
        }
        for changed in [data + Data(" ".utf8), Data(" ".utf8) + data, data.dropLast()] {
            #expect(throws: Problem.self) { try ModelFile.decode(Data(changed), file: "m.json") }
        }
        var digit = try ModelFile.encode(trained().model)
        let weights = try #require(digit.range(of: Data("\"weights\":\"".utf8))).upperBound
        digit[weights + 40] = digit[weights + 40] == 0x41 ? 0x42 : 0x41
        #expect { try ModelFile.decode(digit, file: "m.json") } throws: { "\($0)".contains("SHA-256") }
    }

    @Test func otherVersionsAndFeatureSpacesAreNamed() throws {
        let object = try JSONSerialization.jsonObject(with: ModelFile.encode(trained().model))
        let document = try #require(object as? [String: Any])
        for (member, value, words) in [
            ("schemaVersion", 7 as Any, "schema version 7"), ("featureSpace", "letters 3", "letters 3"),
        ] {
            var changed = document
            changed[member] = value
            let bytes = try signed(changed)
            #expect { try ModelFile.decode(bytes, file: "m.json") } throws: { "\($0)".contains(words) }
        }
    }

    /// Finite numbers whose products are none made an emotion that is no number, and that an internal error.
    @Test func hugeNumbersAreNoModel() throws {
        let object = try JSONSerialization.jsonObject(with: ModelFile.encode(trained().model))
        var document = try #require(object as? [String: Any])
        let weights = try #require(Data(base64Encoded: document["weights"] as? String ?? ""))
        var bytes = [UInt8](weights)
        bytes.replaceSubrange(0..<4, with: [0xFF, 0xFF, 0x7F, 0x7F])
        document["weights"] = Data(bytes).base64EncodedString()
        let file = try signed(document)
        #expect { try ModelFile.decode(file, file: "m.json") } throws: { "\($0)".contains("a weight is out of range") }
    }

    @Test func damagedMembersAreProblems() throws {
        let data = try ModelFile.encode(trained().model)
        let object = try JSONSerialization.jsonObject(with: data)
        let document = try #require(object as? [String: Any])
        let huge = Data([0xFF, 0xFF, 0x7F, 0x7F]).base64EncodedString()
        let nan = Data(repeating: 0xFF, count: 4).base64EncodedString()
        let changes: [(String, Any?)] = [
            ("format", "other"), ("schemaVersion", 1), ("intents", ["a"]), ("intents", []), ("seenIntents", [true]),
            ("temperature", 0), ("temperature", "warm"), ("emotionTemperature", -1), ("weights", ""),
            ("weights", "AAAA"), ("weights", nan),
            ("weights", huge), ("inverseDocumentFrequencies", huge), ("temperature", 1e-300),
            ("confidenceSlope", 1e300),
            ("confidenceOffset", -1e300), ("weights", "not base64"), ("buckets", ""), ("buckets", nan),
            ("inverseDocumentFrequencies", nan), ("options", nil), ("featureSpace", "other"), ("confidenceSlope", 0),
            ("scopeQuantiles", [1]),
            ("scopeQuantiles", [2, 1]), ("weights", nil), ("modelVersion", "x"),
        ]
        for (member, value) in changes {
            var changed = document
            changed[member] = value
            let bytes = try signed(changed)
            #expect(throws: Problem.self, "\(member)") { try ModelFile.decode(bytes, file: "m.json") }
        }
        var options = try #require(document["options"] as? [String: Any])
        var features = try #require(options["features"] as? [String: Any])
        for (member, value) in [("hashBits", 60), ("hashBits", -1)] {
            features[member] = value
            options["features"] = features
            var changed = document
            changed["options"] = options
            let bytes = try signed(changed)
            #expect(throws: Problem.self) { try ModelFile.decode(bytes, file: "m.json") }
        }
    }
}
