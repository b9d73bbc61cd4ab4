/// Where the content words of a query come from: what makes a language easy or hard to learn.
///
/// The defaults are fitted to the learning curve of Banking77 (Casanueva et al. 2020) under this project's own
/// classifier with words and characters: accuracy .33, .65, .75, .86, .92 at 1, 5, 10, 30 and about 130 labels per
/// intent there, .33, .66, .76, .85, .91 here (77 intents, mean of four languages). The curve rises slowly because an
/// intent has many words of Zipf frequencies, some of them shared with related intents, and short queries hold few.
public struct WordMix: Sendable, Equatable, Hashable {
    /// Share of content words that belong to the intent, in 0...1.
    public var intentShare = 0.55
    /// Share of content words that belong to the topic, which related intents have in common, in 0...1.
    public var topicShare = 0.30
    /// Exponent s of the frequencies `rank^-s` of an intent's own words; above 0.
    public var intentExponent = 1.0
    /// Words of an intent, each in four inflections; 1 or more.
    public var wordsPerIntent = 30
    /// Share of an intent's words that other intents of its topic use as well, with other frequencies, in 0...1.
    public var sharedWords = 0.1
    /// Exponent of the frequencies of topic words and of general words; above 0.
    public var topicExponent = 1.0
    /// Words of a topic; 1 or more.
    public var wordsPerTopic = 60
    /// Intents of a topic, such as card, transfer or top-up; 1 or more.
    public var intentsPerTopic = 6
    /// Mean number of words in a query; 2 or more (Banking77: 11.9).
    public var wordsPerQuery = 12.0
    /// Standard deviation of that number over its mean, lognormal; 0 or more (Banking77: .66).
    public var wordsPerQueryVariation = 0.66
    /// Chance that a phrase of everyday words stands before a content word, in 0...1.
    public var phraseShare = 0.6

    /// The mix fitted to Banking77.
    public init() {}
}
