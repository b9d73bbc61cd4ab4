import Stochastics

/// How far two annotators of the same items agree beyond chance: Cohen's kappa.
///
/// Cohen 1960, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20.
public struct Agreement: Sendable, Equatable {
    /// Items read twice.
    public private(set) var count = 0.0
    /// Those of them to which both gave the same label.
    public private(set) var agreed = 0.0
    private var first: [Double]
    private var second: [Double]

    /// Creates an empty table for labels 0..<`labels`.
    public init(labels: Int) {
        first = Array(repeating: 0, count: max(0, labels))
        second = first
    }

    /// Adds an item; labels outside the range are left out.
    public mutating func record(_ one: Int, _ other: Int) {
        guard first.indices.contains(one), second.indices.contains(other) else { return }
        count += 1
        first[one] += 1
        second[other] += 1
        if one == other { agreed += 1 }
    }

    /// Share of items with equal labels; nil without items.
    public var share: Double? { count > 0 ? agreed / count : nil }

    /// Share that agrees by chance, from how often each label is used; nil without items.
    public var byChance: Double? {
        guard count > 0 else { return nil }
        return zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / (count * count)
    }

    /// Cohen's kappa, (share - chance) / (1 - chance), 1 at most; nil without items or where all use one label.
    public var kappa: Double? {
        guard let share, let byChance, byChance < 1 else { return nil }
        return (share - byChance) / (1 - byChance)
    }

    /// Its standard error, sqrt(share (1 - share) / n) / (1 - chance) (Cohen 1960, equation 7).
    public var standardError: Double? {
        guard let share, let byChance, byChance < 1 else { return nil }
        return (share * (1 - share) / count).squareRoot() / (1 - byChance)
    }

    /// Interval for kappa, normal.
    ///
    /// - Parameter confidence: in 0<..<1.
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
        guard let kappa, let standardError, confidence > 0, confidence < 1 else { return nil }
        let half = NormalDistribution.standardQuantile(0.5 + confidence / 2) * standardError
        return (kappa - half)...min(1, kappa + half)
    }
}
