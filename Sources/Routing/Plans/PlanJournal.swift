import Files

/// The events of plans as JSON Lines, each on the disk before anything is done about it.
///
/// One file holds the plans of many requests. A class, because one open file has one owner.
public final class PlanJournal {
    /// A line of the file.
    struct Line: Codable {
        var request: String
        var event: String
        var plan: String?
        var steps: [String]?
        var step: Int?
        var answer: String?
        var reason: String?
    }

    private let file: AppendFile
    private var plans: [String: (plan: String, steps: [String], events: [PlanEvent])] = [:]

    /// Opens a journal, or begins one, and reads what is in it; only its owner may read the file (0600).
    ///
    /// - Throws: `OutputError` when it cannot be written; `Problem` with its place when a line cannot be one of a journal.
    public init(path: String) throws {
        file = try AppendFile(path: path, isPrivate: true)
        var lines = try JSONLines(path: path)
        while let found = try lines.nextLine() { try read(found) }
    }

    private func read(_ found: JSONLine) throws {
        let line = try found.decode(Line.self)
        if line.event == "started", let plan = line.plan, let steps = line.steps, plans[line.request] == nil {
            plans[line.request] = (plan, steps, [])
        } else if let event = Self.event(line), plans[line.request] != nil {
            plans[line.request]?.events.append(event)
        } else {
            throw found.problem(
                at: 0, message: "this is no event of a plan that was started before",
                remedy: "restore the journal from a copy")
        }
    }

    /// The events of a request's plan so far; nil when there is none.
    ///
    /// - Throws: `PlanFault` when the plan was started with other steps.
    func events(of request: String, plan: Plan) throws(PlanFault) -> [PlanEvent]? {
        guard let found = plans[request] else { return nil }
        guard found.plan == plan.name, found.steps == plan.steps.map(\.name) else {
            throw PlanFault(
                description: "request '\(request)' was begun with the plan '\(found.plan)' of the steps "
                    + "\(found.steps.joined(separator: ", ")): finish it with that plan")
        }
        return found.events
    }

    /// Requests whose plan was started, sorted.
    public var requests: [String] { plans.keys.sorted() }

    func start(_ request: String, plan: Plan) throws {
        var body = JSONRecord()
        body.add("request", request)
        body.add("event", "started")
        body.add("plan", plan.name)
        body.add("steps", plan.steps.map(\.name))
        try file.append(line: body.closed)
        plans[request] = (plan.name, plan.steps.map(\.name), [])
    }

    func add(_ event: PlanEvent, to request: String) throws {
        var body = JSONRecord()
        body.add("request", request)
        switch event {
        case .answered(let answer):
            body.add("event", "answered")
            body.add("answer", answer.name)
            if case .reject(let reason) = answer { body.add("reason", reason) }
        case .replied: body.add("event", "replied")
        case .escalated: body.add("event", "escalated")
        case .began(let step):
            body.add("event", "began")
            body.add("step", step)
        case .finished(let step):
            body.add("event", "finished")
            body.add("step", step)
        }
        try file.append(line: body.closed)
        plans[request]?.events.append(event)
    }

    private static func event(_ line: Line) -> PlanEvent? {
        switch (line.event, line.step, line.answer) {
        case ("began", let step?, _): .began(step: step)
        case ("finished", let step?, _): .finished(step: step)
        case ("replied", _, _): .replied
        case ("escalated", _, _): .escalated
        case ("answered", _, "accept"): .answered(.accept)
        case ("answered", _, "edit"): .answered(.edit)
        case ("answered", _, "respond"): .answered(.respond)
        case ("answered", _, "reject"): .answered(.reject(reason: line.reason ?? ""))
        default: nil
        }
    }
}
