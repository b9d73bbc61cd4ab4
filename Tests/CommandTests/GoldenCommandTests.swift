import Files
import Foundation
import TestSupport
import Testing

/// What people see, byte by byte: help, terminal, page and JUnit file at a fixed seed.
///
/// The files are in `results/reference/`; `make goldens` writes them anew.
@Suite(.serialized) struct GoldenCommandTests {
    private static let terminal = ["COLUMNS": "80", "LANG": "C.UTF-8", "GITHUB_ACTIONS": "", "GITHUB_WORKSPACE": ""]

    /// A command with those below it, as the parser describes them.
    private struct Command: Decodable {
        let commandName: String
        let subcommands: [Command]?

        /// The words of all commands, this one first.
        func all(_ above: [String] = []) -> [[String]] {
            [above]
                + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap {
                    $0.all(above + [$0.commandName])
                }
        }
    }

    private struct Described: Decodable { let command: Command }

    private func release(in folder: TemporaryFolder) throws -> String {
        let version = try BuiltProgram.run(["--version"], in: folder).output.trimmed
        return String(version.prefix { $0 != "+" })
    }

    @Test func helpOfEveryCommand() throws {
        let folder = try TemporaryFolder()
        let described = try BuiltProgram.run(["--experimental-dump-help"], in: folder)
        let commands = try JSONDecoder().decode(Described.self, from: Data(described.output.utf8)).command.all()
        #expect(commands.count > 15 && commands.contains(["audit", "verify"]), "\(commands)")
        var text = ""
        for command in commands {
            let help = try BuiltProgram.run(command + ["--help"], in: folder, environment: Self.terminal)
            #expect(help.code == 0 && help.errors == "", "\(command): \(help.errors)")
            text += "$ " + (["hitl"] + command + ["--help"]).joined(separator: " ") + "\n\n" + help.output + "\n"
        }
        try Golden("results/reference/help.txt").check(Array(text.utf8))
    }

    @Test func terminalAndPageOfAForecast() throws {
        let folder = try FastScenario.folder()
        try folder.write("vega-bundle.js", "window.vegaEmbed = () => Promise.resolve();\n")
        let run = try BuiltProgram.run(
            ["simulate", "fast.yaml", "--quiet", "--out", "r"], in: folder,
            environment: Self.terminal.merging(["HITL_SHARE": folder.path]) { $1 })
        #expect(run.code == 0 && run.errors == "", "\(run.errors)")
        try Golden("results/reference/forecast.txt").check(Array(run.output.utf8))
        let program = "hitl " + (try release(in: folder))
        let page = try folder.text("r/report.html").replacing(program + "<", with: "hitl VERSION<")
        try Golden("results/reference/forecast.html").check(Array(Self.withoutData(page).utf8))
    }

    @Test func filesOfACheckThatFails() throws {
        let folder = try CheckTests.folder()
        let baseline = ["check", "gate.yaml", "--baseline", "b.json", "--quiet"]
        let kept = try BuiltProgram.run(baseline + ["--update-baseline"], in: folder, environment: Self.terminal)
        #expect(kept.code == 0, "\(kept.errors)")
        let run = try BuiltProgram.run(
            baseline + ["--set", "policy.threshold=60%", "--junit", "checks.xml", "--markdown", "checks.md"],
            in: folder, environment: Self.terminal)
        #expect(run.code == 1, "\(run.errors)")
        try Golden("results/reference/checks.txt").check(Array(run.output.utf8))
        try Golden("results/reference/checks.xml").check(folder.bytes("checks.xml"))
        try Golden("results/reference/checks.md").check(folder.bytes("checks.md"))
    }

    /// A page whose charts are digests: their data are half a megabyte, and stand in its tables as well.
    private static func withoutData(_ page: String) -> String {
        let parts = page.components(separatedBy: "<script type=\"application/json\"")
        return parts.enumerated().map { number, part in
            guard number > 0, let start = part.firstIndex(of: ">"), let end = part.range(of: "</script>") else {
                return part
            }
            let data = part[part.index(after: start)..<end.lowerBound]
            return part[...start] + "SHA-256 " + SHA256Digest.hex(of: Array(data.utf8)) + part[end.lowerBound...]
        }.joined(separator: "<script type=\"application/json\"")
    }

    @Test func dataOfChartsAreDigests() {
        let page = "a<script type=\"application/json\" class=\"x\">{1}</script>b"
        let digest = SHA256Digest.hex(of: Array("{1}".utf8))
        #expect(
            Self.withoutData(page) == "a<script type=\"application/json\" class=\"x\">SHA-256 \(digest)</script>b")
    }
}
