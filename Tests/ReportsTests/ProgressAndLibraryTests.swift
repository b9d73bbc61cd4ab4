import Experiments
import Foundation
import Reports
import Stochastics
import TestSupport
import Testing

@Suite struct ProgressLineTests {
    @Test func tellsWhatIsKnown() {
        let start = ProgressLine(done: 0, total: 8, elapsedSeconds: 0)
        #expect(start.text() == "[----------] 0/8 replications, 0 s, starting")
        let estimate = Estimate(mean: 92.4, low: 84.5, high: 100.3, halfWidth: 7.9, confidence: 0.95, n: 3)
        let middle = ProgressLine(
            done: 3, total: 8, underWay: 1, elapsedSeconds: 12, measure: "human.wait.mean_s", unit: "seconds",
            estimate: estimate)
        #expect(
            middle.text() == "[#####-----] 3/8 replications, 12 s, 12 s left, mean wait 1 min 32 s ± 8 s")
        let end = ProgressLine(done: 8, total: 8, elapsedSeconds: 75)
        #expect(end.text() == "[##########] 8/8 replications, 1 min 15 s")
    }

    @Test func tellsHowNearTheAskedPrecisionIs() {
        var line = ProgressLine(done: 30, total: 60, elapsedSeconds: 12, measure: "human.wait.mean_s", unit: "seconds")
        line.precision = PrecisionStatus(
            asked: 0.02, measures: ["human.wait.mean_s"], isReached: false, replications: 30,
            worst: "human.wait.mean_s", relativeHalfWidth: 0.0283, needed: 60)
        #expect(
            line.text() == "[#####-----] 30/60 replications, 12 s, 12 s left, ±2.8%, 2% asked: mean wait")
    }

    @Test func fitsAnyWidth() {
        let estimate = Estimate(mean: 1e9, low: 1, high: 2e9, halfWidth: 1e9, confidence: 0.95, n: 3)
        let line = ProgressLine(
            done: 123_456, total: 1_000_000, elapsedSeconds: 1e7,
            measure: "human.wait.mean_s{queue=\u{1B}[2Jlong name}",
            unit: "seconds", estimate: estimate)
        for width in [20, 40, 80] {
            #expect(TerminalText.width(line.text(width: width)) <= width)
            #expect(!line.text(width: width).contains("\u{1B}"))
        }
    }

    @Test func oddNumbersDoNotTrap() {
        for line in [
            ProgressLine(done: 5, total: 0, elapsedSeconds: 1), ProgressLine(done: 9, total: 4, elapsedSeconds: .nan),
            ProgressLine(done: -1, total: 4, underWay: .infinity, elapsedSeconds: -3),
            ProgressLine(done: 0, total: 4, underWay: 1e-300, elapsedSeconds: 1e300),
        ] {
            #expect(!line.text().isEmpty)
            #expect((0...1).contains(line.fraction))
        }
    }
}

@Suite struct ChartLibraryTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = try TemporaryFolder()
        try body(URL(fileURLWithPath: folder.path))
    }

    private func store(_ text: String, in folder: URL, _ path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    @Test(arguments: [
        "bin/vega-bundle.js", "bin/share/hitl/vega-bundle.js", "share/hitl/vega-bundle.js",
    ])
    func isFoundBesideTheProgramAndAbove(path: String) throws {
        try withFolder { folder in
            let program = folder.appendingPathComponent("bin/hitl").path
            #expect(ChartLibrary.locate(executable: program, environment: [:]) == nil)
            try store("library", in: folder, path)
            #expect(ChartLibrary.locate(executable: program, environment: [:]) == "library")
        }
    }

    /// SwiftPM keeps `.build/release` as a link to `.build/<machine>/release`.
    @Test func isFoundFromTheBuildFolder() throws {
        try withFolder { folder in
            try store("program", in: folder, "x86_64/release/hitl")
            try store("library", in: folder, "share/hitl/vega-bundle.js")
            try FileManager.default.createSymbolicLink(
                at: folder.appendingPathComponent("release"),
                withDestinationURL: folder.appendingPathComponent("x86_64/release"))
            for path in ["release/hitl", "x86_64/release/hitl"] {
                let program = folder.appendingPathComponent(path).path
                #expect(ChartLibrary.locate(executable: program, environment: [:]) == "library", "\(path)")
            }
        }
    }

    @Test func variableComesFirst() throws {
        try withFolder { folder in
            try store("mine", in: folder, "mine/vega-bundle.js")
            try store("installed", in: folder, "share/hitl/vega-bundle.js")
            let program = folder.appendingPathComponent("bin/hitl").path
            let share = ["HITL_SHARE": folder.appendingPathComponent("mine").path]
            #expect(ChartLibrary.locate(executable: program, environment: share) == "mine")
            #expect(ChartLibrary.locate(executable: program, environment: ["HITL_SHARE": "/none"]) == "installed")
        }
    }
}
