/// Measures of how well a score ranks texts.
public enum RankMetrics {
    /// Area under the receiver operating characteristic: the probability that a positive scores higher than a negative,
    /// a tie counting half (Mann and Whitney 1947).
    ///
    /// nil without a positive or without a negative; surplus elements of the longer array are ignored, and a score that
    /// is no number is the lowest.
    public static func areaUnderROC(scores: [Double], positive: [Bool]) -> Double? {
        let n = min(scores.count, positive.count)
        let positives = positive.prefix(n).count { $0 }
        guard positives > 0, positives < n else { return nil }
        let scores = scores.map { $0.isNaN ? -Double.infinity : $0 }
        let order = (0..<n).sorted { (scores[$0], $0) < (scores[$1], $1) }
        var (wins, negativesBelow, start) = (0.0, 0, 0)
        while start < n {
            var end = start
            var (tiedPositives, tiedNegatives) = (0, 0)
            while end < n, scores[order[end]] == scores[order[start]] {
                if positive[order[end]] { tiedPositives += 1 } else { tiedNegatives += 1 }
                end += 1
            }
            wins += Double(tiedPositives) * (Double(negativesBelow) + Double(tiedNegatives) / 2)
            negativesBelow += tiedNegatives
            start = end
        }
        return wins / (Double(positives) * Double(n - positives))
    }
}
