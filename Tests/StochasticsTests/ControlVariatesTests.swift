import Stochastics
import TestSupport
import Testing

@Suite("Control variates")
struct ControlVariatesTests {
    /// n observations 3 + 2 C + noise with a standard normal control, whose mean is known to be 0.
    private func linear(_ replication: UInt32, n: Int, noise: Double) throws -> (Observations, [Double]) {
        var stream = RandomStream(seed: 11, replication: replication, purpose: 1, entity: 0)
        let control = (0..<n).map { _ in stream.normal() }
        let values = control.map { 3 + 2 * $0 + noise * stream.normal() }
        return (try #require(Observations.mean(of: values)), control)
    }

    @Test("Expected loss for the coefficients")
    func loss() throws {
        for truth in try TheoryTable.cases(of: "control_variate_loss") {
            let ratio = try ControlVariates.varianceRatio(
                rSquared: try #require(truth.parameters["r_squared"]),
                replications: Int(try #require(truth.parameters["replications"])),
                controls: Int(try #require(truth.parameters["controls"])))
            #expect(abs(ratio / (try #require(truth.expected["variance_ratio"])) - 1) < 1e-12)
        }
        #expect(throws: StochasticsError.self) {
            try ControlVariates.varianceRatio(rSquared: 0.5, replications: 4, controls: 2)
        }
        #expect(throws: StochasticsError.self) {
            try ControlVariates.varianceRatio(rSquared: 1.5, replications: 40, controls: 2)
        }
    }

    @Test("A regression worked out by hand")
    func byHand() throws {
        // Least squares of 1, 3, 2, 6 on 0, 1, 2, 3: slope 1.4, intercept 0.9, residual sum of squares 4.2; its
        // standard error is sqrt(4.2 / 2 * (1/4 + 1.5^2 / 5)).
        let observations = try #require(Observations.mean(of: [1, 3, 2, 6]))
        let found = try #require(ControlVariates.adjust(observations, controls: [[0, 1, 2, 3]]))
        #expect(abs(found.estimate.mean - 0.9) < 1e-12)
        #expect(abs(found.variance - 2.1 * 0.7) < 1e-12)
        // t(.975, 2) = 4.30265.
        #expect(abs(try #require(found.estimate.halfWidth) - 4.302_652_73 * (2.1 * 0.7).squareRoot()) < 1e-7)
        #expect(abs(found.rSquared - (1 - 4.2 / 14)) < 1e-12)
        #expect(found.controls == 1 && found.estimate.n == 4)
    }

    @Test("The skewness is that of what the controls leave")
    func skewness() throws {
        let control = (0..<40).map { 0.01 * Double($0 * $0 * $0) - 100 }
        let noise = (0..<40).map { $0 % 4 < 2 ? 1.0 : -1.0 }
        let observations = try #require(Observations.mean(of: zip(control, noise).map { 3 + 2 * $0 + $1 }))
        let found = try #require(ControlVariates.adjust(observations, controls: [control]))
        #expect(try #require(observations.skewness) > 0.8)
        #expect(abs(try #require(found.skewness)) < 0.1)
        // Nothing is left of an exact line.
        let exact = try #require(Observations.mean(of: control.map { 300 + 2 * $0 }))
        #expect(ControlVariates.adjust(exact, controls: [control])?.skewness == nil)
    }

    @Test("Constant and doubled controls are left out, and too few observations give nothing")
    func degenerate() throws {
        let (observations, control) = try linear(0, n: 30, noise: 1)
        let one = try #require(ControlVariates.adjust(observations, controls: [control]))
        let constant = [Double](repeating: 4, count: 30)
        let more = try #require(
            ControlVariates.adjust(observations, controls: [constant, control, control.map { 2 * $0 }]))
        #expect(more.controls == 1 && more == one)
        #expect(ControlVariates.adjust(observations, controls: [constant]) == nil)
        let few = try #require(Observations.mean(of: [1, 2]))
        #expect(ControlVariates.adjust(few, controls: [[1, -1]]) == nil)
    }

    @Test("Unbiased, as much better as theory says, and covering as often as claimed")
    func linearCase() throws {
        let n = 20
        let runs = 4000
        var tally = CoverageCounter()
        var squares = 0.0
        var gains = 0.0
        for run in 0..<runs {
            let (observations, control) = try linear(UInt32(run), n: n, noise: 1)
            let found = try #require(ControlVariates.adjust(observations, controls: [control]))
            tally.add(found.estimate, truth: 3)
            squares += (found.estimate.mean - 3) * (found.estimate.mean - 3)
            gains += found.gain
        }
        // R squared is 4/5, so the variance is 1/5 of (4 + 1) / n, times the loss 18/17.
        let variance = try ControlVariates.varianceRatio(rSquared: 0.8, replications: n, controls: 1) * 5 / Double(n)
        #expect(abs(squares / Double(runs) / variance - 1) < 4 * (2 / Double(runs)).squareRoot() * 1.1)
        #expect(abs(tally.bias) < 4 * (variance / Double(runs)).squareRoot())
        #expect(tally.isAcceptable)
        #expect(gains / Double(runs) > 4)
    }

    @Test("Gamma days: arrivals and their square explain what arrivals alone do not")
    func days() throws {
        // A day's work grows with the square of its arrivals: Y = N^2 / 100 + noise, N Poisson with a gamma rate.
        var stream = RandomStream(seed: 3, replication: 0, purpose: 1, entity: 0)
        let mean = 100.0
        let variance = mean + mean * mean / 10
        var values: [Double] = []
        var first: [Double] = []
        for _ in 0..<2000 {
            // Poisson variation by its normal limit: the mean and variance of N are exact all the same.
            let rate = stream.gamma(shape: 10, scale: mean / 10)
            let count = rate + rate.squareRoot() * stream.normal()
            first.append(count - mean)
            values.append(count * count / 100 + 10 * stream.normal())
        }
        let second = first.map { $0 * $0 - variance }
        let observations = try #require(Observations.mean(of: values))
        let one = try #require(ControlVariates.adjust(observations, controls: [first]))
        let both = try #require(ControlVariates.adjust(observations, controls: [first, second]))
        #expect(one.rSquared < 0.98 && both.rSquared > 0.98 && both.gain > 2 * one.gain)
        let truth = (mean * mean + variance) / 100
        #expect(abs(both.estimate.mean - truth) < 4 * both.variance.squareRoot())
    }
}

/// Coverage of intervals against a known value.
private struct CoverageCounter {
    private var count = 0
    private var covered = 0
    private var sum = 0.0

    mutating func add(_ estimate: Estimate, truth: Double) {
        count += 1
        sum += estimate.mean - truth
        if let low = estimate.low, let high = estimate.high, low <= truth, truth <= high { covered += 1 }
    }

    var bias: Double { sum / Double(count) }
    var isAcceptable: Bool {
        Binomial.acceptance(trials: count, probability: 0.95, level: 0.001).contains(Double(covered) / Double(count))
    }
}
