import Simulation
import Traffic

/// Which segments the AI serves worse, and why.
struct SegmentQuality {
    /// Wordings of their own.
    var dialects: [LanguageDrift] = []
    /// How often an assumed AI is right, relative to what it claims; one entry a segment.
    var accuracy: [Double] = []

    /// The source of queries with the dialects.
    func applied(to source: TrafficSpecification.Source) -> TrafficSpecification.Source {
        guard !dialects.isEmpty, case .language(var language) = source else { return source }
        language.drifts += dialects
        return .language(language)
    }
}

extension ScenarioReader {
    /// A segment's dialect, or its share of an assumed accuracy.
    func readDialect(_ section: Section, segment: Int, into quality: inout SegmentQuality) {
        var accuracy = 1.0
        if section.has("ai_accuracy_factor") {
            accuracy = section.number("ai_accuracy_factor", in: 0...1) ?? 1
            if !(root.section("ai")?.has("assumed_accuracy") ?? false) {
                section.report(
                    "ai_accuracy_factor", "there is no assumed accuracy", "write dialect: 40%, or ai.assumed_accuracy")
            }
        }
        quality.accuracy.append(accuracy)
        guard let node = section.value("dialect") else { return }
        let language = root.section("traffic")?.section("language")
        if !(language?.has("intents") ?? false) {
            section.report("dialect", "only an invented language has dialects", "write traffic.language.intents")
        }
        var dialect = LanguageDrift(startSeconds: 0, segment: segment)
        if node.scalar != nil {
            dialect.strength = section.share("dialect") ?? 0
        } else if let details = section.section("dialect") {
            dialect.strength = details.required("strength", example: "40%") { details.share($0) } ?? 0
            dialect.startSeconds = details.seconds("from") ?? 0
            details.finish()
        }
        if dialect.strength > 0 { quality.dialects.append(dialect) }
    }
}
