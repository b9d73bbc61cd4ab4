import Simulation
import Stochastics
import Traffic

/// Groups of customers: who they are, how urgent, and whom the AI understands worse.
struct SegmentsReader: SectionReader {
    static let title = "Segments"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.segments", .members, .without("one segment"),
            "Groups of customers, across whom quality is compared."),
        ScenarioKey(
            "traffic.segments.*.share", .share, .without("equal shares"),
            "Share of the first contacts; of all segments or of none."),
        ScenarioKey("traffic.segments.*.priority", .whole(0...9), .standard("5"), "0 most urgent, 9 least."),
        ScenarioKey(
            "traffic.segments.*.handle_factor", .number(0...1000, above: true), .standard("1"),
            "Work of a contact relative to the teams' handle time."),
        ScenarioKey(
            "traffic.segments.*.handle_time", .times, .without("the channel's, or the team's"),
            "Handle time in place of the teams'; their proficiency, speed and learning count all the same."),
        ScenarioKey(
            "traffic.segments.*.patience", .times, .without("the channel's"), "Patience in place of the channel's."),
        ScenarioKey(
            "traffic.segments.*.dialect", [.share, .mapping], .without("the words of all"),
            "Share of an intent's words that these customers replace by words of their own; for the invented "
                + "language."),
        ScenarioKey("traffic.segments.*.dialect.strength", .share, .required, "Share of an intent's words."),
        ScenarioKey("traffic.segments.*.dialect.from", .duration, .standard("0 s"), "When the dialect begins."),
        ScenarioKey(
            "traffic.segments.*.ai_accuracy_factor", .number(0...1, above: false), .standard("1"),
            "With an assumed accuracy: how often the AI is right here, relative to what its confidence says."),
    ]

    let reading: Reading

    /// The segments in the order of the file; their names enter the catalog.
    func read(_ traffic: Section) -> Segments {
        var found = Segments()
        var shares: [Double?] = []
        for (name, details) in traffic.sections("segments") {
            defer { details.finish() }
            let priority = details.integer("priority", in: 0...9) ?? 5
            found.work.append(details.number("handle_factor", in: 0...1000, above: true) ?? 1)
            let handleTime = details.distribution("handle_time", .time)
            if handleTime != nil, details.has("handle_factor") {
                details.report(
                    "handle_factor", "there is a handle_time of the segment as well", "keep one of the two")
            }
            found.handleTimes.append(handleTime)
            readDialect(details, segment: found.names.count, into: &found)
            shares.append(details.share("share"))
            found.patience.append(details.distribution("patience", .time))
            found.names.append(name)
            found.priorities[name] = found.priorities[name] ?? priority
        }
        traffic.checkShares("segments", shares)
        found.shares = shares.map { $0 ?? 1 }
        if !found.names.isEmpty { reading.catalog.segments = found.names }
        return found
    }

    /// A segment's dialect, or its share of an assumed accuracy.
    private func readDialect(_ section: Section, segment: Int, into segments: inout Segments) {
        var accuracy = 1.0
        if section.has("ai_accuracy_factor") {
            accuracy = section.number("ai_accuracy_factor", in: 0...1) ?? 1
            if !(root.section("ai")?.has("assumed_accuracy") ?? false) {
                section.report(
                    "ai_accuracy_factor", "there is no assumed accuracy", "write dialect: 40%, or ai.assumed_accuracy")
            }
        }
        segments.accuracy.append(accuracy)
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
        if dialect.strength > 0 { segments.dialects.append(dialect) }
    }
}

/// What a scenario says of its segments, an entry each.
struct Segments {
    /// Their names.
    var names: [String] = []
    /// Shares of the first contacts.
    var shares: [Double] = []
    /// Priorities by name, 0 (most urgent) to 9.
    var priorities: [String: Int] = [:]
    /// Work relative to the handle time.
    var work: [Double] = []
    /// Handle times in place of the teams'.
    var handleTimes: [Distribution?] = []
    /// Patience in place of the channel's.
    var patience: [Distribution?] = []
    /// Wordings of their own, of those that have one.
    var dialects: [LanguageDrift] = []
    /// How often an assumed AI is right, relative to what it claims.
    var accuracy: [Double] = []

    /// The source of queries with the dialects.
    func applied(to source: TrafficSpecification.Source) -> TrafficSpecification.Source {
        guard !dialects.isEmpty, case .language(var language) = source else { return source }
        language.drifts += dialects
        return .language(language)
    }
}
