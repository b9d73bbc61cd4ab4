import Simulation
import Stochastics
import Testing

/// Waits by slice in one table, against one digest a slice.
@Suite("Waits by slice")
struct SlicedWaitsTests {
    private static let slices = 12
    /// Slice 0 is that of no kind, and one in five keeps nothing.
    private static let keeps = (0..<slices).map { $0 > 0 && $0 % 5 != 0 }

    /// Records waits both ways in random slices of each, and compares what is found at chosen steps.
    private func compare(_ waits: [Double], seed: UInt64, at steps: Set<Int>) throws {
        var random = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0)
        var table = SlicedWaits(keeps: Self.keeps)
        var apart = Self.keeps.map { $0 ? WaitDigest(resolution: .coarse) : nil }
        for (step, wait) in waits.enumerated() {
            // Two slices, the other six places empty; the last slice comes late and so has an empty row for long.
            let known = step < waits.count / 2 ? Self.slices - 1 : Self.slices
            let first = 1 + random.below(known - 1)
            let second = first == known - 1 ? 1 : first + 1
            table.record(
                wait, ContactSlices(0, Int32(first), 0, 0, Int32(second), 0, 0, 0))
            apart[first]?.record(seconds: wait)
            apart[second]?.record(seconds: wait)
            guard steps.contains(step) else { continue }
            for slice in 0..<Self.slices {
                guard let expected = apart[slice] else {
                    #expect(table[slice] == nil)
                    continue
                }
                let found = try #require(table[slice])
                #expect(found.count == expected.count, "slice \(slice) at step \(step)")
                for p in [0.01, 0.25, 0.5, 0.8, 0.95, 0.999] {
                    let (ours, theirs) = (found.quantile(p), expected.quantile(p))
                    guard let ours, let theirs, expected.count > 0 else {
                        #expect(ours == nil && theirs == nil)
                        continue
                    }
                    // Both count in the same cells; only the maximum is known apart from them, and limits a quantile.
                    #expect(
                        abs(ours - theirs) <= 0.01 * theirs + 0.001, "slice \(slice), \(p) at step \(step)")
                }
            }
        }
    }

    @Test("Long waits that come late widen the table and move nothing", arguments: [1, 2, 3] as [UInt64])
    func late(seed: UInt64) throws {
        // Short waits, then ever longer ones up to the cap and above it, then short ones again.
        var waits = (0..<600).map { Double($0 % 97) * 0.003 }
        var wait = 1.0
        while wait < 4 * WaitCells.capSeconds {
            waits += [wait, 0, wait / 3]
            wait *= 1.3
        }
        waits += (0..<600).map { Double($0 % 89) * 0.7 }
        try compare(waits, seed: seed, at: Set((0..<waits.count).filter { $0 % 20 == 0 } + [waits.count - 1]))
    }

    @Test("So does the longest wait right at the start, and after one short one")
    func early() throws {
        for first in [[1e9], [0, 1e9], [WaitCells.capSeconds, 0, 5]] {
            let waits = first + (0..<200).map { Double($0) }
            try compare(waits, seed: 9, at: [0, 1, 2, 50, waits.count - 1])
        }
    }

    @Test("A slice that does not exist stops the program")
    func bounds() async {
        await #expect(processExitsWith: .failure) {
            var table = SlicedWaits(keeps: [false, true])
            table.record(1, ContactSlices(2, 0, 0, 0, 0, 0, 0, 0))
        }
    }
}
