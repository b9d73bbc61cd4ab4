/// A change of wording: from a time on, customers put some of the words of an intent differently; or those of one
/// segment do, which is a dialect.
public struct LanguageDrift: Sendable, Equatable, Hashable {
    /// Time at which it begins, in seconds; 0 or more.
    public var startSeconds: Double
    /// Time it takes to reach its full strength, rising linearly, in seconds; 0 is a sudden change.
    public var rampSeconds: Double
    /// Share of the intent's own words that are replaced by new ones at full strength, in 0...1.
    public var strength: Double
    /// Names of the intents it touches; empty: all.
    public var intents: [String]
    /// Index of the segment whose customers speak so; nil: all.
    public var segment: Int?

    /// Creates a drift; see the properties for units and ranges.
    public init(
        startSeconds: Double, rampSeconds: Double = 0, strength: Double = 0.5, intents: [String] = [],
        segment: Int? = nil
    ) {
        self.startSeconds = startSeconds
        self.rampSeconds = rampSeconds
        self.strength = strength
        self.intents = intents
        self.segment = segment
    }

    /// Share of the words replaced at a time, in 0...`strength`.
    func share(atSeconds seconds: Double) -> Double {
        guard seconds >= startSeconds else { return 0 }
        guard rampSeconds > 0 else { return strength }
        return strength * min(1, (seconds - startSeconds) / rampSeconds)
    }
}
