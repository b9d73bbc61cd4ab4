import Foundation
import TestSupport
import Testing

/// Every command in the READMEs, in CONTRIBUTING and in `docs/` is run, line by line, with the built program in a copy of the project.
///
/// A command that ends with the comment `# exits 1` must end with that code, any other with 0.
/// `simulate`, `staff` and comparisons of the flagship are run for a short horizon with few contacts, so that a page
/// takes seconds; everything else as it stands.
@Suite(.serialized) struct DocumentedCommandsTests {
    /// What a test must not or need not do: install, build, run the tests, open windows.
    static let leftOut: Set<String> = [
        "make", "git", "sudo", "apt", "apt-get", "brew", "swift", "docker", "open", "xdg-open", "pip", "python3",
        "exit",
        "Scripts/test.sh", "Scripts/notebook.py", ".ci/run", "Scripts/deps.sh", "Scripts/install.sh", "perf",
        "valgrind",
    ]

    static let pages: [String] = {
        let docs = (try? FileManager.default.subpathsOfDirectory(atPath: BuiltProgram.root + "/docs")) ?? []
        let beside = ["CONTRIBUTING.md", "Scripts/README.md", "scenarios/README.md", "Benchmarks/README.md"]
        let all = ["README.md"] + beside + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
        return all.filter { FileManager.default.fileExists(atPath: BuiltProgram.root + "/" + $0) }
    }()

    /// The commands of the fenced `sh` blocks of a page, with their first line numbers; lines that a shell takes for
    /// unfinished go together.
    static func commands(in text: String) -> [(line: Int, command: String)] {
        var found: [(Int, String)] = []
        var isInside = false
        var pending = ""
        var first = 0
        for (number, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = String(raw)
            if line.trimmed.hasPrefix("```") {
                isInside = !isInside && ["```sh", "```bash", "```console"].contains(line.trimmed)
                pending = ""
                continue
            }
            guard isInside, !(pending.isEmpty && (line.trimmed.isEmpty || line.trimmed.hasPrefix("#"))) else {
                continue
            }
            if pending.isEmpty { first = number + 1 }
            pending += (pending.isEmpty ? "" : "\n") + (line.hasPrefix("$ ") ? String(line.dropFirst(2)) : line)
            if isComplete(pending) {
                found.append((first, pending))
                pending = ""
            }
        }
        return found
    }

    private static func isComplete(_ command: String) -> Bool {
        guard !command.hasSuffix("\\") else { return false }
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        shell.arguments = ["-n", "-c", command]
        shell.standardError = FileHandle.nullDevice
        guard (try? shell.run()) != nil else { return true }
        shell.waitUntilExit()
        return shell.terminationStatus == 0
    }

    /// The exit code that a command says it has: `hitl check ... # exits 1`.
    private static func exitCode(of command: String) -> Int32 {
        guard let comment = command.range(of: "# exits ", options: .backwards) else { return 0 }
        return Int32(String(command[comment.upperBound...]).trimmed) ?? 0
    }

    private static func isLeftOut(_ command: String) -> Bool {
        let words = command.split { $0 == " " || $0 == "\n" }.drop { $0.contains("=") && !$0.hasPrefix("--") }
        return words.first.map { leftOut.contains(String($0)) } ?? true
    }

    /// A copy of what a user sees, in a folder `hitl` with `../shared` beside it where the project has one.
    private func copy() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        let project = folder.path + "/hitl"
        try files.createDirectory(atPath: project + "/.build/release", withIntermediateDirectories: true)
        for name in ["scenarios", "docs", "README.md", "CONTRIBUTING.md", "Scripts"]
        where files.fileExists(atPath: BuiltProgram.root + "/" + name) {
            try files.copyItem(atPath: BuiltProgram.root + "/" + name, toPath: project + "/" + name)
        }
        if files.fileExists(atPath: SharedData.root) {
            try files.createSymbolicLink(
                atPath: folder.path + "/shared",
                withDestinationPath: URL(fileURLWithPath: SharedData.root).resolvingSymlinksInPath().path)
        }
        for name in ["labels.csv", "more-labels.csv", "test.csv"] {
            try folder.write("hitl/" + name, FastScenario.labels())
        }
        try folder.write("hitl/queries.jsonl", "{\"id\":\"q1\",\"text\":\"my card has not arrived\"}\n")
        try folder.write(
            "hitl/.build/release/hitl",
            """
            #!/bin/bash
            # The built program; what simulates is made short.
            if [ "$1" = simulate ] && [[ " $* " != *"--help"* ]] && [[ "$2" != *manifest.json ]]; then
                exec "$HITL_PROGRAM" "$@" --replications 1 --threads 1 --set "horizon=3 days" --set "warm_up=0 s" \\
                    --set "traffic.volume=300 per day"
            fi
            if [ "$1" = compare ] && [[ "$2" = *scenarios/support.yaml ]]; then
                exec "$HITL_PROGRAM" "$@" --replications 2 --set "horizon=1 week" --set "traffic.volume=600 per day"
            fi
            if [ "$1" = staff ] && [[ " $* " != *"--help"* ]]; then
                exec "$HITL_PROGRAM" "$@" --replications 2 --max-replications 2 --threads 1 --interval "2 h" \\
                    --set "horizon=1 week" --set "warm_up=0 s" --set "traffic.volume=600 per day"
            fi
            exec "$HITL_PROGRAM" "$@"

            """)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project + "/.build/release/hitl")
        return folder
    }

    @Test(.enabled(if: !pages.isEmpty), .timeLimit(.minutes(30)), arguments: pages)
    func everyCommandRuns(page: String) throws {
        let text = try String(contentsOfFile: BuiltProgram.root + "/" + page, encoding: .utf8)
        let folder = try copy()
        let project = folder.path + "/hitl"
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for (line, command) in Self.commands(in: text) where !Self.isLeftOut(command) {
            if command.contains("../shared"), !FileManager.default.fileExists(atPath: SharedData.root) { continue }
            let run = try BuiltProgram.start(
                "/bin/bash", ["-c", "cd hitl && set -eo pipefail && " + command], in: folder,
                environment: ["HITL_PROGRAM": BuiltProgram.path, "PATH": project + "/.build/release:" + path]
            ).finish()
            #expect(
                run.code == Self.exitCode(of: command),
                "\(page):\(line): \(command)\nexit \(run.code): \(run.errors)")
        }
    }

    @Test(.enabled(if: pages.contains("README.md")))
    func theReadmeHasCommands() throws {
        let commands = try Self.pages.flatMap {
            Self.commands(in: try String(contentsOfFile: BuiltProgram.root + "/" + $0, encoding: .utf8))
        }
        #expect(commands.contains { $0.command.contains("hitl simulate") })
        let readme = Self.commands(in: try String(contentsOfFile: BuiltProgram.root + "/README.md", encoding: .utf8))
        #expect(readme.contains { $0.command.hasPrefix("make run") })
    }

    @Test func blocksAreFound() {
        let text = "a\n```sh\n# note\nhitl a \\\n  --b\n\necho '1\n2'\n$ make run\n```\n```yaml\nx: 1\n```\nhitl no\n"
        let found = Self.commands(in: text)
        #expect(found.map(\.line) == [4, 7, 9])
        #expect(found.map(\.command) == ["hitl a \\\n  --b", "echo '1\n2'", "make run"])
        #expect(found.map { Self.isLeftOut($0.command) } == [false, false, true])
        #expect(Self.exitCode(of: "hitl check a.yaml   # exits 1") == 1 && Self.exitCode(of: "hitl a # exits\nb") == 0)
    }
}
