import ArgumentParser
import Reports

/// What `hitl` alone says: the first two commands, and all others in a line each.
enum StartPage {
    static var text: String {
        var lines = [
            "hitl forecasts what an AI support operation with humans in the loop costs, how",
            "long its customers wait, and what its AI learns.", "",
            "Start:",
            "  hitl init --template minimal     write scenario.yaml, small and commented",
            "  hitl simulate scenario.yaml      forecast it, with a report to open",
            "  hitl simulate scenario.yaml --set policy.threshold=90%",
            "                                   what if the AI answered less?", "",
            "Commands:",
        ]
        for command in Hitl.configuration.subcommands {
            let name = TerminalText.pad(command._commandName, to: 12)
            lines += TerminalText.wrap(
                command.configuration.abstract, to: 80, first: "  \(name) ", rest: String(repeating: " ", count: 15))
        }
        lines += ["", "hitl help COMMAND says more, with examples."]
        return lines.joined(separator: "\n")
    }
}
