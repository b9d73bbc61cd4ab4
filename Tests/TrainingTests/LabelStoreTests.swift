import Testing
import Training

@Suite struct LabelStoreTests {
    private func label(_ intent: Int, _ order: Int) -> LabelledText {
        LabelledText(features: SparseText(), intent: intent, order: order)
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
        let renamed = store.training.filter { $0.intent == 2 } + store.holdout.filter { $0.intent == 2 }
        #expect(renamed.map(\.order).sorted() == [3, 50, 98])
        #expect(store.trainingCount == before && store.holdoutCount == heldOut)
        #expect(store.countsByIntent.count == 3 && store.countsByIntent.reduce(0, +) == before)
        store.rename([5], to: -1)
        #expect(store.countsByIntent.reduce(0, +) == before, "an intent that is none changes nothing")
    }

    @Test func holdoutIsARandomShareAndKeepsTheMostRecent() {
        var store = LabelStore(capacity: 100_000, intents: 5, holdoutShare: 0.2, seed: 2, holdoutCapacity: 300)
        var heldOut: [Int] = []
        for order in 0..<10_000 where store.add(label(order % 5, order)) == .holdout { heldOut.append(order) }
        // Six standard deviations of a binomial.
        #expect(abs(heldOut.count - 2000) < 240)
        #expect(store.holdout.map(\.order) == Array(heldOut.suffix(300)))
        #expect(store.trainingCount == 10_000 - heldOut.count)
        #expect(store.droppedFromHoldout == heldOut.count - 300)
        #expect(Set(store.training.map(\.order)).isDisjoint(with: heldOut))
        #expect(store.added == 10_000)
    }

    @Test func sameSeedSamePartsOtherSeedOtherParts() {
        func parts(_ seed: UInt64) -> [Int] {
            var store = LabelStore(capacity: 500, intents: 4, holdoutShare: 0.3, seed: seed)
            for order in 0..<1000 { store.add(label(order % 4, order)) }
            return store.training.map(\.order) + [-1] + store.holdout.map(\.order)
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
