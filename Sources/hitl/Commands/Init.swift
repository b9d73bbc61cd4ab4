import ArgumentParser
import Files
import Foundation
import Reports
import Scenarios

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a commented scenario to start from.",
        discussion: """
            Examples:
              hitl init --template minimal && hitl simulate scenario.yaml
              hitl init --template chat desk.yaml
              hitl init --template voice - | less

            Templates:
            \(ScenarioTemplate.allCases.map { "  " + $0.rawValue.padding(toLength: 10, withPad: " ", startingAt: 0)
                + $0.summary }.joined(separator: "\n"))

            Beside the scenario comes \(ScenarioTemplate.schemaFile), by which an editor with a YAML
            language server completes keys, explains them and marks mistakes, without a
            network. Nothing that is there is replaced without --force.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What to start from: \(names.joined(separator: ", ")).", valueName: "name"),
        completion: .list(names))
    var template = ScenarioTemplate.minimal.rawValue

    @Argument(help: ArgumentHelp("File to write; - for standard output.", valueName: "file"), completion: .file())
    var file = "scenario.yaml"

    @Flag(name: .long, help: "Replace a file that is there already.")
    var force = false

    @Flag(name: .long, help: "No notes.")
    var quiet = false

    private static let names = ScenarioTemplate.allCases.map(\.rawValue)

    mutating func validate() throws {
        guard ScenarioTemplate(rawValue: template) == nil else { return }
        let near = Spelling.closest(to: template, among: Self.names).map { "did you mean '\($0)'? " } ?? ""
        throw ValidationError(
            "--template \(template): there is no such template; \(near)write one of: "
                + Self.names.joined(separator: ", "))
    }

    mutating func run() throws {
        guard let chosen = ScenarioTemplate(rawValue: template) else { return }
        guard file != "-" else {
            Console.print(chosen.text)
            return
        }
        try WholeFile.write(Array(chosen.text.utf8), to: file, replace: force)
        let note = try writeSchema()
        guard !quiet else { return }
        Console.print(
            """
            \(file): \(chosen.summary)
            \(note)

            Next:
              hitl validate \(quoted)
              hitl simulate \(quoted)
            """)
    }

    /// The schema beside the scenario, where none is; what became of it.
    private func writeSchema() throws -> String {
        // Foundation's own traps on a name of one character.
        let folder = file.contains("/") ? (file as NSString).deletingLastPathComponent : ""
        let path = (folder as NSString).appendingPathComponent(ScenarioTemplate.schemaFile)
        let bytes = Array(ScenarioSchema.text.utf8)
        if !force, FileManager.default.fileExists(atPath: path) {
            let isSame = (try? InputFile.read(path)) == bytes
            return isSame
                ? "\(path): the schema for editors, as it was"
                : "\(path) was there and is another one; hitl schema > \(path) renews it"
        }
        try WholeFile.write(bytes, to: path, replace: force)
        return "\(path): the schema for editors"
    }

    /// The file as a shell takes it.
    private var quoted: String {
        let isPlain = file.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) }
        return isPlain ? file : "'" + file.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
