import Testing

/// The checker finds what it should, and nothing else.
@Suite struct HouseRulesTests {
    @Test(arguments: [
        ("Routing", "import EventEngine"), ("Training", "import Simulation"), ("Routing", "public import Traffic"),
        ("Routing", "import struct Workforce.Agent"), ("Files", "import CGSL"), ("Traffic", "import CLibCrypto"),
        ("Routing", "import Stochastics"), ("Simulation", "import Yams"), ("Reports", "import ArgumentParser"),
        ("Files", "import Histogram"), ("EventEngine", "import Files"), ("Scenarios", "import Experiments"),
        ("Files", "public struct Routing {}"), ("Reports", "enum Progress { case a }"),
        ("Experiments", "package typealias Duration = Double"), ("Files", "final class Histogram {}"),
        ("Training", "let now = Date()"), ("Workforce", "let now = Date.now"), ("Routing", "let c = ContinuousClock()"),
        ("Stochastics", "clock_gettime(CLOCK_REALTIME, &t)"), ("Traffic", "srand(UInt32(time(nil)))"),
        ("EventEngine", "DispatchTime.now()"),
        ("hitl", "var g = SystemRandomNumberGenerator()"), ("Reports", "let x = Double.random(in: 0..<1)"),
        ("Traffic", "texts.shuffled()"), ("Traffic", "texts.randomElement()"), ("Traffic", "texts.shuffle()"),
        ("Traffic", "Int.random(in: f(using: 2))"), ("Files", "let b = Bool.random()"),
        ("Traffic", "let y = exp(x)"), ("Training", "let y = Foundation.log(x)"), ("Workforce", "a + pow(2, b)"),
        ("Routing", "let s = \"value \\(log(x))\""), ("hitl", "print(name)"), ("Training", "fputs(name, stderr)"),
        ("Experiments", "FileHandle.standardError.write(data)"), ("hitl", "write(STDOUT_FILENO, bytes, 3)"),
    ])
    func badLinesAreFound(target: String, line: String) {
        let findings = HouseRules.findings(target: target, path: "x.swift", text: "// fine\n\(line)\n")
        #expect(findings.contains { $0.hasPrefix("x.swift:2: ") }, "\(findings)")
    }

    @Test(arguments: [
        ("Simulation", "import Routing\nimport Foundation\n@preconcurrency import Dispatch"),
        ("Scenarios", "import Yams"), ("hitl", "import ArgumentParser\nimport Experiments"),
        ("Traffic", "let y = PortableMath.exp(x) + stream.log(3)\nfunc log(_ x: Int) {}"),
        ("Traffic", "let x = Double.random(in: 0..<f(1), using: &g); a.shuffled(using: &g)"),
        ("Traffic", "Self.shuffle(&texts, &stream)"),
        ("Routing", "// import Simulation, Date()\n/* exp(x) /* Date() */ import Traffic */"),
        ("Routing", "let s = \"import Simulation \\\" Date() exp(1)\"; let t = #\"\"Date()\"\\#(x) exp(2)\"#"),
        ("Routing", "let s = \"\"\"\n  import Simulation\n  \"Date()\" \\(a + \"exp(3)\")\n  \"\"\""),
        ("Reports", "let now = Date()\nlet y = exp(1.0)"), ("Files", "struct ProgressBar {}\nlet progress = 1"),
        ("Files", "import class Foundation.Progress"), ("hitl", "Console.print(name)\nfunc print(_ text: String) {}"),
        ("Stochastics", "let standardError = evidence.standardError"),
    ])
    func goodSourcesPass(target: String, text: String) {
        #expect(HouseRules.findings(target: target, path: "x.swift", text: text + "\n") == [])
    }

    @Test func longFilesAreFound() {
        let text = String(repeating: "\n", count: 301)
        #expect(HouseRules.findings(target: "Files", path: "x.swift", text: text).count == 1)
        #expect(HouseRules.testFindings(path: "x.swift", text: text).count == 1)
        #expect(HouseRules.testFindings(path: "x.swift", text: String(text.dropLast())).isEmpty)
        let command = String(repeating: "\n", count: 121)
        #expect(HouseLimits.tooLong(path: "Sources/hitl/Commands/X.swift", text: command).count == 1)
        #expect(HouseLimits.tooLong(path: "Sources/hitl/Commands/X.swift", text: String(command.dropLast())).isEmpty)
        #expect(HouseLimits.tooLong(path: "Sources/hitl/X.swift", text: command).isEmpty)
    }

    @Test func exceptionsMayOnlyShrink() {
        let long = String(repeating: "\n", count: 301)
        let files = [("long.swift", long), ("short.swift", "\n")]
        #expect(HouseLimits.tooLong(path: "long.swift", text: long, exceptions: ["long.swift"]).isEmpty)
        #expect(HouseLimits.needless(in: files, exceptions: ["long.swift"]).isEmpty)
        #expect(
            HouseLimits.needless(in: files, exceptions: ["long.swift", "short.swift", "gone.swift"])
                == ["gone.swift", "short.swift"])
    }

    @Test func crowdedFoldersAreFound() {
        let paths = (1...31).map { "Sources/A/\($0).swift" } + (1...30).map { "Sources/A/B/\($0).swift" }
        #expect(HouseLimits.crowded(paths) == ["Sources/A: 31 files, more than 30"])
    }

    @Test(arguments: [
        "let a = \"cost.total\"", "let b = \"{\\\"cost.total\\\": \\(x)}\"", "let c = \"see human.wait.p90_s.\"",
        "let d = \"\\(a), cost.total{queue=\\(b)}\"", "let e = \"service_level.\\(name)\"",
        "let f = name.hasPrefix(\"service_level.\")", "let g = \"\\(f(\"cost.total\"))\"", "let h = #\"cost.total\"#",
    ])
    func namesOfMeasuresAreFound(line: String) {
        let names: Set = ["cost.total", "human.wait.p90_s"]
        let findings = MeasureNames.findings(path: "x.swift", text: "// fine\n\(line)\n", names: names)
        #expect(findings.count == 1 && findings[0].hasPrefix("x.swift:2: "), "\(findings)")
        #expect(MeasureNames.findings(path: MeasureNames.home, text: line, names: names).isEmpty)
    }

    @Test func linesOfLongLiteralsAreCounted() {
        let text = "let a = \"\"\"\n  one\n  cost.total\n  \"\"\"\n"
        let findings = MeasureNames.findings(path: "x.swift", text: text, names: ["cost.total"])
        #expect(findings.count == 1 && findings[0].hasPrefix("x.swift:3: "), "\(findings)")
    }

    @Test(arguments: [
        "// cost.total", "let a = cost.total", "let b = \"\\(cost.total)\"", "let c = \"cost.totals, my.cost.total\"",
        "let d = \"cost.total_s, costs.total, cost.total.x\"", "let e = \"such as 'service_level.chat >= 80%'\"",
        "let f = \"--target service_level.NAME\"", "let g = Measure.costTotal.name",
    ])
    func otherTextsPass(line: String) {
        #expect(MeasureNames.findings(path: "x.swift", text: line, names: ["cost.total"]) == [])
    }

    @Test func namesAreReadFromTheirHome() {
        let text =
            "enum Measure: String {\n    /// \"a.b\".\n    case x = \"a.b_s\"\n}\nlet prefix = \"service_level.\"\n"
        #expect(MeasureNames.names(in: text) == ["a.b_s"])
    }

    @Test func oldTestingStylesAreFound() {
        let text = "import XCTest\n@testable import Files\n"
        #expect(HouseRules.testFindings(path: "t.swift", text: text).count == 2)
    }

    @Test func manifestIsRead() {
        let text = """
            .package(url: "https://example.org/p", from: "1.0.0"),
            .systemLibrary(name: "C", pkgConfig: "c", providers: [.apt(["libc-dev"])]),
            .target(
                name: "A",
                dependencies: ["C", .product(name: "P", package: "p"), "B"], path: "x"),
            .target(name: "B"),
            .testTarget(name: "ATests", dependencies: ["A"]),
            """
        #expect(PackageManifest.dependencies(in: text) == ["A": ["C", "P", "B"], "B": [], "C": []])
    }
}
