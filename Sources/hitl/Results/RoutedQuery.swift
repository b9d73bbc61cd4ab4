import Files
import Routing

/// A query as `hitl route` reads it.
struct RoutedQuery: Decodable {
    var id: String
    var text: String
    var channel: String?
    var segment: String?
    var action: String?
    var amount: Double?
    var earlierContacts: Int?
    var arrivalSeconds: Double?
    var failedAttempts: Int?
    var confirmed: Bool?
    var state: RoutedState?

    enum CodingKeys: String, CodingKey {
        case id, text, channel, segment, action, amount, confirmed, state
        case earlierContacts = "earlier_contacts"
        case failedAttempts = "failed_attempts"
        case arrivalSeconds = "arrival_s"
    }

    /// The query with its names looked up.
    func query(number: Int, catalog: Catalog, line: JSONLine) throws -> Query {
        func index(_ name: String?, _ names: [String], _ what: String) throws -> Int? {
            guard let name else { return nil }
            if let found = names.firstIndex(of: name) { return found }
            let near = Spelling.closest(to: name, among: names).map { "did you mean '\($0)'?" }
            throw line.problem(
                at: 0, message: "there is no \(what) '\(name)' in the policy's scenario",
                remedy: near ?? "known are: \(names.joined(separator: ", "))")
        }
        var query = Query(
            id: number, arrivalSeconds: arrivalSeconds ?? 0,
            channel: try index(channel, catalog.channels, "channel") ?? 0,
            segment: try index(segment, catalog.segments, "segment") ?? 0,
            action: try index(action, catalog.actions, "action"), amount: amount ?? 0,
            earlierContacts: earlierContacts ?? 0, text: Array(text.utf8))
        query.failedAttempts = failedAttempts ?? 0
        query.isConfirmed = confirmed ?? false
        return query
    }
}

/// A decision as `hitl route` prints it.
struct RoutedDecision: Encodable {
    var id: String
    var decision: String
    var reasons: [String]
    var queue: String?
    var priority: Int?
    var intent: String
    var confidence: Double
    var runnerUp: String
    var margin: Double
    var emotion: Double
    var threshold: Double?
    var humanPrice: Double?
    var audited: Bool?
    var auditProbability: Double?
    var model: Int
    var policy: String
    var summary: String?

    init(
        id: String, query: Query, decision: Decision, prediction: Prediction, basis: DecisionBasis,
        modelVersion: Int, policy: EscalationPolicy, catalog: Catalog
    ) {
        func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
        self.id = id
        self.decision = decision.action.name
        reasons = policy.reasons(of: decision.reasons)
        func name(_ intent: Int) -> String {
            catalog.intents.indices.contains(intent) ? catalog.intents[intent] : "unknown"
        }
        intent = name(prediction.intent)
        confidence = rounded(prediction.confidence)
        runnerUp = name(prediction.runnerUp)
        margin = rounded(prediction.margin)
        emotion = rounded(prediction.emotion)
        if policy.rules.movesThreshold, !basis.threshold.isNaN { threshold = rounded(basis.threshold) }
        if !basis.humanPrice.isNaN { humanPrice = rounded(basis.humanPrice) }
        model = modelVersion
        self.policy = policy.rules.version
        if decision.action == .answer {
            if decision.auditProbability > 0 {
                audited = decision.audited
                auditProbability = decision.auditProbability
            }
        } else if decision.action.reachesHuman {
            queue = catalog.queues[decision.queue]
            priority = decision.priority
            summary =
                CaseSummary(query, prediction: prediction, decision: decision, policy: policy, catalog: catalog).text
        }
    }
}
