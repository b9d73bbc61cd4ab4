import Experiments
import Files
import Foundation
import Reports
import Results
import Scenarios
import Testing

/// Names from a file of somebody else in every page and message that is made of them.
@Suite struct HostileTextTests {
    /// Drives a terminal, a page, a table of Markdown, an annotation and a spreadsheet, if it is let.
    static let nasty =
        "=x\u{1B}[2J\u{1B}]0;t\u{7}\u{9B}31m\u{7F}\u{202E}\u{2066}\u{200B}\u{2028}\r\n::error file=a::b ##[error]c "
        + "</script><script>alert(1)</script><!--\" onload='alert(2)' [l](javascript:alert(3)) @you #12 "
        + "https://evil.example www.evil.example %0A::error::d `code` | \\ &lt;"

    private static let library = "window.vegaEmbed = function () { return Promise.resolve(); };"

    private static func forecast(_ name: String) -> Forecast {
        var forecast = SampleForecast.full()
        forecast.scenario = name
        forecast.about = name
        forecast.diagnosis = [.told(sentence: name)]
        forecast.notes = [.told(sentence: name)]
        forecast.serviceLevels[0].name = name
        forecast.serviceLevels[0].definition = .told(sentence: name)
        for place in forecast.measures.indices {
            forecast.measures[place].name = forecast.measures[place].name.replacing("billing", with: name)
        }
        for place in forecast.timeline.indices {
            forecast.timeline[place].measure = forecast.timeline[place].measure.replacing("billing", with: name)
        }
        forecast.checks = [outcome(name)]
        return forecast
    }

    private static func outcome(_ name: String) -> CheckOutcome {
        var outcome = CheckReportTests.outcome(name, .fail)
        outcome.check.requirement = requirement(outcome.check.requirement, name, measure: "ai.selective_risk")
        return outcome
    }

    private static func requirement(_ old: Requirement, _ text: String, measure: String) -> Requirement {
        Requirement(measure: measure, form: old.form, comparison: old.comparison, limit: old.limit, text: text)
    }

    private static func check(_ name: String) -> CheckResult {
        var result = CheckReportTests.result([outcome(name), CheckReportTests.outcome("x", .undecided)])
        result.scenario = name
        result.file = name
        result.notes = [.told(sentence: name)]
        result.changes = [Baseline.Change(path: name, before: name, now: name)]
        return result
    }

    private static func plan(_ name: String) -> StaffingPlan {
        let sample = StaffingPhrasesTests.goal()
        let goal = StaffingGoal(
            requirement: requirement(sample.requirement, name, measure: "service_level." + name), kind: sample.kind,
            queues: sample.queues, limit: sample.limit, level: sample.level, team: sample.team)
        var plan = StaffingPhrasesTests.plan(goal)
        plan.scenario = name
        plan.teams[0].name = name
        plan.names.queues = [name]
        plan.names.serviceLevels = [name]
        plan.names.teams = [name]
        return plan
    }

    private static func comparison(_ name: String) -> VariantComparison {
        var result = ComparisonReportTests().sample(name)
        result.variants[0].name = name
        result.variants[0].changes = [name]
        for place in result.variants.indices { result.variants[place].forecast = forecast(name) }
        return result
    }

    /// The program's own colours taken away, which a page may have.
    private func withoutColours(_ text: String) -> String {
        ["0", "1", "2", "1;31", "1;32", "1;33"].reduce(text) { $0.replacing("\u{1B}[\($1)m", with: "") }
    }

    @Test(arguments: [true, false]) func nothingInAPageOfTextActsOnATerminal(colour: Bool) {
        let pages: [(String) -> String] = [
            { ForecastText(forecast: Self.forecast($0), colour: colour).text() },
            { CheckText(Self.check($0), colour: colour).text() },
            { ComparisonText(Self.comparison($0), colour: colour).text() },
            { StaffingText(plan: Self.plan($0), colour: colour).text() },
        ]
        for (place, page) in pages.enumerated() {
            let hostile = page(Self.nasty)
            #expect(VisibleText.escape(withoutColours(hostile)) == withoutColours(hostile), "page \(place)")
            #expect(hostile.contains("=x\\u001B[2J") || hostile.contains("=X\\U001B[2J"), "page \(place)")
            // No more colours than a plain name has: its own are not among them.
            let plain = page("plain")
            #expect(hostile.contains("\u{1B}[") == plain.contains("\u{1B}[") && !hostile.contains("\u{1B}[2J"))
            #expect(plain.contains("\u{1B}") == colour && !plain.contains("\\u00"), "page \(place)")
        }
    }

    @Test func noNameIsMarkupInAPage() throws {
        let pages: [(String) -> String] = [
            {
                ForecastPage(forecast: Self.forecast($0), script: Self.library, version: $0, commandLine: $0).html()
            },
            { ComparisonPage(Self.comparison($0), script: Self.library, commandLine: $0).html() },
            { StaffingPage(plan: Self.plan($0), script: Self.library, version: $0, commandLine: $0).html() },
        ]
        for (place, page) in pages.enumerated() {
            let hostile = page(Self.nasty)
            let plain = page("plain")
            func tags(_ text: String) -> [String: Int] {
                // A specification is no markup, and holds no sign that could end it.
                let bare = text.replacing(/<script type="application\/json"[^>]*>[^<]*<\/script>/, with: "")
                return bare.matches(of: /<(\/?[a-zA-Z]+)/).reduce(into: [:]) { $0[String($1.1), default: 0] += 1 }
            }
            #expect(tags(hostile)["script"] == tags(plain)["script"] && tags(hostile)["a"] == tags(plain)["a"])
            #expect(Set(tags(hostile).keys) == Set(tags(plain).keys), "page \(place)")
            // Inside its quotes the value of an attribute is text.
            let attributes = hostile.matches(of: /<[a-zA-Z][^>]*>/).filter {
                $0.output.replacing(/"[^"]*"/, with: "").contains(/\son[a-z]+\s*=|javascript:/)
                    || $0.output.contains(/(?:href|src)="\s*javascript:/)
            }
            #expect(attributes.isEmpty, "page \(place): \(attributes.map(\.output))")
            #expect(hostile.contains("&lt;script&gt;alert(1)"), "page \(place)")
            #expect(!hostile.unicodeScalars.contains("\u{202E}") && !hostile.unicodeScalars.contains("\u{9B}"))
            let specifications = hostile.matches(of: /<script type="application\/json"[^>]*>([^<]*)<\/script>/)
            #expect(!specifications.isEmpty, "page \(place)")
            for found in specifications {
                #expect((try? JSONSerialization.jsonObject(with: Data(found.1.utf8))) != nil, "page \(place)")
                // Vega-Lite would end a text at the quote behind a backslash.
                #expect(!found.1.contains(/"title":"(?:[^"\\]|\\[^\\])*\\\\/), "page \(place)")
            }
        }
    }

    @Test func annotationsAreOneLineEach() {
        let text = GitHubAnnotations.text(Self.check(Self.nasty))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 3)
        for line in text.split(separator: "\n") {
            // Properties end at the first `::` behind the command.
            #expect(line.hasPrefix("::error file==x\\u001B[2J") || line.hasPrefix("::warning file==x\\u001B[2J"))
            let properties = line.dropFirst(2).prefix(while: { $0 != "\n" }).split(separator: "::")[0]
            #expect(properties.contains(",title=hitl check%3A ") && properties.contains("\\u000D\\u000A%3A%3Aerror"))
            #expect(properties.split(separator: ",").count == 4 && properties.contains("%250A"))
        }
        let problem = Problem(file: Self.nasty, line: 1, column: 1, message: Self.nasty, remedy: Self.nasty)
        for text in [
            GitHubAnnotations.text([problem]) { $0 }, GitHubAnnotations.text([problem]) { _ in nil },
            GitHubAnnotations.text(Self.nasty),
        ] {
            #expect(text.hasPrefix("::error ") && text.split(separator: "\n").count == 1)
            #expect(VisibleText.escape(text) == text && !text.contains("##["))
        }
    }

    @Test func jUnitAndMarkdownHoldNoMarkupOfOthers() throws {
        let xml = CheckJUnit.text(Self.check(Self.nasty))
        #expect(VisibleText.escape(xml) == xml && !xml.contains("<script") && !xml.contains("\n::"))
        #expect(xml.components(separatedBy: "<testcase ").count == 3)
        let markdown = CheckMarkdown.text(Self.check(Self.nasty))
        #expect(VisibleText.escape(markdown) == markdown)
        for sign in ["<script", "@you", "https://", "www.evil", "](javascript", " #12"] {
            // A bracket behind a backslash is text.
            #expect(!markdown.replacing("\\]", with: "").contains(sign), "\(sign)")
        }
        let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| check") }
        #expect(rows.count == 2, "a name begins no row")
        for row in rows { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 8) }
        #expect(CheckMarkdown.text(Self.check("a: b, 5% (x.y)")).contains("- a: b, 5% (x.y)\n"))
    }

    /// DEL and C1 are valid inside JSON, and drive some terminals: they are escaped too.
    @Test func jsonIsASCIIWhereItWouldAct() throws {
        let data = ForecastJSON.data(forecast: Self.forecast(Self.nasty))
        let text = String(decoding: data, as: UTF8.self)
        #expect(VisibleText.escape(text) == text)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
        #expect((root["scenario"] as? String).map { Array($0.utf16) } == Array(Self.nasty.utf16))
    }

    @Test func tablesAreTextToASpreadsheetAndReadBack() throws {
        let result = Self.comparison(Self.nasty)
        for bytes in [
            ComparisonCSV.replications(result), ComparisonCSV.differences(result), ComparisonCSV.timeline(result),
            StaffingCSV.bytes(Self.plan(Self.nasty)),
        ] {
            #expect(String(decoding: bytes, as: UTF8.self).contains("\n\"'=x"))
            var reader = try CSVReader(bytes: bytes, file: "t.csv")
            let rows = try reader.readAll()
            #expect(!rows.isEmpty && rows.allSatisfy { Array($0.fields[0].utf16) == Array(Self.nasty.utf16) })
        }
        // A number below zero is a number still.
        var below = Self.comparison("plain")
        below.differences[0].measures[0].estimate.mean = -1.5
        #expect(String(decoding: ComparisonCSV.differences(below), as: UTF8.self).contains(",-1.5,"))
        var forecast = SampleForecast.small()
        forecast.raw = [ReplicationValue(replication: 1, measure: "margin.total", value: -2.5e-7)]
        #expect(String(decoding: ReplicationsCSV.bytes(forecast: forecast), as: UTF8.self).hasSuffix(",-2.5e-07\n"))
    }

    @Test func aRosterIsYAMLWhateverTheNames() {
        #expect(StaffingRoster.text(Self.plan("desk 2")).contains("teams:\n  desk 2:\n    agents_by_interval:\n"))
        let hostile = StaffingRoster.text(Self.plan("a: {b\n#c\u{1B}\"x"))
        #expect(hostile.contains("teams:\n  \"a: {b\\n#c\\u001b\\\"x\":\n    agents_by_interval:\n"))
        #expect(hostile.hasPrefix("# Agents at work") && hostile.contains("for a: {b\\u000A#c\\u001B\"x.\nteams:\n"))
        #expect(StaffingRoster.text(Self.plan("no")).contains("  \"no\":\n"))
    }
}
