import Files
import Foundation
import Quantities
import Training

/// Somebody else's AI, which answers in place of a model.
struct ExternalReader: SectionReader {
    static let title = "External AI"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "ai.external", .mapping, .without("the AI is a model that learns here"),
            "Somebody else's AI in place of a model."),
        ScenarioKey(
            "ai.external.command", .names, .oneOf(["command", "url"]),
            "A program and its arguments, started in the scenario's folder."),
        ScenarioKey("ai.external.url", .text, .without("the command answers"), "A chat-completions service."),
        ScenarioKey("ai.external.model", .text, .needed("with a url"), "Model that the service is asked for."),
        ScenarioKey(
            "ai.external.prompt", .text, .without("a prompt that asks for one intent and a confidence"),
            "Prompt; {intents} stands for the list of intents."),
        ScenarioKey(
            "ai.external.key_variable", .text, .without("the service is asked without a key"),
            "Environment variable with the key of the service, read by --record; its name begins with HITL_."),
        ScenarioKey(
            "ai.external.replay", .text, .required,
            "Record of the AI's answers, which simulations read and --record adds to."),
        ScenarioKey("ai.external.timeout", .duration(above: true), .standard("10 s"), "Longest wait for an answer."),
        ScenarioKey("ai.external.retries", .whole(0...10), .standard("2"), "Calls made again after a failure."),
        ScenarioKey("ai.external.backoff", .duration, .standard("500 ms"), "Pause before the second call; it doubles."),
        ScenarioKey("ai.external.cost_per_call", .money, .standard("0 USD"), "What a query costs."),
    ]

    let reading: Reading

    /// The AI, nil when something is missing or its record cannot be read, and what a call of it costs.
    func read(_ section: Section) -> (answers: ExternalAnswers?, costPerCall: Double) {
        defer { section.finish() }
        let endpoint = readEndpoint(section)
        section.refuse("mode", "remove it: without it the record is read; to ask the AI run \(Self.recordCommand)")
        let timeout = section.seconds("timeout", above: true)
        let retries = section.integer("retries", in: 0...10)
        let backoff = section.seconds("backoff")
        let costPerCall = section.money("cost_per_call", currency: currency) ?? 0
        let replay = section.required("replay", example: "answers.jsonl") { section.text($0) }
        guard reading.corpusUse == .load, let endpoint, let replay, !catalog.intents.isEmpty else {
            return (nil, costPerCall)
        }
        var options = ExternalOptions(endpoint: endpoint)
        options.timeoutSeconds = min(timeout ?? options.timeoutSeconds, Seconds.perHour)
        options.retries = retries ?? options.retries
        options.backoffSeconds = backoff ?? options.backoffSeconds
        let path = document.resolve(replay, at: section.join("replay"))
        do {
            let answers = try ExternalAnswers(
                intents: catalog.intents, options: options, replay: path, willRecord: reading.willRecord)
            return (answers, costPerCall)
        } catch let found as Problems {
            document.take(found.problems)
        } catch let problem as Problem {
            section.report(
                "replay", "\(problem.file): \(problem.message)",
                "record the answers first: \(Self.recordCommand) asks the AI and writes the file")
        } catch {
            section.report("replay", "\(error)", "name another file")
        }
        return (nil, costPerCall)
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
}
