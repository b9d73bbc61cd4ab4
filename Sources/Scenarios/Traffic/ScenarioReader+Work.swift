import Simulation
import Stochastics

extension ScenarioReader {
    /// How much work an intent of the invented language is; intents are read in their order.
    func readWork(_ intent: Section) {
        work.intentFactors.append(intent.factor("work") ?? 1)
        work.intentTimes.append(readHandleTimes(intent))
    }

    /// How much work intents of a corpus are, as far as some are named.
    func readWork(ofCorpus section: Section) {
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
    }

    /// Handle times of an intent by channel, those that it has of its own.
    private func readHandleTimes(_ intent: Section) -> [ContactWork.OwnTime?] {
        let key = "handle_time"
        let channels = memberNames("channels") ?? []
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
