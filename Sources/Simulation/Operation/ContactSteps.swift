/// What has happened to a contact so far.
struct ContactSteps: OptionSet {
    let rawValue: UInt32

    /// It was sent to a human queue.
    static let sent = ContactSteps(rawValue: 1 << 0)
    /// The queue was full.
    static let blocked = ContactSteps(rawValue: 1 << 1)
    /// It had to wait, if only for no time: who balks at a queue did.
    static let queued = ContactSteps(rawValue: 1 << 2)
    /// Its wait is over.
    static let waited = ContactSteps(rawValue: 1 << 3)
    /// The customer gave up waiting.
    static let abandoned = ContactSteps(rawValue: 1 << 4)
    /// A human handled it.
    static let handled = ContactSteps(rawValue: 1 << 5)
    /// The human changed what the AI had predicted.
    static let overridden = ContactSteps(rawValue: 1 << 6)
    /// The AI answered it alone.
    static let answered = ContactSteps(rawValue: 1 << 7)
    /// A human audits the answer.
    static let audited = ContactSteps(rawValue: 1 << 8)
    /// The customer got a wrong resolution.
    static let wrong = ContactSteps(rawValue: 1 << 9)
    /// It ended the case, which is resolved.
    static let resolved = ContactSteps(rawValue: 1 << 10)
    /// It is in the ledger.
    static let entered = ContactSteps(rawValue: 1 << 11)
    /// It was put aside for a more urgent one.
    static let interrupted = ContactSteps(rawValue: 1 << 12)
    /// The customer was asked to confirm or rephrase.
    static let confirmed = ContactSteps(rawValue: 1 << 13)
    /// The customer did not come back within the reopen window, and was not lost: what it got is paid for.
    static let stands = ContactSteps(rawValue: 1 << 14)
    /// A human is asked to approve it, and the request has had no end.
    static let asksApproval = ContactSteps(rawValue: 1 << 17)
    /// The AI was asked and had no usable answer.
    static let unanswered = ContactSteps(rawValue: 1 << 15)
    /// It ended the case, which is not resolved: the customer gave up waiting, was turned away, or left.
    static let lost = ContactSteps(rawValue: 1 << 16)

    /// Ways in which a case is lost before anybody looked at it.
    static let missed: ContactSteps = [.abandoned, .blocked]

    /// Whether it ended the case, and the customer's last resolution was wrong.
    var endsWrong: Bool { contains(.wrong) && !isDisjoint(with: [.resolved, .lost]) }

    /// Whether it ended the case because nobody looked at it in time.
    var endsUnhandled: Bool { contains(.lost) && !isDisjoint(with: Self.missed) }
}
