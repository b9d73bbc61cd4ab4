import Stochastics

/// The quality of an AI on the traffic that comes, as far as a labelled file is like it.
public struct TrafficQuality: Sendable, Equatable {
    /// Figures over all texts, those with no intent that the AI can answer counted as wrong.
    public let all: TrafficFigures
    /// Figures over the texts with an intent that the AI can answer; nil where there is none, and where there is no other.
    public let inScope: TrafficFigures?
    /// The cheapest threshold and its cost, over all texts.
    public let cost: TrafficCost?
    /// Texts that are copies of an earlier one.
    public let copies: Int
    /// Texts without an intent that the AI can answer.
    public let outsideTexts: Int
    /// Texts of these whose intent is unknown to the AI, and not the one of texts out of scope.
    public let unknownIntents: Int
    /// Share of the traffic outside, in 0...1: as stated, or the file's.
    public let outsideShare: Double
    /// Whether that share was stated.
    public let isShareStated: Bool
    /// Texts without an answer.
    public let unanswered: Int
    /// How well the out-of-scope score tells texts outside from others; nil without both, and where there is no score.
    public let outsideAUROC: Estimate?
    /// The intents, the most frequent first.
    public let intents: [IntentQuality]
    /// The ten pairs confused most often.
    public let confusions: [Confusion]
    /// How many answers are right by their confidence.
    public let reliability: [ReliabilityBin]

    /// Measures rows; nil without any.
    public init?(_ judged: JudgedRows, wrongAnswerCost: Double, humanCost: Double) {
        guard !judged.rows.isEmpty else { return nil }
        let inside = judged.inside
        all = TrafficFigures(judged)
        inScope = inside.rows.isEmpty || judged.outsideCount == 0 ? nil : TrafficFigures(inside)
        cost = TrafficCost(judged, wrongAnswerCost: wrongAnswerCost, humanCost: humanCost)
        copies = judged.copies
        outsideTexts = judged.outsideCount
        unknownIntents = judged.unknownIntents
        outsideShare = judged.statedOutsideShare ?? judged.outsideShareOfFile
        isShareStated = judged.statedOutsideShare != nil
        unanswered = judged.rows.count { $0.predicted == nil }
        outsideAUROC = Self.areaUnderROC(judged)
        intents = IntentQuality.table(judged)
        confusions = Confusion.worst(judged)
        reliability = ReliabilityBin.table(judged)
    }

    /// The area with its interval: DeLong's (1988, Biometrics 44), at the number of different texts.
    private static func areaUnderROC(_ judged: JudgedRows) -> Estimate? {
        let scored = judged.rows.filter { $0.strangeness != nil }
        let scores = scored.map { $0.strangeness ?? 0 }
        let isOutside = scored.map(\.isOutside)
        guard let area = RankMetrics.areaUnderROC(scores: scores, positive: isOutside) else { return nil }
        guard let error = RankMetrics.errorOfArea(scores: scores, positive: isOutside) else {
            return Estimate(mean: area, low: nil, high: nil, halfWidth: nil, confidence: 0.95, n: scored.count)
        }
        // Copies are no new evidence.
        let inflation = (Double(judged.rows.count) / Double(max(1, judged.groupCount))).squareRoot()
        let halfWidth = 1.959963984540054 * error * inflation
        return Estimate(
            mean: area, low: max(0, area - halfWidth), high: min(1, area + halfWidth), halfWidth: halfWidth,
            confidence: 0.95, n: judged.groupCount)
    }
}
