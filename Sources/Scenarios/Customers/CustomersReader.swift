import Quantities
import Simulation

/// How customers react to answers.
struct CustomersReader: SectionReader {
    static let title = "Customers"
    static let keys: [ScenarioKey] = [
        ScenarioKey("customers", .mapping, .without("nobody comes back"), "How customers react to answers."),
        ScenarioKey("customers.notice_wrong", .share, .standard("80%"), "Share who notice that an answer is wrong."),
        ScenarioKey(
            "customers.return", .share, .standard("80%"), "Share of them who come back; the rest leave for good."),
        ScenarioKey(
            "customers.return_when_right", .share, .standard("0%"), "Share who come back after a right answer."),
        ScenarioKey(
            "customers.return_after", .times, .standard("{distribution: exponential, mean: 4 h}"),
            "Time until they come back."),
        ScenarioKey(
            "customers.reopen_window", .duration, .standard("24 h"),
            "Time within which a return takes a resolution back: it is not paid for and not contained; 8 weeks at most."
        ),
        ScenarioKey(
            "customers.upset_on_return", .share, .standard("30%"),
            "Share of calm customers upset when they come "
                + "back."),
        ScenarioKey(
            "customers.upset", .mapping, .without("in their words alone"), "How upset customers differ from the others."
        ),
        ScenarioKey(
            "customers.upset.patience_factor", .number(0.001...1000, above: true), .standard("1"),
            "Their patience relative to what it would be calm."),
        ScenarioKey(
            "customers.upset.notice_wrong", .share, .without("as the others"), "In place of customers.notice_wrong."),
        ScenarioKey(
            "customers.upset.return", .share, .without("as the others"),
            "In place of customers.return: the rest leave for good."),
        ScenarioKey(
            "customers.upset.return_when_right", .share, .without("as the others"),
            "In place of customers.return_when_right."),
        ScenarioKey(
            "customers.upset.share", .share, .standard("0%"),
            "Share of upset first contacts, where no traffic.language says it."),
        ScenarioKey("customers.most_contacts", .whole(1...60), .standard("5"), "Most contacts of a case."),
        ScenarioKey("customers.rephrase_after", .times, .standard("30 s"), "Time to confirm or rephrase when asked."),
    ]

    let reading: Reading

    /// How customers react.
    func read() -> CustomerBehaviour {
        guard let section = root.section("customers") else { return .content }
        defer { section.finish() }
        var customers = CustomerBehaviour()
        customers.noticesWrong = section.share("notice_wrong") ?? customers.noticesWrong
        customers.returns = section.share("return") ?? customers.returns
        customers.returnsWhenRight = section.share("return_when_right") ?? customers.returnsWhenRight
        customers.returnDelay = section.distribution("return_after", .time) ?? customers.returnDelay
        customers.reopenWindowSeconds = section.seconds("reopen_window") ?? customers.reopenWindowSeconds
        if customers.reopenWindowSeconds > 8 * Seconds.perWeek {
            section.report("reopen_window", "cases are followed for 8 weeks at most", "write 8 weeks or less")
        }
        customers.upsetOnReturn = section.share("upset_on_return") ?? customers.upsetOnReturn
        customers.rephraseDelay = section.distribution("rephrase_after", .time) ?? customers.rephraseDelay
        customers.mostContacts = section.integer("most_contacts", in: 1...60) ?? customers.mostContacts
        customers.upset = section.section("upset").map { readUpset($0) }
        return customers
    }

    /// How upset customers differ from the others.
    private func readUpset(_ section: Section) -> UpsetCustomers {
        defer { section.finish() }
        var upset = UpsetCustomers()
        upset.patienceFactor = section.number("patience_factor", in: 0.001...1000, above: true) ?? 1
        upset.noticesWrong = section.share("notice_wrong")
        upset.returns = section.share("return")
        upset.returnsWhenRight = section.share("return_when_right")
        upset.share = section.share("share") ?? 0
        if section.has("share"), root.section("traffic")?.section("language")?.has("intents") ?? false {
            section.report(
                "share", "traffic.language.upset says how many are upset", "write it there, and remove it here")
        }
        return upset
    }
}
