/// What a scenario says of its synthetic language and of the customers who write it.
///
/// The defaults of what makes it hard to learn (`vocabularySize`, `ambiguity`, `typoShare`, `mix`) are fitted to the
/// Banking77 learning curve; a test compares both. The shares of upset and out-of-scope queries are assumptions.
public struct LanguageSpecification: Sendable, Equatable, Hashable {
    /// Intents, the index being the one of `Truth.intent`; 1 or more.
    public var intents: [IntentSpecification]
    /// Number of content words, each in four inflections; 50 or more. Words of intents and topics are taken from it.
    public var vocabularySize = 2_500
    /// Share of queries whose words point to another intent of the same topic, in 0...1: no classifier gets them.
    ///
    /// More than the fitted 1% costs coverage: at 3% only 84% instead of 93% can be answered with 95% right
    /// (Banking77: 94%).
    public var ambiguity = 0.01
    /// Chance of a word to be misspelt, in 0...1.
    public var typoShare = 0.01
    /// Share of queries with a greeting or another filler, in 0...1.
    public var fillerShare = 0.15
    /// Share of queries that no intent fits, in 0...1. Assumption without a source.
    public var outOfScopeShare = 0.10
    /// Share of upset customers where an intent does not say otherwise, in 0...1. Assumption without a source.
    public var upsetShare = 0.12
    /// Chance that an upset customer uses angry words, in 0...1: what an emotion head can find at best.
    public var upsetExpression = 0.85
    /// Chance that a calm customer uses angry words, in 0...1: its false alarms.
    public var calmExpression = 0.02
    /// Share of contacts whose customers ask for a human, in 0...1.
    public var asksForHuman = 0.0
    /// Changes of wording, in any order.
    public var drifts: [LanguageDrift] = []
    /// Where words come from.
    public var mix = WordMix()

    /// Creates a language with named intents.
    public init(intents: [IntentSpecification]) {
        self.intents = intents
    }

    /// Creates a language with numbered intents, all equally frequent.
    public init(intentCount: Int) {
        self.init(intents: IntentSpecification.numbered(intentCount))
    }

    /// Everything that cannot be used, as errors with the name of the value; empty where all is well.
    public func problems() -> [TrafficError] {
        var found: [TrafficError] = []
        func check(_ isGood: Bool, _ key: String, _ message: String) {
            if !isGood { found.append(.invalid(key: key, message: message)) }
        }
        func share(_ value: Double, _ key: String) {
            check(value >= 0 && value <= 1, key, "a share must be between 0% and 100%")
        }
        check((1...1_000).contains(intents.count), "intents", "a language has 1 to 1000 intents")
        check((50...50_000).contains(vocabularySize), "vocabulary", "a vocabulary has 50 to 50000 words")
        share(ambiguity, "ambiguity")
        share(typoShare, "typos")
        share(fillerShare, "fillers")
        share(outOfScopeShare, "out_of_scope")
        share(upsetShare, "upset")
        share(upsetExpression, "upset_expression")
        share(calmExpression, "calm_expression")
        share(asksForHuman, "asks_for_human")
        var names = Set<String>()
        for intent in intents {
            let key = "intents.\(intent.name)"
            check(!intent.name.isEmpty, "intents", "an intent needs a name")
            check(names.insert(intent.name).inserted, key, "the name is used twice")
            check(intent.share > 0 && intent.share.isFinite, key + ".share", "a share must be above 0")
            check(intent.startSeconds >= 0 && intent.startSeconds.isFinite, key + ".from", "must be 0 or later")
            if let upset = intent.upsetShare { share(upset, key + ".upset") }
        }
        check(
            intents.isEmpty || intents.contains { $0.startSeconds <= 0 }, "intents",
            "at least one intent must exist from the start")
        for drift in drifts {
            share(drift.strength, "drift.strength")
            check(drift.startSeconds >= 0 && drift.startSeconds.isFinite, "drift.from", "must be 0 or later")
            check(drift.rampSeconds >= 0, "drift.ramp", "must be 0 or more")
            for name in drift.intents where !names.contains(name) {
                check(false, "drift.intents", "there is no intent named '\(name)'")
            }
        }
        return found + mix.problems()
    }
}

extension WordMix {
    /// Everything that cannot be used, as errors with the name of the value; empty where all is well.
    public func problems() -> [TrafficError] {
        var found: [TrafficError] = []
        func check(_ isGood: Bool, _ key: String, _ message: String) {
            if !isGood { found.append(.invalid(key: "mix." + key, message: message)) }
        }
        let isShared = intentShare >= 0 && topicShare >= 0 && intentShare + topicShare <= 1
        check(isShared, "intent_share", "intent and topic shares must be 0 or more and at most 100% together")
        check(sharedWords >= 0 && sharedWords <= 1, "shared_words", "a share must be between 0% and 100%")
        check(phraseShare >= 0 && phraseShare <= 1, "phrase_share", "a share must be between 0% and 100%")
        check((1...10_000).contains(wordsPerIntent), "words_per_intent", "must be 1 to 10000")
        check((1...10_000).contains(wordsPerTopic), "words_per_topic", "must be 1 to 10000")
        check((1...1_000).contains(intentsPerTopic), "intents_per_topic", "must be 1 to 1000")
        check(intentExponent > 0 && intentExponent < 10, "intent_exponent", "must be above 0 and below 10")
        check(topicExponent > 0 && topicExponent < 10, "topic_exponent", "must be above 0 and below 10")
        check(wordsPerQuery >= 2 && wordsPerQuery <= 10_000, "words_per_query", "must be 2 to 10000")
        check(wordsPerQueryVariation >= 0 && wordsPerQueryVariation <= 5, "words_variation", "must be 0 to 5")
        return found
    }
}
