import Quantities
import Routing
import Traffic

/// A way to break measures down.
public enum Breakdown: String, Sendable, CaseIterable {
    case channel, segment, intent, queue, priority
    /// By week of the run, for the timeline.
    case week
    /// By hour of the week, for the timeline.
    case hour
    /// By the number of a followed contact, from the start of the run.
    case contact
}

/// Numbers the slices of the ledger: the whole, then every member of every breakdown.
public struct SliceMap: Sendable {
    /// The whole operation.
    public static let whole = 0
    /// Names of the members of each breakdown.
    public let names: [Breakdown: [String]]
    private let starts: [Int]
    /// Weeks of the run.
    let weeks: Int
    /// First slices of the breakdowns that a contact is in, or 0 where there is no choice of member.
    private let first:
        (
            channel: Int32, segment: Int32, intent: Int32, queue: Int32, priority: Int32, week: Int32, hour: Int32
        )
    /// Places of the followed contacts by their numbers, which count from 0; empty without any.
    private let followed: [Int: Int]
    /// Number of slices.
    public let count: Int

    /// Lays out the slices of an operation.
    ///
    /// - Parameters:
    ///   - catalog: names of its channels, segments, intents and queues.
    ///   - weeks: weeks of the run, 1 or more.
    ///   - contacts: numbers of the followed contacts, from 1.
    init(catalog: Catalog, weeks: Int, contacts: [Int] = []) {
        let names: [Breakdown: [String]] = [
            .channel: catalog.channels, .segment: catalog.segments, .intent: catalog.intents,
            .queue: catalog.queues, .priority: (0..<Dispatcher.priorities).map(String.init),
            .week: (1...max(1, weeks)).map { Self.padded($0, 2) },
            .hour: (0..<Weekday.hours).map { Self.padded($0, 3) },
            .contact: contacts.map(String.init),
        ]
        var starts: [Int] = []
        var next = 1
        for breakdown in Breakdown.allCases {
            starts.append(next)
            next += names[breakdown]?.count ?? 0
        }
        self.names = names
        self.starts = starts
        self.weeks = max(1, weeks)
        func start(_ breakdown: Breakdown, evenAlone: Bool = false) -> Int32 {
            let hasChoice = evenAlone || (names[breakdown]?.count ?? 0) > 1
            return hasChoice ? Int32(starts[Self.position(breakdown)]) : 0
        }
        first = (
            start(.channel), start(.segment), start(.intent), start(.queue, evenAlone: true),
            start(.priority, evenAlone: true), start(.week, evenAlone: true), start(.hour, evenAlone: true)
        )
        followed = Dictionary(contacts.enumerated().map { ($1 - 1, $0) }, uniquingKeysWith: { first, _ in first })
        count = next
    }

    /// The slice of a member.
    public func slice(_ breakdown: Breakdown, _ member: Int) -> Int {
        starts[Self.position(breakdown)] + member
    }

    /// The week of the run that a time falls in, the last one for what comes after the horizon.
    func week(_ seconds: Double) -> Int { min(weeks - 1, Int(seconds / Seconds.perWeek)) }

    /// Where a contact counts: in the week of the case, so that the parts of a share are of the same cases, and in its
    /// own hour; where humans came in, in its queue and priority.
    func places(of contact: UnsafePointer<OpenContact>) -> ContactSlices {
        func slice(_ start: Int32, _ member: Int) -> Int32 {
            start > 0 ? start &+ Int32(truncatingIfNeeded: member) : 0
        }
        let toHuman = contact.pointee.decision.action.reachesHuman
        return ContactSlices(
            slice(first.channel, contact.pointee.query.channel), slice(first.segment, contact.pointee.query.segment),
            slice(first.intent, contact.pointee.truth.intent), first.week &+ contact.pointee.week,
            first.hour &+ contact.pointee.hour, toHuman ? slice(first.queue, contact.pointee.decision.queue) : 0,
            toHuman ? slice(first.priority, contact.pointee.decision.priority) : 0,
            followed.isEmpty ? 0 : followedSlice(contact))
    }

    @inline(never)
    private func followedSlice(_ contact: UnsafePointer<OpenContact>) -> Int32 {
        guard contact.pointee.attempt == 0, let member = followed[contact.pointee.number] else {
            return 0
        }
        return Int32(slice(.contact, member))
    }

    private static func position(_ breakdown: Breakdown) -> Int {
        switch breakdown {
        case .channel: 0
        case .segment: 1
        case .intent: 2
        case .queue: 3
        case .priority: 4
        case .week: 5
        case .hour: 6
        case .contact: 7
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
