import Stochastics
import TestSupport
import Testing

@Suite("Binomial bands and ranks")
struct BinomialTests {
    @Test("Probabilities of three throws")
    func known() {
        for (k, expected) in [(-1, 0.0), (0, 0.343), (1, 0.784), (2, 0.973), (3, 1)] {
            #expect(abs(Binomial.cumulative(k, trials: 3, probability: 0.3) - expected) < 1e-14)
        }
        #expect(Binomial.cumulative(2, trials: 3, probability: 0) == 1)
        #expect(Binomial.cumulative(2, trials: 3, probability: 1) == 0)
        #expect(Binomial.quantile(0.5, trials: 3, probability: 0.3) == 1)
        #expect(Binomial.quantile(0.785, trials: 3, probability: 0.3) == 2)
    }

    @Test("The acceptance band of a coverage experiment")
    func acceptance() throws {
        for truth in try TheoryTable.cases(of: "ci_coverage_acceptance") {
            let band = Binomial.acceptance(
                trials: Int(try #require(truth.parameters["macro_replications"])),
                probability: try #require(truth.parameters["nominal"]),
                level: try #require(truth.parameters["test_level"]))
            #expect(band.lowerBound == truth.expected["accept_low"])
            #expect(band.upperBound == truth.expected["accept_high"])
        }
    }

    @Test("Ranks that hold a quantile")
    func ranks() throws {
        let cases = try TheoryTable.cases(of: "order_statistic_quantile_ci")
        #expect(cases.count >= 2)
        for truth in cases {
            let n = Int(try #require(truth.parameters["n"]))
            let q = try #require(truth.parameters["q"])
            let confidence = try #require(truth.parameters["confidence"])
            let found = try #require(Quantiles.ranks(n: n, q: q, confidence: confidence))
            #expect(Double(found.lower) == truth.expected["lower_rank"])
            #expect(Double(found.upper) == truth.expected["upper_rank"])
            #expect(abs(found.coverage - (try #require(truth.expected["coverage"]))) < 1e-12)
        }
        // The largest of 10 is below the 99% quantile nine times in ten.
        #expect(Quantiles.ranks(n: 10, q: 0.99) == nil)
        #expect(Quantiles.ranks(n: 10, q: 1) == nil)
        // Smallest to largest of six cover the median except when all fall on one side: 1 - 2 / 64.
        let median = try #require(Quantiles.ranks(n: 6, q: 0.5))
        #expect(median.lower == 1 && median.upper == 6 && abs(median.coverage - (1 - 2.0 / 64)) < 1e-12)
    }
}
