/// How upset customers differ from the others; the default is in nothing but their words.
public struct UpsetCustomers: Sendable, Equatable {
    /// Time they wait relative to what they would wait calm, above 0.
    public var patienceFactor = 1.0
    /// Probability that they notice that a resolution is wrong, in 0...1; nil for that of all.
    public var noticesWrong: Double?
    /// Probability that they come back when they noticed, in 0...1; the others leave for good; nil for that of all.
    public var returns: Double?
    /// Probability that they come back although they were served rightly, in 0...1; nil for that of all.
    public var returnsWhenRight: Double?
    /// Share of the first contacts that are upset where no language says it, in 0...1.
    public var share = 0.0

    /// Creates customers who behave like the others.
    public init() {}
}

extension CustomerBehaviour {
    /// Probability that a customer is not content with a resolution.
    func minds(isRight: Bool, isUpset: Bool) -> Double {
        let usual = isRight ? returnsWhenRight : noticesWrong
        guard isUpset, let upset else { return usual }
        return (isRight ? upset.returnsWhenRight : upset.noticesWrong) ?? usual
    }

    /// Probability that somebody who noticed that a resolution is wrong comes back.
    func givesAnotherChance(isUpset: Bool) -> Double {
        guard isUpset, let upset else { return returns }
        return upset.returns ?? returns
    }

    /// Whether any customer comes back, if only most contacts let them.
    public var anybodyReturns: Bool {
        let moods = upset == nil ? [false] : [false, true]
        return moods.contains { mood in
            minds(isRight: true, isUpset: mood) > 0
                || minds(isRight: false, isUpset: mood) > 0 && givesAnotherChance(isUpset: mood) > 0
        }
    }
}
