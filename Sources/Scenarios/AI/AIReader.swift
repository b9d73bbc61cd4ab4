import Files
import Simulation
import Traffic
import Training

/// The AI that reads queries.
struct AIReader: SectionReader {
    static let title = "AI"
    static let keys: [ScenarioKey] = [
        ScenarioKey("ai", .mapping, .without("humans do everything"), "The AI that reads queries."),
        ScenarioKey(
            "ai.features", .choice(["words", "words and characters"]), .standard("words"),
            "What the text model looks at."),
        ScenarioKey(
            "ai.first_labels_per_intent", .whole(0...100_000), .standard("5"),
            "Labelled texts of each intent that the first model learns from."),
        ScenarioKey("ai.first_label_error", .share, .standard("0%"), "Share of these labels that are wrong."),
        ScenarioKey("ai.latency", .times, .standard("2 s"), "Time the AI takes for an answer."),
        ScenarioKey(
            "ai.handling_time", .times, .without("the AI takes its latency, and any number at once"),
            "In place of latency: time the AI spends with every query before it answers or hands over."),
        ScenarioKey(
            "ai.slots", .whole(1...1_000_000), .without("no limit"),
            "Queries the AI can serve at once; the others wait. Only with a handling_time."),
        ScenarioKey(
            "ai.summary_saves", .share(below: true, above: false), .standard("0%"),
            "Share of the handle time that the case summary saves the human."),
        ScenarioKey(
            "ai.suggestion_saves", .share(below: true, above: false), .standard("0%"),
            "Share of the handle time that the AI's suggestion saves the human."),
        ScenarioKey(
            "ai.sees_difficulty", .share, .standard("0%"),
            "How far what takes long makes the AI doubt: correlation of work and confidence, 100% at most. In the "
                + "invented language hard matters are said in fewer words."
        ),
        ScenarioKey(
            "ai.emotion_model", .text, .without("the AI scores emotion itself"),
            "A model of emotion alone (hitl train --emotion-labels), which scores emotion."),
    ]

    let reading: Reading

    /// The AI, nil when there is none, and what a call of an external one costs.
    ///
    /// - Parameter recorded: the log that the queries come from.
    func read(_ recorded: RecordedPredictions?) -> (ai: AISpecification?, costPerCall: Double) {
        guard let section = root.section("ai") else { return (nil, 0) }
        defer { section.finish() }
        let assumed = AssumedAccuracyReader(reading: reading).read(section)
        let (answers, costPerCall) = readAnswers(section, recorded)
        if assumed == nil, !section.has("recorded"), root.section("traffic").map({ !$0.has("language") }) ?? false {
            root.report("ai", "the AI has nothing to read", "add a language to traffic, or remove 'ai'")
        }
        let features: [(String, FeatureOptions)] = [
            ("words", .words), ("words and characters", .wordsAndCharacters),
        ]
        var ai = AISpecification()
        ai.training.features = section.choice("features", features) ?? .words
        ai.assumed = assumed?.accuracy
        ai.answers = answers
        ai.turns = TurnsReader(reading: reading).read(section)
        ai.emotionModel = readEmotionModel(section)
        ai.assumedLearning = assumed?.learning
        if let time = section.distribution("handling_time", .time) {
            ai.handling = AIHandling(time: time, slots: section.integer("slots", in: 1...1_000_000))
            if section.has("latency") {
                section.report("latency", "there is a handling_time as well", "give one of the two")
            }
        } else if section.has("slots") {
            section.report("slots", "slots need the time that each query takes one", "add handling_time")
        }
        ai.firstLabelsPerIntent = section.integer("first_labels_per_intent", in: 0...100_000) ?? ai.firstLabelsPerIntent
        if section.has("external") || section.has("recorded") { ai.firstLabelsPerIntent = 0 }
        if ai.firstLabelsPerIntent * catalog.intents.count > 1_000_000 {
            section.report(
                "first_labels_per_intent", "this makes more than a million labels",
                "write \(1_000_000 / catalog.intents.count) or less")
        }
        ai.firstLabelError = section.share("first_label_error") ?? 0
        ai.latency = section.distribution("latency", .time) ?? ai.latency
        ai.summarySaves = section.share("summary_saves", below: true) ?? 0
        ai.suggestionSaves = section.share("suggestion_saves", below: true) ?? 0
        ai.seesDifficulty = readDifficulty(section)
        return (ai, costPerCall)
    }

    /// An AI that this program did not train: asked from outside, or recorded in a log; nil when there is none.
    private func readAnswers(
        _ section: Section, _ recorded: RecordedPredictions?
    ) -> (source: (any AnswerSource)?, costPerCall: Double) {
        let kinds = ["external", "recorded", "assumed_accuracy"].filter { section.has($0) }
        if kinds.count > 1 {
            section.report(kinds[1], "the AI is described twice", "give one of \(kinds.joined(separator: ", "))")
        }
        if section.has("external") || section.has("recorded") {
            for key in ["features", "first_labels_per_intent", "first_label_error"] where section.has(key) {
                section.report(key, "this is about a model to be trained, and the AI is another one", "remove it")
            }
        }
        _ = section.value("recorded")
        guard let external = section.section("external").map({ ExternalReader(reading: reading).read($0) }) else {
            return (recorded, 0)
        }
        return (external.answers ?? recorded, external.costPerCall)
    }

    /// How far the AI sees how much work a contact is. With texts of one's own the classifier sees what it sees.
    private func readDifficulty(_ section: Section) -> Double {
        guard let share = section.share("sees_difficulty"), share > 0 else { return 0 }
        let hasCorpus = root.section("traffic")?.section("language")?.has("corpus") ?? false
        guard !hasCorpus, !section.has("recorded") else {
            section.report(
                "sees_difficulty", "the texts of a corpus or log show what the AI sees of their difficulty",
                "remove it; what they took says a column of handle times, or work by intent")
            return 0
        }
        return share
    }

    /// A model of emotion alone; nil when there is none.
    private func readEmotionModel(_ ai: Section) -> TextModel? {
        guard let value = ai.text("emotion_model"), reading.corpusUse == .load else { return nil }
        let path = document.resolve(value, at: ai.join("emotion_model"))
        do {
            let model = try ModelFile.read(path)
            if model.intents == EmotionLabels.intents { return model }
            ai.report(
                "emotion_model", "\(path) is no model of emotion", "make one with hitl train --emotion-labels FILE")
        } catch let problem as Problem {
            ai.report("emotion_model", "\(problem.file): \(problem.message)", problem.remedy)
        } catch {
            ai.report("emotion_model", "\(error)", "name another file")
        }
        return nil
    }
}
