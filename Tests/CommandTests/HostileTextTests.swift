import Files
import Foundation
import TestSupport
import Testing

/// A scenario of somebody else whose every name is an attack on the place where it is shown.
@Suite(.serialized) struct HostileTextTests {
    /// The fast scenario with hostile names, as YAML escapes them.
    private static func yaml() -> String {
        let attack =
            #"\e[2J\e]0;t\a\x9b31m\x7f\u202E\u2066\u200B\u2028\r\n::error file=a::b ##[error]c "#
            + #"</script><script>alert(1)</script> onload=alert(2)"#
        let names = ["chat", "mail", "many", "few", "refund", "order", "desk", "audits", "large"]
        var yaml = FastScenario.yaml
        for (name, sign) in zip(names, ["=", "+", "-", "@", "=", "\\t", "=", "@", "::"]) {
            yaml = yaml.replacingOccurrences(
                of: "\\b\(name)\\b",
                with: NSRegularExpression.escapedTemplate(for: "\"\(sign)\(name)\(attack)\""),
                options: .regularExpression)
        }
        yaml = yaml.replacingOccurrences(
            of: "name: Fast", with: "name: \"::stop-commands::x\(attack)\"\nabout: \"=\(attack)\"")
        return yaml + "checks:\n  \"::error::x\\e[2J\\x9b\\u202E%0A##[a] @you</b>|\": cost.total < 1 USD\n"
    }

    /// What a terminal would obey, what hides, and lines that GitHub would obey; its own annotations left out.
    private func offences(_ text: String) -> [String] {
        let acting = text.unicodeScalars.filter {
            switch $0.value {
            case 10: false
            case 0..<0x20, 0x7F..<0xA0, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
            default: false
            }
        }
        let commands = text.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }.filter {
            $0.contains("##[") || $0.hasPrefix("::") && !$0.hasPrefix("::error file=hostile.yaml,")
        }
        return Set(acting).map { "U+" + String($0.value, radix: 16) }.sorted() + commands.map(String.init)
    }

    /// A file that is no log may have the words of commands and tabs in it.
    private static func asData(_ text: String) -> String {
        text.replacing("##[", with: "").replacing("\n::", with: "").replacing("\t", with: "")
    }

    @Test func nothingOfItActsOnTerminalsLogsAndPages() throws {
        let folder = try TemporaryFolder()
        try folder.write("hostile.yaml", Self.yaml())
        func run(_ arguments: [String], code: Int32 = 0) throws -> BuiltProgram.Outcome {
            let run = try BuiltProgram.run(arguments, in: folder)
            #expect(run.code == code, "\(arguments): \(run.errors)")
            #expect(offences(run.output).isEmpty, "\(arguments): \(offences(run.output))")
            #expect(offences(run.errors).isEmpty, "\(arguments): \(offences(run.errors))")
            return run
        }
        #expect(try run(["validate", "hostile.yaml"]).output.contains("\\u003A:stop-commands::x\\u001B[2J"))
        #expect(try run(["validate", "--json", "hostile.yaml"]).json()["files"] != nil)
        _ = try run(["simulate", "hostile.yaml", "--dry-run"])
        // With a trace, so that a row of every contact is written.
        let forecast = try run(
            ["simulate", "hostile.yaml", "--quiet", "--replications", "1", "--out", "result", "--trace", "t.csv"])
        #expect(forecast.output.contains("\\u001B[2J"))
        for name in ["report.html", "summary.json"] {
            let text = try folder.text("result/" + name)
            #expect(offences(Self.asData(text)).isEmpty, "\(name)")
        }
        #expect(!(try folder.text("result/report.html").contains("<script>alert")))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/t.csv")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        // Cells that a spreadsheet would run are text, and are themselves again when they are read.
        let trace = try folder.text("t.csv")
        #expect(trace.contains(",\"'=chat\u{1B}[2J") && !trace.contains(/[,\n]"?[=+@\t]/))
        let channels = Set(try table(folder.path + "/t.csv").compactMap { $0["channel"]?.prefix(5) })
        #expect(channels == ["=chat", "+mail"])
        #expect(try run(["report", "result", "--force"]).code == 0)

        let check = try run(
            [
                "check", "hostile.yaml", "--quiet", "--github", "--replications", "10", "--junit", "j.xml",
                "--markdown", "m.md",
            ], code: 1)
        #expect(check.output.contains("\n::error file=hostile.yaml,line=") && check.errors.isEmpty)
        for name in ["j.xml", "m.md"] { #expect(offences(try folder.text(name)).isEmpty, "\(name)") }
        // What is wrong in such a file is shown as well, with the name of the file.
        try folder.write("\u{1B}[2Ja\n::error::b.yaml", "name: \"x\u{202E}\"\n::set-output name=a:\n\"\\e[2J\": 1\n")
        let wrong = try run(["validate", "\u{1B}[2Ja\n::error::b.yaml"], code: 65)
        #expect(wrong.errors.contains("\\u001B[2Ja\\u000A::error::b.yaml:"))
        let missing = try run(["simulate", "hostile.yaml", "--seed", "\u{1B}[2J"], code: 64)
        #expect(missing.errors.contains("\\u001B[2J"))
    }

    @Test func aVariantCalledLikeAFormulaComesBackFromItsTables() throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(
            [
                "compare", "fast.yaml", "--variant", "@bold: policy.threshold=50%", "--replications", "2", "--quiet",
                "--out", "r",
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try folder.text("r/replications.csv").contains("\n'@bold,1,"))
        #expect(try folder.text("r/timeline.csv").contains("\n'@bold,"))
        let before = try folder.text("r/report.html")
        let again = try BuiltProgram.run(["report", "r", "--force"], in: folder)
        #expect(again.code == 0, "\(again.errors)")
        #expect(try folder.text("r/report.html") == before)
    }
}
