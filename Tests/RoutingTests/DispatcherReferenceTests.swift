import Routing
import Testing

/// The dispatcher against a naive one, over long random histories.
@Suite struct DispatcherReferenceTests {
    /// What an operation looks like: random skills, some queues limited, some served by nobody.
    private struct Setting {
        var queues: [QueueSpecification]
        var groups: [AgentGroup]
        var agents: Int

        init(_ random: inout TestBits, interrupts: Bool) {
            let count = 1 + random.below(6)
            queues = (0..<count).map { number in
                QueueSpecification(
                    name: "q\(number)", capacity: random.below(3) == 0 ? random.below(15) : nil,
                    interruptible: interrupts && (number == 0 || random.below(3) > 0))
            }
            groups = []
            agents = 0
            for _ in 0..<1 + random.below(5) {
                let size = random.below(8)
                let skills = (0..<count).filter { _ in random.below(2) == 0 }
                groups.append(
                    AgentGroup(queues: skills.shuffled(using: &random), agents: agents..<agents + size))
                agents += size
            }
        }
    }

    @Test(arguments: 1...12, [false, true]) func agreesWithTheReference(seed: UInt64, interrupts: Bool) {
        var random = TestBits(seed: seed)
        let setting = Setting(&random, interrupts: interrupts)
        var ours = Dispatcher(queues: setting.queues, groups: setting.groups)
        var reference = ReferenceDispatcher(queues: setting.queues, groups: setting.groups)
        var free = Array(0..<300)
        /// What each agent has in hand: it is free again when the agent is done, unless it is put aside before.
        var held = [Int?](repeating: nil, count: setting.agents)
        var now = 0.0
        var seen: Set<String> = []
        for step in 0..<20_000 {
            // Times repeat, so that ties come up.
            if random.below(3) == 0 { now += Double(1 + random.below(3)) }
            switch random.below(10) {
            case 0..<4:
                guard !free.isEmpty else { continue }
                let ticket = free.remove(at: random.below(free.count))
                let (queue, priority) = (random.below(setting.queues.count), random.below(10))
                let placement = ours.join(ticket: ticket, queue: queue, priority: priority, now: now)
                let expected = reference.join(ticket: ticket, queue: queue, priority: priority, now: now)
                guard agree(placement, expected, step) else { return }
                switch placement {
                case .served(let agent), .interrupting(let agent, _): held[agent] = ticket
                case .blocked: free.append(ticket)
                case .waiting, .reserved: break
                }
                seen.insert("join \(placement)".prefix(10).description)
            case 4..<8:
                guard setting.agents > 0 else { continue }
                let agent = random.below(setting.agents)
                let ticket = ours.ready(agent: agent, now: now)
                guard agree(ticket, reference.ready(agent: agent, now: now), step) else { return }
                if let done = held[agent] { free.append(done) }
                held[agent] = ticket
                seen.insert(ticket == nil ? "idle" : "taken")
            case 8:
                let ticket = random.below(300)
                let left = ours.leave(ticket: ticket)
                guard agree(left, reference.leave(ticket: ticket), step) else { return }
                if left { free.append(ticket) }
                seen.insert("left \(left)")
            default:
                guard setting.agents > 0 else { continue }
                let agent = random.below(setting.agents)
                let gone = ours.leaveDuty(agent: agent)
                guard agree(gone, reference.leaveDuty(agent: agent), step) else { return }
                seen.insert("gone \(gone)")
            }
            guard agree(ours.backlog, reference.backlog, step) else { return }
        }
        let mayInterrupt = interrupts && setting.groups.contains { !$0.agents.isEmpty && $0.queues.contains(0) }
        #expect(!mayInterrupt || seen.contains("join inter"), "nobody was interrupted")
        #expect(setting.agents == 0 || seen.count >= 4, "the history was too dull: \(seen.sorted())")
    }

    private func agree<Value: Equatable>(_ ours: Value, _ expected: Value, _ step: Int) -> Bool {
        #expect(ours == expected, "at step \(step)")
        return ours == expected
    }
}
