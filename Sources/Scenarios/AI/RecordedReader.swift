import Files
import Simulation
import Traffic
import Training

/// The log of what an AI said, which the queries come from too.
struct RecordedReader: SectionReader {
    static let title = "Recorded AI"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "ai.recorded", [.text, .mapping], .without("the AI is a model that learns here"),
            "A CSV file of what an AI said, from which the queries come too."),
        ScenarioKey("ai.recorded.file", .text, .required, "The file; relative to the scenario."),
        ScenarioKey("ai.recorded.recycle", .flag, .standard("false"), "Whether its rows may come again."),
        ScenarioKey(
            "ai.recorded.columns", .mapping, .without("each has the name of what it is for"),
            "Names of its columns, by what they are for."),
        ScenarioKey(
            "ai.recorded.columns.text", .text, .without("the one called text, where there is such"),
            "Column of the queries' texts."),
        ScenarioKey(
            "ai.recorded.columns.id", .text, .without("the one called id, where there is such"),
            "Column of the queries' names."),
        ScenarioKey(
            "ai.recorded.columns.predicted", .text,
            .without("the one called predicted, predicted_intent or prediction"),
            "Column of the predicted intents."),
        ScenarioKey(
            "ai.recorded.columns.confidence", .text, .without("the one called confidence, score or probability"),
            "Column of the confidences, from 0 to 1."),
        ScenarioKey(
            "ai.recorded.columns.intent", .text, .without("the one called intent, true_intent, category or label"),
            "Column of what the customers really meant."),
        ScenarioKey(
            "ai.recorded.columns.emotion", .text, .without("the one called emotion, where there is such"),
            "Column of emotion, from 0 to 1."),
        ScenarioKey(
            "ai.recorded.columns.channel", .text, .without("the one called channel, where there is such"),
            "Column of the channels."),
        ScenarioKey(
            "ai.recorded.columns.segment", .text, .without("the one called segment, where there is such"),
            "Column of the segments."),
        ScenarioKey(
            "ai.recorded.columns.handle_time", .text, .without("the one called handle_time, where there is such"),
            "Column of what handling took: seconds, or durations such as 6 min; empty where it is unknown."),
    ]

    let reading: Reading

    /// The log of an AI, with which the traffic comes too; without a source when it cannot be read.
    func read() -> Wording {
        guard let ai = root.section("ai") else { return Wording() }
        let isPlain = ai.value("recorded")?.scalar != nil
        let section = isPlain ? nil : ai.section("recorded")
        defer { section?.finish() }
        if let traffic = root.section("traffic"), traffic.has("language") {
            traffic.report("language", "the queries come from ai.recorded", "remove 'language', or 'recorded'")
        }
        let recycle = section?.flag("recycle") ?? false
        let channels = reading.memberNames("channels")
        let segments = reading.memberNames("segments")
        var columns = RecordedPredictions.Columns()
        if let named = section?.section("columns") {
            for (purpose, _) in RecordedPredictions.purposes {
                columns.names[purpose] = named.text(purpose)
                let declared = purpose == "channel" ? channels : purpose == "segment" ? segments : []
                if columns.names[purpose] != nil, declared == nil {
                    named.report(purpose, "the scenario has no \(purpose)s", "write traffic.\(purpose)s")
                }
            }
            named.finish()
        }
        let key = isPlain ? ai.join("recorded") : ai.join("recorded.file")
        let value = isPlain ? ai.text("recorded") : section?.required("file", example: "log.csv") { section?.text($0) }
        guard reading.corpusUse == .load, let value else {
            return Wording(source: TrafficSpecification.Source.none)
        }
        do {
            let log = try RecordedPredictions(
                path: document.resolve(value, at: key), columns: columns, channels: channels, segments: segments)
            guard log.intents.count <= Section.mostMembers else {
                ai.report("recorded", "the log has \(log.intents.count) intents", "\(Section.mostMembers) are the most")
                return Wording()
            }
            reading.catalog.intents = log.intents
            let texts = log.rows.map { ($0.text, $0.intent) }
            let handleSeconds = log.hasHandleTimes ? log.rows.map(\.handleSeconds) : []
            let corpus = Corpus(file: log.file, texts: texts, intents: log.intents, handleSeconds: handleSeconds)
            return Wording(source: .corpus(corpus, recycle: recycle), recorded: log)
        } catch let found as Problems {
            if found.problems.count == 1, let only = found.problems.first, only.line == 0 {
                ai.report("recorded", "\(only.file): \(only.message)", only.remedy)
            } else {
                document.take(found.problems)
            }
        } catch {
            ai.report("recorded", "\(error)", "name another file")
        }
        return Wording()
    }
}
