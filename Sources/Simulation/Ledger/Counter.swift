/// What the ledger counts, for every slice. Amounts of time are in seconds, of money in the operation's currency.
public enum Counter: Int, CaseIterable, Sendable {
    /// First contacts that arrived.
    case cases
    /// Contacts that were repeats.
    case repeats
    /// Contacts that the AI answered alone.
    case answered
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
    /// Cost of the AI.
    case aiCost
    /// Cost of wrong resolutions.
    case errorCost
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

    /// Number of counters; the compiler makes a constant of it.
    static var count: Int { allCases.count }
}
