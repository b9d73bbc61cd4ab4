import Stochastics
import Testing
import Training

/// A made-up AI: what it says of known matters is right as often as it says, and it is too sure of others.
struct MadeUpTraffic {
    var outside = 0.35
    var copies = 1
    private var random: RandomStream

    init(seed: UInt64, outside: Double = 0.35, copies: Int = 1) {
        self.outside = outside
        self.copies = copies
        random = RandomStream(seed: seed, replication: 0, purpose: 5, entity: 0)
    }

    mutating func next(_ count: Int) -> JudgedRows {
        var rows: [JudgedRow] = []
        var group = 0
        while rows.count < count {
            let isOutside = random.bernoulli(outside)
            let u = random.uniform()
            let confidence = isOutside ? 0.2 + 0.75 * u * u : 1 - 0.7 * u * u * u
            let predicted = isOutside ? random.below(5) : random.bernoulli(confidence) ? 0 : 1
            let row = JudgedRow(
                intent: isOutside ? 5 : 0, predicted: predicted, confidence: confidence, isOutside: isOutside,
                copyGroup: group)
            for _ in 0..<(1 + random.below(copies)) where rows.count < count { rows.append(row) }
            group += 1
        }
        return JudgedRows(names: ["a", "b", "c", "d", "e", "none"], rows: rows, groupCount: group)
    }
}

@Suite struct TrafficCostTests {
    private func cost(_ rows: JudgedRows) throws -> TrafficCost {
        try #require(TrafficCost(rows, wrongAnswerCost: 40, humanCost: 8.01))
    }

    private func fresh(_ rows: JudgedRows, at threshold: Double?) -> Double {
        guard let threshold else { return 8.01 }
        let costs = rows.rows.map { $0.confidence < threshold ? 8.01 : $0.isRight ? 0 : 40 }
        return costs.reduce(0, +) / Double(costs.count)
    }

    /// The printed cost is within its interval of the cost on fresh traffic, texts out of scope included.
    @Test(arguments: [(300, 0.35, 1), (300, 0.35, 4), (150, 0.1, 1)])
    func intervalHoldsOnFreshTraffic(texts: Int, outside: Double, copies: Int) throws {
        var traffic = MadeUpTraffic(seed: 1, outside: outside, copies: copies)
        let all = traffic.next(60_000)
        var (hits, bias) = (0, 0.0)
        for seed in 100..<200 {
            var file = MadeUpTraffic(seed: UInt64(seed), outside: outside, copies: copies)
            let cost = try cost(file.next(texts))
            let truth = fresh(all, at: cost.threshold)
            let (low, high) = (try #require(cost.cost.low), try #require(cost.cost.high))
            if low <= truth, truth <= high { hits += 1 }
            bias += (cost.cost.mean - truth) / 100
        }
        #expect(hits >= 89, "\(hits) of 100")
        #expect(abs(bias) < 0.35, "\(bias)")
    }

    /// A file without texts out of scope, weighed by nothing, promises what the traffic does not keep; a stated share does.
    @Test func statedShareStandsForTheTraffic() throws {
        var traffic = MadeUpTraffic(seed: 2, outside: 0.5)
        let truth = traffic.next(60_000)
        var file = MadeUpTraffic(seed: 3, outside: 0.05)
        var rows = file.next(3_000)
        let naive = try cost(rows)
        #expect(try #require(naive.cost.high) < fresh(truth, at: naive.threshold))
        let isTaken = rows.state(outsideShare: 0.5)
        #expect(isTaken)
        let stated = try cost(rows)
        let fresh = fresh(truth, at: stated.threshold)
        #expect(try #require(stated.cost.low) <= fresh)
        #expect(try #require(stated.cost.high) >= fresh)
        #expect(abs(rows.rows.reduce(0) { $0 + ($1.isOutside ? $1.weight : 0) } / 3_000 - 0.5) < 1e-9)
    }

    @Test func sharesThatNothingStandsForAreRefused() {
        let inside = JudgedRow(intent: 0, predicted: 0, confidence: 0.9, copyGroup: 0)
        var rows = JudgedRows(names: ["a"], rows: [inside], groupCount: 1)
        for share in [-0.1, 1.1, 0.2, .nan] {
            let isTaken = rows.state(outsideShare: share)
            #expect(!isTaken, "\(share)")
        }
        #expect(rows.rows == [inside] && rows.statedOutsideShare == nil)
        let isTaken = rows.state(outsideShare: 0)
        #expect(isTaken && rows.rows == [inside])
    }

    /// By hand: with every answer wrong nothing is answered, and the cost is that of humans, exactly.
    @Test func withoutAnyRightAnswerHumansGetAll() throws {
        let rows = (0..<20).map { JudgedRow(intent: 0, predicted: 1, confidence: Double($0) / 20, copyGroup: $0) }
        let cost = try cost(JudgedRows(names: ["a", "b"], rows: rows, groupCount: 20))
        #expect(cost.threshold == nil && cost.cost.mean == 8.01 && cost.cost.low == 8.01 && cost.cost.high == 8.01)
        #expect(cost.costOfAnsweringAll.mean == 40 && cost.chanceOfSaving == 0)
    }

    /// By hand: all 20 right cost 0, but 20 texts do not show that none of the traffic is wrong.
    @Test func withoutAnyWrongAnswerTheIntervalStaysOpen() throws {
        let rows = (0..<20).map { JudgedRow(intent: 0, predicted: 0, confidence: 0.9, copyGroup: $0) }
        let cost = try cost(JudgedRows(names: ["a"], rows: rows, groupCount: 20))
        #expect(cost.threshold == 0.9 && cost.cost.mean == 0)
        // Clopper and Pearson: 1 - 0.025^(1 / 20) = 16.84% may be wrong.
        #expect(abs(try #require(cost.cost.high) - 40 * 0.168433) < 1e-3)
        let one = rows.map { JudgedRow(intent: 0, predicted: 0, confidence: $0.confidence, copyGroup: 0) }
        let copies = try self.cost(JudgedRows(names: ["a"], rows: one, groupCount: 1))
        #expect(copies.cost.low == nil && copies.cost.mean == 0)
    }

    /// Rows without an answer cost what a human costs, whatever the threshold.
    @Test func withoutAnAnswerAHumanIsPaid() throws {
        let rows = (0..<40).map {
            JudgedRow(intent: 0, predicted: $0 % 2 == 0 ? 0 : nil, confidence: 0.8, copyGroup: $0)
        }
        let cost = try cost(JudgedRows(names: ["a"], rows: rows, groupCount: 40))
        #expect(abs(cost.cost.mean - 4.005) < 1e-9 && abs(cost.costOfAnsweringAll.mean - 4.005) < 1e-9)
        #expect(cost.againstAll.mean == 0 && cost.coverage.mean == 0.5)
    }
}
