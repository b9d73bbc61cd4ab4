import Routing
import Testing

/// Who is interrupted for whom, worked out by hand.
@Suite("Interruption") struct InterruptionTests {
    private func dispatcher(
        _ agents: Int, capacity: Int? = nil, interruptible: [Bool] = [true], groups: [AgentGroup]? = nil
    ) -> Dispatcher {
        var dispatcher = Dispatcher(
            queues: interruptible.enumerated().map {
                QueueSpecification(name: "q\($0)", capacity: capacity, interruptible: $1)
            },
            groups: groups ?? [AgentGroup(queues: Array(interruptible.indices), agents: 0..<agents)])
        for agent in 0..<agents { _ = dispatcher.ready(agent: agent, now: Double(agent)) }
        return dispatcher
    }

    @Test("The least urgent is interrupted, of equals the one begun last, and goes on first")
    func leastUrgent() {
        var desk = dispatcher(3)
        for (ticket, priority) in [(1, 5), (2, 7), (3, 7)] {
            _ = desk.join(ticket: ticket, queue: 0, priority: priority, now: 10 + Double(ticket))
        }
        _ = desk.join(ticket: 4, queue: 0, priority: 7, now: 20)
        #expect(desk.backlog == [1])
        let one = desk.join(ticket: 5, queue: 0, priority: 4, now: 21)
        #expect(one == .interrupting(agent: 2, ticket: 3))
        let two = desk.join(ticket: 6, queue: 0, priority: 4, now: 22)
        #expect(two == .interrupting(agent: 1, ticket: 2))
        let three = desk.join(ticket: 7, queue: 0, priority: 4, now: 23)
        #expect(three == .interrupting(agent: 0, ticket: 1))
        let four = desk.join(ticket: 8, queue: 0, priority: 4, now: 24)
        #expect(four == .waiting, "an equal is never interrupted")
        #expect(desk.backlog == [5])
        // The most urgent first; within a priority who was put aside before who never began.
        let order = (0..<5).map { desk.ready(agent: $0 % 3, now: 30 + Double($0)) }
        #expect(order == [8, 1, 2, 3, 4])
    }

    @Test("A full queue takes back what was put aside, and only interruptible queues are interrupted")
    func queues() {
        var desk = dispatcher(1, capacity: 0)
        _ = desk.join(ticket: 1, queue: 0, priority: 9, now: 1)
        let urgent = desk.join(ticket: 2, queue: 0, priority: 0, now: 2)
        #expect(urgent == .interrupting(agent: 0, ticket: 1) && desk.backlog == [1])
        let turned = desk.join(ticket: 3, queue: 0, priority: 5, now: 3)
        #expect(turned == .blocked)
        let back = desk.ready(agent: 0, now: 4)
        #expect(back == 1 && desk.backlog == [0])
        var mixed = dispatcher(2, interruptible: [false, true])
        _ = mixed.join(ticket: 1, queue: 0, priority: 9, now: 1)
        _ = mixed.join(ticket: 2, queue: 1, priority: 5, now: 2)
        let first = mixed.join(ticket: 3, queue: 0, priority: 4, now: 3)
        #expect(first == .interrupting(agent: 1, ticket: 2))
        let second = mixed.join(ticket: 4, queue: 0, priority: 0, now: 4)
        #expect(second == .waiting)
    }

    @Test("Skills matter, and who is off duty finishes in peace")
    func skillsAndDuty() {
        var desk = dispatcher(
            2, interruptible: [true, true],
            groups: [AgentGroup(queues: [0], agents: 0..<1), AgentGroup(queues: [0, 1], agents: 1..<2)])
        _ = desk.join(ticket: 1, queue: 0, priority: 9, now: 1)
        _ = desk.join(ticket: 2, queue: 0, priority: 8, now: 2)
        let skilled = desk.join(ticket: 3, queue: 1, priority: 0, now: 3)
        #expect(skilled == .interrupting(agent: 1, ticket: 2), "agent 0 has the least urgent, but not the skill")
        let gone = desk.leaveDuty(agent: 0)
        #expect(!gone)
        let waits = desk.join(ticket: 4, queue: 0, priority: 0, now: 4)
        #expect(waits == .waiting)
    }
}
