import EventEngine
import Quantities
import Routing
import Stochastics
import Traffic
import Training
import Workforce

/// One replication of an operation: the production router, trainer and dispatcher on simulated customers and agents.
///
/// Only this module opens what is true of customers and agents; the code it calls sees queries, labels and idle
/// agents, as in production.
public struct SupportOperation: EventModel, ~Copyable {
    /// What is simulated.
    public let specification: OperationSpecification
    let window: ClosedRange<Double>
    var source: QuerySource
    var arrivals: ArrivalProcess
    var router: Router
    var dispatcher: Dispatcher
    /// Takes the dispatcher's place where the scenario names strategies of assignment.
    let usesAssigner: Bool
    var desk: AssignmentDesk
    /// Whether the AI handles any requests by plans, and the plans that are going on.
    let hasPlans: Bool
    var planDesk = PlanDesk()
    let roster: Roster
    var learner: Learner?
    /// What is learned beside the text model, where there is anything.
    let secondary: SecondaryModels?
    /// Checks of labels, and monitors; nil for an operation without any.
    let feedback: Feedback?
    /// The AI's conversations, where it has them.
    let conversations: ConversationDesk?
    /// What the AI with a stated accuracy is told, where there is one.
    let slip: ParametricClassifier.Slip?
    /// The stated accuracy as it is by now, and the resolutions by humans that improved it.
    var assumed: AssumedAccuracy?
    var resolutions = 0
    var aiLine = AILine()
    var contacts: ContactTable
    var state: OperationState
    /// What is known of the humans behind each queue, where the policy prices their time.
    var congestion: Congestion
    var query = Query(id: 0)
    var nextNumber = 0
    /// Number of recorded arrivals that are behind us or scheduled.
    private var nextArrival = 0
    /// Cases of the measured period that are not closed yet.
    var openCases = 0
    /// Whether an agent's turn of duty is on.
    var onDuty: FlatTable<Bool>
    /// Whether an agent is there: on duty, or finishing a contact after it.
    var present: FlatTable<Bool>
    var busy: TimeWeighted
    var staffed: TimeWeighted
    var queueLengths: FlatTable<TimeWeighted>
    var lastHour = 0.0
    /// Week of the run and hour of the week that it is now.
    var week = 0
    var hourOfWeek = 0
    /// What happened so far.
    public internal(set) var ledger: Ledger
    /// Where audit records went.
    public var auditSink: any AuditSink { router.sink }
    /// Where to write what happened to every contact, or nil.
    public var trace: TraceFile?
    /// Whether the AI spends time with every query, and the time its answers take otherwise.
    private let usesAISlots: Bool
    /// Whether the threshold differs from query to query.
    private let notesThreshold: Bool
    private let latency: Distribution?
    /// Whether any customer can lose patience; patience by channel and segment; work by segment.
    let losesPatience: Bool
    let patience: FlatTable<Distribution?>
    let workFactors: FlatTable<Double>
    /// Proficiency by team and queue; empty where all are alike.
    let proficiency: FlatTable<Double>
    /// Mean number of contacts in human queues and in service, by hour of the run, where it is asked for.
    public var hourlyLoad: [Double]?
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
        let texts = try QueryTexts(specification, seed: seed, replication: replication)
        let source = QuerySource(specification, texts: texts, seed: seed, replication: replication)
        var learner: Learner?
        let secondary = SecondaryModels(specification)
        if let ai = specification.ai, ai.assumed == nil, ai.answers == nil {
            learner = try Learner(specification, ai: ai, source: source, seed: seed, replication: replication)
        }
        self.init(
            specification, source: source, learner: learner, secondary: secondary, seed: seed,
            replication: replication, sink: sink)
    }

    /// Puts the operation together; whatever can fail has been done, since what cannot be copied is not made in part.
    private init(
        _ specification: OperationSpecification, source: consuming QuerySource, learner: Learner?,
        secondary: SecondaryModels?, seed: UInt64, replication: UInt32, sink: any AuditSink
    ) {
        // Reads only locals: the compiler (6.3) releases twice what is read back from a value that cannot be copied.
        let catalog = specification.catalog
        let traffic = specification.traffic
        let segments = catalog.segments.indices
        let window = specification.window
        let slip = specification.ai?.assumed.map { _ in
            ParametricClassifier.Slip(accuracyFactors: segments.map { traffic.accuracyFactor(ofSegment: $0) })
        }
        let roster = Roster(teams: specification.teams, seed: seed, replication: replication)
        let weeks = Int((specification.horizonSeconds / Seconds.perWeek).rounded(.up))
        let queues = specification.queues.count
        let agents = roster.agents.count
        let feedback = Feedback(specification)
        self.feedback = feedback
        let classifier: (any Classifier)? =
            slip.map { ParametricClassifier(intents: catalog.intents, slip: $0) }
            ?? secondary?.classifier ?? learner.map { TextClassifier(model: $0.model) }
        self.specification = specification
        self.window = window
        self.slip = slip
        assumed = specification.ai?.assumed
        self.roster = roster
        self.learner = learner
        self.secondary = secondary
        conversations = secondary?.desk
        contacts = ContactTable(keepsTexts: source.hasTexts)
        self.source = source
        usesAISlots = specification.ai?.handling != nil
        notesThreshold = specification.policy.movesThreshold
        latency = specification.ai?.latency
        losesPatience = traffic.losesPatience
        patience = FlatTable(
            traffic.channels.indices.flatMap { channel in
                segments.map { traffic.patience(channel: channel, segment: $0) }
            })
        workFactors = FlatTable(segments.map { traffic.work(ofSegment: $0) })
        arrivals = ArrivalProcess(rate: traffic.arrivals, seed: seed, replication: replication)
        dispatcher = Dispatcher(queues: specification.queues, groups: roster.groups)
        usesAssigner = specification.assignment != nil
        hasPlans = !specification.plans.isEmpty
        desk = AssignmentDesk(
            specification.assignment, queues: specification.queues, groups: roster.groups,
            channels: catalog.channels.count, window: window)
        proficiency = FlatTable(specification.proficiencies)
        router = Router(
            catalog: catalog, policy: EscalationPolicy(specification.policy, catalog: catalog),
            classifier: classifier.map { secondary?.complete($0) ?? $0 },
            sink: sink, audits: Feedback.audits(specification))
        ledger = Ledger(
            slices: SliceMap(catalog: catalog, weeks: weeks, contacts: specification.followedContacts),
            serviceLevels: specification.serviceLevels, queues: queues
        )
        let pricesHumans = specification.ai != nil && specification.policy.pricesHumans
        congestion = Congestion(specification, roster: roster, isKept: pricesHumans)
        state = OperationState(
            backlog: Array(repeating: 0, count: queues),
            queues: Array(repeating: QueueState(), count: pricesHumans ? queues : 0))
        onDuty = FlatTable(repeating: false, count: agents)
        present = FlatTable(repeating: false, count: agents)
        busy = TimeWeighted(0, window: window)
        staffed = TimeWeighted(0, window: window)
        queueLengths = FlatTable(repeating: TimeWeighted(0, window: window), count: queues)
        contactBase = agentBase + agents
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
            day += Seconds.perDay
            calendar.run(&self, until: min(day, specification.horizonSeconds))
            guard progress(min(1, day / specification.horizonSeconds)) else { return }
            if calendar.pending == 0 { break }
        }
        ledger.assumedAccuracy = assumed?.mean
        ledger.waitingAtHorizon = state.backlog.reduce(0, +)
        let end = specification.horizonSeconds + (openCases > 0 ? specification.longestFollowUpSeconds : 0)
        while openCases > 0, calendar.now < end, failure == nil, calendar.fault == nil {
            day += Seconds.perDay
            calendar.run(&self, until: min(day, end))
            guard progress(1) else { return }
            if calendar.pending == 0 { break }
        }
        if let failure { throw failure }
        if let fault = calendar.fault { throw fault }
        closeBooks()
    }

    private mutating func start(_ calendar: inout EventCalendar<OperationEvent>) {
        ledger.firstArrivalSeconds = scheduleArrival(after: 0, &calendar)
        if let plan = specification.training, learnsFromLabels, plan.firstSeconds.isFinite {
            calendar.schedule(.retrains, index: 1, at: plan.firstSeconds)
        }
        calendar.schedule(.hourEnds, index: 2, at: Seconds.perHour)
        for agent in roster.agents.indices { scheduleDuty(agent, from: 0, &calendar) }
    }

    /// Lets one event happen.
    public mutating func handle(
        _ kind: OperationEvent, index: Int, at time: Double, calendar: inout EventCalendar<OperationEvent>
    ) {
        switch kind {
        case .arrives: arrive(at: time, &calendar)
        case .answered:
            if usesAISlots {
                finishAI(index - contactBase, at: time, &calendar)
            } else if hasPlans, planDesk.isOpen(index - contactBase) {
                advancePlan(index - contactBase, at: time, &calendar)
            } else if let conversations {
                finishTurn(index - contactBase, with: conversations, at: time, &calendar)
            } else {
                answer(index - contactBase, at: time, &calendar)
            }
        case .handled: finishHandling(index - contactBase, at: time, &calendar)
        case .abandons: abandon(index - contactBase, at: time, &calendar)
        case .rephrases: rephrase(index - contactBase, at: time, &calendar)
        case .opens: open(index - contactBase, at: time, &calendar)
        case .stepEnds: endStep(index - contactBase, at: time, &calendar)
        case .expires: expire(index - contactBase, at: time, &calendar)
        case .returns: comeBack(index - contactBase, at: time, &calendar)
        case .dutyBegins: beginDuty(index - agentBase, at: time, &calendar)
        case .dutyEnds: endDuty(index - agentBase, at: time, &calendar)
        case .retrains: retrain(at: time, &calendar)
        case .putOff: joinQueue(index - contactBase, at: time, &calendar)
        case .hourEnds:
            settleHour(time)
            if time > window.lowerBound, time <= window.upperBound {
                ledger.recordBusy(state.busyAgents, hourOfWeek: Int(time / Seconds.perHour) % Weekday.hours)
            }
            week = weekNumber(time)
            hourOfWeek = Int(time / Seconds.perHour) % Weekday.hours
            if let feedback { watch(feedback, at: time) }
            calendar.schedule(.hourEnds, index: 2, at: time + Seconds.perHour)
        }
        if openCases == 0 && time > specification.horizonSeconds { calendar.stop() }
    }

    // MARK: Arrivals and decisions

    @discardableResult
    private mutating func scheduleArrival(
        after now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Double? {
        if let times = specification.traffic.recordedArrivals {
            guard nextArrival < times.count else { return nil }
            calendar.schedule(.arrives, index: 0, at: times[nextArrival])
            nextArrival += 1
            return times[nextArrival - 1]
        }
        guard let next = arrivals.next(after: now) else { return nil }
        calendar.schedule(.arrives, index: 0, at: next)
        return next
    }

    private mutating func arrive(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        scheduleArrival(after: now, &calendar)
        let place = contacts.open()
        let isMeasured = window.contains(now)
        contacts[place].begin(number: nextNumber, at: now, week: week, isMeasured: isMeasured)
        do {
            try source.first(nextNumber, at: now, query: &query, truth: &contacts[place].truth)
        } catch {
            contacts[place].steps.insert(.entered)
            contacts.close(place)
            // Traffic after the horizon only keeps the queues alive; a corpus need not last for it.
            calendar.cancel(0)
            if now <= specification.horizonSeconds {
                failure = error
                calendar.stop()
            }
            return
        }
        nextNumber += 1
        if isMeasured {
            openCases += 1
            if contacts[place].truth.recycled { ledger.recycled += 1 }
        }
        triage(place, at: now, &calendar)
    }

    /// A customer is back about the same matter.
    private mutating func comeBack(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].query.give(to: &query)
        contacts[place].comeBack()
        contacts.swapText(place, &query.text)
        source.again(
            contacts[place].number, attempt: contacts[place].attempt, at: now, query: &query,
            truth: &contacts[place].truth)
        triage(place, at: now, &calendar)
    }

    /// Lets the router decide about the query at hand, and does what it says.
    mutating func triage(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let number = contacts[place].number
        let attempt = contacts[place].attempt
        query.id = number
        query.arrivalSeconds = now
        query.earlierContacts = attempt
        query.failedAttempts = Int(contacts[place].failedAttempts)
        query.isConfirmed = contacts[place].steps.contains(.confirmed)
        if let slip, let assumed {
            slip.fill(
                contacts[place].truth, intents: specification.catalog.intents.count, assumed: assumed,
                key: source.key(number, attempt),
                purpose: query.isConfirmed ? .rephrasedAccuracy : .assumedAccuracy)
        }
        let key = source.key(number, attempt)
        var audits = key.stream(query.isConfirmed ? .rephrasedAudit : .audit)
        congestion.describe(into: &state, at: now)
        let decision = router.triage(query, state: state, now: now, using: &audits)
        contacts[place].receive(decision, query, at: now, hour: hourOfWeek)
        if router.isReading {
            contacts[place].note(router.prediction, modelVersion: router.modelVersion)
            if notesThreshold { contacts[place].threshold = router.basis.threshold }
            if router.prediction.isMissing { contacts[place].steps.insert(.unanswered) }
            if let secondary, secondary.keepsFacts { secondary.note(place, query, router.prediction) }
        }
        contacts.swapText(place, &query.text)
        let isPlanned = hasPlans && beginPlan(place, at: now)
        if usesAISlots {
            joinAI(place, at: now, &calendar)
        } else if decision.action == .answer, !isPlanned, let conversations {
            beginConversation(place, with: conversations, at: now, &calendar)
        } else if decision.action == .answer || isPlanned {
            let seconds = latency.map { key.sample($0, .latency) } ?? 0
            calendar.schedule(.answered, index: contactBase + place, at: now + max(0, seconds))
        } else if decision.action == .confirm {
            let seconds = latency.map { key.sample($0, .latency) } ?? 0
            askToConfirm(place, at: now + max(0, seconds), &calendar)
        } else {
            joinQueue(place, at: now, &calendar)
        }
    }
}
