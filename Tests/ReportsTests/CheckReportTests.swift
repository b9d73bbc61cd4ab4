import Experiments
import Files
import Foundation
import Reports
import Results
import Scenarios
import Simulation
import Stochastics
import Testing

/// What a CI server, a pull request and a terminal are told.
@Suite struct CheckReportTests {
    static func outcome(
        _ name: String, _ verdict: CheckVerdict, baseline: Bool = false, line: Int? = 12
    ) -> CheckOutcome {
        let requirement = Requirement(
            measure: "ai.selective_risk", form: MeasureForm(kind: .ratio, unit: .share), comparison: .atMost,
            limit: baseline ? .baseline(factor: 1, offset: 0.005) : .value(0.045),
            text: baseline ? "ai.selective_risk <= baseline + 0.5%" : "ai.selective_risk <= 4.5%")
        var outcome = CheckOutcome(
            check: CheckPlan.Check(name: name, requirement: requirement, line: line, column: 5), verdict: verdict)
        outcome.estimate = Estimate(
            mean: 0.0554, low: 0.0481, high: 0.0622, halfWidth: 0.00705, confidence: 0.9917, n: 40)
        outcome.limit = 0.045
        if baseline { outcome.reference = CheckOutcome.Reference(value: 0.04, replications: 40, isPaired: true) }
        if verdict == .undecided { outcome.needed = 300 }
        return outcome
    }

    static func result(_ outcomes: [CheckOutcome]) -> CheckResult {
        CheckResult(
            scenario: "Routing | <test> & \"more\"", file: "scenarios/ci, old.yaml", seed: 7, replications: 80,
            schedule: CheckSchedule(level: 0.05, first: 20, maximum: 80, count: 3), currency: "USD",
            outcomes: outcomes,
            changes: [Baseline.Change(path: "policy.threshold", before: "80%", now: "68%")],
            notes: [.told(sentence: "A <note>.")])
    }

    static let mixed = result([
        outcome("first", .pass), outcome("a & b\u{1B}[31m <c>", .fail, baseline: true), outcome("open", .undecided),
    ])

    @Test func jUnitHasACaseForEachCheckAndEscapesEverything() {
        let text = CheckJUnit.text(Self.mixed)
        #expect(text.hasPrefix(CheckJUnit.start))
        #expect(text.contains("<testsuites name=\"hitl check\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">"))
        #expect(text.components(separatedBy: "<testcase ").count == 4)
        #expect(text.contains("name=\"a &amp; b\\u001B[31m &lt;c&gt;: ai.selective_risk &lt;= baseline + 0.5%\""))
        #expect(text.contains("file=\"scenarios/ci, old.yaml\" line=\"12\""))
        #expect(
            text.contains(
                "<failure message=\"The check &apos;a &amp; b\\u001B[31m &lt;c&gt;&apos; fails: ai.selective_risk is 5.5%"
            ))
        #expect(text.contains("policy.threshold: 68%, was 80%"))
        #expect(text.contains("<skipped message=\"The check &apos;open&apos; is undecided"))
        #expect(!text.contains("\u{1B}") && text.contains("&quot;more&quot;"))
        // Every tag that is opened is closed.
        for tag in ["testsuites", "testsuite", "testcase", "failure", "properties"] {
            let opened = text.components(separatedBy: "<\(tag)>").count + text.components(separatedBy: "<\(tag) ").count
            #expect(opened - 2 == text.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
        }
    }

    @Test func markdownIsATableWithASentenceForWhatDoesNotHold() {
        let text = CheckMarkdown.text(Self.mixed)
        #expect(text.hasPrefix(CheckMarkdown.start + "\n### hitl check: FAIL\n"))
        #expect(text.contains("Of 3 checks 1 fails, 1 is undecided, 1 holds."))
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
        #expect(rows.count == 4)
        #expect(
            rows[1] == "| first | PASS | `ai.selective_risk <= 4.5%` | 5.5% | 4.8% to 6.2% | &lt;= 4.5% | 40 |")
        #expect(rows[2].contains("**FAIL**") && rows[2].contains("&lt;c&gt;"))
        #expect(text.contains("Routing \\| &lt;test&gt;") && text.contains("- A &lt;note&gt;."))
        #expect(text.contains("- policy.threshold: 68%, was 80%"))
        let all = CheckMarkdown.text(Self.result([Self.outcome("first", .pass)]))
        #expect(all.contains("hitl check: PASS") && all.contains("The check holds.") && !all.contains("Why"))
    }

    @Test func annotationsPointAtTheLineOfTheCheck() {
        let lines = GitHubAnnotations.text(Self.mixed).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("::error file=scenarios/ci%2C old.yaml,line=12,col=5,title=hitl check%3A a & b"))
        #expect(
            lines[0].contains("::The check 'a & b") && lines[0].contains("5.5%25") && lines[0].contains("was 80%25"))
        #expect(lines[1].hasPrefix("::warning "))
        let set = GitHubAnnotations.text(Self.result([Self.outcome("x", .fail, line: nil)]))
        #expect(!set.contains("line=") && set.hasPrefix("::error file="))
        #expect(GitHubAnnotations.text(Self.result([Self.outcome("x", .pass)])) == "")
    }

    @Test func theTerminalTellsWhyInEightyColumns() {
        let text = CheckText(Self.mixed, colour: false).text()
        #expect(text.split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= 80 })
        #expect(text.contains("  PASS       first") && text.contains("  UNDECIDED  open") && !text.contains("\u{1B}"))
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            words.contains(
                "fails: ai.selective_risk is 5.5% (4.8% to 6.2%, 40 replications); it must be at most 4.5%, the "
                    + "baseline's 4.0% + 0.50% (the same customers)."))
        #expect(words.contains("holds the limit: it must be at most 4.5%; about 300 would decide."))
        #expect(words.contains("CHANGED SINCE THE BASELINE - policy.threshold: 68%, was 80%"))
        #expect(CheckText(Self.mixed, colour: true).text().contains("\u{1B}[1;31mFAIL"))
    }

    @Test func jsonSaysWhatSummariesSay() throws {
        let any = try JSONSerialization.jsonObject(with: Data(CheckJSON.text(Self.mixed).utf8))
        let root = try #require(any as? [String: Any])
        #expect(root["verdict"] as? String == "fail" && root["looks"] as? [Int] == [20, 40, 80])
        let checks = try #require(root["checks"] as? [[String: Any]])
        #expect(checks.map { $0["verdict"] as? String } == ["pass", "fail", "undecided"])
        #expect(checks[1]["limit"] as? Double == 0.045 && checks[1]["line"] as? Int == 12)
        #expect((checks[1]["baseline"] as? [String: Any])?["paired"] as? Bool == true)
        // A summary that is read back has its checks again.
        var forecast = SampleForecast.small()
        forecast.checks = Self.mixed.outcomes
        for place in forecast.checks.indices { forecast.checks[place].check.column = nil }
        let again = try ForecastJSON.read(ForecastJSON.data(forecast: forecast))
        #expect(again.checks == forecast.checks)
        #expect(ForecastText(forecast: forecast, colour: false).text().contains("CHECKS\n  PASS       first"))
        #expect(ForecastPage(forecast: forecast, script: nil).html().contains("<section id=\"checks\">"))
    }

    @Test func constantsAreToldApartFromEquality() {
        func sentence(_ value: Double, _ before: Double?, _ verdict: CheckVerdict, n: Int = 10) -> String {
            let requirement = Requirement(
                measure: "cost.total", form: MeasureForm(kind: .mean, unit: .currency), comparison: .below,
                limit: before == nil ? .value(600) : .baseline(factor: 1, offset: 0), text: "cost.total < x")
            var outcome = CheckOutcome(check: CheckPlan.Check(name: "a", requirement: requirement), verdict: verdict)
            outcome.estimate = Estimate(mean: value, low: value, high: value, halfWidth: 0, confidence: 0.95, n: n)
            outcome.limit = before ?? 600
            outcome.isConstant = true
            if let before {
                outcome.reference = CheckOutcome.Reference(value: before, replications: n, isPaired: true)
            }
            return CheckPhrases.sentence(outcome, currency: "USD")
        }
        #expect(
            sentence(640, 560, .fail)
                == "The check 'a' fails: cost.total is 640.00 USD, 80.00 USD more than in the baseline, in all 10 "
                + "replications; it must be below 560.00 USD, the baseline's 560.00 USD (the same customers).")
        #expect(sentence(540, 560, .pass).contains("540.00 USD, 20.00 USD less than in the baseline, in all 10"))
        #expect(
            sentence(560, 560, .undecided).contains("is 560.00 USD as in the baseline in all 10 replications, which"))
        #expect(sentence(590, nil, .pass).contains("holds: cost.total is 590.00 USD in all 10 replications; it must"))
        #expect(
            sentence(590, nil, .undecided, n: 2).contains("in all 2 replications, and so few say nothing of others"))
    }

    @Test func whatIsMissingIsNamed() throws {
        var open = Self.outcome("a", .undecided, baseline: true)
        open.estimate = nil
        for (lack, words) in [
            (CheckOutcome.Lack.baseline, "hitl check --baseline FILE"),
            (.baselineValues, "the baseline has a value of ai.selective_risk in too few replications"),
            (.values, "ai.selective_risk had a value in too few replications"),
        ] {
            open.lack = lack
            #expect(CheckPhrases.sentence(open, currency: "USD").contains(words))
        }
        var small = Self.outcome("a", .undecided, baseline: true)
        small.needsLargerBaseline = true
        #expect(
            CheckPhrases.sentence(small, currency: "USD").contains("about 300 would decide, of the baseline as well"))
        small.needed = nil
        #expect(CheckPhrases.sentence(small, currency: "USD").contains("more replications cannot decide"))
        // A summary keeps both.
        var forecast = SampleForecast.small()
        forecast.checks = [open, small]
        for place in forecast.checks.indices { forecast.checks[place].check.column = nil }
        let again = try ForecastJSON.read(ForecastJSON.data(forecast: forecast))
        #expect(again.checks.map(\.lack) == [.values, nil] && again.checks[1].needsLargerBaseline)
    }

    @Test func smallLevelsAreNotRoundedToNothing() {
        let levels = [0.05, 0.001, 0.000_12, 0.000_001, 1.5e-7].map(CheckPhrases.level)
        #expect(levels == ["5%", "0.10%", "0.012%", "0.0001%", "0.000015%"])
    }

    @Test func problemsAreAnnotatedAtTheirPlace() {
        let problems = [
            Problem(file: "ci.yaml", line: 3, column: 7, message: "100% wrong", remedy: "write right"),
            Problem(file: "--set a=b", message: "no"),
        ]
        #expect(
            GitHubAnnotations.text(problems) { $0.hasPrefix("--") ? nil : "s/\($0)" }
                == "::error file=s/ci.yaml,line=3,col=7,title=hitl check::100%25 wrong; write right\n"
                + "::error title=hitl check::--set a=b: no\n")
    }

    @Test func baselinesSurviveTheDiskToTheLastBit() throws {
        let ratio = MeasureForm(kind: .ratio, unit: .share)
        let mean = MeasureForm(kind: .mean, unit: .currency)
        let baseline = Baseline(
            scenario: "a \"b\"", version: "0.1.0", seed: .max, settings: ["policy.threshold": "80%", "x": "ü\n"],
            warmUpSeconds: 18_000.1,
            table: ReplicationTable(
                first: 0,
                columns: [.init(name: "ai.selective_risk", form: ratio), .init(name: "cost.total", form: mean)],
                rows: [
                    [.ratio(numerator: 1, denominator: 3), .value(0.1 + 0.2)],
                    [nil, .value(-Double.leastNonzeroMagnitude)],
                    [.ratio(numerator: 1.0 / 3, denominator: 1e22), nil], [.ratio(numerator: 0, denominator: 0), nil],
                ]), promises: ["ai.selective_risk": "abandoned: missed, within 20.0 s, queues a, \"b\""])
        let bytes = BaselineJSON.data(baseline)
        #expect(BaselineJSON.isBaseline(bytes) && !BaselineJSON.isBaseline(Array("{}".utf8)))
        #expect(try BaselineJSON.read(bytes, file: "b.json") == baseline)
        #expect(bytes == BaselineJSON.data(try BaselineJSON.read(bytes, file: "b.json")))
    }

    static let damages = [
        ("\"schema\": 3", "\"schema\": 9", "schema 9"),
        ("\"schema\": 3", "\"schema\": 1", "an old kind"), ("\"schema\": 3", "\"schema\": 2", "(schema 2)"),
        ("hitl baseline", "something", "no baseline"),
        ("\"ratio\"", "\"rato\"", "'rato' is no kind"), ("\"share\"", "\"shar\"", "'shar' is no unit"),
        ("[1]", "[1, 2]", "has not 1 values"), ("\"replications\": 1", "\"replications\": 2", "has not 2 values"),
        ("\"replications\": 1", "\"replications\": 1e12", "damaged"), ("\"seed\": 5", "\"sead\": 5", "missing"),
        ("[3]", "[\"3\"]", "unexpected value"),
        ("[3]", "[-442]", "can never have"), ("[1]", "[-1]", "can never have"), ("[1]", "[4]", "can never have"),
        ("}", "", "no baseline"),
    ]

    @Test(arguments: damages)
    func damagedBaselinesAreExplained(old: String, new: String, message: String) throws {
        let baseline = Baseline(
            scenario: "s", version: "1", seed: 5, settings: [:],
            table: ReplicationTable(
                first: 0, columns: [.init(name: "a", form: MeasureForm(kind: .ratio, unit: .share))],
                rows: [[.ratio(numerator: 1, denominator: 3)]]))
        let text = String(decoding: BaselineJSON.data(baseline), as: UTF8.self)
        let problem = #expect(throws: Problem.self) {
            try BaselineJSON.read(Array(text.replacing(old, with: new).utf8), file: "b.json")
        }
        #expect(problem?.message.contains(message) == true, "\(String(describing: problem))")
        // A file that is something else must not be named as one to write.
        let again = problem?.remedy.contains("hitl check SCENARIO --baseline b.json --update-baseline") == true
        #expect(again != (problem?.message.contains("no baseline") == true))
        #expect(problem?.remedy.contains("--update-baseline") == true && problem?.line ?? 0 > 0)
    }
}
