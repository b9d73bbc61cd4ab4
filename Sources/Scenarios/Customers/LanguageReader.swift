import Simulation
import Traffic
import Training

/// What customers write: an invented language, texts of a corpus, or the log of an AI.
struct LanguageReader: SectionReader {
    static let title = "Language"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.language", .mapping, .without("nothing: an AI then needs ai.assumed_accuracy or ai.recorded"),
            "What customers write: an invented language, or texts of your own."),
        ScenarioKey(
            "traffic.language.vocabulary", .whole(50...50_000), .standard("2500"), "Words of the invented language."),
        ScenarioKey(
            "traffic.language.ambiguity", .share, .standard("1%"), "Share of texts that speak of another intent too."),
        ScenarioKey("traffic.language.typos", .share, .standard("1%"), "Share of words with a typing error."),
        ScenarioKey(
            "traffic.language.fillers", .share, .standard("15%"), "Share of words that say nothing of the intent."),
        ScenarioKey(
            "traffic.language.out_of_scope", .share, .standard("10%"), "Share of queries outside every intent."),
        ScenarioKey("traffic.language.upset", .share, .standard("12%"), "Share of upset customers."),
        ScenarioKey(
            "traffic.language.upset_expression", .share, .standard("85%"),
            "Share of upset customers who say so in words."),
        ScenarioKey(
            "traffic.language.calm_expression", .share, .standard("2%"), "Share of calm customers who sound upset."),
        ScenarioKey(
            "traffic.language.asks_for_human", .share, .standard("0%"),
            "Share of contacts that ask for a human in their words."),
        ScenarioKey(
            "traffic.language.drift", .members, .without("the wording stays"),
            "Changes of the wording over time, each with a name."),
        ScenarioKey("traffic.language.drift.*.from", .duration, .required, "When the change begins."),
        ScenarioKey("traffic.language.drift.*.ramp", .duration, .standard("0 s"), "Time until it is complete."),
        ScenarioKey(
            "traffic.language.drift.*.strength", .share, .standard("50%"), "Share of an intent's words that change."),
        ScenarioKey("traffic.language.drift.*.intents", .names, .without("all"), "Intents that change."),
    ]

    let reading: Reading

    /// Where queries come from, and with that the names of the intents.
    func read() -> Wording {
        if root.section("ai")?.has("recorded") ?? false { return RecordedReader(reading: reading).read() }
        guard let traffic = root.section("traffic"), let section = traffic.section("language") else {
            // An assumed AI needs something to mistake a query for.
            let isAssumed = root.section("ai")?.has("assumed_accuracy") ?? false
            reading.catalog.intents = isAssumed ? ["one_matter", "another_matter"] : ["any"]
            return Wording(source: TrafficSpecification.Source.none)
        }
        defer { section.finish() }
        if section.has("corpus") { return CorpusReader(reading: reading).read(section) }
        let (intents, work) = IntentsReader(reading: reading).read(section)
        var language = LanguageSpecification(intents: intents)
        if intents.isEmpty {
            section.report(
                "intents", "there are no intents", "write intents: {billing: {share: 10%}, ...}, or corpus: FILE")
            return Wording(work: work)
        }
        language.vocabularySize = section.integer("vocabulary", in: 50...50_000) ?? language.vocabularySize
        language.ambiguity = section.share("ambiguity") ?? language.ambiguity
        language.typoShare = section.share("typos") ?? language.typoShare
        language.fillerShare = section.share("fillers") ?? language.fillerShare
        language.outOfScopeShare = section.share("out_of_scope") ?? language.outOfScopeShare
        language.upsetShare = section.share("upset") ?? language.upsetShare
        language.upsetExpression = section.share("upset_expression") ?? language.upsetExpression
        language.calmExpression = section.share("calm_expression") ?? language.calmExpression
        language.asksForHuman = section.share("asks_for_human") ?? 0
        language.drifts = section.sections("drift").map { _, drift in
            defer { drift.finish() }
            return LanguageDrift(
                startSeconds: drift.required("from", example: "6 weeks") { drift.seconds($0) } ?? 0,
                rampSeconds: drift.seconds("ramp") ?? 0, strength: drift.share("strength") ?? 0.5,
                intents: drift.names("intents") ?? [])
        }
        for problem in language.problems() { section.report("intents", "\(problem)", "change the value") }
        reading.catalog.intents = intents.map(\.name)
        if language.outOfScopeShare > 0 {
            reading.outOfScopeIntent = catalog.intents.count
            reading.catalog.intents.append(Reading.outOfScopeName)
        }
        return Wording(source: .language(language), work: work)
    }
}

/// What customers write, and what comes with it.
struct Wording {
    /// Where queries come from; nil when that is missing or cannot be read.
    var source: TrafficSpecification.Source?
    /// Work of the intents, as far as it is said.
    var work = ContactWork()
    /// The log of an AI that answers for the model.
    var recorded: RecordedPredictions?
}
