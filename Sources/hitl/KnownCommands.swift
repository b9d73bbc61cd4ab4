import ArgumentParser
import Files

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
