import Files
import Foundation
import TestSupport
import Testing

/// `hitl staff` as a manager runs it.
@Suite struct StaffTests {
    private static let yaml = """
        name: Help line
        horizon: 2 weeks
        seed: 1
        replications: 4
        traffic:
          volume: 600 per day
          hours_of_day: [1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 5, 4, 4, 4, 4, 3, 3, 2, 2, 1, 1, 1]
          channels:
            phone: {share: 70%, patience: {distribution: exponential, mean: 4 min}}
            mail: {share: 30%}
        queues: {phone: {}, mail: {}, desk: {}}
        policy: {default_queue: phone, queues_by_channel: {mail: mail}}
        teams:
          callers:
            skills: [phone, mail]
            shifts:
              day: {from: "08:00", to: "20:00", agents: 5}
              night: {from: "20:00", to: "08:00", agents: 3}
            shrinkage: 15%
            handle_time: {distribution: lognormal, mean: 6 min, cv: 1}
            wage: 20 USD per hour
          writers: {skills: [mail, desk], agents: 2, handle_time: 8 min}
          helpers: {skills: [desk], agents: 1, handle_time: 8 min}
        service_levels:
          phone: {queues: [phone], within: 30 s, target: 80%}
          mail: {queues: [mail], within: 1 h}
          desk: {queues: [desk], within: 1 h}

        """

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("line.yaml", Self.yaml)
        return folder
    }

    private let target = ["--target", "service_level.phone >= 80%"]

    @Test func aResultThatSimulateConfirms() throws {
        let folder = try folder()
        let run = try BuiltProgram.run(
            ["staff", "line.yaml", "--out", "r", "--interval", "1 h", "--max-replications", "6"] + target, in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(run.output.contains("callers needs "))
        #expect(run.output.contains("95% confidence"))
        #expect(run.output.contains("What matters most for callers"))
        #expect(!run.output.contains("\u{1B}"))
        #expect(
            try folder.names(in: "r") == [
                "manifest.json", "report.html", "roster.yaml", "scenario.yaml", "staffing.csv", "staffing.json",
            ])
        let rows = try table(folder.path + "/r/staffing.csv")
        #expect(rows.count == 24)
        #expect(rows[10]["interval"] == "10:00")
        let net = try rows.map { try #require(Int($0["net"] ?? "")) }
        let gross = try rows.map { try #require(Int($0["gross"] ?? "")) }
        #expect(net[10] > net[2])
        for (net, gross) in zip(net, gross) {
            #expect(Double(gross) >= Double(net) / 0.85 - 1e-6 && Double(gross) < Double(net) / 0.85 + 1)
        }
        #expect(rows[10]["present"] == "5" && rows[2]["present"] == "3")
        // The roster it wrote keeps the promise, and costs what it said.
        let confirmed = try BuiltProgram.run(["simulate", "r/scenario.yaml", "--json", "--quiet"], in: folder)
        #expect(confirmed.code == 0, "\(confirmed.errors)")
        #expect(try #require(try confirmed.mean("service_level.phone")) > 0.8)
        let result =
            try JSONSerialization.jsonObject(
                with: Data(folder.text("r/staffing.json").utf8)) as? [String: Any]
        let team = try #require((result?["teams"] as? [[String: Any]])?.first)
        #expect(result?["reachable"] as? Bool == true)
        #expect(team["gross_hours_per_week"] as? Double == Double(7 * gross.reduce(0, +)))
        let cost = try #require(team["cost_per_week"] as? Double)
        #expect(abs(try #require(try confirmed.mean("cost.human")) - 2 * cost) < 1e-6, "two weeks")
        #expect(try folder.text("r/roster.yaml").contains("daily: \(net)"))
    }

    @Test func theSameBytesForAnyThreads() throws {
        let folder = try folder()
        let runs = try ["1", "3"].map { threads in
            try BuiltProgram.run(
                [
                    "staff", "line.yaml", "--json", "--quiet", "--threads", threads, "--max-replications", "4",
                    "--replications", "3", "--interval", "1 h",
                ] + target, in: folder)
        }
        #expect(runs.allSatisfy { $0.code == 0 && $0.errors.isEmpty })
        #expect(runs[0].output == runs[1].output)
        #expect(try folder.names() == ["line.yaml"], "nothing is written with --json")
    }

    @Test func thePageIsDrawnAgainToTheByte() throws {
        let folder = try folder()
        let short = [
            "--interval", "4 h", "--replications", "2", "--max-replications", "2", "--quiet", "--set",
            "horizon=1 week",
        ]
        // Two kinds of promises of two teams; and all intervals together, out of reach.
        let runs: [([String], Int32)] = [
            (["--out", "a", "--target", "human.wait.mean_s{queue=mail} <= 5 min"], 0),
            (["--out", "b", "--scope", "overall", "--max-agents", "1", "--pattern", "week"], 1),
        ]
        for (arguments, code) in runs {
            let run = try BuiltProgram.run(["staff", "line.yaml"] + arguments + short + target, in: folder)
            #expect(run.code == code, "\(run.errors)")
            let page = try folder.text("\(arguments[1])/report.html")
            #expect(page.contains("</html>") && page.contains("callers \(code == 0 ? "needs" : "was tried with") "))
            let again = try BuiltProgram.run(["report", arguments[1], "--out", "new.html", "--force"], in: folder)
            #expect(again.code == 0 && again.output == "", "\(again.errors)")
            #expect(try folder.text("new.html") == page)
            // The page says what the result says.
            let result = try JSONSerialization.jsonObject(
                with: Data(folder.text("\(arguments[1])/staffing.json").utf8))
            let findings = try #require((result as? [String: Any])?["findings"] as? [String])
            for finding in findings {
                let text = finding.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
                    ">", with: "&gt;")
                #expect(page.contains(text), "\(finding)")
            }
        }
        unlink(folder.path + "/new.html")
        // What is damaged or missing is said, and nothing is written.
        let whole = try folder.text("a/staffing.json")
        let cases: [(String?, String)] = [
            (whole.replacing("\"operation\"", with: "\"other\""), "\"operation\" is missing"),
            (whole.replacing("\"interval_s\": 14400", with: "\"interval_s\": 1e300"), "no part of a day"),
            (whole.replacing("\"interval_s\": 14400", with: "\"interval_s\": 7200"), "6 intervals instead of 12"),
            (whole.replacing("\"net\": ", with: "\"net\": -"), "less than no agents"),
            (whole.replacing("\"name\": \"writers\"", with: "\"name\": \"riders\""), "has no 'writers'"),
            (whole.replacing("\"measured_to_s\": ", with: "\"measured_to_s\": -"), "is before"),
            (whole.replacing("\"schema\": 1", with: "\"schema\": 9"), "schema 9 is unknown"),
            ("{\n  oops\n}", "a/staffing.json:2:3: "), (nil, "there is no such file"),
        ]
        for (text, message) in cases {
            if let text { try folder.write("a/staffing.json", text) } else { unlink(folder.path + "/a/staffing.json") }
            let run = try BuiltProgram.run(["report", "a", "--out", "new.html"], in: folder)
            #expect(run.code == 65 && !run.wasKilled && run.errors.contains(message), "\(message): \(run.errors)")
            #expect(!folder.exists("new.html"))
        }
    }

    @Test func whatCannotBeReachedEndsWithOne() throws {
        let folder = try folder()
        let run = try BuiltProgram.run(
            [
                "staff", "line.yaml", "--json", "--quiet", "--max-agents", "2", "--replications", "2",
                "--max-replications", "2", "--interval", "2 h",
            ] + target, in: folder)
        #expect(run.code == 1)
        #expect(try run.json()["reachable"] as? Bool == false)
        #expect(run.output.contains("NOT REACHABLE"))
        #expect(run.output.contains("no saving") && !run.output.contains("saved") && !run.output.contains("needs 2"))
    }

    @Test(
        arguments: [
            (["--target", "service_level.fone >= 80%"], 65, "did you mean 'service_level.phone'?"),
            (["--target", "cost.human < 1000 USD"], 65, "only for promises about waiting"),
            (["--target", "service_level.phone >= 100%"], 65, "no number of agents can promise 100%"),
            (["--target", "service_level.phone"], 65, "compares nothing"),
            (["--target", "service_level.desk >= 80%", "--team", "callers"], 65, "do not serve desk"),
            (["--target", "service_level.mail >= 80%", "--team", "caller"], 65, "did you mean 'callers'?"),
            (["--target", "service_level.mail >= 80%", "--team", "callers", "--team", "writers"], 65, "several teams"),
            (["--target", "human.abandonment{queue=mail} <= 5%"], 65, "nobody gives up in mail"),
            (["--target", "service_level.phone >= 80"], 65, "; write 80%\n"),
            ([], 64, "write a promise"),
            (["--target", "service_level.phone >= 80%", "--interval", "25 min"], 64, "divide a day"),
            (["--target", "service_level.phone >= 80%", "--interval", "soon"], 64, "divide a day"),
            (["--target", "service_level.phone >= 80%", "--scope", "all"], 64, "interval or overall"),
            (["--target", "service_level.phone >= 80%", "--pattern", "month"], 64, "day or week"),
            (["--target", "service_level.phone >= 80%", "--replications", "1"], 64, "2 to 1,000,000: one alone"),
            (["--target", "service_level.phone >= 80%", "--max-agents", "0"], 64, "1 to 60,000"),
        ] as [([String], Int32, String)])
    func mistakes(arguments: [String], code: Int32, words: String) throws {
        let folder = try folder()
        let run = try BuiltProgram.run(["staff", "line.yaml"] + arguments, in: folder)
        #expect(run.code == code, "\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(try folder.names() == ["line.yaml"])
    }

    @Test func severalMistakesComeAtOnce() throws {
        let folder = try folder()
        let run = try BuiltProgram.run(
            ["staff", "line.yaml", "--target", "service_level.fone >= 80%", "--target", "cost.human < 5 USD"],
            in: folder)
        #expect(run.code == 65)
        #expect(run.errors.contains("fone") && run.errors.contains("cost.human"))
    }
}
