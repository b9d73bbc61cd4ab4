import Experiments
import Scenarios
import Simulation
import Stochastics
import Testing

/// Main effects, Pareto sets and allocations on responses whose truth is known.
@Suite struct SweepStatisticsTests {
    /// Replication r of every point has the same noise, `own` times more or less of it by point.
    private func response(
        _ name: String, _ means: [Double], n: Int = 10, own: Double = 0, lowerIsBetter: Bool = true
    ) -> SweepResponse {
        var stream = RandomStream(seed: 5, replication: 0, purpose: 1, entity: UInt64(name.utf8.count))
        let common = (0..<n).map { _ in stream.normal() }
        let samples = means.map { mean in common.map { mean + $0 + own * stream.normal() } }
        // The estimates are the means themselves.
        let shifted = zip(means, samples).map { mean, sample in
            let shift = mean - sample.reduce(0, +) / Double(n)
            return sample.map { $0 + shift }
        }
        return SweepResponse(
            measure: name, unit: "USD", isLowerBetter: lowerIsBetter,
            samples: shifted.map { SweepSample(means: $0) })
    }

    @Test func commonNoiseCancelsInMainEffects() throws {
        // Additive: 10 a + b.
        let points = ["1", "2", "3"].flatMap { a in ["x", "y"].map { [a, $0] } }
        let means = [11, 12, 21, 22, 31, 32.0]
        let effects = MainEffects(paths: ["a", "b"], points: points)
        #expect(effects.isGrid)
        let found = effects.effects(on: response("cost", means))
        #expect(found.map(\.factor) == ["a", "b"] && found.map(\.method) == ["level means", "level means"])
        #expect(abs(found[0].range.mean - 20) < 1e-9 && abs(found[1].range.mean - 1) < 1e-9)
        #expect(found[0].lowest == "1" && found[0].highest == "3" && found[1].highest == "y")
        // The noise is the same everywhere, so differences are exact although levels are not.
        #expect((found[0].range.halfWidth ?? 1) < 1e-9)
        #expect((found[0].levels[0].response.halfWidth ?? 0) > 0.1)
    }

    @Test func leastSquaresFindsLinearEffects() throws {
        let factors = try ["a=0:10.0", "b=5:9", "c=p,q,r"].map { try SweepFactor.parse($0, takesRanges: true) }
        let points = try SweepDesign.sobol.points(factors, count: 30, seed: 1)
        let effects = MainEffects(paths: ["a", "b", "c"], points: points)
        #expect(!effects.isGrid)
        let word = ["p": 0.0, "q": 4, "r": 1]
        let means = try points.map { point in
            let a = try #require(Double(point[0]))
            return try 3 * a - 2 * #require(Double(point[1])) + #require(word[point[2]])
        }
        let found = effects.effects(on: response("cost", means))
        #expect(found.map(\.factor) == ["a", "b", "c"] && found.allSatisfy { $0.method == "least squares" })
        let numbers = try points.map { try #require(Double($0[0])) }
        let span = try #require(numbers.max()) - #require(numbers.min())
        #expect(abs(found[0].range.mean - 3 * span) < 1e-6)
        #expect(abs(found[1].range.mean - 8) < 1e-6 && found[1].lowest == "9" && found[1].highest == "5")
        #expect(abs(found[2].range.mean - 4) < 1e-6 && found[2].lowest == "p" && found[2].highest == "q")
        // Two factors that always move together cannot be told apart.
        let tied = MainEffects(paths: ["a", "b"], points: [["1", "2"], ["2", "4"], ["3", "6"]])
        #expect(tied.effects(on: response("cost", [1, 2, 3])).isEmpty)
    }

    @Test func theIntervalOfAnEffectIsThatOfTheReplications() throws {
        let effects = MainEffects(paths: ["a"], points: [["1"], ["2"]])
        let first = [1.0, 4, 2, 7, 3, 3, 8, 1]
        let second = [2.5, 4.5, 4, 8.5, 3, 4, 10, 1.5]
        let noisy = SweepResponse(
            measure: "cost", unit: "USD", isLowerBetter: true,
            samples: [SweepSample(means: first), SweepSample(means: second)])
        let range = try #require(effects.effects(on: noisy).first?.range)
        let expected = try #require(Estimate.mean(of: zip(first, second).map { $1 - $0 }))
        #expect(abs(range.halfWidth! - expected.halfWidth!) < 1e-9 && range.n == 8)
        #expect(abs(range.mean - expected.mean) < 1e-9)
    }

    @Test func onlyWhatIsSurelyBeatenIsDominated() {
        // Cost and service of: cheap, dear and better, dear and worse than the second, as good as the second.
        let cost = response("cost", [1, 2, 3, 2.0001], own: 0.01)
        let service = response("service", [0.5, 0.9, 0.7, 0.9], own: 0.01, lowerIsBetter: false)
        let set = ParetoSet(cost, service)
        #expect(set.statuses == [.efficient, .undecided, .dominated, .undecided])
        #expect(set.dominators == [nil, nil, 1, nil] && set.front == [0, 1])
        // Without replications to tell, nothing is dropped.
        let one = ParetoSet(
            response("cost", [1, 2, 3], n: 1), response("service", [0.5, 0.9, 0.7], n: 1, lowerIsBetter: false))
        #expect(one.statuses == [.undecided, .undecided, .undecided])
        // Twins, the same in every replication, do not beat one another.
        let twins = ParetoSet(response("cost", [1, 1]), response("service", [0.5, 0.5], lowerIsBetter: false))
        #expect(twins.statuses == [.efficient, .efficient])
        // Better in one and the same in the other in every replication is better.
        let weak = ParetoSet(response("cost", [1, 2]), response("service", [0.5, 0.5], lowerIsBetter: false))
        #expect(weak.statuses == [.efficient, .dominated])
    }

    /// Over 200 sets of noise with two points that are truly equal, hardly any is called dominated.
    @Test func falseVerdictsAreRare() {
        var wrong = 0
        for trial in 0..<200 {
            var stream = RandomStream(seed: 9, replication: UInt32(trial), purpose: 1, entity: 0)
            func equal(_ lower: Bool) -> SweepResponse {
                let samples = (0..<6).map { _ in (0..<8).map { _ in stream.normal() } }
                return SweepResponse(
                    measure: "m", unit: "", isLowerBetter: lower, samples: samples.map { SweepSample(means: $0) })
            }
            if ParetoSet(equal(true), equal(false)).statuses.contains(.dominated) { wrong += 1 }
        }
        // At most 5% are allowed; being better in both makes it far rarer.
        #expect(wrong <= 4, "\(wrong)")
    }

    /// Replications go to the best and its rivals, and the best is found more often than with equal shares.
    @Test func replicationsGoWhereTheyHelp() throws {
        let truth = [0, 0.25, 0.5, 1, 1, 2, 2, 2, 3, 3].map { Double($0) }
        let total = 300
        var found = (adaptive: 0, equal: 0)
        var near = 0
        for trial in 0..<200 {
            func sample(_ counts: [Int]) -> SweepResponse {
                let samples = truth.indices.map { point in
                    (0..<counts[point]).map { number -> Double in
                        var common = RandomStream(
                            seed: 1, replication: UInt32(trial), purpose: 1, entity: UInt64(number))
                        var own = RandomStream(
                            seed: 1, replication: UInt32(trial), purpose: 2, entity: UInt64(number * 100 + point))
                        return truth[point] + 2 * common.normal() + own.normal()
                    }
                }
                return SweepResponse(
                    measure: "m", unit: "", isLowerBetter: true, samples: samples.map { SweepSample(means: $0) })
            }
            var counts = truth.map { _ in 5 }
            while true {
                let allocation = SweepAllocation(objective: sample(counts), requirements: [])
                let next = allocation.next(counts: counts, budget: total, first: 5)
                if next.isEmpty { break }
                for block in next {
                    #expect(block.first == counts[block.point])
                    counts[block.point] += block.count
                }
            }
            #expect(counts.reduce(0, +) == total)
            near += counts[0] + counts[1] + counts[2]
            if SweepAllocation(objective: sample(counts), requirements: []).best?.point == 0 { found.adaptive += 1 }
            let equal = SweepAllocation(objective: sample(truth.map { _ in total / truth.count }), requirements: [])
            if equal.best?.point == 0 { found.equal += 1 }
        }
        // Equal shares would put 90 of 300 there.
        #expect(near > 200 * 180, "\(near / 200)")
        #expect(found.adaptive > found.equal + 10, "\(found)")
    }
}
