/// Which texts are copies of each other: the same to a model, whatever their case, spaces and Unicode form.
///
/// Copies are no new evidence. What is held out must not have a copy among what is trained on, or it is known by heart.
public struct CopyGroups: Sendable, Equatable {
    /// Number of each text's group, from 0 in the order of first occurrence.
    public let groupOfText: [Int]
    /// Number of groups: of different texts.
    public let count: Int

    /// Groups texts by their `LabelledText.copyKey`.
    public init(_ examples: [LabelledText]) { self.init(keys: examples.map(\.copyKey)) }

    /// Groups texts that no model has read.
    public init(texts: [String]) {
        // So many features that different texts do not share all of them by chance.
        var featuriser = Featuriser(options: FeatureOptions(wordNgrams: 1...2, characterNgrams: 2...4, hashBits: 24))
        self.init(
            texts.map { LabelledText(text: Array($0.utf8), intent: 0, featuriser: &featuriser) })
    }

    /// Groups whatever has equal keys.
    public init<Key: Hashable>(keys: [Key]) {
        var numbers: [Key: Int] = [:]
        groupOfText = keys.map { key in
            if let number = numbers[key] { return number }
            numbers[key] = numbers.count
            return numbers.count - 1
        }
        count = numbers.count
    }

    /// Texts that are copies of an earlier one.
    public var copies: Int { groupOfText.count - count }
}
