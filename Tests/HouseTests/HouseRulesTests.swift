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
        let text = String(repeating: "\n", count: 401)
        #expect(HouseRules.findings(target: "Files", path: "x.swift", text: text).count == 1)
        #expect(HouseRules.testFindings(path: "x.swift", text: text).count == 1)
        #expect(HouseRules.testFindings(path: "x.swift", text: String(text.dropLast())).isEmpty)
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
