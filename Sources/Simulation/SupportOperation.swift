import EventEngine
import Routing
import Stochastics
import Traffic
import Training
import Workforce

/// One replication of an operation: the production router, trainer and dispatcher on simulated customers and agents.
///
/// Only this module opens what is true of customers and agents; the code it calls sees queries, labels and idle
/// agents, as in production.
public struct SupportOperation: EventModel {
    /// What is simulated.
    public let specification: OperationSpecification
    let window: ClosedRange<Double>
    var source: QuerySource
    var arrivals: ArrivalProcess
    var router: Router
    var dispatcher: Dispatcher
    let roster: Roster
    var learner: Learner?
    /// What the AI with a stated accuracy is told, where there is one.
    private var slip: ParametricClassifier.Slip?
    var aiLine = AILine()
    var contacts = ContactTable()
    var state: OperationState
    var query = Query(id: 0)
    var nextNumber = 0
    /// Number of recorded arrivals that are behind us or scheduled.
    private var nextArrival = 0
    /// Cases of the measured period that are not closed yet.
    var openCases = 0
    /// Whether an agent's turn of duty is on.
    var onDuty: [Bool]
    /// Whether an agent is there: on duty, or finishing a contact after it.
    var present: [Bool]
    var busy: TimeWeighted
    var staffed: TimeWeighted
    var queueLengths: [TimeWeighted]
    var lastHour = 0.0
    /// What happened so far.
    public internal(set) var ledger: Ledger
    /// Where audit records went.
    public var auditSink: any AuditSink { router.sink }
    /// Where to write what happened to every contact, or nil.
    public var trace: TraceFile?
    /// Why the run could not go on, or nil.
    var failure: (any Error)?

    /// Places of the events that belong to nobody, then the agents', then the contacts'.
    let agentBase = 3
    let contactBase: Int

    /// Prepares a replication: draws the people and trains the first model.
    ///
    /// - Parameters:
    ///   - specification: what is simulated.
    ///   - seed: of all randomness.
    ///   - replication: number of the independent run, from 0.
    ///   - sink: where audit records go.
    /// - Throws: `TrafficError` or `TrainingError` for input that cannot be simulated.
    public init(_ specification: OperationSpecification, seed: UInt64, replication: UInt32, sink: any AuditSink) throws
    {
        self.specification = specification
        window = specification.window
        source = try QuerySource(specification, seed: seed, replication: replication)
        arrivals = ArrivalProcess(rate: specification.traffic.arrivals, seed: seed, replication: replication)
        let catalog = specification.catalog
        roster = Roster(teams: specification.teams, seed: seed, replication: replication)
        dispatcher = Dispatcher(queues: specification.queues, groups: roster.groups)
        if specification.ai?.assumed != nil {
            slip = ParametricClassifier.Slip()
        } else if let ai = specification.ai {
            learner = try Learner(
                specification, ai: ai, source: source, seed: seed, replication: replication)
        }
        router = Router(
            catalog: catalog, policy: EscalationPolicy(specification.policy, catalog: catalog),
            classifier: slip.map { ParametricClassifier(intents: catalog.intents, slip: $0) }
                ?? learner.map { TextClassifier(model: $0.model) },
            sink: sink)
        let weeks = Int((specification.horizonSeconds / ArrivalRate.weekSeconds).rounded(.up))
        ledger = Ledger(
            slices: SliceMap(catalog: catalog, weeks: weeks), serviceLevels: specification.serviceLevels.count,
            queues: specification.queues.count)
        state = OperationState(backlog: Array(repeating: 0, count: specification.queues.count))
        onDuty = Array(repeating: false, count: roster.agents.count)
        present = onDuty
        busy = TimeWeighted(0, window: window)
        staffed = TimeWeighted(0, window: window)
        queueLengths = specification.queues.map { [window] _ in TimeWeighted(0, window: window) }
        contactBase = agentBase + roster.agents.count
    }

    /// Runs to the horizon, and on until every measured case is closed.
    ///
    /// - Parameter progress: called with the share of the horizon that is simulated, after every simulated day;
    ///   answers whether to go on.
    /// - Throws: what made the run impossible: a corpus without texts, a fault of the calendar.
    public mutating func run(progress: (Double) -> Bool = { _ in true }) throws {
        var calendar = EventCalendar<OperationEvent>(entities: contactBase + 1024)
        start(&calendar)
        var day = 0.0
        while calendar.now < specification.horizonSeconds, failure == nil, calendar.fault == nil {
            day += ArrivalRate.daySeconds
            calendar.run(&self, until: min(day, specification.horizonSeconds))
            guard progress(min(1, day / specification.horizonSeconds)) else { return }
            if calendar.pending == 0 { break }
        }
        if openCases > 0 { calendar.run(&self, until: specification.horizonSeconds + longestDrainSeconds) }
        if let failure { throw failure }
        if let fault = calendar.fault { throw fault }
        closeBooks()
    }

    /// Longest time after the horizon in which open cases are followed: eight weeks, and on top all the reopen windows
    /// that a case can have, up to a year.
    private var longestDrainSeconds: Double {
        let customers = specification.customers
        let windows = Double(max(0, customers.mostContacts - 1)) * customers.reopenWindowSeconds
        return 8 * ArrivalRate.weekSeconds + min(windows, 52 * ArrivalRate.weekSeconds)
    }

    private mutating func start(_ calendar: inout EventCalendar<OperationEvent>) {
        scheduleArrival(after: 0, &calendar)
        if let plan = specification.training, learner != nil {
            calendar.schedule(.retrains, index: 1, at: plan.firstSeconds)
        }
        calendar.schedule(.hourEnds, index: 2, at: 3600)
        for agent in roster.agents.indices { scheduleDuty(agent, from: 0, &calendar) }
    }

    /// Lets one event happen.
    public mutating func handle(
        _ kind: OperationEvent, index: Int, at time: Double, calendar: inout EventCalendar<OperationEvent>
    ) {
        switch kind {
        case .arrives: arrive(at: time, &calendar)
        case .answered:
            if let handling = specification.ai?.handling {
                finishAI(index - contactBase, handling, at: time, &calendar)
            } else {
                answer(index - contactBase, at: time, &calendar)
            }
        case .handled: finishHandling(index - contactBase, at: time, &calendar)
        case .abandons: abandon(index - contactBase, at: time, &calendar)
        case .returns: comeBack(index - contactBase, at: time, &calendar)
        case .dutyBegins: beginDuty(index - agentBase, at: time, &calendar)
        case .dutyEnds: endDuty(index - agentBase, at: time, &calendar)
        case .retrains: retrain(at: time, &calendar)
        case .hourEnds:
            settleHour(time)
            calendar.schedule(.hourEnds, index: 2, at: time + 3600)
        }
        if openCases == 0 && time > specification.horizonSeconds { calendar.stop() }
    }

    // MARK: Arrivals and decisions

    private mutating func scheduleArrival(after now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if let times = specification.traffic.recordedArrivals {
            guard nextArrival < times.count else { return }
            calendar.schedule(.arrives, index: 0, at: times[nextArrival])
            nextArrival += 1
        } else if let next = arrivals.next(after: now) {
            calendar.schedule(.arrives, index: 0, at: next)
        }
    }

    private mutating func arrive(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        scheduleArrival(after: now, &calendar)
        let place = contacts.open()
        var truth = Truth(intent: 0)
        do {
            try source.first(nextNumber, at: now, query: &query, truth: &truth)
        } catch {
            contacts.close(place)
            // Traffic after the horizon only keeps the queues alive; a corpus need not last for it.
            calendar.cancel(0)
            if now <= specification.horizonSeconds {
                failure = error
                calendar.stop()
            }
            return
        }
        let isMeasured = window.contains(now)
        contacts[place].number = nextNumber
        contacts[place].truth = truth
        contacts[place].caseStart = now
        contacts[place].isMeasured = isMeasured
        nextNumber += 1
        if isMeasured {
            openCases += 1
            if truth.recycled { ledger.recycled += 1 }
        }
        triage(place, at: now, &calendar)
    }

    /// A customer is back about the same matter.
    private mutating func comeBack(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let facts = contacts[place].query
        query.channel = facts.channel
        query.segment = facts.segment
        query.action = facts.action
        query.amount = facts.amount
        query.source = facts.source
        contacts[place].attempt += 1
        contacts.swapText(place, &query.text)
        source.again(
            contacts[place].number, attempt: contacts[place].attempt, at: now, query: &query,
            truth: &contacts[place].truth)
        triage(place, at: now, &calendar)
    }

    /// Lets the router decide about the query at hand, and does what it says.
    private mutating func triage(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let number = contacts[place].number
        let attempt = contacts[place].attempt
        query.id = number
        query.arrivalSeconds = now
        query.earlierContacts = attempt
        if let slip, let assumed = specification.ai?.assumed {
            slip.fill(
                contacts[place].truth, intents: specification.catalog.intents.count, assumed: assumed,
                key: source.key(number, attempt))
        }
        var audits = source.key(number, attempt).stream(.audit)
        let decision = router.triage(query, state: state, now: now, using: &audits)
        contacts[place].arrival = now
        contacts[place].decision = decision
        contacts[place].query = QueryFacts(
            channel: query.channel, segment: query.segment, action: query.action, amount: query.amount,
            source: query.source)
        contacts[place].slices = slices(of: place)
        contacts[place].agent = -1
        contacts[place].decidedIntent = -1
        contacts[place].wait = 0
        contacts[place].handle = 0
        if specification.policy.usesAI, router.classifier != nil {
            contacts[place].predictedIntent = router.prediction.intent
            contacts[place].confidence = router.prediction.confidence
            contacts[place].emotion = router.prediction.emotion
            contacts[place].modelVersion = router.modelVersion
        }
        contacts.swapText(place, &query.text)
        count(place)
        if let handling = specification.ai?.handling {
            joinAI(place, handling, at: now, &calendar)
        } else if decision.action == .answer {
            var stream = source.key(number, attempt).stream(.latency)
            let latency = specification.ai?.latency.sample(using: &stream) ?? 0
            calendar.schedule(.answered, index: contactBase + place, at: now + max(0, latency))
        } else {
            joinQueue(place, at: now, &calendar)
        }
    }

    /// Counts a contact that has just been triaged.
    private mutating func count(_ place: Int) {
        guard contacts[place].isMeasured else {
            ledger.unmeasuredContacts += 1
            return
        }
        let slices = contacts[place].slices
        ledger.add(contacts[place].attempt == 0 ? .cases : .repeats, of: slices)
        if contacts[place].decision.action == .approve { ledger.add(.approvals, of: slices) }
        guard contacts[place].predictedIntent >= 0 else { return }
        let contact = contacts[place]
        ledger.add(.aiCost, specification.prices.aiPerQuery, of: contact.slices)
        guard contact.attempt == 0, !contact.truth.recycled else { return }
        let isRight = contact.predictedIntent == contact.truth.intent
        ledger.add(.read, of: contact.slices)
        if isRight { ledger.add(.readRight, of: contact.slices) }
        ledger.recordPrediction(confidence: contact.confidence, isRight: isRight, week: weekNumber(contact.arrival))
    }

    /// Where a contact counts: in the week of the case, so that the parts of a share are of the same cases, and in its
    /// own hour.
    private func slices(of place: Int) -> ContactSlices {
        var lanes = ContactSlices(repeating: -1)
        var lane = 0
        func add(_ breakdown: Breakdown, _ member: Int) {
            lanes[lane] = Int32(ledger.slices.slice(breakdown, member))
            lane += 1
        }
        if specification.catalog.channels.count > 1 { add(.channel, contacts[place].query.channel) }
        if specification.catalog.segments.count > 1 { add(.segment, contacts[place].query.segment) }
        if specification.catalog.intents.count > 1 { add(.intent, contacts[place].truth.intent) }
        add(.week, weekNumber(contacts[place].caseStart))
        add(.hour, Int(contacts[place].arrival / 3600) % 168)
        if contacts[place].decision.action != .answer {
            add(.queue, contacts[place].decision.queue)
            add(.priority, contacts[place].decision.priority)
        }
        return lanes
    }
}
