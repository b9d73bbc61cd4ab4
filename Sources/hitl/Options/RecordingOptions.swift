import ArgumentParser
import Files
import Foundation
import Runs
import Scenarios
import Simulation
import Training

/// `--record`, the only option with which a program is started or a service called for an external AI.
struct RecordingOptions: ParsableArguments {
    @Flag(
        name: .long,
        help: "Ask the external AI of the scenario what its record does not know, and add the answers to the record.")
    var record = false

    @Option(name: .long, help: RunSettings.recordedCalls.argument, completion: RunSettings.recordedCalls.completion)
    var maxCalls: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Environment variable with the key that --record sends to the service; the scenario's own otherwise.",
            valueName: "name"))
    var keyVariable: String?

    static let standardCalls = 10_000

    mutating func validate() throws {
        try asUsage { try RunSettings.recordedCalls.check(maxCalls) }
        guard !record else { return }
        if maxCalls != nil {
            throw ValidationError("--max-calls limits the calls of --record: add it, or leave both out")
        }
        if keyVariable != nil {
            throw ValidationError("--key-variable names the key for --record: add it, or leave both out")
        }
    }

    /// Says who will be asked, and opens the record; nil without `--record`.
    ///
    /// - Throws: `ValidationError` where there is nobody to ask or no key, `OutputError` where the record cannot be written.
    func start(_ scenario: Scenario, file: String) throws -> ExternalAnswers? {
        guard record else { return nil }
        guard let answers = scenario.specification.ai?.answers as? ExternalAnswers else {
            throw ValidationError("--record: \(file) has no external AI to ask (ai.external); leave --record out")
        }
        let (whom, key) = try target(answers.options.endpoint)
        let most = maxCalls ?? Self.standardCalls
        let path = answers.recordPath ?? ""
        Console.note("--record \(whom), with at most \(most) calls; the answers are added to \(Self.shown(path))")
        try answers.startRecording(key: key, mostCalls: most)
        if answers.droppedBytes > 0 {
            Console.note("note: the last line of \(Self.shown(path)) was not complete and was dropped")
        }
        Interruption.consequence = "the answers so far are in \(Self.shown(path))"
        return answers
    }

    /// Closes the record.
    ///
    /// - Throws: `OutputError` when an answer could not be written.
    func finish(_ answers: ExternalAnswers?, quiet: Bool) throws {
        guard let answers else { return }
        try answers.endRecording()
        let most = maxCalls ?? Self.standardCalls
        if answers.hasGivenUp {
            Console.note(
                "note: \(ExternalOptions.mostFailures) calls in a row failed, so no further one was made; the record has "
                    + "what was refused")
        } else if answers.callsMade >= most {
            Console.note("note: all \(most) calls were made; run it again with --record to go on, or raise --max-calls")
        } else if !quiet {
            Console.note("\(answers.callsMade) call\(answers.callsMade == 1 ? "" : "s") made")
        }
    }

    /// Who is asked, in words, and with which key.
    private func target(_ endpoint: ExternalOptions.Endpoint) throws -> (whom: String, key: String?) {
        switch endpoint {
        case .command(let words, let folder):
            if keyVariable != nil {
                throw ValidationError("--key-variable is for a service with a url; this scenario asks a program")
            }
            let place = folder.isEmpty ? "this folder" : "the folder \(Self.shown(folder))"
            return ("starts the program \(Self.shown(ShellWords.line(words))) in \(place)", nil)
        case .chat(let url, _, _, let ownVariable):
            let address = "calls \(Self.shown(url.absoluteString))"
            guard let name = keyVariable ?? ownVariable else { return (address, nil) }
            let value = ProcessInfo.processInfo.environment[name] ?? ""
            guard !value.isEmpty, value.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else {
                throw ValidationError(
                    "--record: the environment variable \(name) holds no key; set it, or name another with --key-variable"
                )
            }
            return (address + " with the key in \(name)", value)
        }
    }

    /// A text of somebody's scenario with nothing in it that a terminal obeys.
    private static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            let isHidden = [.control, .format, .lineSeparator, .paragraphSeparator]
                .contains(scalar.properties.generalCategory)
            shown.unicodeScalars.append(isHidden ? "\u{FFFD}" : scalar)
        }
        return shown
    }
}
