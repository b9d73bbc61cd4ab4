import Stochastics
import Traffic

/// Where the texts of queries come from, and what is known of the intents they are about.
struct QueryTexts {
    /// Intents and shares, as of a language.
    let described: LanguageSpecification
    /// Writes texts, or nil.
    let language: SyntheticLanguage?
    /// Deals out texts of `corpusTexts`, or nil.
    let corpus: CorpusTraffic?
    let corpusTexts: Corpus?

    /// Prepares the texts of one replication.
    ///
    /// - Throws: `TrafficError` for a corpus or a language that cannot be used.
    init(_ specification: OperationSpecification, seed: UInt64, replication: UInt32) throws {
        switch specification.traffic.source {
        case .language(let details):
            described = details
            language = try SyntheticLanguage(details, seed: seed)
            corpus = nil
            corpusTexts = nil
        case .corpus(let texts, let recycle):
            var details = LanguageSpecification(intents: texts.intents.map { IntentSpecification(name: $0) })
            details.outOfScopeShare = 0
            // Nothing in a corpus says who is upset, so nobody is.
            details.upsetShare = 0
            described = details
            language = nil
            corpusTexts = texts
            corpus = try CorpusTraffic(
                texts, seed: seed, replication: replication,
                firstLabels: (specification.ai?.firstLabelsPerIntent ?? 0) * texts.intents.count, recycle: recycle)
        case .none:
            var details = LanguageSpecification(
                intents: specification.catalog.intents.map { IntentSpecification(name: $0) })
            // Without texts nothing can be out of scope, or sound upset.
            details.outOfScopeShare = 0
            details.upsetShare = 0
            described = details
            language = nil
            corpus = nil
            corpusTexts = nil
        }
    }
}
