import Stochastics
import Testing
import Training

@Suite("ADWIN")
struct AdaptiveWindowTests {
    private func errors(_ seed: UInt64) -> RandomStream {
        RandomStream(seed: seed, replication: 0, purpose: 7, entity: 0)
    }

    /// The published delay for this change at delta .002 is about 135 values (DESIGN, section 8).
    @Test("A rise of errors from 5% to 20% is found after some 135 of them, always upwards")
    func delay() {
        var delays: [Double] = []
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = errors(seed)
            var window = AdaptiveWindow(delta: 0.002)
            for _ in 0..<1000 { _ = window.add(random.bernoulli(0.05) ? 1 : 0) }
            for number in 1...1000 {
                guard let change = window.add(random.bernoulli(0.2) ? 1 : 0), change.isRise else { continue }
                delays.append(Double(number))
                break
            }
        }
        let mean = delays.reduce(0, +) / Double(max(1, delays.count))
        print("ADWIN: 5% to 20% found after \(mean) values on average")
        #expect(delays.count == 60)
        #expect(mean > 80 && mean < 170)
    }

    @Test("Nothing is found where nothing changes: 200,000 values at each of four rates")
    func noFalseAlarms() {
        var cuts = 0
        for (seed, rate) in zip([1, 2, 3, 4] as [UInt64], [0.01, 0.05, 0.2, 0.5]) {
            var random = errors(seed)
            var window = AdaptiveWindow(delta: 0.002)
            for _ in 0..<200_000 where window.add(random.bernoulli(rate) ? 1 : 0) != nil { cuts += 1 }
        }
        #expect(cuts == 0)
    }

    @Test("After a change only what came since is left, with its mean")
    func forgets() throws {
        var window = AdaptiveWindow(delta: 0.002)
        for _ in 0..<2000 { #expect(window.add(0) == nil) }
        var found: AdaptiveWindow.Change?
        var added = 0
        while found == nil, added < 1000 {
            found = window.add(1)
            added += 1
        }
        let change = try #require(found)
        #expect(change.isRise)
        #expect(change.before.mean == 0)
        #expect(window.count < 2000, "older buckets are gone")
        for _ in 0..<5000 { _ = window.add(0.25) }
        #expect(abs(window.mean - 0.25) < 0.01)
    }

    @Test("A fall is a change but no rise")
    func fall() {
        var random = errors(9)
        var window = AdaptiveWindow()
        var changes: [AdaptiveWindow.Change] = []
        for number in 0..<3000 {
            if let change = window.add(random.bernoulli(number < 1500 ? 0.3 : 0.05) ? 1 : 0) { changes.append(change) }
        }
        #expect(!changes.isEmpty)
        #expect(changes.allSatisfy { !$0.isRise })
    }

    @Test("Values that are none count as 0, and those out of range as its ends")
    func odd() {
        var window = AdaptiveWindow()
        for value in [Double.nan, -3, 7, .infinity] { _ = window.add(value) }
        #expect(window.mean == 0.5)
        #expect(AdaptiveWindow().mean == 0)
    }
}
