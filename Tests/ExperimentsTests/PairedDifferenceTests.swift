import Experiments
import Simulation
import Stochastics
import Testing

/// Differences between runs on the same seed, and the table that keeps their values.
@Suite struct PairedDifferenceTests {
    private let estimator = ReplicationEstimator()
    private let mean = MeasureForm(kind: .mean, unit: .seconds)
    private let ratio = MeasureForm(kind: .ratio, unit: .share)

    @Test func meansAreComparedByThePairedT() throws {
        let first: [MeasureValue?] = [.value(12), .value(15), .value(11), nil]
        let second: [MeasureValue?] = [.value(10), .value(14), .value(9), .value(3)]
        let difference = try #require(estimator.difference(first, from: second, of: mean))
        // Differences 2, 1, 2: mean 5/3, variance 1/3, t(.975, 2) = 4.302653.
        #expect(abs(difference.estimate.mean - 5.0 / 3) < 1e-12)
        #expect(difference.estimate.n == 3)
        let half = try #require(difference.estimate.halfWidth)
        #expect(abs(half - 4.302_652_729_7 / 3) < 1e-9)
        // Sample variances 13/3 and 7 over three observations.
        let independent = try #require(difference.independentVariance)
        #expect(abs(independent - (13.0 / 3 + 7) / 3) < 1e-12)
        let gain = try #require(difference.gain)
        #expect(abs(gain - (13.0 / 3 + 7) / (1.0 / 3)) < 1e-9)
        // t = 5 with 2 degrees of freedom: P(T > 5) = (1 - 5 / sqrt 27) / 2.
        let tail = try #require(difference.tail())
        #expect(abs(tail - (1 - 5 / 27.0.squareRoot()) / 2) < 1e-9)
    }

    @Test func ratiosArePooledBeforeTheyAreCompared() throws {
        let first: [MeasureValue?] = [
            .ratio(numerator: 30, denominator: 100), .ratio(numerator: 10, denominator: 20), nil,
        ]
        let second: [MeasureValue?] = [
            .ratio(numerator: 20, denominator: 100), .ratio(numerator: 10, denominator: 25), nil,
        ]
        let difference = try #require(estimator.difference(first, from: second, of: ratio))
        #expect(abs(difference.estimate.mean - (40.0 / 120 - 30.0 / 125)) < 1e-12)
        // The third has nothing on either side: it is no observation.
        #expect(difference.estimate.n == 2)
        #expect(difference == estimator.difference(first.dropLast(), from: second.dropLast(), of: ratio))
    }

    @Test func sharesThatAreSeldomSeenCountTheReplicationsThatSawThem() throws {
        // Two of ten replications have complaints here, three there, two of them the same.
        var first = [MeasureValue?](repeating: nil, count: 10)
        var second = first
        first[2] = .ratio(numerator: 1, denominator: 2)
        first[5] = .ratio(numerator: 3, denominator: 3)
        second[2] = .ratio(numerator: 0, denominator: 1)
        second[5] = .ratio(numerator: 2, denominator: 2)
        second[7] = .ratio(numerator: 0, denominator: 1)
        let estimate = try #require(estimator.difference(first, from: second, of: ratio)).estimate
        #expect(abs(estimate.mean - (4.0 / 5 - 2.0 / 4)) < 1e-12 && estimate.n == 2)
        // One degree of freedom says nothing, and no difference of shares is below -1 or above 1.
        #expect(estimate.low == -1 && estimate.high == 1)
        second[2] = nil
        second[7] = nil
        let single = try #require(estimator.difference(first, from: second, of: ratio)).estimate
        #expect(single.n == 1 && single.low == nil)
    }

    /// A share of 30% that a replication has something of with probability 40%, both runs on their own.
    @Test(arguments: [UInt64(1), 2, 3])
    func seldomSeenSharesAreCovered(seed: UInt64) throws {
        var stream = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 0)
        func share() -> MeasureValue? {
            guard stream.uniform() < 0.4 else { return nil }
            let count = 1 + (stream.uniform() * 20).rounded(.down)
            var hits = 0.0
            for _ in 0..<Int(count) where stream.uniform() < 0.3 { hits += 1 }
            return .ratio(numerator: hits, denominator: count)
        }
        var covered = 0
        let trials = 1000
        for _ in 0..<trials {
            let first = (0..<20).map { _ in share() }
            let second = (0..<20).map { _ in share() }
            guard let estimate = estimator.difference(first, from: second, of: ratio)?.estimate,
                let low = estimate.low, let high = estimate.high
            else { continue }
            if low <= 0, high >= 0 { covered += 1 }
        }
        // The standard error of 95% in 1000 trials is 0.7 points.
        #expect(Double(covered) / Double(trials) > 0.93, "\(covered) of \(trials)")
    }

    @Test func equalRunsDifferByExactlyNothing() throws {
        let values: [MeasureValue?] = (1...7).map { .ratio(numerator: Double($0), denominator: 7.3 * Double($0 * $0)) }
        let difference = try #require(estimator.difference(values, from: values, of: ratio))
        #expect(difference.estimate.mean == 0 && difference.estimate.halfWidth == 0)
        #expect(difference.gain == nil && difference.tail() == 0.5)
        #expect(difference.tail(above: 0.01) == 1 && difference.tail(above: -0.01) == 0)
        #expect(estimator.difference([nil], from: [nil], of: mean) == nil)
        let scaled = try #require(estimator.difference(values, from: values, factor: 2, of: ratio))
        #expect(scaled.estimate.mean < 0)
    }

    @Test func tablesAreJoinedWhereTheyMeet() {
        let columns = [
            ReplicationTable.Column(name: "human.wait.mean_s{queue=a, b}", form: mean),
            ReplicationTable.Column(name: "service_level.chat", form: ratio),
            ReplicationTable.Column(name: "never", form: mean),
        ]
        let rows: [[MeasureValue?]] = [
            [.value(0.1 + 0.2), .ratio(numerator: 1, denominator: 3), nil],
            [.value(-1e-300), nil, nil],
        ]
        let table = ReplicationTable(first: 3, columns: columns, rows: rows)
        let next = ReplicationTable(first: 5, columns: columns, rows: rows)
        #expect(table.appending(next)?.rows.count == 4 && next.appending(table) == nil)
        #expect(table.values(of: "service_level.chat") == [.ratio(numerator: 1, denominator: 3), nil])
    }
}
