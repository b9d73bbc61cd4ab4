/// What checks of labels say of the share of them that is wrong, for calibration and audits.
public struct LabelQuality: Sendable, Equatable {
    /// Labels kept.
    public var labels = 0.0
    /// Labels that others than the first annotator decided.
    public var changed = 0.0
    /// Intents to choose from: two who err choose the same by chance.
    public let intents: Int
    private var gold = 0.0
    private var goldWrong = 0.0
    private var twice = 0.0
    private var agreed = 0.0
    /// Items before anything is said of them.
    private static let fewest = 20.0

    /// Knows nothing yet; fewer than two intents count as many.
    public init(intents: Int = .max) { self.intents = intents }

    /// Takes a gold item.
    public mutating func readGold(isWrong: Bool) {
        gold += 1
        if isWrong { goldWrong += 1 }
    }

    /// Takes an item that two annotators read.
    ///
    /// - Returns: false, and nothing is counted, where both are one: nobody contradicts themselves at random.
    @discardableResult
    public mutating func readTwice(agrees: Bool, by first: Int, and second: Int) -> Bool {
        guard first != second else { return false }
        twice += 1
        if agrees { agreed += 1 }
        return true
    }

    /// Items read twice or with a known answer.
    public var items: Double { gold + twice }

    /// Share of readings that are wrong; nil below 20 items.
    ///
    /// From gold items, and from items read twice, of which two who err on their own with probability e, each towards any
    /// of K - 1 other intents, agree on (1 - e)^2 + e^2 / (K - 1); weighed by their numbers.
    public var readerError: Double? {
        guard items >= Self.fewest else { return nil }
        let others = intents > 1 ? 1 / Double(intents - 1) : 0
        let differ = twice > 0 ? 1 - agreed / twice : 0
        let root = max(0, 1 - (1 + others) * differ).squareRoot()
        let error = (1 - root) / (1 + others)
        return min(0.5, (goldWrong + error * twice) / items)
    }

    /// Share of the labels kept that is wrong: the readers' error, less the labels that others put right; nil while
    /// too little was checked.
    public var noise: Double? {
        guard let error = readerError else { return nil }
        let gone = labels > 0 ? changed / labels : 0
        return min(0.5, max(0, error - gone))
    }
}
