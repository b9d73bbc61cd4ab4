import Experiments
import Reports
import Stochastics
import Testing

@Suite("Which variant is cheapest")
struct ComparisonConclusionTests {
    private typealias Standing = ServiceLevelVerdict.Outcome

    /// Costs differ by the variants' means, known to plus or minus `half`.
    private func conclude(
        _ variants: [(String, Double, ServiceLevelVerdict.Outcome?)], half: Double = 10
    ) -> (ComparisonConclusion, String) {
        let variants = variants.map { ComparisonSamples.priced($0.0, cost: $0.1, standing: $0.2) }
        let conclusion = ComparisonConclusion(variants) { first, second in
            let mean = variants[first].forecast["cost.total"].map(\.mean) ?? 0
            let difference = mean - (variants[second].forecast["cost.total"].map(\.mean) ?? 0)
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
        "A verdict says the cost and every target in words",
        arguments: [
            (
                -1210.0, 110.0, -0.2, 0.02, ServiceLevelVerdict.Outcome.missed,
                [
                    "b costs 1,210 USD less a week (1,100 to 1,320 USD).",
                    "Service level chat: 20.0 points less (18.0 to 22.0 points), 70.0%; it falls below its target of 80%, "
                        + "which the baseline meets.",
                ]
            ),
            (
                10, 50, 0.001, 0.005, .met,
                [
                    "b: no difference in cost could be shown (40 USD less to 60 USD more a week).",
                    "Service level chat: the same within ±0.60 points, 90.0%; it still meets its target of 80%.",
                ]
            ),
            (
                0, 0, -0.1, 0.15, .undecided,
                [
                    "b costs the same.",
                    "Service level chat: no difference could be shown (-25.0 to +5.0 points), 80.0%; whether it meets its "
                        + "target of 80% is undecided (78.0% to 82.0%).",
                ]
            ),
        ])
    func verdicts(
        cost: Double, costHalf: Double, level: Double, levelHalf: Double, outcome: ServiceLevelVerdict.Outcome,
        sentences: [String]
    ) {
        func difference(_ name: String, _ mean: Double, _ half: Double, _ unit: String) -> MeasureDifference {
            MeasureDifference(
                name: name,
                estimate: Estimate(
                    mean: mean, low: mean - half, high: mean + half, halfWidth: half, confidence: 0.95, n: 20),
                unit: unit, kind: "mean", gain: nil, spread: nil)
        }
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
