import Foundation
import Routing
import Stochastics

/// CPU time of a dispatch decision: a contact joins or an agent becomes ready, 1,000 agents, 20 skills.
struct DispatchRun {
    private struct Result: Encodable {
        var nanoseconds: Double
        var decisions: Int
        var groups: Int
        var servedAtOnce: Double
    }

    func print() {
        var random = RandomStream(seed: 1, replication: 0, purpose: 0x4470, entity: 0)
        let queues = (0..<20).map { QueueSpecification(name: "skill \($0)") }
        // 100 groups of ten agents with one to six skills each, drawn at random; together they have all.
        let groups = (0..<100).map { group in
            var skills: Set<Int> = [group % 20]
            for _ in 0..<random.below(6) { skills.insert(random.below(20)) }
            return AgentGroup(queues: skills.sorted(), agents: group * 10..<(group + 1) * 10)
        }
        var dispatcher = Dispatcher(queues: queues, groups: groups)
        for agent in 0..<1000 { _ = dispatcher.ready(agent: agent, now: 0) }
        let decisions = 2_000_000
        // Drawn before the clock starts. Load swings about what the agents can do, so that both agents and contacts wait.
        let steps = (0..<decisions).map { step -> Step in
            let joins = (step / 5_000) % 2 == 0 ? 0.52 : 0.48
            return Step(
                joins: step < 1000 || random.uniform() < joins, queue: Int32(random.below(20)),
                priority: Int8(random.below(10)), pick: random.uniform())
        }
        var busy: [Int] = []
        var freeTickets = Array(0..<100_000)
        var ticketOfAgent = [Int](repeating: 0, count: 1000)
        busy.reserveCapacity(1000)
        var (made, joined, served) = (0, 0, 0)
        let start = processSeconds()
        for (number, step) in steps.enumerated() {
            let now = Double(number)
            if step.joins {
                guard let ticket = freeTickets.popLast() else { continue }
                made += 1
                joined += 1
                if case .served(let agent) = dispatcher.join(
                    ticket: ticket, queue: Int(step.queue), priority: Int(step.priority), now: now)
                {
                    served += 1
                    ticketOfAgent[agent] = ticket
                    busy.append(agent)
                }
            } else {
                guard !busy.isEmpty else { continue }
                let place = min(Int(step.pick * Double(busy.count)), busy.count - 1)
                let agent = busy[place]
                freeTickets.append(ticketOfAgent[agent])
                made += 1
                if let next = dispatcher.ready(agent: agent, now: now) {
                    ticketOfAgent[agent] = next
                } else {
                    busy.swapAt(place, busy.count - 1)
                    busy.removeLast()
                }
            }
        }
        let seconds = processSeconds() - start
        try? report(
            Result(
                nanoseconds: seconds / Double(made) * 1e9, decisions: made, groups: groups.count,
                servedAtOnce: Double(served) / Double(max(joined, 1))))
    }

    private struct Step {
        var joins: Bool
        var queue: Int32
        var priority: Int8
        var pick: Double
    }
}
