import Stochastics

/// How well an AI does on the texts of one intent.
public struct IntentQuality: Sendable, Equatable {
    /// Name of the intent, as the file has it.
    public let name: String
    /// Number of texts.
    public let texts: Int
    /// Share of the traffic, in 0...1.
    public let share: Double
    /// Share of its texts that is answered with it, in 0...1, with its 95% interval.
    public let accuracy: Estimate
    /// Whether it is no intent that the AI can answer.
    public let isOutside: Bool

    /// The intents of a file, the most frequent first, then in the order of their names.
    public static func table(_ judged: JudgedRows) -> [IntentQuality] {
        let total = judged.rows.reduce(0) { $0 + $1.weight }
        let rows = Dictionary(grouping: judged.rows, by: \.intent)
        let table = rows.map { intent, rows in
            let weight = rows.reduce(0) { $0 + $1.weight }
            let right = EffectiveShare(rows, weights: rows.map { _ in 1 }) { $0.isRight }
            return IntentQuality(
                name: judged.names[intent], texts: rows.count, share: total > 0 ? weight / total : 0,
                accuracy: right.estimate, isOutside: rows.contains { $0.isOutside })
        }
        return table.sorted { ($1.texts, $0.name) < ($0.texts, $1.name) }
    }
}
