import Routing

/// The plans that are going on, by the places of their contacts; nothing where the scenario has no plans.
struct PlanDesk: ~Copyable {
    /// A contact's plan.
    struct Entry {
        /// Number of its specification; -1 when the contact has no plan, or none any more.
        var number = -1
        var progress: PlanProgress?
        /// When it was begun, and when an approval was last asked for, in seconds.
        var started = 0.0
        var asked = 0.0
        /// Approvals and escalations asked for so far.
        var approvals = 0
        /// What its approvals took in all, in seconds: until answers, in queues, and in hands.
        var delay = 0.0
        var waited = 0.0
        var handled = 0.0
        /// What its steps took, in seconds.
        var steps = 0.0
        /// What the human who has it will say.
        var answer = PlanAnswer.accept
        /// The policy's priority, for a human who takes the request over.
        var priority = 5
        var isEscalated = false
        /// Whether the customer has been asked about the approval that waits.
        var hasResponded = false
        var isChanged = false
        var isRejected = false
    }

    private var entries = FlatTable<Entry>()

    /// Whether a contact has a plan that is going on.
    func isOpen(_ place: Int) -> Bool { place < entries.count && entries[place].number >= 0 }

    /// Whether a contact's plan was rejected.
    func isRejected(_ place: Int) -> Bool { place < entries.count && entries[place].isRejected }

    /// A contact has no plan, whatever the last one in its place had.
    mutating func clear(_ place: Int) {
        if place >= entries.count { entries.grow(to: max(64, place + 1, entries.count * 2), filling: Entry()) }
        entries[place] = Entry()
    }

    subscript(place: Int) -> Entry {
        @inline(__always) unsafeAddress { UnsafePointer(entries.address(of: place)) }
        @inline(__always) unsafeMutableAddress { entries.address(of: place) }
    }
}
