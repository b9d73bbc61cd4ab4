import Routing
import Testing

@Suite("Choosing what to label")
struct LabelSamplingTests {
    private func uniform(_ bits: inout TestBits) -> Double { Double(bits.next() >> 11) * 0x1p-53 }

    @Test("At random every query has the share")
    func random() {
        var sampling = LabelSampling(strategy: .random, share: 0.03, intents: 4)
        #expect(sampling.leastProbability == 0.03)
        for confidence in [0.1, 0.99, .nan] {
            #expect(sampling.probability(confidence: confidence, intent: 1) == 0.03)
        }
        for share in [-1, 2, .nan] {
            let brought = LabelSampling(strategy: .random, share: share, intents: 1).share
            #expect(brought == (share == 2 ? 1 : 0))
        }
    }

    @Test("By score the mean probability is the share, and none is below a tenth of it", arguments: [0.02, 0.2, 0.6])
    func share(share: Double) {
        for strategy in [LabelSampling.Strategy.doubt, .benefit] {
            var bits = TestBits(seed: 4)
            var sampling = LabelSampling(strategy: strategy, share: share, intents: 5)
            sampling.note(labelsByIntent: [100, 50, 20, 5, 0])
            var sum = 0.0
            for number in 0..<20_000 {
                let doubt = uniform(&bits)
                let probability = sampling.probability(
                    confidence: 1 - doubt * doubt, intent: Int(uniform(&bits) * 5))
                #expect(probability >= sampling.leastProbability && probability <= 1)
                if number >= 2_000 { sum += probability }
            }
            #expect(abs(sum / 18_000 / share - 1) < 0.05, "\(strategy) \(sum / 18_000)")
        }
    }

    @Test("Doubt makes it likelier, and so do few labels of a frequent intent")
    func order() {
        var byDoubt = LabelSampling(strategy: .doubt, share: 0.1, intents: 2)
        var byBenefit = LabelSampling(strategy: .benefit, share: 0.1, intents: 2)
        byBenefit.note(labelsByIntent: [200, 10])
        for _ in 0..<500 {
            _ = byDoubt.probability(confidence: 0.7, intent: 0)
            _ = byBenefit.probability(confidence: 0.7, intent: 0)
            _ = byBenefit.probability(confidence: 0.7, intent: 1)
        }
        var copy = byDoubt
        #expect(byDoubt.probability(confidence: 0.3, intent: 0) > 2 * copy.probability(confidence: 0.8, intent: 0))
        var other = byBenefit
        #expect(byBenefit.probability(confidence: 0.7, intent: 1) > 2 * other.probability(confidence: 0.7, intent: 0))
        #expect(byDoubt.probability(confidence: .nan, intent: -1) > 0.1)
    }

    @Test("Weighted by the probabilities, the error of what was chosen by doubt is that of all")
    func unbiased() {
        var bits = TestBits(seed: 8)
        var sampling = LabelSampling(strategy: .doubt, share: 0.05, intents: 1)
        var (wrong, all, weighted, weights, chosen, chosenWrong) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for _ in 0..<400_000 {
            let doubt = uniform(&bits) * 0.2
            let isWrong = uniform(&bits) < doubt
            all += 1
            if isWrong { wrong += 1 }
            let probability = sampling.probability(confidence: 1 - doubt, intent: 0)
            guard uniform(&bits) < probability else { continue }
            weights += 1 / probability
            chosen += 1
            if isWrong {
                weighted += 1 / probability
                chosenWrong += 1
            }
        }
        #expect(abs(weighted / weights / (wrong / all) - 1) < 0.05)
        #expect(chosenWrong / chosen > 1.2 * wrong / all)
    }

    private struct Sure: Classifier {
        let intents = Catalog.bank.intents
        let modelVersion = 4
        mutating func classify(_ query: Query, into prediction: inout Prediction) {
            prediction = .of(confidence: query.id % 2 == 0 ? 0.99 : 0.85)
        }
    }

    @Test("The router audits by doubt with the probability that it records")
    func router() {
        let rules = PolicyRules(defaultQueue: "general", auditShare: 0.2)
        var router = Router(
            catalog: .bank, policy: EscalationPolicy(rules, catalog: .bank), classifier: Sure(),
            sink: CountingAuditSink(), audits: LabelSampling(strategy: .doubt, share: 0.2, intents: 3))
        var bits = TestBits(seed: 3)
        var audited = [0.0, 0]
        var sums = [0.0, 0]
        for number in 0..<10_000 {
            let decision = router.triage(Query(id: number), state: OperationState(), now: 0, using: &bits)
            #expect(decision.action == .answer && decision.auditProbability > 0)
            if decision.audited { audited[number % 2] += 1 }
            sums[number % 2] += decision.auditProbability
        }
        #expect(audited[1] > 4 * audited[0])
        for kind in 0..<2 { #expect(abs(audited[kind] - sums[kind]) < 5 * sums[kind].squareRoot()) }
    }
}
