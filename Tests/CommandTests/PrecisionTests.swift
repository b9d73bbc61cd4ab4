import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct PrecisionTests {
    private static let day = """
        name: Day
        horizon: 4 h
        traffic: {volume: 60 per h, day_factor_shape: 100, patience: {distribution: exponential, mean: 4 min}}
        queues: {general: {}}
        policy: {}
        teams:
          people: {skills: [general], agents: 7, handle_time: {distribution: exponential, mean: 6 min}, wage: 20 USD per hour}
        service_levels: {calls: {queues: [general], within: 20 s, target: 70%}}

        """

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("day.yaml", Self.day)
        return folder
    }

    private func simulate(_ arguments: String..., in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(["simulate", "day.yaml", "--quiet"] + arguments, in: folder)
    }

    @Test func replicationsAreAddedUntilThePrecisionIsReached() throws {
        let folder = try folder()
        let one = try simulate("--json", "--precision", "5%", "--threads", "1", in: folder)
        let two = try simulate("--json", "--precision", "5%", "--threads", "3", in: folder)
        #expect(one.code == 0 && one.output == two.output)
        let summary = try one.json()
        #expect(summary["precision_reached"] as? Bool == true)
        let made = try #require(summary["replications"] as? Int)
        #expect(made > 20 && made < 1000)
        let precision = try #require(summary["precision"] as? [String: Any])
        #expect(precision["worst"] as? String == "service_level.calls")
        #expect(try #require(precision["relative_half_width"] as? Double) <= 0.05)
        // The manifest repeats it.
        #expect(try simulate("--precision", "5%", "--out", "kept", in: folder).code == 0)
        let again = try BuiltProgram.run(["simulate", "kept/manifest.json", "--json", "--quiet"], in: folder)
        #expect(again.output.trimmed == one.output.trimmed)
    }

    @Test func theManifestKeepsTheFewestReplications() throws {
        let folder = try folder()
        #expect(try simulate("--precision", "50%", "--replications", "33", "--out", "kept", in: folder).code == 0)
        let again = try BuiltProgram.run(["simulate", "kept/manifest.json", "--json", "--quiet"], in: folder)
        #expect(try again.json()["replications"] as? Int == 33)
        // Pairs are kept whole where only the manifest knows that there are pairs.
        #expect(try simulate("--antithetic", "--replications", "2", "--out", "pairs", in: folder).code == 0)
        let pairs = try BuiltProgram.run(
            ["simulate", "pairs/manifest.json", "--json", "--quiet", "--replications", "41", "--precision", "50%"],
            in: folder)
        #expect(try pairs.json()["replications"] as? Int == 42)
    }

    static let spoilt = [
        ("max_replications", "1000000000000"), ("max_replications", "3"), ("min_replications", "0"),
        ("replications", "-1"), ("replications", "100000000"), ("precision", "0"), ("precision", "-0.1"),
        ("precision", "20"), ("precision_of", "[\"human.shore\"]"),
    ]

    @Test(arguments: spoilt)
    func aManifestThatMakesNoSenseIs65(key: String, value: String) throws {
        let folder = try folder()
        let lines = [
            ("schema", "1"), ("name", "\"x\""), ("version", "\"0\""), ("seed", "1"), ("replications", "20"),
            ("command_line", "[]"), ("scenario_yaml", "\"\(Self.day.replacing("\n", with: "\\n"))\""),
            ("precision", "0.5"), ("min_replications", "20"), ("max_replications", "30"),
            ("precision_of", "[\"human.share\"]"),
        ].map { "  \"\($0)\": \($0 == key ? value : $1)" }
        try folder.write("m.json", "{\n\(lines.joined(separator: ",\n"))\n}\n")
        let run = try BuiltProgram.run(["simulate", "m.json", "--json", "--quiet"], in: folder)
        let line = try #require(lines.firstIndex { $0.hasPrefix("  \"\(key)\"") }) + 2
        #expect(run.code == 65 && !run.wasKilled && run.errors.contains("m.json:\(line):"), "\(run.errors)")
        #expect(run.errors.contains(key) && run.output == "")
    }

    @Test func aMeasureThatSetRemovedIs65() throws {
        let folder = try folder()
        #expect(try simulate("--precision", "50%", "--out", "kept", in: folder).code == 0)
        let run = try BuiltProgram.run(
            [
                "simulate", "kept/manifest.json", "--json", "--quiet",
                "--set", "service_levels={mail: {queues: [general], within: 20 s}}",
            ], in: folder)
        #expect(run.code == 65 && run.errors.contains("service_level.calls"), "\(run.errors)")
    }

    @Test func aPrecisionOfSomethingThatNeverHappenedIsAWarning() throws {
        let folder = try folder()
        let run = try simulate(
            "--json", "--precision", "5%", "--precision-of", "human.abandonment", "--set", "teams.people.agents=200",
            in: folder)
        let warnings = try #require(try run.json()["warnings"] as? [String])
        #expect(warnings.contains { $0.contains("no evidence for human.abandonment") }, "\(warnings)")
        let usual = try simulate("--json", "--precision", "20%", in: folder).json()
        #expect((usual["warnings"] as? [String])?.contains { $0.contains("no evidence") } != true)
    }

    @Test func ratesWithoutACycleHaveNoWarmUpToFind() throws {
        let yaml = Self.day.replacing(
            "volume: 60 per h,",
            with: "rates: {repeat: 10 h, points: [{at: 0 h, rate: 60 per h}, {at: 5 h, rate: 30 per h}]},")
        let folder = try TemporaryFolder()
        try folder.write("day.yaml", yaml)
        let run = try simulate("--set", "warm_up=auto", "--set", "horizon=100 h", in: folder)
        #expect(run.code == 65 && run.errors.contains("traffic.rates.repeat"), "\(run.errors)")
    }

    @Test func aPrecisionThatIsNotReachedIsSaidAndNoError() throws {
        let folder = try folder()
        let json = try simulate("--json", "--precision", "1%", "--max-replications", "25", in: folder)
        #expect(json.code == 0)
        let summary = try json.json()
        #expect(summary["precision_reached"] as? Bool == false && summary["replications"] as? Int == 25)
        let text = try simulate("--precision", "1%", "--max-replications", "25", in: folder).output
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            line.contains("The precision of 1% was not reached in 25 replications: service_level.calls is known to"))
        #expect(line.contains("replications would do"))
    }

    @Test func measuresAndVarianceReductionCanBeChosen() throws {
        let folder = try folder()
        let run = try simulate(
            "--json", "--precision", "10%", "--precision-of", "human.wait.mean_s", "--control-variates",
            "--antithetic", in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let summary = try run.json()
        #expect((summary["variance_reduction"] as? [String])?.count == 2)
        #expect(try #require(summary["replications"] as? Int) % 2 == 0)
        let measures = try #require(summary["measures"] as? [String: [String: Any]])
        #expect(try #require(measures["service_level.calls"]?["gain"] as? Double) > 1.5)
        #expect(2 * (measures["human.wait.mean_s"]?["n"] as? Int ?? 0) == summary["replications"] as? Int)
        let plain = try simulate("--json", "--replications", "3", in: folder).json()
        #expect(plain["variance_reduction"] == nil && plain["precision"] == nil)
        #expect((plain["warnings"] as? [String])?.first?.hasPrefix("Only 3 replications") == true)
    }

    static let wrong = [
        ["--precision", "0%"], ["--precision=-2%"], ["--precision", "150%"], ["--precision", "2"],
        ["--precision", "2%", "--max-replications", "19"], ["--max-replications", "100"],
        ["--precision-of", "cost.per_query"], ["--antithetic", "--replications", "3"],
        ["--precision", "2%", "--replications", "50", "--max-replications", "40"],
        ["--precision", "2%", "--antithetic", "--max-replications", "30"],
    ]

    @Test(arguments: wrong)
    func wrongOptionsAre64(arguments: [String]) throws {
        let run = try BuiltProgram.run(["simulate", "day.yaml"] + arguments, in: folder())
        #expect(run.code == 64 && run.output == "" && !run.errors.isEmpty, "\(arguments): \(run.code)")
    }

    @Test func whatTheScenarioCannotGiveIs65() throws {
        let folder = try folder()
        let name = try simulate("--precision", "2%", "--precision-of", "human.wiat.mean_s", in: folder)
        #expect(name.code == 65 && name.errors.contains("human.wait.mean_s"))
        let gaps = try simulate(
            "--control-variates", "--set", "traffic.gaps={distribution: gamma, mean: 1 s, cv: 2}", in: folder)
        #expect(gaps.code == 65 && gaps.errors.contains("traffic.gaps"))
        let short = try simulate("--set", "warm_up=auto", in: folder)
        #expect(short.code == 65 && short.errors.contains("50 h"))
    }

    @Test func aWarmUpIsFoundAndSaid() throws {
        let run = try simulate(
            "--json", "--replications", "2", "--set", "warm_up=auto", "--set", "horizon=100 h", in: folder())
        #expect(run.code == 0, "\(run.errors)")
        let summary = try run.json()
        let warmUp = try #require(summary["warm_up_s"] as? Double)
        #expect(warmUp >= 0 && warmUp.truncatingRemainder(dividingBy: 18_000) == 0)
        #expect((summary["notes"] as? [String])?.first?.contains("MSER-5") == true)
    }
}
