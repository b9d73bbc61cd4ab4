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
/// agents, as in production. It leads a contact from one part of the operation to the next: the `Floor` of people, the
/// `Assistant`, the `LearningDesk`; what happened goes to the `Books`.
public struct SupportOperation: EventModel, ~Copyable {
    /// What is simulated.
    public let specification: OperationSpecification
    var source: QuerySource
    var arrivals: CustomerArrivals
    let conduct: CustomerConduct
    var router: Router
    var floor: Floor
    var assistant: Assistant
    var learning: LearningDesk
    var books: Books
    /// The AI with a stated accuracy, where there is one.
    var assumed: AssumedAI?
    var contacts: ContactTable
    var query = Query(id: 0)
    /// What another roster recorded, from which this one begins; nil for a run from the start.
    let start: OperationStart?
    /// First contacts whose predictions are recorded, so that nobody writes or reads their texts.
    let recorded: Range<Int>
    /// Whether the threshold differs from query to query.
    let notesThreshold: Bool
    /// What happened so far.
    public var ledger: Ledger { books.ledger }
    /// Where audit records went.
    public var auditSink: any AuditSink { router.sink }
    /// Where to write what happened to every contact, or nil.
    public var trace: TraceFile?
    /// Mean number of contacts in human queues and in service, by hour of the run, where it is asked for.
    public var hourlyLoad: [Double]? {
        get { books.hourlyLoad }
        set { books.hourlyLoad = newValue }
    }
    /// Why customers could not go on coming, or nil.
    var failure: (any Error)?

    /// Places of the events that belong to nobody, then the agents', then the contacts'.
    let agentBase: Int
    let contactBase: Int

    /// Prepares a replication: draws the people and trains the first model.
    ///
    /// - Parameters:
    ///   - specification: what is simulated.
    ///   - seed: of all randomness.
    ///   - replication: number of the independent run, from 0.
    ///   - sink: where audit records go.
    ///   - start: what another roster recorded of the same replication, to begin there; nil begins at the start.
    /// - Throws: `TrafficError` or `TrainingError` for input that cannot be simulated.
    public init(
        _ specification: OperationSpecification, seed: UInt64, replication: UInt32, sink: any AuditSink,
        start: OperationStart? = nil
    ) throws {
        let texts = try QueryTexts(specification, seed: seed, replication: replication)
        let source = QuerySource(specification, texts: texts, seed: seed, replication: replication)
        var loop: LearningLoop?
        let secondary = SecondaryModels(specification)
        if let start {
            loop = start.learning.loop
        } else if let ai = specification.ai, ai.assumed == nil, ai.answers == nil {
            loop = try FirstLabels.loop(
                specification, ai: ai, source: source, seed: seed, replication: replication)
        }
        self.init(
            specification, source: source, loop: loop, secondary: secondary, seed: seed,
            replication: replication, sink: sink, start: start)
    }

    /// Puts the operation together; whatever can fail has been done, since what cannot be copied is not made in part.
    private init(
        _ specification: OperationSpecification, source: consuming QuerySource, loop: LearningLoop?,
        secondary: SecondaryModels?, seed: UInt64, replication: UInt32, sink: any AuditSink, start: OperationStart?
    ) {
        // Reads only locals: the compiler (6.3) releases twice what is read back from a value that cannot be copied.
        let catalog = specification.catalog
        let roster = Roster(teams: specification.teams, seed: seed, replication: replication)
        let assumed = AssumedAI(specification)
        let classifier: (any Classifier)? =
            assumed.map { ParametricClassifier(intents: catalog.intents, slip: $0.slip) }
            ?? secondary?.classifier ?? loop.map { OperationStart.classifier($0.model, start) }
        let agents = roster.agents.count
        let hasTexts = source.hasTexts
        let readsTurns = loop != nil && source.writesTexts
        self.specification = specification
        self.assumed = assumed
        self.source = source
        arrivals = CustomerArrivals(specification.traffic, seed: seed, replication: replication, start: start)
        conduct = CustomerConduct(specification)
        router = Router(
            catalog: catalog, policy: EscalationPolicy(specification.policy, catalog: catalog),
            classifier: classifier.map { secondary?.complete($0) ?? $0 },
            sink: sink, audits: Feedback.audits(specification))
        floor = Floor(specification, roster: roster)
        assistant = Assistant(
            specification, conversations: secondary?.desk, readsTurns: readsTurns,
            contactBase: Floor.contactBase(agents: agents))
        learning = LearningDesk(specification, loop: loop, secondary: secondary, start: start)
        books = Books(specification)
        contacts = ContactTable(keepsTexts: hasTexts)
        notesThreshold = specification.policy.movesThreshold
        recorded = start?.numbers ?? 0..<0
        self.start = start
        agentBase = Floor.agentBase
        contactBase = Floor.contactBase(agents: agents)
    }

    /// Runs to the horizon, and on until every measured case is closed, or nobody keeps up with those that are open
    /// (`OperationSpecification.shortestFollowUpSeconds`).
    ///
    /// - Parameters:
    ///   - followUpSeconds: longest time after the horizon; nil for the specification's own.
    ///   - progress: called with the share of the horizon that is simulated, after every simulated day; answers whether to
    ///     go on.
    /// - Throws: what made the run impossible: a corpus without texts, a fault of the calendar.
    public mutating func run(
        followUpSeconds: Double? = nil, progress: (Double) -> Bool = { _ in true }
    ) throws {
        var calendar = EventCalendar<OperationEvent>(entities: contactBase + 1024)
        var day = begin(&calendar)
        recordStart(now: day)
        while calendar.now < specification.horizonSeconds, !hasFailed, calendar.fault == nil {
            day += Seconds.perDay
            calendar.run(&self, until: min(day, specification.horizonSeconds))
            recordStart(now: calendar.now)
            guard progress(min(1, day / specification.horizonSeconds)) else { return }
            if calendar.pending == 0 { break }
        }
        books.ledger.assumedAccuracy = assumed?.accuracy.mean
        books.ledger.waitingAtHorizon = floor.waiting
        guard followUp(&calendar, from: day, longestSeconds: followUpSeconds, progress: progress) else { return }
        if let failure = failure ?? learning.failure ?? assistant.plans.failure { throw failure }
        if let fault = calendar.fault { throw fault }
        closeBooks(at: calendar.now)
    }

    /// Runs on after the horizon, from the end of a day on; false where `progress` says that it should stop.
    private mutating func followUp(
        _ calendar: inout EventCalendar<OperationEvent>, from day: Double, longestSeconds: Double?,
        progress: (Double) -> Bool
    ) -> Bool {
        let end = specification.horizonSeconds + (longestSeconds ?? specification.longestFollowUpSeconds)
        let enough = min(end, specification.horizonSeconds + specification.shortestFollowUpSeconds)
        var day = day + Seconds.perDay
        while books.openCases > 0, calendar.now < end, !hasFailed, calendar.fault == nil {
            calendar.run(&self, until: min(day, calendar.now < enough ? enough : end))
            guard progress(1) else { return false }
            if calendar.pending == 0 || (calendar.now >= enough && books.hardlyAnybodyReturns) { break }
            if calendar.now >= day { day += Seconds.perDay }
        }
        return true
    }

    private var hasFailed: Bool { failure != nil || learning.failure != nil || assistant.plans.failure != nil }

    /// Schedules what happens first.
    ///
    /// - Returns: when the run begins, in seconds.
    private mutating func begin(_ calendar: inout EventCalendar<OperationEvent>) -> Double {
        if let start { return resume(start, &calendar) }
        books.ledger.firstArrivalSeconds = arrivals.schedule(after: 0, &calendar)
        if let first = learning.firstSeconds, first.isFinite {
            calendar.schedule(.retrains, index: 1, at: first)
        }
        calendar.schedule(.hourEnds, index: 2, at: Seconds.perHour)
        for agent in 0..<floor.agents { floor.scheduleDuty(agent, from: 0, &calendar) }
        return 0
    }

    /// Schedules what happens first in a run that begins with a recording: those whose turn of duty is on are there at
    /// once, as far as the roster says so.
    private mutating func resume(
        _ start: OperationStart, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Double {
        let now = start.seconds
        books.ledger.firstArrivalSeconds = start.arrival
        arrivals.resume(start, &calendar)
        if let plan = learning.plan, var training = learning.firstSeconds {
            while training.isFinite, training <= now, now > 0 { training += plan.everySeconds }
            if training.isFinite { calendar.schedule(.retrains, index: 1, at: training) }
        }
        books.open(at: now)
        calendar.schedule(.hourEnds, index: 2, at: now + Seconds.perHour)
        for agent in 0..<floor.agents { floor.resumeDuty(agent, at: now, &calendar) }
        return now
    }

    /// Lets one event happen.
    public mutating func handle(
        _ kind: OperationEvent, index: Int, at time: Double, calendar: inout EventCalendar<OperationEvent>
    ) {
        switch kind {
        case .arrives: arrive(at: time, &calendar)
        case .answered: finishAI(index - contactBase, at: time, &calendar)
        case .handled: finishHandling(index - contactBase, at: time, &calendar)
        case .abandons: abandon(index - contactBase, at: time, &calendar)
        case .rephrases: rephrase(index - contactBase, at: time, &calendar)
        case .opens: open(index - contactBase, at: time, &calendar)
        case .stepEnds: endStep(index - contactBase, at: time, &calendar)
        case .expires: expire(index - contactBase, at: time, &calendar)
        case .returns: comeBack(index - contactBase, at: time, &calendar)
        case .dutyBegins:
            if floor.beginDuty(index - agentBase, at: time, &calendar) {
                freeAgent(index - agentBase, at: time, &calendar)
            }
        case .dutyEnds: floor.endDuty(index - agentBase, at: time, &calendar)
        case .retrains: retrain(at: time, &calendar)
        case .putOff: joinQueue(index - contactBase, at: time, &calendar)
        case .hourEnds:
            books.endHour(at: time, &floor)
            if learning.feedback != nil {
                learning.watch(&router, &books, at: time)
                floor.state.driftDetected = learning.hasDrift
            }
            calendar.schedule(.hourEnds, index: 2, at: time + Seconds.perHour)
        }
        if books.openCases == 0 && time > specification.horizonSeconds { calendar.stop() }
    }

    /// A challenger is trained on schedule.
    private mutating func retrain(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let every = learning.plan?.everySeconds else { return }
        if every.isFinite { calendar.schedule(.retrains, index: 1, at: now + every) }
        learning.retrain(&router, &books, at: now)
        floor.state.driftDetected = learning.hasDrift
        if learning.failure != nil { calendar.stop() }
    }

    /// Settles what is left and pays the bills.
    ///
    /// - Parameter now: when the run ended, in seconds; cases that are open then stay open.
    private mutating func closeBooks(at now: Double) {
        books.settle(at: specification.horizonSeconds, &floor)
        Bills(window: books.window).pay(specification, from: &books.ledger)
        for place in 0..<contacts.count {
            let contact = contacts.address(of: place)
            if contact.pointee.steps.contains(.asksApproval) { endApproval(contact, .open, nil, at: now) }
            if books.splitsWork, contact.pointee.agent >= 0, contact.pointee.finish > 0 {
                books.noteWork(
                    contact, isRejected: assistant.isRejected(place),
                    share: floor.share(contact, of: Int(contact.pointee.agent)), until: contact.pointee.finish)
            }
            guard !contact.pointee.steps.contains(.entered) else { continue }
            if trace != nil, !contact.pointee.isAudit { traceRow(place, outcome: "open", reaction: "") }
            books.enter(contact)
        }
        books.ledger.settle()
        books.ledger.labelsDropped = learning.loop?.store.dropped ?? 0
        books.ledger.notRecordedCalls = learning.secondary?.faults[.notRecorded] ?? 0
        books.ledger.casesLeftOpen = books.openCases
        books.ledger.feedback = learning.feedback?.book
    }

    // MARK: What is kept of a run beside the ledger

    /// Keeps what reaches the humans by interval, from now on; the ledger holds it after the run.
    ///
    /// - Parameters:
    ///   - intervalSeconds: length of an interval, above 0.
    ///   - count: intervals after which they repeat, 1 or more.
    ///   - followsCases: whether all that measured cases bring counts, whenever it comes, and not what comes in the
    ///     measured period.
    ///   - openDays: days of the week, from Monday, on which contacts count; nil for all.
    public mutating func keepIntervals(
        of intervalSeconds: Double, count: Int, followsCases: Bool = false, openDays: [Bool]? = nil
    ) {
        books.keep(
            IntervalTally(
                intervalSeconds: intervalSeconds, count: count, followsCases: followsCases, openDays: openDays,
                queues: specification.queues.count,
                teams: specification.teams.count, levels: specification.serviceLevels))
    }

    /// Records from a time on what other rosters can begin with; see `recordedStart`.
    ///
    /// - Parameter seconds: a whole number of days, before the horizon; nil records nothing.
    package mutating func recordStart(at seconds: Double?) {
        if let seconds { learning.recorder = StartRecorder(at: seconds) }
    }

    /// What was recorded after the run; nil where nothing was.
    package var recordedStart: OperationStart? { learning.recorder?.start }

    /// Begins the recording when its time has come.
    private func recordStart(now: Double) {
        guard let recorder = learning.recorder, !recorder.isRecording, now >= recorder.seconds else { return }
        recorder.begin(arrivals, loop: learning.loop)
    }
}
