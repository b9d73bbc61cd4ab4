import Stochastics
import Testing
import Traffic

struct TruthSourceTests {
    @Test func sharesAndMeansAreAsSpecified() {
        var specification = LanguageSpecification(intentCount: 4)
        specification.intents[1].share = 3
        specification.intents[1].upsetShare = 0.5
        let profile = CustomerProfile(
            patience: .exponential(mean: 300), work: .exponential(mean: 200), difficultyEffect: 1,
            segmentShares: [3, 1])
        let source = TruthSource(specification, profile: profile, seed: 4, replication: 1)
        let count = 60_000
        let truths = (0..<count).map { source.truth(of: $0, atSeconds: 0) }
        func near(_ share: Double, _ expected: Double, of n: Int) -> Bool {
            abs(share / Double(n) - expected) < 3.29 * (expected * (1 - expected) / Double(n)).squareRoot()
        }
        let second = truths.filter { $0.intent == 1 }
        #expect(near(Double(second.count), 0.5, of: count))
        #expect(near(Double(second.count(where: \.upset)), 0.5, of: second.count))
        let others = truths.filter { $0.intent != 1 }
        #expect(near(Double(others.count(where: \.upset)), specification.upsetShare, of: others.count))
        #expect(near(Double(truths.count(where: \.outOfScope)), specification.outOfScopeShare, of: count))
        #expect(near(Double(truths.count { $0.segment == 1 }), 0.25, of: count))
        func mean(_ value: (Truth) -> Double) -> Double { truths.reduce(0) { $0 + value($1) } / Double(count) }
        #expect(abs(mean(\.patienceSeconds) - 300) < 3.29 * 300 / Double(count).squareRoot())
        #expect(abs(mean(\.difficulty) - 1.0 / 3) < 0.004)
        #expect(abs(mean(\.workSeconds) - 200) < 3.29 * 220 / Double(count).squareRoot())
        #expect(truths.allSatisfy { $0.upset ? $0.anger >= 0.4 && $0.anger <= 1 : $0.anger < 0.4 })
        let hard = truths.filter { $0.difficulty > 0.6 }
        let hardWork = hard.reduce(0) { $0 + $1.workSeconds } / Double(hard.count)
        #expect(hardWork > 250, "harder matters take longer")
    }

    @Test func aCorpusGivesIntentAndRecycled() {
        let source = TruthSource(
            LanguageSpecification(intentCount: 4),
            profile: CustomerProfile(patience: .constant(1), work: .constant(2)), seed: 1, replication: 0)
        let truth = source.truth(of: 3, drawn: CorpusDraw(text: 77, intent: 2, recycled: true))
        #expect(truth.intent == 2 && truth.recycled && !truth.outOfScope)
        #expect(truth.workSeconds == 2 && truth.patienceSeconds == 1)
    }

    @Test func repeatsDoNotTouchFirstContacts() {
        #expect(Contact.entity(first: 5) == 5)
        #expect(Set((0..<64).map { Contact.entity(first: 5, attempt: $0) }).count == 64)
        #expect(Contact.entity(first: 1 << 41, attempt: 63) < 1 << 48)
        #expect(Contact.entity(first: -1, attempt: -1) == 0)
    }

    @Test func purposesStayBelowThoseOfOtherTargets() {
        #expect(Purpose.allCases.allSatisfy { $0.rawValue > 0 && $0.rawValue < 64 })
    }
}
