import Experiments
import Reports
import Stochastics
import Testing

@Suite("Which variant is cheapest")
struct ComparisonConclusionTests {
    private typealias Standing = ServiceLevelVerdict.Outcome

    /// Costs differ by the variants' means, known to plus or minus `half`.
    private func conclude(
        _ variants: [(String, Double, ServiceLevelVerdict.Outcome?)], half: Double = 10, areSameExact: Bool = false
    ) -> (ComparisonConclusion, String) {
        let variants = variants.map { ComparisonSamples.priced($0.0, cost: $0.1, standing: $0.2) }
        let conclusion = ComparisonConclusion(variants) { first, second in
            let mean = variants[first].forecast["cost.total"].map(\.mean) ?? 0
            let difference = mean - (variants[second].forecast["cost.total"].map(\.mean) ?? 0)
            let half = areSameExact && difference == 0 ? 0 : half
            return Estimate(
                mean: difference, low: difference - half, high: difference + half, halfWidth: half, confidence: 0.95,
                n: 20)
        }
        let result = VariantComparison(
            variants: variants,
            differences: variants.dropFirst().map { VariantDifference(variant: $0.name, measures: []) },
            differenceConfidence: 0.95, conclusion: conclusion)
        return (conclusion, ComparisonPhrases(result).conclusion)
    }

    @Test("The cheapest that keeps its targets is named with what it saves; one that misses does not count")
    func decided() {
        let (found, sentence) = conclude([("a", 1000, .met), ("b", 900, .met), ("c", 500, .missed)])
        #expect(found.outcome == .decided && found.cheapest == "b" && found.next == "a" && found.rivals.isEmpty)
        #expect(found.standings == [.met, .met, .missed])
        #expect(
            sentence
                == "b is the cheapest among those that keep all their targets: 100 USD less a week than the next, a.")
        let only = conclude([("a", 1000, .met), ("b", 900, .missed)])
        #expect(only.0.outcome == .decided && only.1 == "Only a keeps all its targets.")
        #expect(conclude([("a", 1000, .met), ("b", 1900, .missed)]).1.hasSuffix("and it is the cheapest."))
    }

    @Test("Costs that are not told apart leave it undecided, with the replications that might do")
    func rivals() {
        let (found, sentence) = conclude([("a", 1000, .met), ("b", 995, .met), ("c", 1003, .met)])
        #expect(found.outcome == .undecided && found.cheapest == "b" && found.rivals == ["a", "c"])
        // Half-width 10 for a difference of 5: four times the 20 replications.
        #expect(found.needed == 80)
        #expect(sentence.hasPrefix("Undecided") && sentence.contains("a and c") && sentence.contains("80 replications"))
        let even = conclude([("a", 1000, .met), ("b", 1000, .met)])
        #expect(even.0.outcome == .undecided && even.0.needed == nil)
    }

    @Test("Costs that are the same in every replication are said to be, and are no rivals")
    func equals() {
        let (found, sentence) = conclude([("a", 1000, .met), ("b", 1000, .met)], areSameExact: true)
        #expect(found.outcome == .decided && found.equals == ["b"] && found.rivals.isEmpty && found.next == nil)
        #expect(sentence == "a and b cost exactly the same: none is cheaper among those that keep all their targets.")
        let three = conclude([("a", 1000, .met), ("b", 900, .undecided), ("c", 900, .met)], areSameExact: true)
        // Of the two the one that surely keeps its target is named first.
        #expect(three.0.cheapest == "c" && three.0.equals == ["b"] && three.0.next == "a")
        #expect(
            three.1.hasPrefix("c and b cost exactly the same and are the cheapest") && three.1.contains("100 USD less"))
        let close = conclude([("a", 1000, .met), ("b", 1000, .met), ("c", 1004, .met)], areSameExact: true)
        #expect(close.0.outcome == .undecided && close.0.rivals == ["c"])
        #expect(close.1.contains("the cost of a (the same as b) is not told apart from that of c"))
        let doubtful = conclude([("a", 900, .undecided), ("b", 900, .undecided)], areSameExact: true)
        #expect(
            doubtful.0.outcome == .undecided && doubtful.1.hasSuffix("Whether a and b keep their targets is undecided.")
        )
    }

    private func difference(
        _ name: String, _ mean: Double, _ half: Double, _ unit: String, n: Int = 20
    ) -> MeasureDifference {
        MeasureDifference(
            name: name,
            estimate: Estimate(
                mean: mean, low: mean - half, high: mean + half, halfWidth: half, confidence: 0.95, n: n),
            unit: unit, kind: "mean", gain: nil, spread: nil)
    }

    /// A variant of so much a measured period, its baseline 1000 USD, both with some measures of these means.
    private func compared(
        _ changes: [MeasureDifference], from means: [String: Double], seconds: Double = 604_800,
        isSameTraffic: Bool = true
    ) -> VariantComparison {
        func variant(_ name: String, adding isChanged: Bool) -> VariantComparison.Variant {
            var variant = ComparisonSamples.priced(name, cost: isChanged ? 900 : 1000, standing: .met)
            variant.forecast.horizonSeconds = seconds
            for change in changes where change.name != "cost.total" {
                var estimate = change.estimate
                estimate.mean = (means[change.name] ?? 0) + (isChanged ? change.estimate.mean : 0)
                variant.forecast.measures.append(
                    MeasureEstimate(name: change.name, estimate: estimate, unit: change.unit, kind: "mean"))
            }
            return variant
        }
        let variants = [variant("a", adding: false), variant("b", adding: true)]
        return VariantComparison(
            variants: variants,
            differences: [VariantDifference(variant: "b", measures: changes, isSameTraffic: isSameTraffic)],
            differenceConfidence: 0.95,
            conclusion: ComparisonConclusion(variants) { first, second in
                first == second ? nil : changes.first { $0.name == "cost.total" }?.estimate
            })
    }

    @Test("What gets clearly worse for customers is told with the saving, in the verdict and beside the cheapest")
    func losses() {
        let result = compared(
            [
                difference("cost.total", -100, 10, "USD"), difference("ai.selective_risk", 0.035, 0.004, "share"),
                difference("human.abandonment", 0.01, 0.009, "share"),
                difference("human.wait.mean_s", -9, 2, "seconds"),
                difference("resolution.time.mean_s", 300, 40, "seconds"),
                difference("resolution.right", -0.02, 0.03, "share"),
            ], from: ["ai.selective_risk": 0.089, "resolution.time.mean_s": 960, "human.abandonment": 0.02])
        // Giving up excludes zero alone, but not among five.
        #expect(result.losses(1).map(\.name) == ["ai.selective_risk", "resolution.time.mean_s"])
        let words = ComparisonPhrases(result)
        let worse =
            "wrong among AI answers, 12.4% instead of 8.9%; mean time to resolution, 21 min 00 s instead of 16 min 00 s."
        #expect(words.verdict(1).contains("Clearly worse for customers: " + worse))
        #expect(words.conclusion.hasSuffix("than the next, a. But b is clearly worse for customers: " + worse))
    }

    @Test(
        "Amounts are of a week, a day, or of what was measured where that is shorter",
        arguments: [
            (1_209_600.0, "50.00 USD less a week"), (172_800, "50.00 USD less a day"), (14_400, "100 USD less in 4 h"),
        ])
    func periods(seconds: Double, words: String) {
        let result = compared([difference("cost.total", -100, 10, "USD")], from: [:], seconds: seconds)
        #expect(ComparisonPhrases(result).verdict(1).contains { $0.hasPrefix("b costs \(words)") })
        #expect(ComparisonPhrases(result).conclusion.contains(words))
        let text = ComparisonText(result, colour: false).text()
        #expect(text.contains("MEASURES, \(ComparisonPhrases(result).measured)"))
    }

    @Test("Another demand and other promises are named before what they cost, and with the cheapest")
    func demand() {
        var result = compared(
            [difference("cost.total", -100, 10, "USD"), difference("queries.offered", -50, 5, "queries")],
            from: ["queries.offered": 200], isSameTraffic: false)
        let words = ComparisonPhrases(result)
        #expect(
            words.verdict(1).first
                == "b does not meet the same demand as the baseline: 150 queries a week instead of 200.")
        #expect(words.conclusion.hasSuffix("a lower total may only mean less work."))
        result.differences[0].isSameTraffic = true
        #expect(!ComparisonPhrases(result).conclusion.contains("demand"))
        result.variants[1].forecast.serviceLevels = []
        let freer = ComparisonPhrases(result)
        #expect(freer.verdict(1).contains { $0.hasPrefix("Service level chat: this variant has no such target") })
        #expect(freer.conclusion.hasSuffix("Mind that b does not promise the same service levels as a."))
    }

    @Test("A variant that changes nothing is said to, and a difference of fewer replications too")
    func nothing() {
        let same = compared([difference("cost.total", 0, 0, "USD")], from: [:])
        #expect(
            ComparisonPhrases(same).verdict(1)
                == ["b changes nothing: every measure is the same as the baseline's in each of 20 replications."])
        let fewer = compared(
            [difference("cost.total", -100, 10, "USD"), difference("human.wait.p90_s", 2, 1, "seconds", n: 15)],
            from: [:])
        #expect(
            ComparisonPhrases(fewer).notes.contains {
                $0.contains("90th percentile of waits") && $0.contains("15 of 20")
            })
        #expect(!ComparisonPhrases(same).notes.contains { $0.contains("Some replications") })
    }

    @Test("A target that may be missed leaves it undecided, and the best of those that surely keep theirs is named")
    func doubts() {
        let (found, sentence) = conclude([("a", 1000, .met), ("b", 900, .undecided)])
        #expect(found.outcome == .undecided && found.cheapest == "b" && found.rivals.isEmpty)
        #expect(sentence.contains("whether it keeps its targets is undecided"))
        #expect(sentence.contains("of those that surely keep theirs a costs least"))
        #expect(
            conclude([("a", 1000, .undecided), ("b", 900, .missed)]).1.contains("a alone may keep all its targets"))
    }

    @Test("No targets: only cost is judged, and that is said; all missed: nobody wins")
    func extremes() {
        let (found, sentence) = conclude([("a", 1000, nil), ("b", 900, nil)])
        #expect(found.outcome == .decided && found.standings == [.untargeted, .untargeted])
        #expect(sentence.hasPrefix("b is the cheapest: 100 USD") && sentence.contains("only cost was judged"))
        let none = conclude([("a", 1000, .missed), ("b", 900, .missed)])
        #expect(none.0.outcome == .none && none.0.cheapest == nil && none.1 == "Neither keeps all its targets.")
        #expect(
            conclude([("a", 1, .missed), ("b", 2, .missed), ("c", 3, .missed)]).1
                == "None of the 3 keeps all its targets.")
    }

    @Test(
        "A verdict says what customers get, every target and the cost in words",
        arguments: [
            (
                -1210.0, 110.0, -0.2, 0.02, ServiceLevelVerdict.Outcome.missed,
                [
                    "Clearly worse for customers: service level chat, 70.0% instead of 90.0%.",
                    "Service level chat: 20.0 points less (18.0 to 22.0 points), 70.0%; it falls below its target of 80%, "
                        + "which the baseline meets.",
                    "b costs 1,210 USD less a week (1,100 to 1,320 USD).",
                ]
            ),
            (
                10, 50, 0.001, 0.005, .met,
                [
                    "For customers no difference could be shown in promises, losses or waits.",
                    "Service level chat: the same within ±0.60 points, 90.0%; it still meets its target of 80%.",
                    "b: no difference in cost could be shown (40 USD less to 60 USD more a week).",
                ]
            ),
            (
                0, 0, -0.1, 0.15, .undecided,
                [
                    "For customers no difference could be shown in promises, losses or waits.",
                    "Service level chat: no difference could be shown (-25.0 to +5.0 points), 80.0%; whether it meets its "
                        + "target of 80% is undecided (78.0% to 82.0%).",
                    "b costs the same.",
                ]
            ),
        ])
    func verdicts(
        cost: Double, costHalf: Double, level: Double, levelHalf: Double, outcome: ServiceLevelVerdict.Outcome,
        sentences: [String]
    ) {
        let variants = [
            ComparisonSamples.priced("a", cost: 5000, standing: .met),
            ComparisonSamples.priced("b", cost: 5000 + cost, standing: outcome),
        ]
        let result = VariantComparison(
            variants: variants,
            differences: [
                VariantDifference(
                    variant: "b",
                    measures: [
                        difference("cost.total", cost, costHalf, "USD"),
                        difference("service_level.chat", level, levelHalf, "share"),
                    ])
            ], differenceConfidence: 0.95, conclusion: ComparisonConclusion(variants) { _, _ in nil })
        #expect(ComparisonPhrases(result).verdict(1) == sentences)
    }
}
