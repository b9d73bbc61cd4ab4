import EventEngine
import Routing
import Workforce

/// What agents have in hand where several contacts may be in one agent's hands; nothing where the scenario names no
/// strategy of assignment.
struct AssignmentDesk: ~Copyable {
    /// A contact in an agent's hands, or one that may be.
    struct Held {
        /// When the agent took it, and when its remaining work was last settled, in seconds.
        var began = 0.0
        var settled = 0.0
        /// Work left when it is the only one in hand, in seconds.
        var work = 0.0
        /// When the customer gives up waiting; infinity for one who does not.
        var patienceEnd = Double.infinity
        /// The next contact in the same hands, or -1.
        var next: Int32 = -1
        /// The agent who last had a contact of this case.
        var lastAgent: Int32 = -1
    }

    var assigner: Assigner
    /// Whether a contact asks for the agent who had its case before, and how long it waits for that one, in seconds.
    private let isSticky: Bool
    let stickySeconds: Double
    /// Shares of agents' capacity in use, and contacts in hand.
    var load: TimeWeighted
    var inHand: TimeWeighted
    private let channelUnits: FlatTable<Int>
    private let stretch: FlatTable<Double>
    private(set) var held = FlatTable<Held>()
    private var firsts: FlatTable<Int32>
    private var counts: FlatTable<Int>

    init(
        _ specification: AssignmentSpecification?, queues: [QueueSpecification], groups: [AgentGroup], channels: Int,
        window: ClosedRange<Double>
    ) {
        let isUsed = specification != nil
        let units = specification?.channelUnits ?? []
        let agents = isUsed ? groups.map(\.agents.upperBound).max() ?? 0 : 0
        assigner = Assigner(
            specification?.rules ?? AssignmentRules(), queues: isUsed ? queues : [], groups: isUsed ? groups : [])
        isSticky = specification?.isSticky ?? false
        stickySeconds = specification?.rules.stickySeconds ?? 0
        load = TimeWeighted(0, window: window)
        inHand = TimeWeighted(0, window: window)
        channelUnits = FlatTable((0..<channels).map { units.indices.contains($0) ? units[$0] : 1 })
        stretch = FlatTable(specification?.stretch ?? [])
        firsts = FlatTable(repeating: -1, count: agents)
        counts = FlatTable(repeating: 0, count: agents)
    }

    /// Whether handle times depend on how many contacts an agent has.
    var stretches: Bool { stretch.count > 0 }

    /// Contacts in an agent's hands.
    func count(_ agent: Int) -> Int { counts[agent] }

    /// Units that a contact of a channel takes.
    func units(_ channel: Int) -> Int { channelUnits[channel] }

    /// Whether a contact wants the agent who had its case before: no audit, and no approval of a plan.
    func asks(_ contact: UnsafeMutablePointer<OpenContact>, hasPlan: Bool) -> Bool {
        isSticky && contact.pointee.metHuman && !contact.pointee.isAudit && !hasPlan
    }

    /// A contact asks for a human, and for the one its case had before where it `asks`.
    mutating func join(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, asks: Bool, at now: Double
    ) -> Placement {
        if place >= held.count { held.grow(to: max(64, place + 1, held.count * 2), filling: Held()) }
        let placement = assigner.join(
            ticket: place, queue: contact.pointee.decision.queue, priority: contact.pointee.decision.priority,
            units: units(contact.pointee.query.channel), preferring: asks ? lastAgent(place) : -1, now: now)
        setPatience(place, end: .infinity)
        return placement
    }

    /// The agent who last had a contact of the case in a place, or -1.
    func lastAgent(_ place: Int) -> Int { Int(held[place].lastAgent) }

    /// Notes until when a customer waits.
    mutating func setPatience(_ place: Int, end: Double) { held[place].patienceEnd = end }

    /// An agent takes a contact with so much work.
    mutating func take(_ place: Int, agent: Int, units: Int, work: Double, at now: Double) {
        settle(agent, at: now)
        held[place].began = now
        held[place].settled = now
        held[place].work = work
        held[place].lastAgent = Int32(truncatingIfNeeded: agent)
        held[place].next = firsts[agent]
        firsts[agent] = Int32(truncatingIfNeeded: place)
        change(agent, contacts: 1, units: units, at: now)
    }

    /// An agent is done with a contact.
    mutating func drop(_ place: Int, agent: Int, units: Int, at now: Double) {
        settle(agent, at: now)
        if Int(firsts[agent]) == place {
            firsts[agent] = held[place].next
        } else {
            var before = Int(firsts[agent])
            while before >= 0, Int(held[before].next) != place { before = Int(held[before].next) }
            if before >= 0 { held[before].next = held[place].next }
        }
        change(agent, contacts: -1, units: units, at: now)
    }

    private mutating func change(_ agent: Int, contacts: Int, units: Int, at now: Double) {
        counts[agent] += contacts
        inHand.add(Double(contacts), at: now)
        load.add(Double(contacts) * share(units, of: agent), at: now)
    }

    /// The share of an agent's capacity that a contact takes.
    func share(_ units: Int, of agent: Int) -> Double {
        Double(assigner.units(units, of: agent)) / Double(assigner.capacity(of: agent))
    }

    /// The factor on handle time of what an agent has in hand.
    private func factor(_ agent: Int) -> Double {
        stretch.count == 0 || counts[agent] == 0 ? 1 : stretch[min(counts[agent], stretch.count) - 1]
    }

    /// Takes what was done since the last change off the work left.
    private mutating func settle(_ agent: Int, at now: Double) {
        guard stretches else { return }
        let factor = factor(agent)
        var place = Int(firsts[agent])
        while place >= 0 {
            held[place].work = max(0, held[place].work - (now - held[place].settled) / factor)
            held[place].settled = now
            place = Int(held[place].next)
        }
    }

    /// The first contact in an agent's hands, or -1.
    func first(_ agent: Int) -> Int { Int(firsts[agent]) }

    /// When a contact in hand will be done if nothing changes.
    func finish(_ place: Int, agent: Int) -> Double { held[place].settled + held[place].work * factor(agent) }
}
