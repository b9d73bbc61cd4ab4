import Stochastics
import Testing
import Training

@Suite struct LogisticFitTests {
    /// With one coefficient and no prior to speak of, the maximum of the likelihood is the logit of the share.
    @Test func anInterceptIsTheLogitOfTheShare() {
        var sample = LogisticFit(width: 1)
        for index in 0..<40 { sample.append([1], outcome: index < 30) }
        let found = sample.coefficients(strength: [1e-9])[0]
        #expect(abs(found - PortableMath.log(3)) < 1e-6)
    }

    /// Two groups, saturated model: both logits are exact.
    @Test func twoGroupsAreExact() {
        var sample = LogisticFit(width: 2)
        for index in 0..<50 { sample.append([1, 0], outcome: index < 10) }
        for index in 0..<50 { sample.append([1, 1], outcome: index < 40) }
        let found = sample.coefficients(strength: [1e-9, 1e-9])
        #expect(abs(found[0] - PortableMath.log(0.25)) < 1e-5)
        #expect(abs(found[1] - PortableMath.log(16)) < 1e-5)
    }

    @Test func coefficientsOfATrueModelAreRecovered() {
        var random = RandomStream(seed: 4, replication: 0, purpose: 1, entity: 0)
        let truth = [-0.5, 1.5, -2.0]
        var sample = LogisticFit(width: 3)
        for _ in 0..<20_000 {
            let row = [1, random.uniform() * 2 - 1, random.uniform() * 2 - 1]
            let score = zip(row, truth).reduce(0) { $0 + $1.0 * $1.1 }
            sample.append(row, outcome: random.uniform() < 1 / (1 + PortableMath.exp(-score)))
        }
        for (found, true_) in zip(sample.coefficients(), truth) { #expect(abs(found - true_) < 0.1) }
    }

    /// Data that a line separates has no maximum of the likelihood: the prior gives one.
    @Test func separableDataStayFinite() {
        var sample = LogisticFit(width: 2)
        for index in 0..<100 { sample.append([1, Double(index) - 49.5], outcome: index >= 50) }
        let found = sample.coefficients()
        #expect(found.allSatisfy(\.isFinite) && found[1] > 0)
    }

    @Test func whatCannotBeUsedIsLeftOut() {
        var sample = LogisticFit(width: 2)
        sample.append([1, .nan], outcome: true)
        sample.append([1], outcome: true)
        sample.append([1, 1], outcome: true, weight: 0)
        sample.append([1, 1], outcome: true, weight: .infinity)
        #expect(sample.count == 0)
        #expect(sample.coefficients(mean: [0.5, 2]) == [0.5, 2])
    }

    /// Weights count relative to each other: all of them tripled, nothing changes; one row heavier, it does.
    @Test func weightsAreRelative() {
        func fit(_ weight: (Int) -> Double) -> Double {
            var sample = LogisticFit(width: 1)
            for index in 0..<40 { sample.append([1], outcome: index % 4 == 0, weight: weight(index)) }
            return sample.coefficients()[0]
        }
        #expect(abs(fit { _ in 1 } - fit { _ in 3 }) < 1e-9)
        #expect(fit { $0 % 4 == 0 ? 3 : 1 } > fit { _ in 1 } + 0.5)
    }
}
