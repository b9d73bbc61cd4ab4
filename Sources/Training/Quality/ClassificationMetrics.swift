/// Quality of a classifier on labelled texts: accuracy, calibration, and what selective answering would give.
public struct ClassificationMetrics: Sendable, Codable, Equatable {
    /// A point of the risk-coverage curve.
    public struct Point: Sendable, Codable, Equatable {
        /// Share of texts answered, in 0...1.
        public var coverage: Double
        /// Share of the answered that is wrong, in 0...1.
        public var risk: Double
    }

    /// Number of texts.
    public var n: Int
    /// Share of texts classified rightly, in 0...1.
    public var accuracy: Double
    /// Expected calibration error over 15 equal-width bins of the largest probability (Guo et al. 2017, equation 5).
    public var calibrationError: Double
    /// Area under the risk-coverage curve: mean risk over all coverages (Geifman, Uziel and El-Yaniv 2019).
    public var aurc: Double
    /// Area under the generalised risk-coverage curve: mean over all coverages of the share of all texts that is
    /// answered wrongly (Traub et al. 2024, Overcoming common flaws in the evaluation of selective classification
    /// systems, arXiv 2407.01032, equation 6), by the trapezoidal rule between confidences.
    public var augrc: Double
    /// Largest share that a threshold on confidence answers with at least 90% right; 0 if there is none.
    public var coverageAt90: Double
    /// The same with at least 95% right.
    public var coverageAt95: Double
    /// The same with at least 98% right.
    public var coverageAt98: Double
    /// The curve at no more than about 100 coverages, rising.
    public var riskCoverage: [Point]

    /// Number of equal-width bins of the calibration error.
    public static let binCount = 15

    /// Measures predictions: `confidences` in 0...1 and whether each was `correct`, optionally weighted.
    ///
    /// Texts of equal confidence are taken together: within a tie the risk is that of a random order, and a
    /// threshold answers all or none. Surplus elements of a longer array are ignored; without texts all is 0. A
    /// confidence that is no number counts as 0.
    public static func of(confidences: [Double], correct: [Bool], weights: [Double]? = nil) -> ClassificationMetrics {
        let n = min(confidences.count, correct.count, weights?.count ?? Int.max)
        var metrics = ClassificationMetrics(
            n: n, accuracy: 0, calibrationError: 0, aurc: 0, augrc: 0, coverageAt90: 0, coverageAt95: 0,
            coverageAt98: 0, riskCoverage: [])
        let weight = { (index: Int) in weights?[index] ?? 1 }
        let total = (0..<n).reduce(0) { $0 + weight($1) }
        guard total > 0 else { return metrics }
        let confidences = confidences.map { $0.isFinite ? min(max($0, 0), 1) : 0 }
        metrics.accuracy = (0..<n).reduce(0) { $0 + (correct[$1] ? weight($1) : 0) } / total
        metrics.calibrationError = calibrationError(n, confidences, correct, weight) / total
        metrics.traceRisk(n, confidences, correct, weight, total)
        return metrics
    }

    private static func calibrationError(
        _ n: Int, _ confidences: [Double], _ correct: [Bool], _ weight: (Int) -> Double
    ) -> Double {
        var gaps = [Double](repeating: 0, count: binCount)
        for index in 0..<n {
            let confidence = confidences[index]
            let bin = min(max(Int((confidence * Double(binCount)).rounded(.up)) - 1, 0), binCount - 1)
            gaps[bin] += weight(index) * ((correct[index] ? 1 : 0) - confidence)
        }
        return gaps.reduce(0) { $0 + abs($1) }
    }

    private mutating func traceRisk(
        _ n: Int, _ confidences: [Double], _ correct: [Bool], _ weight: (Int) -> Double, _ total: Double
    ) {
        let order = (0..<n).sorted { (confidences[$0], $1) > (confidences[$1], $0) }
        var (answered, wrong, area, jointArea) = (0.0, 0.0, 0.0, 0.0)
        var nextPoint = 0.01
        var start = 0
        while start < n {
            var end = start
            var (tieWeight, tieWrong) = (0.0, 0.0)
            while end < n, confidences[order[end]] == confidences[order[start]] {
                tieWeight += weight(order[end])
                tieWrong += correct[order[end]] ? 0 : weight(order[end])
                end += 1
            }
            jointArea += tieWeight * (wrong + tieWrong / 2)
            let rate = tieWeight > 0 ? tieWrong / tieWeight : 0
            for index in start..<end {
                let step = weight(order[index])
                answered += step
                wrong += step * rate
                if answered > 0 { area += step * wrong / answered }
            }
            start = end
            guard answered > 0 else { continue }
            let coverage = min(answered / total, 1)
            let risk = min(max(wrong / answered, 0), 1)
            if risk <= 0.1 + 1e-12 { coverageAt90 = coverage }
            if risk <= 0.05 + 1e-12 { coverageAt95 = coverage }
            if risk <= 0.02 + 1e-12 { coverageAt98 = coverage }
            if coverage >= nextPoint - 1e-9 || end == n {
                riskCoverage.append(Point(coverage: coverage, risk: risk))
                nextPoint = coverage + 0.01
            }
        }
        aurc = area / total
        augrc = jointArea / (total * total)
    }
}
