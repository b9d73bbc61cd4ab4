import ArgumentParser
import Scenarios

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of a scenario, for editors and other programs.",
        discussion: """
            An editor with a YAML language server then completes keys, shows what they mean
            and marks mistakes: the first line of a scenario names the schema's file.

            Example:
              hitl schema > hitl.schema.json
              # yaml-language-server: $schema=hitl.schema.json

            The schema holds what can be said of each key by itself; hitl validate checks
            the rest: that names refer to something and shares add up.
            """)

    func run() throws { Console.print(ScenarioSchema.text) }
}
