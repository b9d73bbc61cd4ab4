import Simulation

/// A stated accuracy of the AI, and how it improves.
struct AssumedAccuracyReader: SectionReader {
    static let title = "Assumed accuracy"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "ai.assumed_accuracy", [.share, .mapping], .without("the AI learns from texts, or is another's"),
            "For those without a model: how often the AI is right. Results are then labelled 'assumed accuracy'."),
        ScenarioKey(
            "ai.assumed_accuracy.mean", .share, .oneOf(["mean", "levels"]), "Mean confidence, and so accuracy."),
        ScenarioKey(
            "ai.assumed_accuracy.concentration", .number(0.01...1e6, above: false), .standard("5"),
            "Concentration of the beta distribution of confidences: the larger, the more alike."),
        ScenarioKey(
            "ai.assumed_accuracy.levels", .members, .without("confidences are beta distributed around the mean"),
            "In place of a mean: levels of confidence, by name."),
        ScenarioKey("ai.assumed_accuracy.levels.*.share", .share, .required, "Share of the queries."),
        ScenarioKey("ai.assumed_accuracy.levels.*.confidence", .share, .required, "Confidence, and so accuracy."),
        ScenarioKey(
            "ai.assumed_accuracy.learning", .mapping, .without("the accuracy stays"),
            "How the accuracy improves with the resolutions of humans, which audits are not."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.limit", .share, .required,
            "The mean that it tends to; with levels, the share of the first one."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.scale", .number(1e-3...1e9, above: true), .required,
            "Resolutions after which the gap has shrunk by the factor 2^-power."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.power", .number(0.001...10, above: false), .standard("0.5"),
            "Power of the law limit + (start - limit) (1 + resolutions / scale)^-power."),
        ScenarioKey(
            "ai.assumed_accuracy.learning.every", .whole(1...1_000_000_000), .standard("1"),
            "Resolutions of one "
                + "step."),
    ]

    let reading: Reading

    /// A stated accuracy, as a mean with a concentration or as levels of confidence.
    func read(
        _ section: Section
    ) -> (accuracy: AssumedAccuracy, learning: AssumedLearning?)? {
        if section.value("assumed_accuracy")?.scalar != nil {
            guard let accuracy = section.share("assumed_accuracy") else { return nil }
            return (.beta(accuracy: min(max(accuracy, 1e-6), 1 - 1e-6), concentration: 5), nil)
        }
        guard let details = section.section("assumed_accuracy") else { return nil }
        defer { details.finish() }
        let learning = readAssumedLearning(details)
        let levels = details.sections("levels").map { _, level in
            defer { level.finish() }
            return AssumedAccuracy.Level(
                share: level.required("share", example: "70%") { level.share($0) } ?? 0,
                confidence: level.required("confidence", example: "95%") { level.share($0) } ?? 0)
        }
        if !levels.isEmpty {
            details.checkShares("levels", levels.map(\.share))
            if learning != nil, !levels.dropFirst().contains(where: { $0.share > 0 }) {
                details.report(
                    "learning", "the first of the levels is everything: its share has nothing to take from",
                    "give the other levels a share, or remove 'learning'")
            }
            return (.levels(levels), learning)
        }
        let mean = details.required("mean", example: "85%") { details.share($0) } ?? 0.5
        let concentration = details.number("concentration", in: 0.01...1e6) ?? 5
        return (.beta(accuracy: min(max(mean, 1e-6), 1 - 1e-6), concentration: concentration), learning)
    }

    /// How an assumed accuracy improves with human resolutions.
    private func readAssumedLearning(_ section: Section) -> AssumedLearning? {
        guard let details = section.section("learning") else { return nil }
        defer { details.finish() }
        return AssumedLearning(
            limit: details.required("limit", example: "95%") { details.share($0) } ?? 1,
            scale: details.required("scale", example: "200") { details.number($0, in: 1e-3...1e9, above: true) } ?? 1,
            power: details.number("power", in: 0.001...10) ?? 0.5,
            every: details.integer("every", in: 1...1_000_000_000) ?? 1)
    }
}
