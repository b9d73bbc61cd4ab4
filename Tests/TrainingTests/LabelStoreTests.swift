import Testing
import Training

@Suite struct LabelStoreTests {
    /// A text of one word, by default another one for each label.
    private func label(_ intent: Int, _ order: Int, word: Int? = nil) -> LabelledText {
        var features = SparseText()
        features.entries = [SparseText.one | UInt32(word ?? order)]
        return LabelledText(features: features, intent: intent, order: order)
    }

    @Test func theCapTakesTheOldestOfTheLargestIntent() {
        var store = LabelStore(capacity: 6, intents: 3, holdoutShare: 0, seed: 1)
        for order in 0..<5 { store.add(label(0, order)) }
        store.add(label(1, 5))
        #expect(store.dropped == 0)
        #expect(!store.capWasReached)
        store.add(label(2, 6))
        #expect(store.dropped == 1)
        #expect(store.countsByIntent == [4, 1, 1])
        #expect(store.training.map(\.order) == [1, 2, 3, 4, 5, 6])
        for order in 7..<200 { store.add(label(order % 2, order)) }
        #expect(store.countsByIntent.reduce(0, +) == 6)
        #expect(store.countsByIntent[2] == 1)
        #expect(store.countsByIntent.max() == 3)
        #expect(store.training.contains { $0.order == 199 })
        #expect(store.dropped == 194)
    }

    @Test func labelsOfAMatterThatGotItsNameAreRenamed() {
        var store = LabelStore(capacity: 1_000, intents: 2, holdoutShare: 0.3, seed: 1)
        for order in 0..<100 { store.add(label(1, order)) }
        let (before, heldOut) = (store.trainingCount, store.holdoutCount)
        store.rename([3, 50, 98, 4_711], to: 2)
        let all = store.training + store.calibration + store.judging
        let renamed = all.filter { $0.intent == 2 }
        #expect(renamed.map(\.order).sorted() == [3, 50, 98])
        #expect(store.trainingCount == before && store.holdoutCount == heldOut)
        #expect(store.countsByIntent.count == 3 && store.countsByIntent.reduce(0, +) == before)
        store.rename([5], to: -1)
        #expect(store.countsByIntent.reduce(0, +) == before, "an intent that is none changes nothing")
    }

    @Test func holdoutIsARandomShareAndKeepsTheMostRecent() {
        var store = LabelStore(capacity: 100_000, intents: 5, holdoutShare: 0.2, seed: 2, holdoutCapacity: 300)
        var (calibration, judging): ([Int], [Int]) = ([], [])
        for order in 0..<10_000 {
            switch store.add(label(order % 5, order)) {
            case .calibration: calibration.append(order)
            case .judging: judging.append(order)
            case .training, .refused: break
            }
        }
        // Six standard deviations of a binomial; a third for calibration, two for the gate.
        #expect(abs(calibration.count + judging.count - 2000) < 240)
        #expect(abs(calibration.count - 667) < 150)
        #expect(store.calibration.map(\.order) == Array(calibration.suffix(100)))
        #expect(store.judging.map(\.order) == Array(judging.suffix(200)))
        #expect(store.holdoutCount == 300)
        #expect(store.trainingCount == 10_000 - calibration.count - judging.count)
        #expect(store.droppedFromHoldout == calibration.count + judging.count - 300)
        #expect(Set(store.training.map(\.order)).isDisjoint(with: calibration + judging))
        #expect(store.added == 10_000)
    }

    @Test func copiesOfATextStayInOnePart() {
        var store = LabelStore(capacity: 100_000, intents: 2, holdoutShare: 0.3, seed: 5)
        var parts: [Int: Set<LabelStore.Placement>] = [:]
        for order in 0..<3_000 {
            let word = order * 7 % 300
            parts[word, default: []].insert(store.add(label(order % 2, order, word: word)))
        }
        #expect(parts.count == 300 && parts.values.allSatisfy { $0.count == 1 })
        let seen = Set(parts.values.flatMap { $0 })
        #expect(seen == [.training, .calibration, .judging])
    }

    @Test func sameSeedSamePartsOtherSeedOtherParts() {
        func parts(_ seed: UInt64) -> [Int] {
            var store = LabelStore(capacity: 500, intents: 4, holdoutShare: 0.3, seed: seed)
            for order in 0..<1000 { store.add(label(order % 4, order)) }
            let parts = [store.training, store.calibration, store.judging]
            return parts.flatMap { $0.map(\.order) + [-1] }
        }
        #expect(parts(1) == parts(1))
        #expect(parts(1) != parts(2))
    }

    @Test func oddLabelsAreRefusedAndNewIntentsAccepted() {
        var store = LabelStore(capacity: 10, intents: 2, holdoutShare: 0, seed: 1)
        #expect(store.add(label(-1, 0)) == .refused)
        var weightless = label(0, 0)
        weightless.weight = 0
        #expect(store.add(weightless) == .refused)
        #expect(store.add(label(4, 1)) == .training)
        #expect(store.countsByIntent == [0, 0, 0, 0, 1])
        #expect(store.added == 1)
    }
}

@Suite struct LabelledTextTests {
    /// A scratch value has room for the longest text it ever held; labels kept by the ten thousand must not.
    @Test func aKeptLabelHasNoSpareRoom() {
        var featuriser = Featuriser(options: .words)
        var scratch = SparseText()
        featuriser.features(
            of: Array(String(repeating: "many different words 1 2 3 ", count: 500).utf8), into: &scratch)
        for number in 0..<500 { featuriser.features(of: Array("text \(number)".utf8), into: &scratch) }
        let label = LabelledText(features: scratch, intent: 0)
        #expect(label.features == scratch)
        #expect(label.features.entries.capacity < 32)
    }
}
