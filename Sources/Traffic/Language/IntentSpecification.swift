/// What a scenario says of one intent.
public struct IntentSpecification: Sendable, Equatable, Hashable {
    /// Name, unique within the scenario.
    public var name: String
    /// Relative frequency; above 0. Shares are divided by the sum over the intents that exist at the time.
    public var share: Double
    /// Share of its customers who are upset, in 0...1; nil takes the language's `upsetShare`.
    public var upsetShare: Double?
    /// Time from which the intent exists, in seconds; 0: from the start. A later one is a new intent.
    public var startSeconds: Double

    /// Creates an intent; see the properties for units and ranges.
    public init(
        name: String, share: Double = 1, upsetShare: Double? = nil, startSeconds: Double = 0
    ) {
        self.name = name
        self.share = share
        self.upsetShare = upsetShare
        self.startSeconds = startSeconds
    }

    /// Intents named by number, with shares that fall like those of real contact reasons.
    /// - Parameters:
    ///   - count: number of intents, 1 or more.
    ///   - shareExponent: 0 makes all equally frequent; 1 gives the k-th a share proportional to `1 / (k + 4)`.
    public static func numbered(_ count: Int, shareExponent: Double = 0) -> [IntentSpecification] {
        let width = String(max(1, count)).count
        return (0..<max(0, count)).map { index in
            let digits = String(index + 1)
            let name = "intent_" + String(repeating: "0", count: max(0, width - digits.count)) + digits
            return IntentSpecification(name: name, share: zipfWeight(rank: index + 4, exponent: shareExponent))
        }
    }
}
