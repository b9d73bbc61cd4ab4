import Routing
import Simulation

/// Queues in which contacts wait for humans.
struct QueuesReader: SectionReader {
    static let title = "Queues"
    static let keys: [ScenarioKey] = [
        ScenarioKey("queues", .members, .required, "Queues in which contacts wait for humans, by name."),
        ScenarioKey(
            "queues.*.capacity", .whole(0...Int.max), .without("no limit"),
            "Most contacts that may wait; others are turned away."),
        ScenarioKey(
            "queues.*.interruptible", .flag, .standard("false"),
            "Whether an agent puts a contact aside for a more urgent one that finds nobody idle, and takes it up "
                + "again where it was left."
        ),
    ]

    let reading: Reading

    /// The queues in the order of the file; their names enter the catalog.
    func read() -> [QueueSpecification] {
        let found = root.sections("queues").map { name, section in
            defer { section.finish() }
            return QueueSpecification(
                name: name, capacity: section.integer("capacity", in: 0...Int.max),
                interruptible: section.flag("interruptible") ?? false)
        }
        root.ask("queues", .members, isRequired: true)
        if found.isEmpty {
            document.report(
                "queues", root.value("queues") ?? root.node, "there is no queue", "write queues: {general: {}}")
        }
        reading.catalog.queues = found.map(\.name)
        return found
    }
}
