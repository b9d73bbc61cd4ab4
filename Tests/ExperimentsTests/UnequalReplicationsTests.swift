import Experiments
import Scenarios
import Simulation
import Stochastics
import Testing

/// Points with different numbers of replications on days that differ far more than the points do: what is said of them
/// must be said over the days that both have met.
@Suite struct UnequalReplicationsTests {
    private static let counts = [5, 40, 12, 90, 7, 25]

    /// Day r moves all points alike (sd 5), each point a little on its own (sd 0.1).
    private func response(
        _ truth: [Double], trial: Int, purpose: UInt16, isRatio: Bool = false, lowerIsBetter: Bool = true,
        counts: [Int] = Self.counts
    ) -> SweepResponse {
        let samples = truth.indices.map { point -> SweepSample? in
            var values: [Double] = []
            var sizes: [Double] = []
            for day in 0..<counts[point] {
                var common = RandomStream(
                    seed: 7, replication: UInt32(trial), purpose: purpose, entity: UInt64(day))
                var own = RandomStream(
                    seed: 7, replication: UInt32(trial), purpose: purpose + 1, entity: UInt64(day * 100 + point))
                let size = isRatio ? 50 + 10 * common.uniform() : 1
                sizes.append(size)
                values.append((20 + truth[point] + 5 * common.normal() + 0.1 * own.normal()) * size)
            }
            return isRatio ? SweepSample(numerators: values, denominators: sizes) : SweepSample(means: values)
        }
        return SweepResponse(
            measure: "m", unit: "s", isLowerBetter: lowerIsBetter, samples: samples)
    }

    /// Intervals of differences hold the truth as often as they promise, for means and for ratios.
    @Test(arguments: [false, true])
    func intervalsOfDifferencesHoldTheTruth(isRatio: Bool) throws {
        var held = 0
        var all = 0
        for trial in 0..<150 {
            let truth = [0, 0.3, 0.1, 0.2, 0.5, 0.4]
            let response = response(truth, trial: trial, purpose: 1, isRatio: isRatio)
            for other in 1..<6 {
                let pair = SweepResponse(
                    measure: "m", unit: "s", isLowerBetter: true,
                    samples: [response.samples[0], response.samples[other]])
                let effect = try #require(
                    MainEffects(paths: ["a"], points: [["x"], ["y"]]).effects(on: pair).first)
                let low = try #require(effect.range.low)
                let high = try #require(effect.range.high)
                let real = effect.highest == "y" ? truth[other] : -truth[other]
                held += low <= real && real <= high ? 1 : 0
                all += 1
            }
        }
        // 95% of 750; pairs of a trial share a point, so four wide standard errors.
        #expect(Double(held) / Double(all) > 0.91, "\(held) of \(all)")
    }

    /// Hardly any point is called beaten when none is, though their means over their own days differ a lot.
    @Test func nothingIsBeatenByItsDays() {
        var wrong = 0
        var moved = 0
        for trial in 0..<200 {
            let cost = response([0, 0, 0, 0, 0, 0], trial: trial, purpose: 1)
            let service = response([0, 0, 0, 0, 0, 0], trial: trial, purpose: 3, lowerIsBetter: false)
            if ParetoSet(cost, service).statuses.contains(.dominated) { wrong += 1 }
            // A price moves no wait: the same values on the same days, more of them at one point.
            let twin = SweepResponse(
                measure: "m", unit: "s", isLowerBetter: true,
                samples: [
                    cost.samples[3],
                    response([0, 0, 0, 0], trial: trial, purpose: 1, counts: [1, 1, 1, 30]).samples[3],
                ])
            let effect = MainEffects(paths: ["price"], points: [["1"], ["2"]]).effects(on: twin).first
            if effect?.range.mean != 0 || effect?.range.halfWidth != 0 { moved += 1 }
        }
        #expect(wrong <= 4 && moved == 0, "\(wrong) \(moved)")
    }

    /// A point that is beaten is not worth having, whatever its estimates over its own days.
    @Test func theFrontHoldsNothingThatIsBeaten() {
        var beaten = 0
        for trial in 0..<60 {
            // Points 2 and 3 are the same, at another price and on other days.
            func twins(_ price: Double, purpose: UInt16) -> SweepResponse {
                let first = response([5, 0], trial: trial, purpose: purpose, counts: [90, 5])
                let second = response([5, price], trial: trial, purpose: purpose, counts: [1, 12])
                return SweepResponse(
                    measure: "m", unit: "s", isLowerBetter: true, samples: first.samples + [second.samples[1]])
            }
            let set = ParetoSet(twins(1, purpose: 1), twins(0, purpose: 3))
            if set.statuses[2] == .dominated { beaten += 1 }
            #expect(!set.front.contains(2) || set.statuses[2] != .dominated)
        }
        #expect(beaten >= 55, "\(beaten)")
    }

    /// The best point is found by paired differences; by its own mean it would be found in one case of two.
    @Test func theBestIsFoundWhateverItsDaysWere() {
        var right = 0
        var sure = 0
        for trial in 0..<200 {
            let response = response([0.5, 1, 0, 0.8, 0.9, 0.6], trial: trial, purpose: 1)
            let choice = SweepAllocation(objective: response, requirements: []).choice(confidence: 0.95)
            if choice?.point == 3 { right += 1 }
            if choice?.point != 3, choice?.confidence ?? 0 > 0.95 { sure += 1 }
        }
        #expect(right >= 198 && sure == 0, "\(right) \(sure)")
    }

    /// A point whose own requirement is open is not sure to be the best, and the requirement is named.
    @Test func theChosenPointsOwnRequirementsCount() throws {
        let text = "service_level.calls >= 70%"
        let requirement = Requirement(
            measure: "service_level.calls", form: MeasureForm(kind: .ratio, unit: .share), comparison: .atLeast,
            limit: .value(0.7), text: text)
        func service(_ level: Double) -> SweepResponse {
            let good = [level - 0.06, level + 0.05, level - 0.04, level + 0.06, level - 0.02, level + 0.01]
            let samples = [good, good.map { $0 + 0.1 }].map { shares in
                SweepSample(numerators: shares.map { $0 * 100 }, denominators: shares.map { _ in 100 })
            }
            return SweepResponse(
                measure: "service_level.calls", unit: "share", isLowerBetter: false, samples: samples)
        }
        let cost = SweepResponse(
            measure: "cost.total", unit: "USD", isLowerBetter: true,
            samples: [SweepSample(means: [1, 2, 1, 2, 1, 2]), SweepSample(means: [5, 6.1, 5, 6, 5.1, 6])])
        func choice(_ level: Double) throws -> SweepSummary.Choice {
            try #require(
                SweepAllocation(objective: cost, requirements: [(requirement, service(level))]).choice(confidence: 0.95)
            )
        }
        let open = try choice(0.71)
        #expect(open.point == 1 && open.openRequirements == [text])
        // The chance that it misses after all is the one-sided tail of its own distance from the limit.
        #expect(try #require(open.confidence) < 0.75)
        let sure = try choice(0.85)
        #expect(sure.point == 1 && sure.openRequirements == nil && sure.confidence ?? 0 > 0.99)
    }

    /// Where no point reaches a limit, hardly any sweep says that one surely does; each on its own would, often.
    @Test func theTargetIsJudgedForAllPointsTogether() {
        var together = 0
        var alone = 0
        for trial in 0..<200 {
            let samples = (0..<20).map { point in
                SweepSample(
                    means: (0..<8).map { day in
                        var stream = RandomStream(
                            seed: 11, replication: UInt32(trial), purpose: 1, entity: UInt64(day * 100 + point))
                        return 0.7 + 0.05 * stream.normal()
                    })
            }
            let response = SweepResponse(
                measure: "service_level.calls", unit: "share", isLowerBetter: false, samples: samples)
            if !response.surelyReaching(0.7).isEmpty { together += 1 }
            if samples.indices.contains(where: { response.estimate(at: $0)?.low ?? 0 > 0.7 }) { alone += 1 }
        }
        // 5% of 200, and three standard errors.
        #expect(together <= 19 && alone > 40, "\(together) \(alone)")
    }
}
