import Simulation
import Stochastics
import Traffic

/// What customers want, and how much work it is.
struct IntentsReader: SectionReader {
    static let title = "Intents"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.language.intents", .members, .oneOf(["intents", "corpus"]),
            "What customers want, by name; beside a corpus work and handle_time alone."),
        ScenarioKey(
            "traffic.language.intents.*.work", .factor, .standard("100%"),
            "Work of a contact relative to the handle time of its channel, such as 140%."),
        ScenarioKey(
            "traffic.language.intents.*.handle_time", [.times, .members],
            .without("that of the segment, the channel or the team"),
            "In place of work: a mean, a distribution, or either by channel: {voice: 11 min}. A mean keeps the "
                + "others' distribution."
        ),
        ScenarioKey(
            "traffic.language.intents.*.handle_time.*", .times, .member, "Handle time of the intent on this channel."),
        ScenarioKey("traffic.language.intents.*.share", .share, .without("its weight"), "Share of the queries."),
        ScenarioKey(
            "traffic.language.intents.*.weight", .number(0...1e9, above: true), .without("1"),
            "In place of a share: relative frequency."),
        ScenarioKey(
            "traffic.language.intents.*.upset", .share, .without("that of the language"), "Share of upset customers."),
        ScenarioKey("traffic.language.intents.*.from", .duration, .standard("0 s"), "When a new intent first comes."),
    ]

    let reading: Reading

    /// The intents of the invented language in the order of the file, and their work.
    func read(_ language: Section) -> (intents: [IntentSpecification], work: ContactWork) {
        var work = ContactWork()
        let intents = language.sections("intents").map { name, details in
            defer { details.finish() }
            work.intentFactors.append(details.factor("work") ?? 1)
            work.intentTimes.append(readHandleTimes(details))
            return IntentSpecification(
                name: name, share: details.share("share") ?? details.number("weight", above: true) ?? 1,
                upsetShare: details.share("upset"), startSeconds: details.seconds("from") ?? 0)
        }
        return (intents, work)
    }

    /// How much work intents of a corpus are, as far as some are named.
    func readWork(ofCorpus section: Section) -> ContactWork {
        var work = ContactWork()
        work.intentFactors = catalog.intents.map { _ in 1 }
        work.intentTimes = catalog.intents.map { _ in [] }
        for (name, details) in section.sections("intents") {
            defer { details.finish() }
            let factor = details.factor("work") ?? 1
            let times = readHandleTimes(details)
            for key in ["share", "weight", "upset", "from"] where details.has(key) {
                details.report(key, "the texts of the corpus say this", "remove it: here stand work and handle_time")
            }
            guard !catalog.intents.isEmpty,
                let number = index(of: name, in: catalog.intents, what: "intent", at: section, "intents")
            else { continue }
            work.intentFactors[number] = factor
            work.intentTimes[number] = times
        }
        return work
    }

    /// Handle times of an intent by channel, those that it has of its own.
    private func readHandleTimes(_ intent: Section) -> [ContactWork.OwnTime?] {
        let key = "handle_time"
        let channels = reading.memberNames("channels") ?? []
        guard let node = intent.value(key) else {
            intent.ask(key, .times)
            return []
        }
        guard case .mapping(let mapping) = node, !mapping.contains(where: { $0.key.string == "distribution" }) else {
            if intent.has("work") { intent.report("work", "there is a handle_time as well", "keep one of the two") }
            let own = readHandleTime(key, intent)
            return Array(repeating: own, count: max(1, channels.count))
        }
        guard let details = intent.section(key) else { return [] }
        defer { details.finish() }
        var times = [ContactWork.OwnTime?](repeating: nil, count: channels.count)
        for (name, _) in details.members() where details.has(name) {
            let own = readHandleTime(name, details)
            if channels.isEmpty {
                details.report(
                    name, "the scenario has no channels",
                    "write one handle time, such as 8 min, or traffic.channels")
            } else if let channel = index(of: name, in: channels, what: "channel", at: details, name) {
                times[channel] = own
            }
        }
        if intent.has("work"), !times.isEmpty, times.allSatisfy({ $0 != nil }) {
            intent.report("work", "every channel has a handle_time, so this counts nowhere", "remove it")
        }
        return times
    }

    /// A mean, which keeps the distribution of others, or a distribution.
    private func readHandleTime(_ key: String, _ section: Section) -> ContactWork.OwnTime? {
        guard section.value(key)?.scalar != nil else {
            return section.distribution(key, .time).map { .distribution($0) }
        }
        section.ask(key, .times)
        return section.seconds(key, above: true).map { .mean($0) }
    }
}
