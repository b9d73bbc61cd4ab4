/// What one contact adds to the counters of every slice it is in; the counters stand below it, in `Counter`.
struct LedgerEntry {
    let steps: ContactSteps
    let wait: Double
    /// The wait as limits are compared with it, less what rounding can make.
    let waitBesideLimits: Double
    private let handle: Double
    private let interruptions: Double
    private let asideSeconds: Double
    /// From the first contact of the case to the end of this one.
    let caseSeconds: Double
    private let approvalSeconds: Double
    /// From its arrival to its end; 0 where no AI read it.
    private let answerSeconds: Double
    private let isFirst: Bool
    private let isRead: Bool
    /// Whether it tells how good the model is: a first contact, with a text not met before.
    let isJudged: Bool
    let isReadRight: Bool
    private let isAnswerRight: Bool
    private let threshold: Double
    private let isApproval: Bool
    private let isReviewed: Bool
    /// Whether a reviewing human took what the AI proposed.
    private let isTaken: Bool
    private let isNewMatter: Bool
    private let metHuman: Bool
    private let metHumanSince: Bool
    private let prices: (ai: Double, revenue: Double)
    private let outcome: PriceList.Outcome

    init(_ contact: UnsafePointer<OpenContact>, prices: borrowing PriceList) {
        steps = contact.pointee.steps
        wait = contact.pointee.wait
        waitBesideLimits = wait - ClockRounding.seconds(at: contact.pointee.ended)
        handle = contact.pointee.handle
        let wasInterrupted = steps.contains(.interrupted)
        interruptions = wasInterrupted ? Double(contact.pointee.interruptions) : 0
        asideSeconds = wasInterrupted ? contact.pointee.asideSeconds : 0
        caseSeconds = contact.pointee.ended - contact.pointee.caseStart
        approvalSeconds = contact.pointee.ended - contact.pointee.joined
        isFirst = contact.pointee.attempt == 0
        isRead = contact.pointee.predictedIntent >= 0
        answerSeconds = isRead ? contact.pointee.ended - contact.pointee.arrival : 0
        let isNew = isRead ? !contact.pointee.truth.recycled : false
        isJudged = isFirst && isNew
        isReadRight = isRead ? contact.pointee.predictedIntent == contact.pointee.truth.intent : false
        isAnswerRight = isRead ? contact.pointee.isAIRight : false
        threshold = contact.pointee.threshold
        let action = contact.pointee.decision.action
        isApproval = action == .approve
        isReviewed = isApproval || action == .suggest
        isTaken = contact.pointee.decidedIntent == contact.pointee.predictedIntent
        isNewMatter = contact.pointee.isNewMatter
        metHuman = contact.pointee.metHuman
        metHumanSince = contact.pointee.metHumanSince
        self.prices = (prices.perQuery, metHumanSince ? prices.humanResolution : prices.aiResolution)
        outcome = prices.outcome(of: contact)
    }

    /// Adds all of it.
    @inline(__always)
    func add(to row: LedgerRow) {
        addContact(to: row)
        addResolution(to: row)
    }

    /// What a contact adds but for what becomes of its case.
    @inline(__always)
    func addContact(to row: LedgerRow) {
        row[isFirst ? .cases : .repeats] += 1
        if isRead { addReading(to: row) }
        if steps.contains(.unanswered) { row[.aiCost] += prices.ai }
        if isApproval { row[.approvals] += 1 }
        if steps.contains(.sent) {
            row[.sentToHumans] += 1
            if steps.contains(.queued) { row[.waited] += 1 }
            row[.waitSeconds] += wait
            if steps.contains(.handled) {
                row[.handled] += 1
                row[.handleSeconds] += handle
                row[.answerSeconds] += wait
                if waitBesideLimits <= 10 { row[.answeredWithin10] += 1 }
                if isReviewed { addReview(to: row) }
            } else {
                if steps.contains(.blocked) { row[.blocked] += 1 }
                if steps.contains(.abandoned) { row[.abandoned] += 1 }
            }
        }
        if steps.contains(.interrupted) {
            row[.interruptions] += interruptions
            row[.interruptedSeconds] += asideSeconds
        }
        if !steps.isDisjoint(with: [.wrong, .lost]) { addFailure(to: row) }
        guard steps.contains(.stands) else { return }
        row[.revenue] += prices.revenue
        if isNewMatter && !metHumanSince { row[.contained] += 1 }
    }

    /// What a contact with which its case ends adds to the counters of cases.
    @inline(__always)
    func addResolution(to row: LedgerRow) {
        guard steps.contains(.resolved) else { return }
        row[.resolved] += 1
        row[.resolutionSeconds] += caseSeconds
        if isFirst { row[.resolvedFirst] += 1 }
        guard !steps.contains(.wrong) else { return }
        row[.resolvedRight] += 1
        if !metHuman { row[.resolvedRightAlone] += 1 }
    }

    private func addFailure(to row: LedgerRow) {
        row[.wrongAnswerCost] += outcome.wrongAnswer
        row[.wrongCaseCost] += outcome.wrongCase
        row[.lostCost] += outcome.lost
        row[.unhandledCost] += outcome.unhandled
        if steps.endsWrong { row[.endedWrong] += 1 }
        if steps.contains(.lost) { row[.lost] += 1 }
        if steps.endsUnhandled { row[.unhandled] += 1 }
    }

    private func addReading(to row: LedgerRow) {
        row[.aiCost] += prices.ai
        if !threshold.isNaN {
            row[.thresholds] += 1
            row[.thresholdSum] += min(max(threshold, 0), 1)
        }
        if steps.contains(.confirmed) {
            // Read once more after the customer's second turn.
            row[.aiCost] += prices.ai
            row[.confirmations] += 1
        }
        if isJudged {
            row[.read] += 1
            if isReadRight { row[.readRight] += 1 }
        }
        guard steps.contains(.answered) else { return }
        row[.answered] += 1
        row[.answeredSeconds] += answerSeconds
        if !isAnswerRight { row[.answeredWrong] += 1 }
        if steps.contains(.audited) { row[.audited] += 1 }
    }

    private func addReview(to row: LedgerRow) {
        row[.reviewed] += 1
        if steps.contains(.overridden) { row[.overridden] += 1 }
        if isRead, !isReadRight { row[isTaken ? .acceptedWrong : .stoppedWrong] += 1 }
        guard isApproval else { return }
        row[.approved] += 1
        row[.approvalSeconds] += approvalSeconds
    }
}

/// What the ledger counts, for every slice; most of it is added by `LedgerEntry`, above. Amounts of time are in seconds,
/// of money in the operation's currency.
public enum Counter: Int, CaseIterable, Sendable {
    /// First contacts that arrived.
    case cases
    /// Contacts that were repeats.
    case repeats
    /// Contacts that the AI answered alone.
    case answered
    /// Time from their arrival to the answer.
    case answeredSeconds
    /// Those of them that were wrong.
    case answeredWrong
    /// First contacts with a text not met before, that the AI read.
    case read
    /// Those of them whose intent it predicted rightly.
    case readRight
    /// Cases resolved with no human and no repeat.
    case contained
    /// Contacts that joined a human queue, or tried to.
    case sentToHumans
    /// Contacts that were turned away by a full queue.
    case blocked
    /// Contacts that waited.
    case waited
    /// Time waited, by those who abandoned too.
    case waitSeconds
    /// Contacts that gave up waiting.
    case abandoned
    /// Contacts that a human handled.
    case handled
    /// Time spent handling them.
    case handleSeconds
    /// Time that those handled had waited.
    case answerSeconds
    /// Contacts that a human answered after 10 s at most.
    case answeredWithin10
    /// Contacts sent to a human's approval.
    case approvals
    /// Those of them that a human decided on, changed drafts included.
    case approved
    /// Time that waiting for these decisions and making them added.
    case approvalSeconds
    /// Drafts and suggestions that a human saw.
    case reviewed
    /// Those of them that the human changed.
    case overridden
    /// AI answers that were audited.
    case audited
    /// Cases resolved: not lost, and no return.
    case resolved
    /// Cases resolved at the first contact.
    case resolvedFirst
    /// Cases resolved rightly.
    case resolvedRight
    /// Time from the first contact to the resolution.
    case resolutionSeconds
    /// Wages.
    case humanCost
    /// Cost of the queries that the AI read.
    case aiCost
    /// The vendor's bills for resolutions.
    case vendorCost
    /// What is paid whatever happens.
    case fixedCost
    /// Cost of wrong answers of the AI.
    case wrongAnswerCost
    /// Cost of cases that ended wrong.
    case wrongCaseCost
    /// Cost of customers lost.
    case lostCost
    /// Cost of what nobody looked at in time.
    case unhandledCost
    /// AI answers that the vendor charges.
    case charged
    /// Cases that ended wrong.
    case endedWrong
    /// Cases that ended unresolved: given up, turned away, or left.
    case lost
    /// Those of them that nobody looked at in time.
    case unhandled
    /// Revenue.
    case revenue
    /// Agent-seconds handling.
    case busySeconds
    /// Agent-seconds on duty.
    case staffedSeconds
    /// Contact-seconds waiting in queues.
    case queueSeconds
    /// Labels that humans gave.
    case labels
    /// Seconds of the measured period.
    case measuredSeconds
    /// Times that a contact was put aside for a more urgent one.
    case interruptions
    /// Time that contacts lay aside.
    case interruptedSeconds
    /// Agent-seconds by the share of the agents' capacity in use, where agents serve several contacts at once.
    case loadSeconds
    /// Contact-seconds in agents' hands, likewise.
    case inHandSeconds

    /// Queries read while the threshold moves.
    case thresholds
    /// Sum of the confidences asked for, each within 0...1.
    case thresholdSum
    /// Contacts whose customers were asked to confirm or rephrase.
    case confirmations

    /// Cases resolved rightly without any human.
    case resolvedRightAlone
    /// Drafts and suggestions that were wrong and that the human took as they were.
    case acceptedWrong
    /// Drafts and suggestions that were wrong and that the human did not take.
    case stoppedWrong
    /// Agent-seconds approving drafts and plans, auditing answers, and labelling.
    case approvingSeconds, auditingSeconds, labellingSeconds

    /// Number of counters; the compiler makes a constant of it.
    static var count: Int { allCases.count }
}
