import Files
import Foundation
import Quantities
import Simulation
import Traffic
import Training

extension ScenarioReader {
    /// An AI that this program did not train: asked from outside, or recorded in a log; nil when there is none.
    func readAnswers(_ section: Section) -> (any AnswerSource)? {
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
        return section.section("external").flatMap { readExternal($0) } ?? recorded
    }

    private func readExternal(_ section: Section) -> ExternalAnswers? {
        defer { section.finish() }
        let endpoint = readEndpoint(section)
        section.refuse("mode", "remove it: without it the record is read; to ask the AI run \(Self.recordCommand)")
        let timeout = section.seconds("timeout", above: true)
        let retries = section.integer("retries", in: 0...10)
        let backoff = section.seconds("backoff")
        externalCost = section.money("cost_per_call", currency: currency) ?? 0
        let replay = section.required("replay", example: "answers.jsonl") { section.text($0) }
        guard corpusUse == .load, let endpoint, let replay, !catalog.intents.isEmpty else { return nil }
        var options = ExternalOptions(endpoint: endpoint)
        options.timeoutSeconds = min(timeout ?? options.timeoutSeconds, Seconds.perHour)
        options.retries = retries ?? options.retries
        options.backoffSeconds = backoff ?? options.backoffSeconds
        let path = document.resolve(replay, at: section.join("replay"))
        do {
            return try ExternalAnswers(
                intents: catalog.intents, options: options, replay: path, willRecord: willRecord)
        } catch let found as Problems {
            document.take(found.problems)
        } catch let problem as Problem {
            section.report(
                "replay", "\(problem.file): \(problem.message)",
                "record the answers first: \(Self.recordCommand) asks the AI and writes the file")
        } catch {
            section.report("replay", "\(error)", "name another file")
        }
        return nil
    }

    /// What asks an external AI; nothing else does.
    private static let recordCommand = "hitl simulate FILE --record"

    private func readEndpoint(_ section: Section) -> ExternalOptions.Endpoint? {
        let command = section.names("command")
        guard let address = section.text("url") else {
            for key in ["model", "prompt", "key_variable"] where section.has(key) {
                section.report(key, "this is for a service with a url", "add url, or remove it")
            }
            if let command { return .command(command, folder: document.folder) }
            section.report(
                "command", "nothing says whom to ask", "write command: [python3, classify.py], or url and model")
            return nil
        }
        if command != nil { section.report("command", "there is a url as well", "give one of the two") }
        let model = section.required("model", example: "gpt-4o-mini") { section.text($0) }
        let prompt = section.text("prompt") ?? ExternalOptions.standardPrompt
        let variable = readKeyVariable(section)
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme ?? ""), url.host != nil else {
            section.report(
                "url", "'\(address)' is no address", "write one like http://localhost:8080/v1/chat/completions")
            return nil
        }
        return model.map { .chat(url: url, model: $0, prompt: prompt, keyVariable: variable) }
    }

    /// The variable with the key of a service. A file may come from anybody: it must not send whatever the environment
    /// holds, so it can name only variables that are there for this program.
    private func readKeyVariable(_ section: Section) -> String? {
        guard let name = section.text("key_variable") else { return nil }
        let isOurs =
            name.hasPrefix("HITL_")
            && name.utf8.allSatisfy { byte in
                [UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9")].contains {
                    $0.contains(byte)
                }
                    || byte == UInt8(ascii: "_")
            }
        if !isOurs {
            section.report(
                "key_variable", "a scenario can name only variables that begin with HITL_",
                "write a name such as HITL_KEY; any other variable is named on the command line: "
                    + "\(Self.recordCommand) --key-variable NAME")
        }
        return name
    }

    /// A model of emotion alone; nil when there is none.
    func readEmotionModel(_ ai: Section) -> TextModel? {
        guard let value = ai.text("emotion_model"), corpusUse == .load else { return nil }
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

    /// The log of an AI, with which the traffic comes too; nil when there is none or it cannot be read.
    func readRecorded() -> TrafficSpecification.Source? {
        guard let ai = root.section("ai") else { return nil }
        let isPlain = ai.value("recorded")?.scalar != nil
        let section = isPlain ? nil : ai.section("recorded")
        defer { section?.finish() }
        if let traffic = root.section("traffic"), traffic.has("language") {
            traffic.report("language", "the queries come from ai.recorded", "remove 'language', or 'recorded'")
        }
        let recycle = section?.flag("recycle") ?? false
        let channels = memberNames("channels")
        let segments = memberNames("segments")
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
        guard corpusUse == .load, let value else { return TrafficSpecification.Source.none }
        do {
            let log = try RecordedPredictions(
                path: document.resolve(value, at: key), columns: columns, channels: channels, segments: segments)
            guard log.intents.count <= Section.mostMembers else {
                ai.report("recorded", "the log has \(log.intents.count) intents", "\(Section.mostMembers) are the most")
                return nil
            }
            recorded = log
            catalog.intents = log.intents
            let texts = log.rows.map { ($0.text, $0.intent) }
            return .corpus(Corpus(file: log.file, texts: texts, intents: log.intents), recycle: recycle)
        } catch let found as Problems {
            if found.problems.count == 1, let only = found.problems.first, only.line == 0 {
                ai.report("recorded", "\(only.file): \(only.message)", only.remedy)
            } else {
                document.take(found.problems)
            }
        } catch {
            ai.report("recorded", "\(error)", "name another file")
        }
        return nil
    }

    /// Names of the channels or segments; nil where there are none.
    private func memberNames(_ key: String) -> [String]? {
        guard let traffic = root.section("traffic"), traffic.has(key) else { return nil }
        return traffic.sections(key).map(\.name)
    }
}
