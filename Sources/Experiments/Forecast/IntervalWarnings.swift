import Quantities
import Stochastics

/// Says in words when intervals promise more than they keep: few replications, or skewed ones.
public struct IntervalWarnings: Sendable {
    /// The sentences, most important first; none when nothing is wrong.
    public let sentences: [String]

    /// Independent replications below which intervals are said to be optimistic.
    public static let fewest = 20
    /// Coverage that may be lost to skewness before it is said.
    static let tolerance = 0.02

    /// Judges the intervals of a forecast.
    ///
    /// - Parameters:
    ///   - observations: independent observations: replications, or antithetic pairs.
    ///   - confidence: nominal coverage.
    ///   - skewness: of the observations of each measure, by name, with their number.
    ///   - what: an independent observation in words: "replication", or "antithetic pair".
    public init(
        observations: Int, confidence: Double, skewness: [(name: String, skewness: Double, n: Int)], what: String
    ) {
        var sentences: [String] = []
        if observations == 1 {
            sentences.append("Only 1 \(what): there are no intervals; run \(Self.fewest) or more.")
        } else if observations < Self.fewest {
            sentences.append(
                "Only \(observations) \(what)s: the intervals may be too narrow. Where single days differ much from one "
                    + "another, 95% intervals of a service level held the truth 91.4% of the time with 10 days, "
                    + "92.9% with 20 and 94.6% with 200; run \(Self.fewest) or more, or ask for a --precision.")
        } else if let sentence = Self.skewed(skewness, confidence: confidence, what: what) {
            // Below 20 the skewness of a sample says next to nothing.
            sentences.append(sentence)
        }
        self.sentences = sentences
    }

    private static func skewed(
        _ skewness: [(name: String, skewness: Double, n: Int)], confidence: Double, what: String
    ) -> String? {
        let poor = skewness.map { item in
            (
                name: item.name, n: item.n,
                coverage: SkewnessCost.coverage(confidence: confidence, skewness: item.skewness, n: item.n)
            )
        }.filter { $0.coverage < confidence - tolerance }
        guard let worst = poor.min(by: { $0.coverage < $1.coverage }) else { return nil }
        let loss = confidence - worst.coverage
        let needed = Int(saturating: (Double(worst.n) * loss / tolerance).rounded(.up))
        let others = poor.filter { $0.name != worst.name }.map(\.name)
        let shown = others.prefix(5).joined(separator: ", ")
        let more = others.count > 5 ? " and \(others.count - 5) more" : ""
        return
            "The interval of \(worst.name) is too narrow, since a few \(what)s lie far from the rest: it holds the truth "
            + "about \(BriefUnits.percent(max(0.5, worst.coverage))) of the time, not \(BriefUnits.percent(confidence)); "
            + "\(needed) \(what)s would do."
            + (others.isEmpty ? "" : " Less so those of: \(shown)\(more).")
    }
}
