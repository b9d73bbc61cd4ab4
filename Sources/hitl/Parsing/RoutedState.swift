import Files
import Routing

/// How busy the operation is, as a query of `hitl route` tells it: by queue, what is not given stays as it was.
///
/// A queue nobody has told about has somebody idle. Where idle agents are not given with a backlog or a number of agents,
/// all are idle without a backlog, and none with one.
struct RoutedState: Decodable {
    var backlog: [String: Int]?
    var agents: [String: Int]?
    var idle: [String: Int]?
    var handleSeconds: [String: Double]?
    var load: [String: Double]?
    var secondsLeft: [String: Double]?
    var drift: Bool?

    enum CodingKeys: String, CodingKey {
        case backlog, agents, idle, load, drift
        case handleSeconds = "handle_s"
        case secondsLeft = "left_s"
    }

    /// An operation that nothing is known of.
    static func unknown(_ catalog: Catalog) -> OperationState {
        OperationState(
            backlog: catalog.queues.map { _ in 0 },
            queues: catalog.queues.map { _ in QueueState(agents: 1, idleAgents: 1) })
    }

    /// Changes a state.
    ///
    /// - Throws: `Problem` for a queue that does not exist, and for a number below 0.
    func update(_ state: inout OperationState, catalog: Catalog, line: JSONLine) throws {
        if let drift { state.driftDetected = drift }
        try set(backlog, "backlog", catalog, line) { state.backlog[$0] = $1 }
        try set(agents, "agents", catalog, line) { state.queues[$0].agents = $1 }
        for name in Set((backlog ?? [:]).keys).union((agents ?? [:]).keys) {
            guard let queue = catalog.queues.firstIndex(of: name) else { continue }
            state.queues[queue].idleAgents = state.backlog[queue] == 0 ? state.queues[queue].agents : 0
        }
        try set(idle, "idle", catalog, line) { state.queues[$0].idleAgents = $1 }
        try set(handleSeconds, "handle_s", catalog, line) { state.queues[$0].meanHandleSeconds = $1 }
        try set(load, "load", catalog, line) { state.queues[$0].load = $1 }
        try set(secondsLeft, "left_s", catalog, line) { state.queues[$0].secondsLeft = $1 }
    }

    private func set<Number: Comparable & ExpressibleByIntegerLiteral>(
        _ values: [String: Number]?, _ key: String, _ catalog: Catalog, _ line: JSONLine,
        _ change: (Int, Number) -> Void
    ) throws {
        for (name, value) in (values ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let queue = catalog.queues.firstIndex(of: name) else {
                let near = Spelling.closest(to: name, among: catalog.queues).map { "did you mean '\($0)'?" }
                throw line.problem(
                    at: 0, message: "there is no queue '\(name)' in the policy's scenario, which state.\(key) names",
                    remedy: near ?? "known are: \(catalog.queues.joined(separator: ", "))")
            }
            guard value >= 0 else {
                throw line.problem(
                    at: 0, message: "state.\(key).\(name) is below 0", remedy: "write a number of 0 or more")
            }
            change(queue, value)
        }
    }
}
