import ArgumentParser
import Files
import Foundation

/// Finds commands that do not exist before the parser does, which has no suggestion for them.
enum KnownCommands {
    /// Checks the words before the first option.
    ///
    /// - Throws: `ValidationError` that names the command probably meant.
    static func check(_ arguments: [String]) throws {
        var words = arguments.prefix { !$0.hasPrefix("-") }[...]
        if words.first == "help" { words = words.dropFirst() }
        var command: any ParsableCommand.Type = Hitl.self
        var path = "hitl"
        while let word = words.first, !command.configuration.subcommands.isEmpty {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else {
                throw ValidationError(message(word, path, command))
            }
            command = next
            path += " " + word
            words = words.dropFirst()
        }
    }

    /// Refuses `--record` of every command but the one that asks an external AI.
    ///
    /// - Throws: `ValidationError` that says how answers are recorded.
    static func checkRecord(_ arguments: [String]) throws {
        let (type, words) = command(in: arguments)
        guard type != Simulate.self, arguments.prefix(while: { $0 != "--" }).contains("--record") else { return }
        throw ValidationError(
            "\(words) asks nobody, so that whoever runs it again gets the same: leave out --record, and record the answers "
                + "of an external AI first: hitl simulate FILE --record")
    }

    /// The command that the first words name, and those words after the program's name.
    static func command(in arguments: [String]) -> (type: any ParsableCommand.Type, words: String) {
        var command: any ParsableCommand.Type = Hitl.self
        var path = "hitl"
        for word in arguments {
            guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else { break }
            command = next
            path += " " + word
        }
        return (command, path)
    }

    /// An option that its command does not have, with the one probably meant; nil where there is none such.
    static func unknownOption(in arguments: [String]) -> ValidationError? {
        guard let known = options(of: arguments) else { return nil }
        for argument in arguments.prefix(while: { $0 != "--" }) where argument.hasPrefix("--") {
            let name = String(argument.prefix { $0 != "=" })
            guard !known.contains(name), let near = Spelling.closest(to: name, among: known) else { continue }
            return ValidationError("Unknown option '\(name)'. Did you mean '\(near)'?")
        }
        return nil
    }

    /// Options of the command that the arguments name, as the parser itself lists them.
    private static func options(of arguments: [String]) -> [String]? {
        let text = Hitl._dumpHelp()
        guard let top = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
            var command = top["command"] as? [String: Any]
        else { return nil }
        for word in arguments {
            let below = command["subcommands"] as? [[String: Any]] ?? []
            guard let next = below.first(where: { $0["commandName"] as? String == word }) else { break }
            command = next
        }
        let names = (command["arguments"] as? [[String: Any]] ?? []).flatMap { $0["names"] as? [[String: Any]] ?? [] }
        return names.filter { $0["kind"] as? String == "long" }.compactMap { $0["name"] as? String }.map { "--" + $0 }
            + ["--help", "--version"]
    }

    private static func message(_ word: String, _ path: String, _ command: any ParsableCommand.Type) -> String {
        let names = command.configuration.subcommands.map { $0._commandName }
        let what = "there is no command '\(path) \(word)'"
        if let near = Spelling.closest(to: word, among: names) { return "\(what); did you mean '\(path) \(near)'?" }
        if path == "hitl", [".yaml", ".yml"].contains(where: { word.hasSuffix($0) }) {
            return "\(what); did you mean 'hitl simulate \(word)'?"
        }
        return "\(what); there are: \(names.joined(separator: ", "))"
    }
}
