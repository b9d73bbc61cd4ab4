import Routing

/// What follows from what a human said of an item: what others are to read, and what is settled.
struct LabelReadings {
    /// What an item is, once it is settled.
    struct Settled {
        var intent: Int
        /// Whether the item is an audited answer, whose verdict waits as well.
        var isAudit: Bool
        /// Whether the label is wanted for training.
        var isLabel: Bool
        /// Probability with which it was asked for.
        var probability: Double
        /// Whether other humans have put its errors right, or had no reason to.
        var isSettled = false
    }

    /// An item with a known answer that is mixed in.
    var gold: Feedback.Pending?
    /// The reading that is wanted, and what is known of the item by then; nil for none.
    var again: LabelRecord.Reading?
    var pending: Feedback.Pending?
    /// What the item is, where that is settled.
    var settled: Settled?
}

extension Feedback.Pending {
    /// An item whose answer is known.
    static let gold = Feedback.Pending(
        intents: [], annotators: [], isDouble: false, isAudit: false, isLabel: false, probability: 1)

    /// What it is, where that is settled.
    func settled(_ intent: Int) -> LabelReadings.Settled {
        LabelReadings.Settled(
            intent: intent, isAudit: isAudit, isLabel: isLabel, probability: probability, isSettled: contradicts)
    }
}
