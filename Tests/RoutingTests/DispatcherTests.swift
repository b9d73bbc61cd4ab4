import Routing
import Testing

/// A dispatcher that expectations may call: they take no mutating members.
private final class Desk {
    private var dispatcher: Dispatcher
    init(_ dispatcher: consuming Dispatcher) { self.dispatcher = dispatcher }

    var backlog: [Int] { dispatcher.backlog }

    func join(ticket: Int, queue: Int, priority: Int, now: Double) -> Placement {
        dispatcher.join(ticket: ticket, queue: queue, priority: priority, now: now)
    }

    func leave(ticket: Int) -> Bool { dispatcher.leave(ticket: ticket) }

    func ready(agent: Int, now: Double) -> Int? { dispatcher.ready(agent: agent, now: now) }

    func leaveDuty(agent: Int) -> Bool { dispatcher.leaveDuty(agent: agent) }
}

/// Who takes what, in scenarios small enough to do by hand.
@Suite struct DispatcherTests {
    /// Agents 0 and 1 serve queue 0; 2 and 3 serve queues 0 and 1; 4 serves queue 1.
    private func desk(capacity: Int? = nil) -> Desk {
        Desk(
            Dispatcher(
                queues: [QueueSpecification(name: "general", capacity: capacity), QueueSpecification(name: "cards")],
                groups: [
                    AgentGroup(queues: [0], agents: 0..<2), AgentGroup(queues: [0, 1], agents: 2..<4),
                    AgentGroup(queues: [1], agents: 4..<5),
                ]))
    }

    @Test func longestIdleAcrossGroups() {
        let desk = desk()
        for (agent, now) in [(3, 1.0), (0, 2), (4, 3), (2, 4), (1, 5)] {
            #expect(desk.ready(agent: agent, now: now) == nil)
        }
        let served = (0..<4).map { desk.join(ticket: $0, queue: 0, priority: 5, now: 10) }
        #expect(served == [3, 0, 2, 1].map { .served(agent: $0) })
        #expect(desk.join(ticket: 4, queue: 0, priority: 5, now: 10) == .waiting, "agent 4 lacks the skill")
        #expect(desk.join(ticket: 5, queue: 1, priority: 5, now: 10) == .served(agent: 4))
        #expect(desk.backlog == [1, 0])
    }

    @Test func mostUrgentFirstThenLongestWaiting() {
        let desk = desk()
        let contacts = [(0, 0, 5), (1, 1, 3), (2, 0, 3), (3, 1, 0), (4, 0, 9), (5, 1, 5)]
        for (now, (ticket, queue, priority)) in contacts.enumerated() {
            let placement = desk.join(ticket: ticket, queue: queue, priority: priority, now: Double(now))
            #expect(placement == .waiting)
        }
        #expect(desk.backlog == [3, 3])
        #expect((0..<7).map { desk.ready(agent: 2, now: 10 + Double($0)) } == [3, 1, 2, 0, 5, 4, nil])
        #expect(desk.backlog == [0, 0])
    }

    /// An agent with one skill takes nothing of another queue, however urgent.
    @Test func skillsAreKept() {
        let desk = desk()
        _ = desk.join(ticket: 0, queue: 1, priority: 0, now: 0)
        _ = desk.join(ticket: 1, queue: 0, priority: 9, now: 1)
        #expect(desk.ready(agent: 0, now: 2) == 1)
        #expect(desk.ready(agent: 1, now: 2) == nil)
        #expect(desk.ready(agent: 4, now: 3) == 0)
    }

    @Test func firstInFirstOutAmongEqualsAcrossQueues() {
        let desk = desk()
        for ticket in 0..<100 {
            _ = desk.join(ticket: ticket, queue: ticket * 7 % 3 % 2, priority: 5, now: Double(ticket))
        }
        #expect((0..<100).map { desk.ready(agent: 3, now: 100 + Double($0)) } == Array(0..<100))
    }

    @Test func atTheSameTimeTheFirstListedThenTheFirstToCome() {
        let desk = desk()
        for agent in [3, 1, 2, 0] { _ = desk.ready(agent: agent, now: 0) }
        let served = (0..<4).map { desk.join(ticket: $0, queue: 0, priority: 5, now: 0) }
        #expect(served == [1, 0, 3, 2].map { .served(agent: $0) })
        for ticket in 0..<4 { _ = desk.join(ticket: ticket, queue: 1 - ticket % 2, priority: 5, now: 1) }
        #expect((0..<4).map { _ in desk.ready(agent: 2, now: 2) } == [1, 3, 0, 2])
    }

    @Test func fullQueueTurnsAway() {
        let desk = desk(capacity: 2)
        #expect(desk.join(ticket: 0, queue: 0, priority: 5, now: 0) == .waiting)
        #expect(desk.join(ticket: 1, queue: 0, priority: 5, now: 1) == .waiting)
        #expect(desk.join(ticket: 2, queue: 0, priority: 0, now: 2) == .blocked)
        #expect(desk.join(ticket: 2, queue: 1, priority: 5, now: 2) == .waiting, "the other has no limit")
        #expect(desk.leave(ticket: 0))
        #expect(desk.join(ticket: 3, queue: 0, priority: 5, now: 3) == .waiting)
        #expect(desk.backlog == [2, 1])
        #expect(!desk.leave(ticket: 99))
    }

    @Test func noRoomToWaitStillServes() {
        let desk = desk(capacity: 0)
        _ = desk.ready(agent: 0, now: 0)
        #expect(desk.join(ticket: 0, queue: 0, priority: 5, now: 1) == .served(agent: 0))
        #expect(desk.join(ticket: 1, queue: 0, priority: 5, now: 2) == .blocked)
    }

    @Test func leavingTheLineAnywhere() {
        for leaver in 0..<4 {
            let desk = desk()
            for ticket in 0..<4 { _ = desk.join(ticket: ticket, queue: 0, priority: 5, now: Double(ticket)) }
            #expect(desk.leave(ticket: leaver))
            #expect(!desk.leave(ticket: leaver), "only once")
            #expect(desk.backlog[0] == 3)
            _ = desk.join(ticket: 4, queue: 0, priority: 5, now: 8)
            let rest = (0..<5).filter { $0 != leaver }
            #expect((0..<5).map { _ in desk.ready(agent: 0, now: 9) } == rest + [nil])
            #expect(!desk.leave(ticket: rest[0]), "already served")
        }
    }

    @Test func whoWentOffDutyGetsNothing() {
        let desk = desk()
        #expect(!desk.leaveDuty(agent: 0), "was never idle")
        for agent in 0..<2 { _ = desk.ready(agent: agent, now: Double(agent)) }
        #expect(desk.leaveDuty(agent: 0))
        #expect(!desk.leaveDuty(agent: 0))
        #expect(desk.join(ticket: 0, queue: 0, priority: 5, now: 2) == .served(agent: 1))
        #expect(!desk.leaveDuty(agent: 1), "busy: leaves after the contact")
        #expect(desk.join(ticket: 1, queue: 0, priority: 5, now: 3) == .waiting)
        #expect(desk.ready(agent: 0, now: 4) == 1, "back on duty")
    }

    /// Idleness counts from coming back on duty, not from before.
    @Test func idlenessStartsAgain() {
        let desk = desk()
        for agent in 0..<2 { _ = desk.ready(agent: agent, now: Double(agent)) }
        _ = desk.leaveDuty(agent: 0)
        #expect(desk.ready(agent: 0, now: 5) == nil)
        #expect(desk.join(ticket: 0, queue: 0, priority: 5, now: 6) == .served(agent: 1))
    }

    @Test func idleAgentsStayIdleWhereTheyAre() {
        let desk = desk()
        for agent in [0, 1, 0, 0] { #expect(desk.ready(agent: agent, now: 1) == nil) }
        #expect(desk.join(ticket: 0, queue: 0, priority: 5, now: 6) == .served(agent: 0))
        #expect(desk.join(ticket: 1, queue: 0, priority: 5, now: 6) == .served(agent: 1))
        #expect(desk.join(ticket: 2, queue: 0, priority: 5, now: 6) == .waiting)
    }

    /// A priority off the scale must not land in the line of the next queue.
    @Test func prioritiesOffTheScale() {
        let desk = desk()
        for (ticket, priority) in [(0, 10), (1, 9), (2, -1), (3, 0)] {
            #expect(desk.join(ticket: ticket, queue: 0, priority: priority, now: Double(ticket)) == .waiting)
        }
        #expect(desk.ready(agent: 4, now: 5) == nil)
        #expect((0..<4).map { _ in desk.ready(agent: 0, now: 6) } == [2, 3, 0, 1])
    }

    @Test func aQueueThatNobodyServes() {
        let desk = Desk(Dispatcher(queues: [QueueSpecification(name: "lonely")], groups: []))
        #expect(desk.join(ticket: 0, queue: 0, priority: 5, now: 0) == .waiting)
        #expect(desk.leave(ticket: 0))
        #expect(desk.backlog == [0])
    }
}
