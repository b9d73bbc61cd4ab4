import Files
import Routing

/// How busy the operation is, as a query of `hitl route` tells it: by queue, what is not given stays as it was.
///
/// A queue nobody has told about has somebody idle. Where idle agents are not given with a backlog or a number of agents,
/// all are idle without a backlog, and none with one.
struct RoutedState: StrictlyKeyed {
    var backlog: [String: Double]?
    var agents: [String: Double]?
    var idle: [String: Double]?
    var handleSeconds: [String: Double]?
    var load: [String: Double]?
    var offered: [String: Double]?
    var secondsLeft: [String: Double]?
    var drift: Bool?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case backlog, agents, idle
        case handleSeconds = "handle_s"
        case load, offered
        case secondsLeft = "left_s"
        case drift
    }

    /// An operation that nothing is known of.
    static func unknown(_ catalog: Catalog) -> OperationState {
        OperationState(
            backlog: catalog.queues.map { _ in 0 },
            queues: catalog.queues.map { _ in QueueState(agents: 1, idleAgents: 1) })
    }

    /// The state after a line that tells of it.
    ///
    /// - Throws: `Problem` for a queue that does not exist, and for a number out of its range.
    func updated(_ old: OperationState, catalog: Catalog, line: JSONLine) throws -> OperationState {
        var state = old
        if let drift { state.driftDetected = drift }
        try each(backlog, "backlog", .count, catalog, line) { state.backlog[$0] = Int($1) }
        try each(agents, "agents", .count, catalog, line) { state.queues[$0].agents = Int($1) }
        for name in Set((backlog ?? [:]).keys).union((agents ?? [:]).keys) {
            guard let queue = catalog.queues.firstIndex(of: name) else { continue }
            state.queues[queue].idleAgents = state.backlog[queue] == 0 ? state.queues[queue].agents : 0
        }
        try each(idle, "idle", .count, catalog, line) { state.queues[$0].idleAgents = Int($1) }
        try each(handleSeconds, "handle_s", .amount, catalog, line) { state.queues[$0].meanHandleSeconds = $1 }
        try each(load, "load", .amount, catalog, line) { state.queues[$0].load = $1 }
        try each(offered, "offered", .amount, catalog, line) { state.queues[$0].offeredLoad = $1 }
        try each(secondsLeft, "left_s", .amount, catalog, line) { state.queues[$0].secondsLeft = $1 }
        return state
    }

    private func each(
        _ values: [String: Double]?, _ key: String, _ range: RoutedRange, _ catalog: Catalog, _ line: JSONLine,
        _ change: (Int, Double) -> Void
    ) throws {
        for (name, value) in (values ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let queue = catalog.queues.firstIndex(of: name) else {
                let near = Spelling.closest(to: name, among: catalog.queues).map { "did you mean '\($0)'?" }
                throw line.problem(
                    of: [.key("state"), .key(key), .key(name)],
                    message: "there is no queue '\(name)' in the policy's scenario, which state.\(key) names",
                    remedy: near ?? "known are: \(catalog.queues.joined(separator: ", "))")
            }
            change(queue, try range.check(value, at: ["state", key, name], line: line))
        }
    }
}
