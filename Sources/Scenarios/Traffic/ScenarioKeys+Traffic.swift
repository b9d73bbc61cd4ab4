extension ScenarioKeys {
    /// Name, time, and who comes.
    static let ofTraffic: [ScenarioKey] = [
        ScenarioKey("name", .text, .required, "Name of the operation, for reports and result folders."),
        ScenarioKey("about", .text, "A sentence or two on the operation, for reports."),
        ScenarioKey("currency", .currency, .standard("USD"), "Currency of every amount: a code or a symbol."),
        ScenarioKey(
            "horizon", .duration(above: true), .required,
            "End of the measured period; time starts on a Monday at midnight. Up to 520 weeks."),
        ScenarioKey(
            "warm_up", [.word("auto"), .duration], .standard("0 s"),
            "Start of the measured period: what lies before is simulated and not measured. 'auto' finds it."),
        ScenarioKey(
            "follow_contacts", .wholes(1...1_000_000_000),
            "Numbers of contacts, counted from the start, whose waits are measured each on their own."),
        ScenarioKey("seed", .whole(0...Int.max), .standard("1"), "Seed of all randomness; --seed goes before it."),
        ScenarioKey(
            "replications", .whole(1...1_000_000), .standard("10"),
            "Independent runs that every interval is made of; --replications goes before it."),
        ScenarioKey("traffic", .mapping, .required, "Who comes, when, and through which channels."),
        ScenarioKey(
            "traffic.volume", .rate(canBeZero: false), .oneOf(["volume", "rates"]),
            "Expected contacts, such as 8000 per day; hours_of_day and days_of_week say when they come."),
        ScenarioKey("traffic.rates", .mapping, "Rates at points in time, in place of a volume and its weights."),
        ScenarioKey(
            "traffic.rates.repeat", .duration(above: true), .required, "Time after which the rates begin again."),
        ScenarioKey("traffic.rates.points", .list, .required, "Points in time, with straight lines between them."),
        ScenarioKey("traffic.rates.points.#.at", .duration, .required, "Time of the point."),
        ScenarioKey(
            "traffic.rates.points.#.rate", .rate(canBeZero: true), .required, "Contacts per time, such as 40 per h."),
        ScenarioKey(
            "traffic.hours_of_day", .numbers(24), "24 weights of the hours of a day, from midnight; flat without."),
        ScenarioKey("traffic.days_of_week", .numbers(7), "7 weights of the days of a week, from Monday; flat without."),
        ScenarioKey(
            "traffic.day_factor_shape", .number(0.1...1e6, above: true),
            "Shape of the gamma factor by which the volume differs from day to day; its variance is 1 / shape."),
        ScenarioKey(
            "traffic.gaps", [.times, .number(0...1e9, above: true)],
            "Shape of the gaps between arrivals, scaled to the volume; a number is even gaps; exponential without."),
        ScenarioKey(
            "traffic.batch_size", [.whole(1...1_000_000), .mapping], .standard("1"),
            "Contacts that arrive at once: a whole number, or {geometric: mean}. The volume counts contacts."),
        ScenarioKey("traffic.batch_size.geometric", .number(1...1e5, above: false), .required, "Mean size of a batch."),
        ScenarioKey("traffic.growth_per_week", .share, .standard("0%"), "Growth of the volume from week to week."),
        ScenarioKey("traffic.spikes", .members, "Times of more or fewer contacts, each with a name."),
        ScenarioKey("traffic.spikes.*.at", .duration, .required, "Start of the spike, such as 6 weeks 2 days."),
        ScenarioKey("traffic.spikes.*.lasts", .duration(above: true), .required, "Length of the spike."),
        ScenarioKey(
            "traffic.spikes.*.factor", .number(0...1000, above: false), .required, "Volume relative to the usual one."),
        ScenarioKey(
            "traffic.patience", .times,
            "Time a customer waits for a human before giving up, where there are no channels."),
        ScenarioKey(
            "traffic.channels", .members, "Channels such as chat, voice and email; one without a name otherwise."),
        ScenarioKey("traffic.channels.*.share", .share, "Share of the first contacts; of all channels or of none."),
        ScenarioKey(
            "traffic.channels.*.patience", .times,
            "Time a customer waits for a human before giving up; without it nobody gives up."),
        ScenarioKey("traffic.segments", .members, "Groups of customers, across whom quality is compared."),
        ScenarioKey("traffic.segments.*.share", .share, "Share of the first contacts; of all segments or of none."),
        ScenarioKey("traffic.segments.*.priority", .whole(0...9), .standard("5"), "0 most urgent, 9 least."),
        ScenarioKey(
            "traffic.segments.*.handle_factor", .number(0...1000, above: true), .standard("1"),
            "Work of a contact relative to the teams' handle time."),
        ScenarioKey(
            "traffic.segments.*.handle_time", .times,
            "Handle time in place of the teams'; their proficiency, speed and learning count all the same."),
        ScenarioKey("traffic.segments.*.patience", .times, "Patience in place of the channel's."),
        ScenarioKey(
            "traffic.segments.*.dialect", [.share, .mapping],
            "Share of an intent's words that these customers replace by words of their own; for the invented language."),
        ScenarioKey("traffic.segments.*.dialect.strength", .share, .required, "Share of an intent's words."),
        ScenarioKey("traffic.segments.*.dialect.from", .duration, .standard("0 s"), "When the dialect begins."),
        ScenarioKey(
            "traffic.segments.*.ai_accuracy_factor", .number(0...1, above: false), .standard("1"),
            "With an assumed accuracy: how often the AI is right here, relative to what its confidence says."),
        ScenarioKey("traffic.actions", .members, "What customers ask to be done."),
        ScenarioKey("traffic.actions.*.intents", .names, .required, "Intents whose customers ask for it."),
        ScenarioKey("traffic.actions.*.share", .share, .standard("100%"), "Share of those customers."),
        ScenarioKey("traffic.actions.*.amount", .amounts, .standard("0 USD"), "Amount that it moves."),
        ScenarioKey("traffic.language", .mapping, "What customers write: an invented language, or texts of your own."),
        ScenarioKey("traffic.language.corpus", .text, "A CSV file of texts and intents; relative to the scenario."),
        ScenarioKey("traffic.language.text_column", .text, "Name of the column with the texts."),
        ScenarioKey("traffic.language.intent_column", .text, "Name of the column with the intents."),
        ScenarioKey(
            "traffic.language.recycle", .flag, .standard("false"),
            "Whether texts may come again that no human has labelled."),
        ScenarioKey("traffic.language.get_it", .text, "How to get the file, told when it is missing."),
        ScenarioKey(
            "traffic.language.intents", .members, .oneOf(["intents", "corpus"]), "What customers want, by name."),
        ScenarioKey("traffic.language.intents.*.share", .share, "Share of the queries."),
        ScenarioKey(
            "traffic.language.intents.*.weight", .number(0...1e9, above: true),
            "In place of a share: relative frequency."),
        ScenarioKey(
            "traffic.language.intents.*.upset", .share, "Share of upset customers; that of the language without."),
        ScenarioKey("traffic.language.intents.*.from", .duration, .standard("0 s"), "When a new intent first comes."),
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
        ScenarioKey("traffic.language.drift", .members, "Changes of the wording over time, each with a name."),
        ScenarioKey("traffic.language.drift.*.from", .duration, .required, "When the change begins."),
        ScenarioKey("traffic.language.drift.*.ramp", .duration, .standard("0 s"), "Time until it is complete."),
        ScenarioKey(
            "traffic.language.drift.*.strength", .share, .standard("50%"), "Share of an intent's words that change."),
        ScenarioKey("traffic.language.drift.*.intents", .names, "Intents that change; all without."),
    ]
}
