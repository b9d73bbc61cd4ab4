import Stochastics
import Traffic

/// Purposes of the random streams of the simulated operation (see `RandomStream`); 1...63 are those of `Traffic`,
/// 64...79 those of `Workforce`.
enum SimulationPurpose: UInt16 {
    /// Whether an answer is audited, and before that the lot of the rule `random`; entity: contact.
    case audit = 80
    /// How the customer reacts to a resolution; entity: contact.
    case reaction = 81
    /// Whether the human errs, and how; entity: contact.
    case review = 82
    /// Work content of an audit; entity: contact.
    case auditWork = 83
    /// Latency of the AI's answer; entity: contact.
    case latency = 84
    /// Texts and errors of the labels there are before the start; entity: number of the label.
    case firstLabels = 85
    /// Whether a human is asked for a label, by contact; entity 0 seeds the label store.
    case labelStore = 86
    /// A label assigned at random by a fault; entity: contact.
    case shuffledLabel = 87
    /// How sure an assumed AI is of a query, and whether it is right; entity: contact.
    case assumedAccuracy = 88
    /// Whether a customer asks for a human, and how; entity: contact.
    case humanRequest = 90
    /// What a customer says when asked to confirm or rephrase; entity: contact.
    case rephrasedText = 91
    /// How long they take; entity: contact.
    case rephraseDelay = 92
    /// What an assumed AI makes of what they then say; entity: contact.
    case rephrasedAccuracy = 93
    /// Whether they ask for a human then; entity: contact.
    case rephrasedRequest = 94
    /// Audit and lot of the answer after that; entity: contact.
    case rephrasedAudit = 95
    /// Whether the second reader of a label errs, and how; entity: contact.
    case secondReading = 100
    /// Whether the third reader errs, and how; entity: contact.
    case thirdReading = 101
    /// Whether the reader of a gold item errs, and how; entity: contact.
    case goldReading = 102
    /// Whether a label is given twice; entity: contact.
    case doubleLabel = 103
    /// Whether a gold item is mixed in; entity: contact.
    case goldItem = 104
    /// Whether a label is skipped; entity: contact.
    case skippedLabel = 105
    /// Whether a human flags a wrong AI answer; entity: contact.
    case flag = 106
    /// The row of a record that a customer who is back brings; entity: contact.
    case returningRow = 107
    /// What humans say to plans; entity: contact.
    case planAnswer = 120
    /// Time that an answer takes; entity: contact.
    case planWork = 121
    /// Time that the steps of a plan take; entity: contact.
    case planStep = 122
    /// Time until the customer replies to a question about a plan; entity: contact.
    case planReply = 123
    /// Time that a change of a plan takes; entity: contact.
    case planEdit = 124
    /// Turns of a conversation with the AI, and the turn at which it fails; entity: contact.
    case turnCount = 130
    /// Time of each turn; entity: contact.
    case turnTime = 131
    /// What the customer shows in each turn; entity: contact.
    case turnSignals = 132
    /// What the customer says in each turn; entity: contact.
    case turnText = 133
}

/// Names the streams of one contact.
struct ContactKey {
    let seed: UInt64
    let replication: UInt32
    let entity: UInt64

    @inline(__always)
    func stream(_ purpose: SimulationPurpose) -> RandomStream {
        RandomStream(seed: seed, replication: replication, purpose: purpose.rawValue, entity: entity)
    }

    @inline(__always)
    func stream(_ purpose: Purpose) -> RandomStream {
        RandomStream(seed: seed, replication: replication, purpose: purpose.rawValue, entity: entity)
    }

    /// The first value of a purpose's stream.
    func sample(_ distribution: Distribution, _ purpose: Purpose) -> Double {
        distribution.sample(seed: seed, replication: replication, purpose: purpose.rawValue, entity: entity)
    }

    /// The first value of a purpose's stream.
    func sample(_ distribution: Distribution, _ purpose: SimulationPurpose) -> Double {
        distribution.sample(seed: seed, replication: replication, purpose: purpose.rawValue, entity: entity)
    }
}
