extension ScenarioKeys {
    /// The AI.
    static let ofAI: [ScenarioKey] = [
        ScenarioKey("ai", .mapping, "The AI that reads queries; without it humans do everything."),
        ScenarioKey(
            "ai.features", .choice(["words", "words and characters"]), .standard("words"),
            "What the text model looks at."),
        ScenarioKey(
            "ai.first_labels_per_intent", .whole(0...100_000), .standard("5"),
            "Labelled texts of each intent that the first model learns from."),
        ScenarioKey("ai.first_label_error", .share, .standard("0%"), "Share of these labels that are wrong."),
        ScenarioKey("ai.latency", .times, .standard("2 s"), "Time the AI takes for an answer."),
        ScenarioKey("ai.handling_time", .times, "In place of latency: time the AI spends with every query."),
        ScenarioKey("ai.slots", .whole(1...1_000_000), "Queries the AI can serve at once; the others wait."),
        ScenarioKey(
            "ai.summary_saves", .share(below: true, above: false), .standard("0%"),
            "Share of the handle time that the case summary saves the human."),
        ScenarioKey(
            "ai.suggestion_saves", .share(below: true, above: false), .standard("0%"),
            "Share of the handle time that the AI's suggestion saves the human."),
        ScenarioKey(
            "ai.sees_difficulty", .share, .standard("0%"),
            "How far what takes long makes the AI doubt: correlation of work and confidence, 100% at most. In the "
                + "invented language hard matters are said in fewer words."),
        ScenarioKey(
            "ai.assumed_accuracy", [.share, .mapping],
            "For those without a model: how often the AI is right. Results are then labelled 'assumed accuracy'."),
        ScenarioKey(
            "ai.assumed_accuracy.mean", .share, .oneOf(["mean", "levels"]), "Mean confidence, and so accuracy."),
        ScenarioKey(
            "ai.assumed_accuracy.concentration", .number(0.01...1e6, above: false), .standard("5"),
            "Concentration of the beta distribution of confidences: the larger, the more alike."),
        ScenarioKey("ai.assumed_accuracy.levels", .members, "In place of a mean: levels of confidence, by name."),
        ScenarioKey("ai.assumed_accuracy.levels.*.share", .share, .required, "Share of the queries."),
        ScenarioKey("ai.assumed_accuracy.levels.*.confidence", .share, .required, "Confidence, and so accuracy."),
        ScenarioKey(
            "ai.assumed_accuracy.learning", .mapping, "How the accuracy improves with the resolutions of humans."),
        ScenarioKey("ai.assumed_accuracy.learning.limit", .share, .required, "The mean that it tends to."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.scale", .number(1e-3...1e9, above: true), .required,
            "Resolutions after which the gap has shrunk by the factor 2^-power."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.power", .number(0.001...10, above: false), .standard("0.5"),
            "Power of the law limit + (start - limit) (1 + resolutions / scale)^-power."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.every", .whole(1...1_000_000_000), .standard("1"), "Resolutions of one step."),
        ScenarioKey("ai.external", .mapping, "Somebody else's AI in place of a model."),
        ScenarioKey(
            "ai.external.command", .names, .oneOf(["command", "url"]),
            "A program and its arguments, started in the scenario's folder."),
        ScenarioKey("ai.external.url", .text, "A chat-completions service."),
        ScenarioKey("ai.external.model", .text, .needed("with a url"), "Model that the service is asked for."),
        ScenarioKey("ai.external.prompt", .text, "Prompt; {intents} stands for the list of intents."),
        ScenarioKey(
            "ai.external.key_variable", .text,
            "Environment variable with the key of the service, read by --record; its name begins with HITL_."),
        ScenarioKey(
            "ai.external.replay", .text, .required,
            "Record of the AI's answers, which simulations read and --record adds to."),
        ScenarioKey("ai.external.timeout", .duration(above: true), .standard("10 s"), "Longest wait for an answer."),
        ScenarioKey("ai.external.retries", .whole(0...10), .standard("2"), "Calls made again after a failure."),
        ScenarioKey("ai.external.backoff", .duration, .standard("500 ms"), "Pause before the second call; it doubles."),
        ScenarioKey("ai.external.cost_per_call", .money, .standard("0 USD"), "What a query costs."),
        ScenarioKey(
            "ai.recorded", [.text, .mapping], "A CSV file of what an AI said, from which the queries come too."),
        ScenarioKey("ai.recorded.file", .text, .required, "The file; relative to the scenario."),
        ScenarioKey("ai.recorded.recycle", .flag, .standard("false"), "Whether its rows may come again."),
        ScenarioKey("ai.recorded.columns", .mapping, "Names of its columns, by what they are for."),
        ScenarioKey("ai.recorded.columns.text", .text, "Column of the queries' texts."),
        ScenarioKey("ai.recorded.columns.id", .text, "Column of the queries' names."),
        ScenarioKey("ai.recorded.columns.predicted", .text, "Column of the predicted intents."),
        ScenarioKey("ai.recorded.columns.confidence", .text, "Column of the confidences, from 0 to 1."),
        ScenarioKey("ai.recorded.columns.intent", .text, "Column of what the customers really meant."),
        ScenarioKey("ai.recorded.columns.emotion", .text, "Column of emotion, from 0 to 1."),
        ScenarioKey("ai.recorded.columns.channel", .text, "Column of the channels."),
        ScenarioKey("ai.recorded.columns.segment", .text, "Column of the segments."),
        ScenarioKey(
            "ai.recorded.columns.handle_time", .text,
            "Column of what handling took: seconds, or durations such as 6 min; empty where it is unknown."),
        ScenarioKey(
            "ai.emotion_model", .text, "A model of emotion alone (hitl train --emotion-labels), which scores emotion."),
        ScenarioKey("ai.turns", .mapping, "Conversations in place of single answers."),
        ScenarioKey("ai.turns.seconds", .times, .required, "Time of each turn."),
        ScenarioKey(
            "ai.turns.count", [.whole(1...50), .mapping], .standard("{geometric: 3}"),
            "Turns: a whole number, or {geometric: mean}."),
        ScenarioKey("ai.turns.count.geometric", .number(1...20, above: false), .required, "Mean number of turns."),
        ScenarioKey(
            "ai.turns.fails", .share, .standard("60%"),
            "Share of the conversations with a wrong AI in which the customer sees it and asks for a human."),
        ScenarioKey(
            "ai.turns.repeats_when_right", .share, .standard("10%"),
            "Share of turns in which the customer says the same again although the AI is right."),
        ScenarioKey(
            "ai.turns.repeats_when_wrong", .share, .standard("50%"), "The same where the AI is wrong."),
        ScenarioKey(
            "ai.turns.upset_when_wrong", .share, .standard("15%"),
            "Share of turns with a wrong AI in which the customer becomes upset."),
    ]
}
