import Routing
import Traffic

/// A contact that is going on, or an audit of an answer that was given.
struct OpenContact {
    /// Number of the customer's first contact.
    var number = 0
    /// 0 for the first contact, 1 for the first repeat.
    var attempt = 0
    /// Whether the first contact arrived in the measured period.
    var isMeasured = false
    /// Whether this is an audit rather than a customer.
    var isAudit = false
    /// Whether a human handled an earlier contact of the case.
    var metHuman = false
    /// Arrival of the first contact, in seconds.
    var caseStart = 0.0
    /// Arrival of this contact, in seconds.
    var arrival = 0.0
    /// Time it joined its queue, in seconds.
    var joined = 0.0
    /// Time waited before service or abandonment, in seconds.
    var wait = 0.0
    /// Time the human takes, in seconds.
    var handle = 0.0
    var truth = Truth(intent: 0)
    var query = QueryFacts()
    var decision = Decision(action: .escalate, queue: 0, priority: 5, reasons: [])
    /// What the AI said, when it read the query.
    var predictedIntent = -1
    var confidence = 0.0
    var emotion = 0.0
    var modelVersion = 0
    /// The agent who has it, or -1.
    var agent: Int32 = -1
    /// What the human decides the intent is; -1 before.
    var decidedIntent = -1
    /// Whether the human is asked for a label.
    var asksLabel = false
    var slices = ContactSlices(repeating: -1)

    /// Whether the AI's reading is what the customer meant, and a matter it can answer at all.
    var isAIRight: Bool { predictedIntent == truth.intent && !truth.outOfScope }
}

/// What a query carries besides its text, which is kept apart so that its memory can be reused.
struct QueryFacts {
    var channel = 0
    var segment = 0
    var action: Int?
    var amount = 0.0
    var source: Int?
}

/// The contacts that are going on, in reusable places.
struct ContactTable {
    private(set) var contacts: [OpenContact] = []
    private var texts: [[UInt8]] = []
    private var free: [Int] = []

    /// Takes a place; its content is a fresh contact, with the text of the last one until another is swapped in.
    mutating func open() -> Int {
        if let place = free.popLast() {
            contacts[place] = OpenContact()
            return place
        }
        contacts.append(OpenContact())
        texts.append([])
        return contacts.count - 1
    }

    /// Gives a place back.
    mutating func close(_ place: Int) { free.append(place) }

    subscript(place: Int) -> OpenContact {
        _read { yield contacts[place] }
        _modify { yield &contacts[place] }
    }

    /// Exchanges a contact's text with another array, without copying.
    mutating func swapText(_ place: Int, _ text: inout [UInt8]) { swap(&texts[place], &text) }

    /// Copies the text of one place to another.
    mutating func copyText(from: Int, to: Int) { texts[to] = texts[from] }

    /// The text of a contact.
    func text(_ place: Int) -> [UInt8] { texts[place] }
}
