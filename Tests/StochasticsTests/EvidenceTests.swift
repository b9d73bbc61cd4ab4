import Stochastics
import Testing

@Suite("Evidence")
struct EvidenceTests {
    @Test("Symmetric observations have Student's bounds")
    func student() throws {
        let evidence = try #require(Observations.mean(of: [1, 2, 3, 4, 5]).flatMap { Evidence($0) })
        #expect(evidence.center == 3 && evidence.count == 5 && evidence.skewness == 0)
        // t(.99, 4) = 3.7469473880 times sqrt(2.5 / 5).
        let half = 3.746_947_388_0 * 0.5.squareRoot()
        #expect(abs(evidence.upperBound(tail: 0.01) - 3 - half) < 1e-9)
        #expect(abs(evidence.lowerBound(tail: 0.01) - 3 + half) < 1e-9)
    }

    @Test("Skewness widens the bound on its side, by Hall's cubic, and never narrows the other")
    func hall() throws {
        let observations = try #require(Observations.mean(of: [1, 2, 3, 6, 1, 2, 3, 6, 1, 2, 3, 6]))
        let evidence = try #require(Evidence(observations))
        let t = try StudentT.quantile(0.99, degreesOfFreedom: 11)
        let upper = (evidence.upperBound(tail: 0.01) - evidence.center) / evidence.standardError
        let lower = (evidence.center - evidence.lowerBound(tail: 0.01)) / evidence.standardError
        #expect(upper > t && abs(lower - t) < 1e-12)
        // The bound's studentised mean -upper is transformed into -t: T + a T^2 + a^2 T^3 / 3 + a / 2.
        let a = try #require(observations.skewness) / 12.0.squareRoot() / 3
        let x = -upper + a * upper * upper - a * a * upper * upper * upper / 3 + a / 2
        #expect(abs(x + t) < 1e-9)
        let mirrored = try #require(
            Observations.mean(of: [-1, -2, -3, -6, -1, -2, -3, -6, -1, -2, -3, -6]).flatMap { Evidence($0) })
        #expect(abs(mirrored.lowerBound(tail: 0.01) + evidence.upperBound(tail: 0.01)) < 1e-12)
    }

    @Test("One-sided bounds of exponential means keep a level of 1%, where Student's do not")
    func level() throws {
        let runs = 20_000
        let tail = 0.01
        var (ours, plain) = (0, 0)
        for run in 0..<runs {
            var stream = RandomStream(seed: 5, replication: UInt32(run), purpose: 1, entity: 0)
            let values = (0..<20).map { _ in stream.exponential(mean: 1) }
            let observations = try #require(Observations.mean(of: values))
            let evidence = try #require(Evidence(observations))
            if evidence.upperBound(tail: tail) < 1 { ours += 1 }
            let t = try StudentT.quantile(1 - tail, degreesOfFreedom: 19)
            if evidence.center + t * evidence.standardError < 1 { plain += 1 }
        }
        // Measured by a program of its own: 2.0% and 4.9%.
        #expect(Double(ours) / Double(runs) < 0.025)
        #expect(Double(plain) / Double(runs) > 0.04)
    }

    @Test("Unpaired evidence is Welch's")
    func welch() throws {
        let first = try #require(Observations.mean(of: [10, 12, 14, 16]))
        let second = try #require(Observations.mean(of: [1, 2, 3]))
        let evidence = try #require(Evidence(first, less: second, times: 2))
        #expect(evidence.center == 13 - 2 * 2)
        // Variances of the means: 20 / 3 / 4 and 4 x 1 / 3.
        let (a, b) = (20.0 / 12, 4.0 / 3)
        #expect(abs(evidence.standardError - (a + b).squareRoot()) < 1e-12)
        #expect(abs(evidence.degreesOfFreedom - (a + b) * (a + b) / (a * a / 3 + b * b / 2)) < 1e-12)
        #expect(evidence.count == 4 && abs(evidence.skewness) < 1e-12 && evidence.fixedVariance == b)
        let single = try #require(Observations.mean(of: [1]))
        #expect(Evidence(first, less: single, times: 1) == nil && Evidence(single) == nil)
    }

    @Test("What does not vary has itself as its bounds, and rounding is no spread")
    func constant() throws {
        let same = try #require(Observations.mean(of: [0.3, 0.3, 0.3]).flatMap { Evidence($0) })
        #expect(same.standardError == 0 && same.upperBound(tail: 0.01) == 0.3 && same.lowerBound(tail: 0.01) == 0.3)
        let rounding = Observations(center: 3e-17, deviates: [1e-17, -1e-17, 0], count: 3)
        let found = try #require(Evidence(rounding, scale: 0.1))
        #expect(found.center == 0 && found.standardError == 0)
        #expect(try #require(Evidence(rounding)).standardError > 0)
    }
}
