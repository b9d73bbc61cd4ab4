import Files
import Routing

/// A decision as `hitl route` prints it.
struct RoutedDecision: Encodable {
    var id: String
    var decision: String
    var reasons: [String]
    var queue: String?
    var priority: Int?
    var intent: String
    var confidence: Double?
    var runnerUp: String
    var margin: Double?
    var emotion: Double?
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
        // JSON has no NaN and no infinity: such a value is left out.
        func rounded(_ value: Double) -> Double? {
            let short = (value * 1e6).rounded() / 1e6
            return value.isFinite ? (short.isFinite ? short : value) : nil
        }
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
        if policy.rules.movesThreshold { threshold = rounded(basis.threshold) }
        humanPrice = rounded(basis.humanPrice)
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

/// What `hitl route` prints in the place of a decision about a line that it cannot read.
struct RoutedError: Encodable {
    struct Place: Encodable {
        var line: Int
        var column: Int
        var what: String
        var remedy: String
    }

    var error: Place
    /// Only where the line has one that can be read.
    var id: String?

    init(_ problem: Problem, of line: JSONLine?) {
        error = Place(
            line: problem.line, column: max(1, problem.column), what: problem.message, remedy: problem.remedy)
        struct Named: Decodable { var id: String }
        guard let id = try? line?.decode(Named.self).id, id.utf8.count <= RoutedQuery.longestID else { return }
        self.id = id
    }
}
