import Routing
import Traffic

/// A contact that is going on, or an audit of an answer that was given; not copied, because every event touches one.
///
/// What most events touch comes first, to lie in few cache lines.
struct OpenContact: ~Copyable {
    /// Number of the customer's first contact.
    var number = 0
    /// 0 for the first contact, 1 for the first repeat.
    var attempt = 0
    /// Arrival of the first contact, in seconds.
    var caseStart = 0.0
    /// Time it joined its queue, in seconds.
    var joined = 0.0
    /// Time waited before service or abandonment, in seconds.
    var wait = 0.0
    /// Time it was resolved, or the customer was lost, in seconds.
    var ended = 0.0
    /// Time the human takes, in seconds.
    var handle = 0.0
    /// When the human will be done, in seconds.
    var finish = 0.0
    /// Since when it has been aside, in seconds; -1 when it is not.
    var asideSince = -1.0
    /// The agent who has it, or -1.
    var agent: Int32 = -1
    /// What has happened to it.
    var steps: ContactSteps = []
    /// Whether the first contact arrived in the measured period.
    var isMeasured = false
    /// Whether this is an audit rather than a customer.
    var isAudit = false
    /// Whether a human handled an earlier contact of the case.
    var metHuman = false
    /// The same since the last return that came after the reopen window, and whether this contact is the first since.
    var metHumanSince = false
    var isNewMatter = true
    /// The rule that decided about the case's first contact: its bit in `ReasonSet`.
    var caseReason: UInt8 = 0
    /// Answers of the AI in this case after which the customer came back.
    var failedAttempts: UInt8 = 0
    /// Whether the human is asked for a label.
    var asksLabel = false
    /// Which reading of an item it is: the first, but for items that another human reads for the label alone.
    var reading = LabelRecord.Reading.first
    /// Week of the run in which the first contact arrived, and hour of the week in which this one did.
    var week: Int32 = 0
    var hour: Int32 = 0
    /// What the human decides the intent is; -1 before.
    var decidedIntent = -1
    /// What the AI said, when it read the query; the rest of it stands below.
    var predictedIntent = -1
    var decision = Decision(action: .escalate, queue: 0, priority: 5, reasons: [])
    var query = QueryFacts()
    var truth = Truth(intent: 0)
    /// Arrival of this contact, in seconds.
    var arrival = 0.0
    var confidence = 0.0
    var emotion = 0.0
    var modelVersion = 0
    /// Confidence asked for, where it moves; NaN otherwise.
    var threshold = Double.nan
    /// Work that is left of a contact put aside, in seconds.
    var secondsLeft = 0.0
    /// Times it was put aside, and how long it lay there in all, in seconds.
    var interruptions = 0
    var asideSeconds = 0.0
    /// Probability with which the label was asked for.
    var labelProbability = 1.0
    /// Number of the AI's last answer in the case among those watched for flags, and its intent; -1 where there is none.
    var answerNumber = -1
    var wasAnsweredAs: Int32 = -1

    /// Starts with a customer's first contact; its truth is still to be set, and the rest when it is received.
    mutating func begin(number: Int, at now: Double, week: Int, isMeasured: Bool) {
        self.number = number
        attempt = 0
        self.isMeasured = isMeasured
        isAudit = false
        metHuman = false
        metHumanSince = false
        isNewMatter = true
        failedAttempts = 0
        steps.remove(.confirmed)
        reading = .first
        wasAnsweredAs = -1
        caseStart = now
        self.week = Int32(truncatingIfNeeded: week)
        predictedIntent = -1
    }

    /// The audit of an answer: the same contact once more, that no customer waits for.
    func audit(queue: Int) -> OpenContact {
        var audit = OpenContact()
        audit.number = number
        audit.attempt = attempt
        audit.isAudit = true
        audit.caseStart = caseStart
        audit.arrival = arrival
        audit.truth = truth
        audit.query = query
        audit.decision = decision
        audit.decision.queue = queue
        audit.decision.priority = Dispatcher.priorities - 1
        audit.predictedIntent = predictedIntent
        audit.confidence = confidence
        audit.emotion = emotion
        audit.modelVersion = modelVersion
        return audit
    }

    /// Starts the customer's next contact about the same matter.
    mutating func comeBack() {
        attempt += 1
        if steps.contains(.answered), failedAttempts < .max { failedAttempts += 1 }
        steps.remove(.confirmed)
    }

    /// What the customer got stands: nothing is to be reopened, so whatever comes next is a new matter.
    mutating func standUntilLate() {
        isNewMatter = true
        metHumanSince = false
    }

    /// Its wait for a human is over, served or not.
    mutating func endWait(at now: Double) {
        wait = now - joined
        steps.insert(.waited)
        // Who balks has waited for no time, and not been served at once.
        if wait <= ClockRounding.seconds(at: now), !steps.contains(.abandoned) {
            wait = 0
            steps.remove(.queued)
        }
    }

    /// A human has had a part in it.
    mutating func meetHuman() {
        metHuman = true
        metHumanSince = true
    }

    /// Takes what was decided about a contact that has just arrived.
    mutating func receive(_ decision: Decision, _ query: borrowing Query, at now: Double, hour: Int) {
        self.decision = decision
        self.query.take(query)
        if steps.contains(.interrupted) {
            interruptions = 0
            asideSeconds = 0
        }
        arrival = now
        self.hour = Int32(truncatingIfNeeded: hour)
        steps.formIntersection(.confirmed)
        if decision.action == .approve { steps.insert(.asksApproval) }
        if attempt == 0 { caseReason = UInt8(truncatingIfNeeded: decision.decisive) }
        agent = -1
        decidedIntent = -1
        asksLabel = false
        wait = 0
        handle = 0
    }

    /// Takes what the AI said.
    mutating func note(_ prediction: borrowing Prediction, modelVersion: Int) {
        predictedIntent = prediction.intent
        confidence = prediction.confidence
        emotion = prediction.emotion
        self.modelVersion = modelVersion
    }

    /// Whether the AI's reading is what the customer meant, and a matter it can answer at all.
    var isAIRight: Bool { predictedIntent == truth.intent && !truth.outOfScope }
}

/// What a query carries besides its text, which is kept apart so that its memory can be reused.
struct QueryFacts {
    private var shortChannel: Int32 = 0
    private var shortSegment: Int32 = 0
    private var shortAction: Int32 = -1
    private var sourceOrNone = -1
    private(set) var amount = 0.0

    var channel: Int { Int(shortChannel) }
    var segment: Int { Int(shortSegment) }
    var action: Int? { shortAction < 0 ? nil : Int(shortAction) }
    var source: Int? { sourceOrNone < 0 ? nil : sourceOrNone }

    /// Takes them from a query.
    mutating func take(_ query: borrowing Query) {
        shortChannel = Int32(truncatingIfNeeded: query.channel)
        shortSegment = Int32(truncatingIfNeeded: query.segment)
        shortAction = Int32(truncatingIfNeeded: query.action ?? -1)
        sourceOrNone = query.source ?? -1
        amount = query.amount
    }

    /// Gives them to a query.
    func give(to query: inout Query) {
        query.channel = channel
        query.segment = segment
        query.action = action
        query.amount = amount
        query.source = source
    }
}
