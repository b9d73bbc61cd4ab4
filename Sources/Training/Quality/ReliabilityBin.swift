import Stochastics

/// Answers of about the same confidence: how many of them are right.
public struct ReliabilityBin: Sendable, Equatable {
    /// Lower end of the confidences, in 0...1, itself outside but for the first bin.
    public let low: Double
    /// Upper end, itself inside.
    public let high: Double
    /// Number of texts.
    public let texts: Int
    /// Their mean confidence.
    public let confidence: Double
    /// Share that is right, with its 95% interval.
    public let right: Estimate

    /// Ten bins of equal width, those without a text left out; each text counts by its weight, and those without an answer
    /// not at all.
    public static func table(_ judged: JudgedRows, count: Int = 10) -> [ReliabilityBin] {
        let answered = judged.rows.filter { $0.predicted != nil && $0.weight > 0 }
        let bins = Dictionary(grouping: answered) { row in
            min(max(Int((row.confidence * Double(count)).rounded(.up)) - 1, 0), count - 1)
        }
        return bins.sorted { $0.key < $1.key }.map { bin, rows in
            let weights = rows.map(\.weight)
            let total = weights.reduce(0, +)
            return ReliabilityBin(
                low: Double(bin) / Double(count), high: Double(bin + 1) / Double(count), texts: rows.count,
                confidence: zip(rows, weights).reduce(0) { $0 + $1.0.confidence * $1.1 } / total,
                right: EffectiveShare(rows, weights: weights) { $0.isRight }.estimate)
        }
    }
}
