import Stochastics

/// How well an AI tells intents apart and knows when it does not, with 95% intervals over files like the given one.
public struct TrafficFigures: Sendable, Equatable {
    /// Number of texts.
    public let texts: Int
    /// Share classified rightly, in 0...1.
    public let accuracy: Estimate
    /// Expected calibration error; see `ClassificationMetrics.calibrationError`.
    public let calibrationError: Estimate
    /// Area under the risk-coverage curve.
    public let aurc: Estimate
    /// Area under the generalised risk-coverage curve.
    public let augrc: Estimate
    /// Largest share that a threshold answers with at least 90% right.
    public let coverageAt90: Estimate
    /// The same with at least 95% right.
    public let coverageAt95: Estimate
    /// The same with at least 98% right.
    public let coverageAt98: Estimate

    /// Measures rows, each counting by its weight.
    public init(_ judged: JudgedRows) {
        // Sorted once, so that each file drawn need not be.
        let rows = judged.rows.sorted { ($0.confidence, $1.copyGroup) > ($1.confidence, $0.copyGroup) }
        var sorted = JudgedRows(names: judged.names, rows: rows, groupCount: judged.groupCount)
        if let share = judged.statedOutsideShare { _ = sorted.state(outsideShare: share) }
        let (confidences, correct) = (rows.map(\.confidence), rows.map(\.isRight))
        func measure(_ weights: [Double]) -> ClassificationMetrics {
            .of(confidences: confidences, correct: correct, weights: weights)
        }
        let value = measure(sorted.rows.map(\.weight))
        let bootstrap = RowBootstrap(sorted)
        var drawn: [ClassificationMetrics] = []
        bootstrap.forEach { drawn.append(measure($0)) }
        func estimate(_ figure: KeyPath<ClassificationMetrics, Double>, isBiased: Bool = false) -> Estimate {
            bootstrap.interval(
                drawn.map { $0[keyPath: figure] }, about: value[keyPath: figure], isBiased: isBiased, within: 0...1)
        }
        texts = rows.count
        accuracy = estimate(\.accuracy).widened(toShareOf: rows, sorted.rows.map(\.weight)) { $0.isRight }
        calibrationError = estimate(\.calibrationError, isBiased: true)
        aurc = estimate(\.aurc)
        augrc = estimate(\.augrc)
        coverageAt90 = estimate(\.coverageAt90)
        coverageAt95 = estimate(\.coverageAt95)
        coverageAt98 = estimate(\.coverageAt98)
    }
}
