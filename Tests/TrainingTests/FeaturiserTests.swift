import Testing
import Training

@Suite struct FeaturiserTests {
    private func features(_ text: String, _ options: FeatureOptions) -> SparseText {
        features(Array(text.utf8), options)
    }

    private func features(_ bytes: [UInt8], _ options: FeatureOptions) -> SparseText {
        var featuriser = Featuriser(options: options)
        var text = SparseText()
        featuriser.features(of: bytes, into: &text)
        return text
    }

    private let words = FeatureOptions(wordNgrams: 1...2, characterNgrams: nil, hashBits: 24)

    /// Counts of n-grams made the plain way, from an ASCII text of words between single spaces.
    private func plainCounts(_ text: String, words: ClosedRange<Int>, characters: ClosedRange<Int>?) -> [Int] {
        var counts: [String: Int] = [:]
        let tokens = text.split(separator: " ").map(String.init)
        for length in words where length <= tokens.count {
            for start in 0...(tokens.count - length) {
                counts["w " + tokens[start..<start + length].joined(separator: " "), default: 0] += 1
            }
        }
        for token in characters == nil ? [] : tokens {
            let marked = Array(" \(token) ")
            for length in characters ?? 1...1 where length <= marked.count {
                for start in 0...(marked.count - length) {
                    counts["c " + String(marked[start..<start + length]), default: 0] += 1
                }
            }
        }
        return counts.values.sorted()
    }

    @Test(arguments: [
        "card", "my card has not arrived", "a b a b a b", "no no no no", "x", "banana bandana",
        "the quick brown fox jumps over the lazy dog 2 2 22 222",
    ])
    func countsEqualThePlainWay(_ text: String) {
        for characters in [nil, 2...5, 1...3, 3...3] as [ClosedRange<Int>?] {
            for words in [1...1, 1...2, 2...3] {
                let options = FeatureOptions(wordNgrams: words, characterNgrams: characters, hashBits: 24)
                let counts = features(text, options).counts.map(Int.init).sorted()
                #expect(counts == plainCounts(text, words: words, characters: characters))
            }
        }
    }

    @Test func caseAndPunctuationAndApostrophesDoNotMatter() {
        #expect(features("My CARD, hasn't (arrived).", words) == features("my card hasnt arrived", words))
        #expect(features("hasn’t", words) == features("hasn't", words))
        #expect(features("ÀÉÎ ΑΒΓ ЖДЁ Ÿ ŁÓDŹ", words) == features("àéî αβγ ждё ÿ łódź", words))
        #expect(features("help!", words).count == 3)
        #expect(features("help", words) != features("help!", words))
    }

    @Test func everyLanguageHasWords() {
        #expect(features("我的卡还没到", words).count == 11)
        #expect(features("بطاقتي لم تصل", words).count == 5)
        #expect(features("मेरा कार्ड", words).count == 3)
        #expect(features("카드가 안 왔어요", words).count == 5)
        #expect(features("😡😡", words).counts.sorted() == [1, 2])
        // Skin tone and presentation selectors are ignored.
        #expect(features("👍🏽 ❤️", words) == features("👍 ❤", words))
    }

    @Test func invalidBytesSeparateWords() {
        let valid = features("my card", words)
        for gap: [UInt8] in [[0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF8], [0x80], [0xF4, 0x90]] {
            #expect(features(Array("my".utf8) + gap + Array("card".utf8), words) == valid)
        }
        #expect(features([0xE2, 0x82], words).count == 0)
        #expect(features([], words).count == 0)
    }

    @Test func aMegabyteIsHandledAndScratchSpaceIsSound() {
        var featuriser = Featuriser(options: .wordsAndCharacters)
        var text = SparseText()
        let bits = FeatureOptions.wordsAndCharacters.hashBits
        for bytes in [
            Array(repeating: UInt8(ascii: "a"), count: 1_000_000),
            Array(String(repeating: "ab !cd 😡", count: 100_000).utf8),
            (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) },
            Array("short".utf8), [], Array("a b c d e f g h i j k l m".utf8),
        ] {
            featuriser.features(of: bytes, into: &text)
            #expect(text.indices.allSatisfy { $0 < 1 << UInt32(bits) })
            #expect(Set(text.indices).count == text.count)
            #expect(text == features(bytes, .wordsAndCharacters))
        }
        featuriser.features(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000), into: &text)
        #expect(text.counts.max() == 255)
    }

    @Test func smallTablesHoldManyFeatures() {
        let options = FeatureOptions(wordNgrams: 1...8, characterNgrams: 1...8, hashBits: 8)
        let text = features((0..<5_000).map { "w\($0)" }.joined(separator: " "), options)
        #expect(text.count == 256)
    }

    @Test func wordsAndCharactersNeverShareABucket() {
        let options = FeatureOptions(wordNgrams: 1...1, characterNgrams: 1...4, hashBits: 12)
        let half: UInt32 = 1 << 11
        let plain = features("card arrived", FeatureOptions(wordNgrams: 1...1, characterNgrams: nil, hashBits: 11))
        #expect(features("card arrived", options).indices.filter { $0 < half } == plain.indices)
    }
}
