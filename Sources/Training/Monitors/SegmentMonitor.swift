import Quantities
import Stochastics

/// Watches whether the AI's answers are wrong more often for one group of customers than for the others.
///
/// At each look, every segment's audited errors within the window are tested against those of all others: given the
/// errors of both, the segment's are binomial where both are served alike (Przyborowski and Wilenski 1940, Biometrika
/// 31; conservative for shares), with counts brought to effective ones where audits had unequal probabilities. Holm's
/// procedure (1979) keeps the chance of any false alarm of a look at its level, and Bonferroni over the looks of a year
/// that of the whole: at most `level` a year.
public struct SegmentMonitor: Sendable {
    /// What a segment looks like at a look.
    public struct Gap: Sendable, Equatable {
        /// Index of the segment.
        public var segment: Int
        /// Its audited risk.
        public var risk: Double
        /// The audited risk of all others.
        public var others: Double
        /// Its audits.
        public var count: Double
        /// Its risk less that of the others.
        public var gap: Double { risk - others }
        /// Interval for the gap, at 95% for all segments together (Bonferroni).
        public var interval: ClosedRange<Double>
        /// One-sided p value against "no worse than the others".
        public var pValue: Double
        /// Whether it is worse at the level of the monitor.
        public var isAlarm: Bool
    }

    /// Chance of any false alarm in a year of looks, in 0<..<1.
    public let level: Double
    /// Time between looks, in seconds.
    public let everySeconds: Double
    /// Looks within the window.
    public let looksKept: Int
    /// Audits of each segment by look, the current one last.
    private var cells: [[AuditEstimate]]
    private let segments: Int
    private static let yearSeconds = Seconds.perYear

    /// Creates a monitor that has seen nothing.
    ///
    /// - Parameters:
    ///   - segments: number of segments, 2 or more for anything to be compared.
    ///   - level: chance of any false alarm in a year.
    ///   - everySeconds: time between looks, above 0.
    ///   - windowSeconds: time whose audits are compared.
    public init(
        segments: Int, level: Double = 0.05, everySeconds: Double = Seconds.perWeek,
        windowSeconds: Double = 8 * Seconds.perWeek
    ) {
        self.segments = max(0, segments)
        self.level = min(max(level, 1e-12), 0.999)
        self.everySeconds = max(everySeconds, 1)
        looksKept = max(1, Int((windowSeconds / max(everySeconds, 1)).rounded()))
        cells = [Array(repeating: AuditEstimate(), count: self.segments)]
    }

    /// Level of one look.
    public var levelOfLook: Double { level / max(1, (Self.yearSeconds / everySeconds).rounded()) }

    /// Adds an audited answer.
    public mutating func add(segment: Int, isWrong: Bool, probability: Double) {
        guard cells[cells.count - 1].indices.contains(segment) else { return }
        cells[cells.count - 1][segment].add(isWrong ? 1 : 0, probability: probability)
    }

    /// Compares the segments and moves on to the time until the next look.
    ///
    /// - Returns: every segment that has audits, when another one has as well.
    public mutating func look() -> [Gap] {
        let sums = (0..<segments).map { segment in
            cells.reduce(into: AuditEstimate()) { $0.add($1[segment]) }
        }
        if cells.count == looksKept { cells.removeFirst() }
        cells.append(Array(repeating: AuditEstimate(), count: segments))
        let confidence = 1 - 0.05 / Double(max(1, segments))
        var gaps = (0..<segments).compactMap { segment -> Gap? in
            var others = AuditEstimate()
            for other in 0..<segments where other != segment { others.add(sums[other]) }
            return Self.compare(sums[segment], others, segment: segment, confidence: confidence)
        }
        // Holm 1979: the k-th smallest p value against level / (number - k + 1), until one is above.
        let order = gaps.indices.sorted { (gaps[$0].pValue, $0) < (gaps[$1].pValue, $1) }
        for (position, index) in order.enumerated() {
            guard gaps[index].pValue <= levelOfLook / Double(order.count - position) else { break }
            gaps[index].isAlarm = true
        }
        return gaps
    }

    private static func compare(
        _ one: AuditEstimate, _ others: AuditEstimate, segment: Int, confidence: Double
    ) -> Gap? {
        guard let risk = one.mean, let rest = others.mean else { return nil }
        let (n, m) = (one.effectiveCount, others.effectiveCount)
        let errors = risk * n
        let share = n / (n + m)
        let pValue = Binomial.upperTail(errors, trials: errors + rest * m, probability: share)
        // Newcombe 1998 (Statistics in Medicine 17), method 10: from the intervals of the two shares.
        guard let near = one.interval(confidence: confidence), let far = others.interval(confidence: confidence) else {
            return nil
        }
        func square(_ x: Double) -> Double { x * x }
        let down = (square(risk - near.lowerBound) + square(far.upperBound - rest)).squareRoot()
        let up = (square(near.upperBound - risk) + square(rest - far.lowerBound)).squareRoot()
        let gap = risk - rest
        return Gap(
            segment: segment, risk: risk, others: rest, count: one.count, interval: (gap - down)...(gap + up),
            pValue: errors > 0 ? pValue : 1, isAlarm: false)
    }
}
