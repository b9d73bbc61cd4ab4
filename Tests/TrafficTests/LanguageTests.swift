import Stochastics
import Testing
import Traffic

struct LanguageTests {
    private static func words(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(separator: " ")
    }

    private static func queries(
        _ language: SyntheticLanguage, count: Int, intent: Int? = 0, upset: Bool = false, outOfScope: Bool = false,
        atSeconds seconds: Double = 0
    ) -> [[UInt8]] {
        (0..<count).map {
            let truth = Truth(intent: intent ?? $0 % 20, upset: upset, outOfScope: outOfScope)
            return text(language, of: $0, truth: truth, atSeconds: seconds)
        }
    }

    @Test func queriesAreReadableAndOfTheStatedLength() throws {
        let language = try SyntheticLanguage(LanguageSpecification(intentCount: 20), seed: 7)
        let texts = Self.queries(language, count: 5_000, intent: nil)
        #expect(texts.allSatisfy { $0.allSatisfy { byte in (32...126).contains(byte) } })
        #expect(texts.allSatisfy { Self.words($0).count >= 2 })
        let mean = texts.reduce(0.0) { $0 + Double(Self.words($1).count) } / 5_000
        #expect((11...14.5).contains(mean), "Banking77 has 11.9 words a query; fillers and whole phrases add to 12")
        #expect(Set(texts.map { String(decoding: $0, as: UTF8.self) }).count > 4_800)
    }

    @Test func sameKeysSameBytesWhateverElseWasWritten() throws {
        let specification = LanguageSpecification(intentCount: 30)
        let profile = CustomerProfile(
            patience: .exponential(mean: 300), work: .lognormal(mu: 5, sigma: 1), segmentShares: [2, 1])
        let language = try SyntheticLanguage(specification, seed: 11)
        let source = TruthSource(specification, profile: profile, seed: 11, replication: 3)
        func customer(_ number: Int) -> (Truth, [UInt8]) {
            let truth = source.truth(of: number, atSeconds: 50)
            return (truth, text(language, of: number, truth: truth, seed: 11, replication: 3))
        }
        let forwards = (0..<300).map(customer)
        var repeats = Contact.stream(.text, seed: 11, replication: 3, first: 5, attempt: 1)
        var noise: [UInt8] = []
        for intent in 0..<100 {
            language.write(
                intent: intent, upset: true, outOfScope: false, atSeconds: 1e6, into: &noise, using: &repeats)
        }
        let again = try SyntheticLanguage(specification, seed: 11)
        for number in (0..<300).reversed() {
            let (truth, bytes) = customer(number)
            #expect(truth == forwards[number].0 && bytes == forwards[number].1)
            #expect(text(again, of: number, truth: truth, seed: 11, replication: 3) == bytes)
        }
        let other = try SyntheticLanguage(specification, seed: 12)
        let differing = (0..<300).count {
            text(other, of: $0, truth: forwards[$0].0, seed: 11, replication: 3) != forwards[$0].1
        }
        #expect(differing > 290, "another seed is another language")
    }

    @Test func driftChangesTheWordsOfItsIntentsFromItsTimeOn() throws {
        var specification = LanguageSpecification(intentCount: 4)
        specification.drifts = [LanguageDrift(startSeconds: 1_000, strength: 1, intents: ["intent_2"])]
        let language = try SyntheticLanguage(specification, seed: 3)
        func vocabulary(intent: Int, at seconds: Double) -> Set<Substring> {
            Set(Self.queries(language, count: 400, intent: intent, atSeconds: seconds).flatMap(Self.words))
        }
        func overlap(_ a: Set<Substring>, _ b: Set<Substring>) -> Double {
            Double(a.intersection(b).count) / Double(a.union(b).count)
        }
        let plain = try SyntheticLanguage(LanguageSpecification(intentCount: 4), seed: 3)
        #expect(
            Self.queries(language, count: 100, intent: 1, atSeconds: 999)
                == Self.queries(plain, count: 100, intent: 1, atSeconds: 999), "before it begins nothing changes")
        let untouched = Self.queries(language, count: 100, intent: 2, atSeconds: 2_000)
        #expect(untouched == Self.queries(plain, count: 100, intent: 2, atSeconds: 2_000))
        let drifted = overlap(vocabulary(intent: 1, at: 0), vocabulary(intent: 1, at: 1_000))
        #expect(drifted < 0.8)
        #expect(overlap(vocabulary(intent: 2, at: 0), vocabulary(intent: 2, at: 1_000)) == 1)
    }

    @Test func aNewIntentComesFromItsTimeOnWithItsShare() throws {
        var intents = IntentSpecification.numbered(3)
        intents[2].startSeconds = 5_000
        intents[2].share = 2
        let mix = IntentMix(intents: intents)
        func share(at seconds: Double) -> Double {
            let hits = (0..<20_000).count {
                var stream = Contact.stream(.intent, seed: 1, replication: 0, first: $0)
                return mix.draw(atSeconds: seconds, using: &stream) == 2
            }
            return Double(hits) / 20_000
        }
        #expect(share(at: 4_999) == 0)
        #expect(abs(share(at: 5_000) - 0.5) < 3.29 * 0.5 / 20_000.0.squareRoot())
    }

    @Test func upsetCustomersMostlyShowItAndCalmOnesRarely() throws {
        let language = try SyntheticLanguage(LanguageSpecification(intentCount: 20), seed: 7)
        let marks = ["ridiculous", "angry", "upset", "unacceptable", "furious", "worst", "terrible", "frustrated"]
        func share(upset: Bool) -> Double {
            let texts = Self.queries(language, count: 4_000, intent: nil, upset: upset)
            return Double(
                texts.count { bytes in marks.contains { String(decoding: bytes, as: UTF8.self).contains($0) } })
                / 4_000
        }
        #expect((0.35...0.8).contains(share(upset: true)))
        #expect((0.002...0.03).contains(share(upset: false)))
    }

    @Test func whatCannotBeUsedIsNamedAllAtOnce() {
        var bad = LanguageSpecification(intents: [
            IntentSpecification(name: "refund", share: 0), IntentSpecification(name: "refund", startSeconds: 5),
        ])
        bad.ambiguity = 2
        bad.vocabularySize = 3
        bad.drifts = [LanguageDrift(startSeconds: 0, intents: ["refunds"])]
        bad.mix.intentShare = 0.9
        #expect(bad.problems().count == 6)
        #expect(throws: TrafficError.self) { try SyntheticLanguage(bad, seed: 1) }
        #expect(throws: TrafficError.self) { try SyntheticLanguage(LanguageSpecification(intents: []), seed: 1) }
    }

    @Test func queriesOutOfScopeDoNotDependOnAnIntent() throws {
        let language = try SyntheticLanguage(LanguageSpecification(intentCount: 20), seed: 7)
        let first = Self.queries(language, count: 500, intent: 0, outOfScope: true)
        #expect(first == Self.queries(language, count: 500, intent: 19, outOfScope: true))
        #expect(first != Self.queries(language, count: 500, intent: 0))
    }

    @Test(arguments: [1, 2, 7, 300])
    func anyNumberOfIntentsWorks(count: Int) throws {
        var specification = LanguageSpecification(intentCount: count)
        specification.ambiguity = 1
        specification.typoShare = 1
        specification.mix.intentsPerTopic = 3
        let language = try SyntheticLanguage(specification, seed: 2)
        for intent in [-1, 0, count / 2, count - 1, count + 5] {
            for truth in [Truth(intent: intent), Truth(intent: intent, outOfScope: true)] {
                #expect(text(language, of: 9, truth: truth).count > 2)
            }
        }
    }

    @Test func aSmallVocabularyWorks() throws {
        var specification = LanguageSpecification(intentCount: 12)
        specification.vocabularySize = 50
        let language = try SyntheticLanguage(specification, seed: 2)
        #expect(text(language, of: 1, truth: Truth(intent: 11)).count > 2)
    }

    @Test func writingReusesItsBytes() throws {
        let specification = LanguageSpecification(intentCount: 20)
        let language = try SyntheticLanguage(specification, seed: 7)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8_192)
        for number in 0..<200_000 {
            var stream = Contact.stream(.text, seed: 7, replication: 0, first: number)
            language.write(
                intent: number % 20, upset: number % 8 == 0, outOfScope: false, atSeconds: 0, into: &bytes,
                using: &stream)
        }
        #expect(bytes.capacity < 16_384)
    }
}
