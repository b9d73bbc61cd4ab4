/// What checks of labels say of the share of them that is wrong, for calibration.
public struct LabelQuality: Sendable, Equatable {
    /// Labels kept.
    public var labels = 0.0
    /// Labels that others than the first annotator decided.
    public var changed = 0.0
    private var gold = 0.0
    private var goldWrong = 0.0
    private var twice = 0.0
    private var agreed = 0.0
    /// Items of a kind before they are believed, and wrong ones among them beforehand (5%: assumption).
    private static let fewest = 20.0
    private static let wrongBeforehand = 1.0

    /// Knows nothing yet.
    public init() {}

    /// Takes a gold item.
    public mutating func readGold(isWrong: Bool) {
        gold += 1
        if isWrong { goldWrong += 1 }
    }

    /// Takes an item that two annotators read.
    public mutating func readTwice(agrees: Bool) {
        twice += 1
        if agrees { agreed += 1 }
    }

    /// Share of the labels kept that is wrong; nil while too little was checked.
    ///
    /// An annotator's error comes from items read twice, of which two who err on their own agree on (1 - e)^2, and from
    /// gold items, weighed by their numbers; where others changed labels, those errors are gone.
    public var noise: Double? {
        guard gold + twice >= Self.fewest else { return nil }
        let differ = twice > 0 ? 1 - (agreed / twice).squareRoot() : 0
        let error =
            (goldWrong + differ * twice + Self.wrongBeforehand) / (gold + twice + Self.fewest)
        let gone = labels > 0 ? changed / labels : 0
        return min(0.5, max(0.001, error - gone))
    }
}
