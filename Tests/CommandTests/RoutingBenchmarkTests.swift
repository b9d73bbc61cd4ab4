import Foundation
import Testing

/// The table of `make benchmark-routing`, on made-up figures: which bars are met, and the intervals.
@Suite struct RoutingBenchmarkTests {
    private static let script = """
        import importlib.util, json, sys
        specification = importlib.util.spec_from_file_location("routing", sys.argv[1])
        routing = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(routing)
        worse = float(sys.argv[2])
        quality = [dict(name=name, features=9, trainSeconds=0.5 + 5 * worse, accuracy=accuracy - worse,
                        calibrationError=0.01 + worse, aurc=0.012 + worse, coverageAt95=0.94 - worse,
                        coverageAt98=0.8) for name, accuracy in (("all", 0.92), ("ten", 0.77), ("words", 0.9))]
        speed = dict(nanosecondsWords=900 + 1e4 * worse, nanosecondsWordsAndCharacters=3000 + 1e5 * worse,
                     nanosecondsRow=1500 + 1e5 * worse, nanosecondsSynthetic=1000 + 1e4 * worse)
        sk = {name: dict(fit_seconds=10, accuracy=0.9, iterations=40, featurise_ns=6e4, predict_ns=4e3)
              for name in ("all", "ten", "words")} | dict(row_ns=1000)
        bounds = {name: dict(accuracy_bound=0.001 - worse, coverage_bound=0.002 - worse, reference_coverage=0.93,
                             reference_aurc=0.0122) for name in ("all", "ten", "words")}
        loop = [dict(accuracy=0.88 + step - worse, claimedError=0.1 + step - worse, trueError=0.1, claimedErrorLate=0.1,
                     trueErrorLate=0.1, humanShare=0.3, audits=700) for step in (-0.001, 0, 0.001)]
        dispatch = dict(nanoseconds=60 + 1e5 * worse, groups=100, servedAtOnce=0.9)
        scope = dict(auroc=[0.9, 0.9], aurocOfDoubt=[0.8, 0.8], knownAbove95=[0.05, 0.05])
        rows = routing.table(quality, speed, sk, bounds, loop, dispatch, scope)
        assert routing.page(rows, {"version": "1"}, (1, 2), None).count("\\n| ") == len(rows) + 1
        print(json.dumps({"rows": rows, "interval": routing.interval([1, 2, 3]), "single": routing.interval([4])}))
        """

    private func table(worse: Double) throws -> [String: Any] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-B", "-c", Self.script, BuiltProgram.root + "/Scripts/benchmark_routing.py", "\(worse)",
        ]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func verdicts(_ table: [String: Any]) throws -> [String] {
        try #require(table["rows"] as? [[String]]).map { $0[3] }.filter { !$0.isEmpty }
    }

    @Test func barsAreMetOrMissed() throws {
        let good = try table(worse: 0)
        #expect(try verdicts(good).count == 15)
        #expect(try verdicts(good).allSatisfy { $0 == "met" })
        // Student's t on two degrees of freedom: 2 -+ 4.303 / sqrt(3).
        let interval = try #require(good["interval"] as? [Double])
        #expect(zip(interval, [2, 2 - 2.4843, 2 + 2.4843]).allSatisfy { abs($0 - $1) < 1e-3 })
        #expect(good["single"] as? [Double] == [4, 4, 4])
        let bad = try table(worse: 0.5)
        #expect(try verdicts(bad).allSatisfy { $0 == "MISSED" })
    }
}
