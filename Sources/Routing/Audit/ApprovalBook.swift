/// The approvals that a trail says were asked for, and how each ended.
///
/// A draft asks with its decision, a plan with a request of its own; where both do, it is one approval. A query has one at
/// a time. An approval that timed out has ended, and goes on elsewhere as another one.
public struct ApprovalBook: Sendable, Equatable {
    /// Approvals asked for.
    public private(set) var asked = 0
    /// Approvals that a human answered.
    public private(set) var answered = 0
    /// Approvals that nobody answered in time.
    public private(set) var timedOut = 0
    /// Approvals that ended because nobody waits for the answer any more.
    public private(set) var withdrawn = 0
    /// Approvals that waited when the run ended.
    public private(set) var stillOpen = 0
    /// Records that asked for an approval which has no end, in order.
    public var unended: [Int] { (lost + waiting.values.map(\.record)).sorted() }
    /// Records that end an approval nobody asked for, in order.
    public private(set) var unasked: [Int] = []

    private var waiting: [Int: (record: Int, isOfDecision: Bool)] = [:]
    private var lost: [Int] = []

    init() {}

    /// Two books are the same that say the same.
    public static func == (one: ApprovalBook, other: ApprovalBook) -> Bool {
        (one.asked, one.answered, one.timedOut, one.withdrawn, one.stillOpen)
            == (other.asked, other.answered, other.timedOut, other.withdrawn, other.stillOpen)
            && one.unended == other.unended && one.unasked == other.unasked
    }

    /// Takes a record, without its digest.
    ///
    /// - Parameter number: of the record.
    mutating func note(_ record: [UInt8], number: Int) {
        guard let members = RecordMembers.read(record) else { return }
        func text(_ key: String) -> String? {
            if case .text(let text)? = members.first(where: { $0.key == key })?.value { text } else { nil }
        }
        guard case .whole(let query)? = members.first(where: { $0.key == "query" })?.value else { return }
        switch text("event") {
        case "decision" where text("action") == Decision.Action.approve.name:
            open(query, record: number, isOfDecision: true)
        case "approval_asked": open(query, record: number, isOfDecision: false)
        case "review": if waiting.removeValue(forKey: query) != nil { answered += 1 }
        case "approval" where text("answer") == "timed_out": end(query, record: number) { $0.timedOut += 1 }
        case "approval": end(query, record: number) { $0.answered += 1 }
        case "approval_ended" where text("end") == AuditEvent.ApprovalEnd.Kind.open.rawValue:
            end(query, record: number) { $0.stillOpen += 1 }
        case "approval_ended": end(query, record: number) { $0.withdrawn += 1 }
        default: break
        }
    }

    private mutating func open(_ query: Int, record: Int, isOfDecision: Bool) {
        if let earlier = waiting[query] {
            if earlier.isOfDecision, !isOfDecision {
                waiting[query] = (earlier.record, false)
                return
            }
            lost.append(earlier.record)
        }
        waiting[query] = (record, isOfDecision)
        asked += 1
    }

    private mutating func end(_ query: Int, record: Int, _ count: (inout ApprovalBook) -> Void) {
        if waiting.removeValue(forKey: query) == nil { unasked.append(record) } else { count(&self) }
    }
}
