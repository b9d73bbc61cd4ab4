import Quantities

/// Name, time and the settings of a run: the keys at the top that stand alone.
struct HeadReader: SectionReader {
    static let title = "The run"
    static let keys: [ScenarioKey] = [
        ScenarioKey("name", .text, .required, "Name of the operation, for reports and result folders."),
        ScenarioKey("about", .text, .without("no text"), "A sentence or two on the operation, for reports."),
        ScenarioKey("currency", .currency, .standard("USD"), "Currency of every amount: a code or a symbol."),
        ScenarioKey(
            "horizon", .duration(above: true), .required,
            "End of the measured period; time starts on a Monday at midnight. Up to 520 weeks."),
        ScenarioKey(
            "warm_up", [.word("auto"), .duration], .standard("0 s"),
            "Start of the measured period: what lies before is simulated and not measured. 'auto' finds it."),
        ScenarioKey(
            "follow_contacts", .wholes(1...1_000_000_000), .without("none"),
            "Numbers of contacts, counted from the start, whose waits are measured each on their own."),
        ScenarioKey("seed", .whole(0...Int.max), .standard("1"), "Seed of all randomness; --seed goes before it."),
        ScenarioKey(
            "replications", .whole(1...1_000_000), .standard("10"),
            "Independent runs that every interval is made of; --replications goes before it."),
    ]

    let reading: Reading

    /// What stands there.
    func read() -> Head {
        var head = Head()
        head.name = root.required("name", example: "My operation") { root.text($0) }
        if let name = head.name, !name.contains(where: { !$0.isWhitespace }) {
            root.report("name", "the name is empty", "write name: My operation")
        }
        head.about = root.text("about") ?? ""
        reading.currency = readCurrency()
        head.horizonSeconds = readHorizon()
        head.findsWarmUp = root.text("warm_up", as: .word("auto")) == "auto"
        head.warmUpSeconds = head.findsWarmUp ? 0 : root.seconds("warm_up") ?? 0
        if let horizon = head.horizonSeconds, head.warmUpSeconds >= horizon {
            root.report("warm_up", "the warm-up is not shorter than the horizon", "write a shorter warm_up")
        }
        head.seed = root.integer("seed", in: 0...Int.max) ?? 1
        head.replications = root.integer("replications", in: 1...1_000_000) ?? 10
        head.followedContacts = readFollowedContacts()
        return head
    }

    private func readCurrency() -> String {
        guard let text = root.text("currency", as: .currency) else { return "USD" }
        guard !text.isEmpty, text.count <= 8, text.allSatisfy({ $0.isLetter || $0.isCurrencySymbol }) else {
            root.report("currency", "'\(text)' is not a currency", "write a code such as USD")
            return "USD"
        }
        return text
    }

    private func readHorizon() -> Double? {
        let horizon = root.required("horizon", example: "13 weeks") { root.seconds($0, above: true) }
        guard let horizon, horizon > Self.longestHorizonSeconds else { return horizon }
        root.report("horizon", "the horizon is longer than 10 years", "write 520 weeks or less")
        return nil
    }

    private static let longestHorizonSeconds = 520 * Seconds.perWeek

    /// Numbers of contacts whose waits are measured each on their own.
    private func readFollowedContacts() -> [Int] {
        (root.names("follow_contacts", as: .wholes(1...1_000_000_000)) ?? []).compactMap { text in
            guard let number = Quantity.whole(text), (1...1_000_000_000).contains(number) else {
                root.report(
                    "follow_contacts", "'\(text)' is no number of a contact", "write numbers from 1: [1, 10, 100]")
                return nil
            }
            return number
        }
    }
}

/// What a scenario says at its top.
struct Head {
    /// Name; nil when it is missing.
    var name: String?
    /// A sentence or two.
    var about = ""
    /// End of the measured period; nil when it is missing or too long.
    var horizonSeconds: Double?
    /// Whether the warm-up is to be found.
    var findsWarmUp = false
    /// Start of the measured period.
    var warmUpSeconds = 0.0
    /// Seed of all randomness.
    var seed = 1
    /// Independent runs.
    var replications = 10
    /// Numbers of contacts whose waits are measured each on their own.
    var followedContacts: [Int] = []
}
