import Routing
import Workforce
import Yams

/// Finds queues that contacts can reach and nobody serves.
struct QueueCoverage {
    let reading: Reading

    /// A queue that contacts can reach needs a team that serves it.
    func check(_ teams: [Team], rules: PolicyRules?, auditQueue: Int?) {
        guard !teams.isEmpty, let rules else { return }
        let served = Set(teams.filter { $0.agents > 0 }.flatMap(\.queues))
        let skilled = Set(teams.flatMap(\.queues))
        let policy = reading.root.section("policy")
        var used: [(queue: String, key: String)] = [(rules.defaultQueue, "policy.default_queue")]
        used += rules.queueByIntent.sorted { $0.key < $1.key }.map { ($0.value, "policy.queues_by_intent.\($0.key)") }
        used += rules.queueByChannel.sorted { $0.key < $1.key }.map { ($0.value, "policy.queues_by_channel.\($0.key)") }
        used += rules.triggers.compactMap { trigger in
            trigger.queue.map { ($0, "policy.triggers.\(trigger.name).queue") }
        }
        if let auditQueue, rules.auditShare > 0 {
            used.append((reading.catalog.queues[auditQueue], "policy.audit.queue"))
        }
        var reported: Set<String> = []
        for (name, key) in used {
            guard let queue = reading.catalog.queues.firstIndex(of: name), !served.contains(queue),
                reported.insert(name).inserted
            else { continue }
            reading.document.report(
                key, policy.flatMap { Self.find(key.dropFirst(7), in: $0) } ?? reading.root.node,
                skilled.contains(queue)
                    ? "the teams with the skill for queue '\(name)' have no agents"
                    : "no team has the skill for queue '\(name)'",
                skilled.contains(queue) ? "give one of them agents" : "add '\(name)' to the skills of a team")
        }
    }

    private static func find(_ path: Substring, in section: Section) -> Node? {
        let parts = path.split(separator: ".", maxSplits: 1)
        guard let first = parts.first else { return nil }
        guard parts.count > 1 else { return section.value(String(first)) ?? section.node }
        return section.section(String(first)).flatMap { find(parts[1], in: $0) } ?? section.node
    }
}
