import Foundation
import Stochastics
import Testing

@Suite("Random streams")
struct RandomStreamTests {
    /// The known-answer vectors of Random123 for philox4x32 with 10 rounds.
    @Test(
        "Philox4x32-10 gives the reference vectors of Random123",
        arguments: [
            ([0, 0, 0, 0], [0, 0], [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
            (
                [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [0xFFFF_FFFF, 0xFFFF_FFFF],
                [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]
            ),
            (
                [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0],
                [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
            ),
        ] as [([UInt32], [UInt32], [UInt64])])
    func knownAnswers(counter: [UInt32], key: [UInt32], expected: [UInt64]) {
        let output = RandomStream.philox(
            counter: (counter[0], counter[1], counter[2], counter[3]), key: (key[0], key[1]))
        #expect(output.low == expected[0] | expected[1] << 32)
        #expect(output.high == expected[2] | expected[3] << 32)
    }

    @Test("A stream walks the blocks of its own counter")
    func counterLayout() {
        var stream = RandomStream(
            seed: 0x1122_3344_5566_7788, replication: 7, purpose: 0xABCD, entity: 0x1234_89AB_CDEF)
        for block in UInt32(0)..<4 {
            let expected = RandomStream.philox(
                counter: (block, 0x89AB_CDEF, 0x1234_ABCD, 7), key: (0x5566_7788, 0x1122_3344))
            #expect(stream.next() == expected.low)
            #expect(stream.next() == expected.high)
        }
    }

    @Test("Seed, replication, purpose and entity each change the stream")
    func keys() {
        var firsts = Set<UInt64>()
        for (seed, replication, purpose, entity) in [
            (1, 0, 0, 0), (2, 0, 0, 0), (1, 1, 0, 0), (1, 0, 1, 0), (1, 0, 0, 1), (1 << 40, 0, 0, 0),
            (1, 0, 0, 1 << 40),
        ] as [(UInt64, UInt32, UInt16, UInt64)] {
            var stream = RandomStream(seed: seed, replication: replication, purpose: purpose, entity: entity)
            firsts.insert(stream.next())
        }
        #expect(firsts.count == 7)
    }

    @Test("Integers below n are uniform by chi squared at 99.9%", arguments: [1, 2, 7, 10, 100])
    func below(n: Int) {
        var stream = RandomStream(seed: 11, replication: 0, purpose: 1, entity: UInt64(n))
        var counts = [Int](repeating: 0, count: n)
        for _ in 0..<100_000 { counts[stream.below(n)] += 1 }
        let mean = 100_000 / Double(n)
        let statistic = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
        let limits = [1: 0.0, 2: 10.83, 7: 22.46, 10: 27.88, 100: 148.2]
        #expect(statistic <= limits[n] ?? 0)
        #expect(stream.below(0) == 0)
        #expect(stream.below(-3) == 0)
    }

    @Test("Uniform numbers of consecutive entities are uncorrelated and fill the interval")
    func acrossEntities() {
        let n = 200_000
        var sum = 0.0
        var products = 0.0
        var previous = 0.5
        for entity in 0..<n {
            var stream = RandomStream(seed: 3, replication: 2, purpose: 9, entity: UInt64(entity))
            let u = stream.uniform()
            sum += u
            products += (u - 0.5) * (previous - 0.5)
            previous = u
        }
        #expect(abs(sum / Double(n) - 0.5) < 3.29 / (12 * Double(n)).squareRoot())
        #expect(abs(products / Double(n)) < 3.29 / 12 / Double(n).squareRoot())
    }

    @Test("Bernoulli keeps its probability, and 0 and 1 are certain")
    func bernoulli() {
        var stream = RandomStream(seed: 5, replication: 0, purpose: 0, entity: 0)
        var hits = 0
        for _ in 0..<100_000 where stream.bernoulli(0.3) { hits += 1 }
        #expect(abs(Double(hits) - 30_000) < 3.29 * (100_000 * 0.21).squareRoot())
        for _ in 0..<1_000 {
            let never = stream.bernoulli(0)
            let always = stream.bernoulli(1)
            #expect(!never && always)
        }
    }
}
