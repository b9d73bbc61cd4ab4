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

    /// Standard error of that area (DeLong, DeLong and Clarke-Pearson 1988, Biometrics 44); nil with fewer than two positives
    /// or two negatives.
    public static func errorOfArea(scores: [Double], positive: [Bool]) -> Double? {
        let n = min(scores.count, positive.count)
        let places = (0..<n).map { scores[$0].isNaN ? -Double.infinity : scores[$0] }
        let above = places.indices.filter { positive[$0] }.map { places[$0] }.sorted()
        let below = places.indices.filter { !positive[$0] }.map { places[$0] }.sorted()
        guard above.count > 1, below.count > 1 else { return nil }
        return
            (variance(of: above, over: below) / Double(above.count)
            + variance(of: below, over: above) / Double(below.count)).squareRoot()
    }

    /// Variance over `scores` of the share of `others` that lie below each, a tie counting half; both rising.
    private static func variance(of scores: [Double], over others: [Double]) -> Double {
        var (low, high) = (0, 0)
        let shares = scores.map { score -> Double in
            while low < others.count, others[low] < score { low += 1 }
            high = max(high, low)
            while high < others.count, others[high] == score { high += 1 }
            return (Double(low) + Double(high)) / 2 / Double(others.count)
        }
        let mean = shares.reduce(0, +) / Double(shares.count)
        return shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shares.count - 1)
    }
}
