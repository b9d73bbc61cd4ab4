/// Scores given labels by what a model that has not seen them thinks: confident learning.
///
/// Northcutt, Jiang, Chuang 2021, "Confident learning: estimating uncertainty in dataset labels", JAIR 70. The threshold
/// of a label is the mean probability that the model gives it where humans chose it; a label is doubtful when another
/// one's probability reaches that one's threshold (their equations 1 and 2). Probabilities must be honest: logged
/// before the label, or out of fold.
public struct LabelDoubt: Sendable {
    /// What is thought of a given label.
    public struct Verdict: Sendable, Equatable {
        /// Probability of the given label less the largest other one, in -1...1: low is suspect (their "normalized
        /// margin").
        public var margin: Double
        /// What the model takes the item for, where the label is doubtful; nil where it is not.
        public var suspected: Int?
        /// Whether the label should be looked at again.
        public var isDoubtful: Bool { suspected != nil }
    }

    private var sums: [Double]
    private var counts: [Double]
    /// Labels of a kind before its own threshold is trusted.
    private static let fewest = 5.0

    /// Creates a judge of labels 0..<`labels` that has seen none.
    public init(labels: Int) {
        sums = Array(repeating: 0, count: max(0, labels))
        counts = sums
    }

    /// Threshold of a label: its own mean probability, or that of all where there are few; nil before any.
    public func threshold(of label: Int) -> Double? {
        guard sums.indices.contains(label) else { return nil }
        if counts[label] >= Self.fewest { return sums[label] / counts[label] }
        let count = counts.reduce(0, +)
        return count >= Self.fewest ? sums.reduce(0, +) / count : nil
    }

    /// Judges a label by the thresholds of those before it.
    public func judge(_ label: Int, probabilities: [Float]) -> Verdict {
        guard probabilities.indices.contains(label) else { return Verdict(margin: 0, suspected: nil) }
        var largest: Float = 0
        var suspected: Int?
        for (other, probability) in probabilities.enumerated() where other != label {
            largest = max(largest, probability)
            guard let threshold = threshold(of: other), Double(probability) >= threshold else { continue }
            if suspected.map({ probabilities[$0] < probability }) ?? true { suspected = other }
        }
        let margin = Double(probabilities[label]) - Double(largest)
        return Verdict(margin: margin, suspected: margin < 0 ? suspected : nil)
    }

    /// Takes a label into the thresholds.
    public mutating func note(_ label: Int, probabilities: [Float]) {
        guard sums.indices.contains(label), probabilities.indices.contains(label) else { return }
        sums[label] += Double(probabilities[label])
        counts[label] += 1
    }

    /// Forgets the thresholds, for a new model.
    public mutating func reset() {
        for label in sums.indices { (sums[label], counts[label]) = (0, 0) }
    }

    /// Doubtful ones among labels that are all there already, most suspect first: thresholds are of all of them.
    ///
    /// - Parameters:
    ///   - labels: the label of each item.
    ///   - probabilities: of all labels for each item, out of fold or logged before.
    /// - Returns: positions of doubtful labels by rising margin.
    public static func doubtful(_ labels: [Int], probabilities: [[Float]]) -> [Int] {
        var judge = LabelDoubt(labels: (probabilities.map(\.count).max() ?? 0))
        for (label, row) in zip(labels, probabilities) { judge.note(label, probabilities: row) }
        let found = zip(labels, probabilities).enumerated().compactMap { position, item -> (Double, Int)? in
            let verdict = judge.judge(item.0, probabilities: item.1)
            return verdict.isDoubtful ? (verdict.margin, position) : nil
        }
        return found.sorted { $0 < $1 }.map(\.1)
    }
}
