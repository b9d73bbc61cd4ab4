import Experiments
import Files

/// Checks as JUnit XML, which CI servers show as tests: a test case for each check.
///
/// A failed check is a `failure`; an undecided one is `skipped`, since it says neither. The same result gives the same
/// bytes: there are no times in it.
public enum CheckJUnit {
    /// A file that begins so was written here, and may be replaced.
    public static let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"hitl check\""

    /// The file's text.
    public static func text(_ result: CheckResult) -> String {
        let counts =
            "tests=\"\(result.outcomes.count)\" failures=\"\(result.count(.fail))\" errors=\"0\" "
            + "skipped=\"\(result.count(.undecided))\""
        var text =
            "\(start) \(counts)>\n  <testsuite name=\"\(XMLText.escape(result.scenario))\" \(counts)>\n    <properties>\n"
        let properties = [
            ("seed", String(result.seed)), ("replications", String(result.replications)),
            ("level", String(result.schedule.level)),
        ]
        for (name, value) in properties { text += "      <property name=\"\(name)\" value=\"\(value)\"/>\n" }
        text += "    </properties>\n"
        for outcome in result.outcomes { text += testCase(outcome, result) }
        return text + "  </testsuite>\n</testsuites>\n"
    }

    private static func testCase(_ outcome: CheckOutcome, _ result: CheckResult) -> String {
        let name = XMLText.escape("\(outcome.check.name): \(outcome.check.requirement.text)")
        var text =
            "    <testcase classname=\"\(XMLText.escape(result.scenario))\" name=\"\(name)\" file=\"\(XMLText.escape(result.file))\""
        if let line = outcome.check.line { text += " line=\"\(line)\"" }
        let sentence = CheckPhrases.sentence(outcome, currency: result.currency)
        switch outcome.verdict {
        case .pass:
            text += ">\n      <system-out>\(XMLText.escape(sentence))</system-out>\n"
        case .fail:
            let changes = CheckPhrases.changes(result)
            let since = changes.isEmpty ? [] : ["Changed since the baseline:"] + changes
            text += ">\n      <failure message=\"\(XMLText.escape(sentence))\" type=\"requirement violated\">"
            text += ([sentence] + since + [CheckPhrases.method(result)]).map(XMLText.escape).joined(separator: "\n")
            text += "</failure>\n"
        case .undecided:
            text += ">\n      <skipped message=\"\(XMLText.escape(sentence))\"/>\n"
        }
        return text + "    </testcase>\n"
    }
}
