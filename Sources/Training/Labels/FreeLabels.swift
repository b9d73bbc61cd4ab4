/// Labels that name no known intent: kept aside, and counted by the word that agents wrote.
///
/// When one word has stood on enough labels within a time, it is a matter of its own, and its labels take its name.
public struct FreeLabels: Sendable {
    /// A label under a word of its own.
    private struct Kept: Sendable {
        var word: Int
        var order: Int?
        var seconds: Double
    }

    /// Labels with one word after which it becomes an intent, 1 or more.
    public let fewest: Int
    /// Time within which they have to come, in seconds.
    public let windowSeconds: Double
    private var kept: [Kept] = []

    /// Creates an empty collection.
    public init(fewest: Int, windowSeconds: Double) {
        self.fewest = max(1, fewest)
        self.windowSeconds = max(0, windowSeconds)
    }

    /// Adds a label.
    ///
    /// - Parameters:
    ///   - word: number of the word that the agent wrote.
    ///   - order: the label's order in the store; nil where it is not there.
    ///   - seconds: time, no less than before.
    /// - Returns: orders of all labels with this word, where it becomes an intent now; those are no longer kept here.
    public mutating func add(word: Int, order: Int?, at seconds: Double) -> [Int]? {
        kept.append(Kept(word: word, order: order, seconds: seconds))
        let recent = kept.count { $0.word == word && $0.seconds > seconds - windowSeconds }
        guard recent >= fewest else { return nil }
        let orders = kept.filter { $0.word == word }.compactMap(\.order)
        kept.removeAll { $0.word == word }
        return orders
    }
}
