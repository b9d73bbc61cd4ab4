import Stochastics
import Testing
import Training

@Suite("Estimates by inverse probability")
struct AuditEstimateTests {
    @Test("Equal probabilities give the plain mean and its standard error")
    func plain() throws {
        var audits = AuditEstimate()
        for value in [1.0, 0, 0, 0, 1, 0, 0, 0, 0, 0] { audits.add(value, probability: 0.1) }
        #expect(abs(try #require(audits.mean) - 0.2) < 1e-12)
        // sqrt(p (1 - p) / (n - 1))
        #expect(abs(try #require(audits.standardError) - (0.16 / 9).squareRoot()) < 1e-12)
        #expect(abs(audits.effectiveCount - 10) < 1e-12)
        #expect(abs(audits.weight - 100) < 1e-9)
        #expect(abs(audits.total - 20) < 1e-9)
        // Wilson's interval for 2 of 10 (Brown, Cai, DasGupta 2001): .057 to .510
        let interval = try #require(audits.interval())
        #expect(abs(interval.lowerBound - 0.0567) < 1e-3)
        #expect(abs(interval.upperBound - 0.5098) < 1e-3)
    }

    @Test("By hand: two values with weights 2 and 4")
    func byHand() throws {
        var audits = AuditEstimate()
        audits.add(1, probability: 0.5)
        audits.add(0, probability: 0.25)
        #expect(abs(try #require(audits.mean) - 2.0 / 6) < 1e-12)
        // sum w^2 (x - m)^2 = 4 (2/3)^2 + 16 (1/3)^2 = 32/9, times 2, over 6^2
        #expect(abs(try #require(audits.standardError) - (64.0 / 9 / 36).squareRoot()) < 1e-12)
        #expect(abs(audits.effectiveCount - 36.0 / 20) < 1e-12)
    }

    @Test("Where doubtful answers are looked at more often, the weights make it right and the interval holds")
    func unequal() throws {
        var random = RandomStream(seed: 5, replication: 0, purpose: 3, entity: 0)
        let runs = 1000
        var covered = 0
        var sum = 0.0
        var plainSum = 0.0
        for _ in 0..<runs {
            var audits = AuditEstimate()
            var plain = AuditEstimate()
            var wrong = 0.0
            let population = 4000
            for _ in 0..<population {
                let doubt = random.uniform() * 0.2
                let isWrong = random.bernoulli(doubt)
                if isWrong { wrong += 1 }
                let probability = 0.02 + doubt
                guard random.uniform() < probability else { continue }
                audits.add(isWrong ? 1 : 0, probability: probability)
                plain.add(isWrong ? 1 : 0, probability: 1)
            }
            let mean = try #require(audits.mean)
            sum += mean
            plainSum += try #require(plain.mean)
            if try #require(audits.interval()).contains(0.1) { covered += 1 }
        }
        #expect(abs(sum / Double(runs) - 0.1) < 0.002)
        #expect(plainSum / Double(runs) > 0.12, "without the weights it is biased")
        print("Wilson's interval at the effective count covers \(Double(covered) / Double(runs))")
        #expect(Double(covered) / Double(runs) > 0.92)
    }

    @Test("The auditors' own errors are taken out exactly")
    func auditorsErr() throws {
        // 10% wrong; auditors err 5% of the time among 11 intents: .1 (1 - .005) + .9 x .05 are called wrong.
        var audits = AuditEstimate()
        let called = 0.1 * (1 - 0.005) + 0.9 * 0.05
        for number in 0..<20_000 { audits.add(Double(number) < called * 20_000 ? 1 : 0, probability: 0.5) }
        let corrected = try #require(audits.mean(withoutErrorsOf: 0.05, intents: 11))
        #expect(abs(corrected - 0.1) < 1e-3)
        #expect(audits.mean(withoutErrorsOf: 0.95, intents: 11) == nil)
        #expect(audits.mean(withoutErrorsOf: 0.5, intents: 11) == 0)
    }

    @Test("What was not looked at by chance is left out")
    func impossible() {
        var audits = AuditEstimate()
        for probability in [0, -1, 1.5, .nan] { audits.add(1, probability: probability) }
        audits.add(.nan, probability: 0.5)
        #expect(audits.count == 0 && audits.mean == nil && audits.interval() == nil && audits.standardError == nil)
    }

    @Test("Two estimates together are one of all values")
    func together() {
        var (one, other, all) = (AuditEstimate(), AuditEstimate(), AuditEstimate())
        for number in 0..<20 {
            let probability = 0.1 + Double(number % 5) / 10
            if number % 3 == 0 {
                one.add(1, probability: probability)
            } else {
                other.add(0, probability: probability)
            }
            all.add(number % 3 == 0 ? 1 : 0, probability: probability)
        }
        one.add(other)
        #expect(abs((one.mean ?? -1) - (all.mean ?? 1)) < 1e-12)
        #expect(abs((one.standardError ?? -1) - (all.standardError ?? 1)) < 1e-12)
    }
}
