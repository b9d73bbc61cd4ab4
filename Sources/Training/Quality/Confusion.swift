/// An intent that is taken for another.
public struct Confusion: Sendable, Equatable {
    /// What the customers meant.
    public let intent: String
    /// What the AI said.
    public let predicted: String
    /// Number of texts.
    public let texts: Int
    /// Share of the intent's texts, in 0...1.
    public let shareOfIntent: Double
    /// Mean confidence of these answers, in 0...1.
    public let confidence: Double

    /// The pairs with most texts, at most `count`, then in the order of their names.
    public static func worst(_ judged: JudgedRows, count: Int = 10) -> [Confusion] {
        var ofIntent: [Int: Int] = [:]
        var pairs: [[Int]: (texts: Int, confidence: Double)] = [:]
        for row in judged.rows {
            ofIntent[row.intent, default: 0] += 1
            guard let predicted = row.predicted, predicted != row.intent else { continue }
            pairs[[row.intent, predicted], default: (0, 0)].texts += 1
            pairs[[row.intent, predicted], default: (0, 0)].confidence += row.confidence
        }
        let all = pairs.map { pair, sum in
            Confusion(
                intent: judged.names[pair[0]], predicted: judged.names[pair[1]], texts: sum.texts,
                shareOfIntent: Double(sum.texts) / Double(ofIntent[pair[0]] ?? 1),
                confidence: sum.confidence / Double(sum.texts))
        }
        let sorted = all.sorted { ($1.texts, $0.intent, $0.predicted) < ($0.texts, $1.intent, $1.predicted) }
        return Array(sorted.prefix(count))
    }
}
