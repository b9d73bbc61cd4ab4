import Simulation
import Traffic

/// Conversations of several turns.
struct TurnsReader: SectionReader {
    static let title = "Conversations"
    static let keys: [ScenarioKey] = [
        ScenarioKey("ai.turns", .mapping, .without("single answers"), "Conversations in place of single answers."),
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
        ScenarioKey("ai.turns.repeats_when_wrong", .share, .standard("50%"), "The same where the AI is wrong."),
        ScenarioKey(
            "ai.turns.upset_when_wrong", .share, .standard("15%"),
            "Share of turns with a wrong AI in which the customer becomes upset."),
    ]

    let reading: Reading

    /// Conversations of several turns; nil for an AI that answers at once.
    func read(_ ai: Section) -> TurnSpecification? {
        guard let section = ai.section("turns") else { return nil }
        defer { section.finish() }
        for key in ["latency", "handling_time"] where ai.has(key) {
            ai.report(key, "the turns say already what time the AI takes", "give 'turns' or '\(key)', not both")
        }
        let seconds = section.required("seconds", example: "20 s") { section.distribution($0, .time) }
        var count = BatchSize.geometric(mean: 3)
        if section.value("count")?.scalar != nil {
            count = .fixed(section.integer("count", in: 1...50) ?? 1)
        } else if let details = section.section("count") {
            count = .geometric(
                mean: details.required("geometric", example: "3") { details.number($0, in: 1...20) } ?? 1)
            details.finish()
        }
        var turns = TurnSpecification(count: count, seconds: seconds ?? .constant(0))
        turns.fails = section.share("fails") ?? turns.fails
        turns.repeatsWhenRight = section.share("repeats_when_right") ?? turns.repeatsWhenRight
        turns.repeatsWhenWrong = section.share("repeats_when_wrong") ?? turns.repeatsWhenWrong
        turns.upsetWhenWrong = section.share("upset_when_wrong") ?? turns.upsetWhenWrong
        return turns
    }
}
