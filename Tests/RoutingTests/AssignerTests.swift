import Routing
import Testing

/// The assigner against a naive one, over long random histories, and against the dispatcher where they do the same.
@Suite struct AssignerTests {
    /// What an operation looks like: random skills, capacities and costs, some queues limited.
    private struct Setting {
        var queues: [QueueSpecification]
        var groups: [AgentGroup] = []
        var agents = 0
        var rules: AssignmentRules

        init(_ random: inout TestBits, _ rules: AssignmentRules, largest: Int) {
            self.rules = rules
            let count = 1 + random.below(5)
            queues = (0..<count).map { number in
                QueueSpecification(name: "q\(number)", capacity: random.below(3) == 0 ? random.below(15) : nil)
            }
            for _ in 0..<1 + random.below(5) {
                let size = 1 + random.below(6)
                let skills = (0..<count).filter { $0 == 0 || random.below(3) > 0 }
                groups.append(AgentGroup(queues: skills.shuffled(using: &random), agents: agents..<agents + size))
                agents += size
                self.rules.capacities.append(1 + random.below(largest))
                self.rules.expectedCosts.append((0..<count).map { _ in Double(random.below(3)) })
            }
            self.rules.targetSeconds = (0..<count).map { _ in Double(5 * random.below(6)) }
        }
    }

    static let strategies: [AssignmentRules] = {
        var all = AssignmentRules.AgentOrder.allCases.flatMap { agents in
            AssignmentRules.ContactOrder.allCases.map { AssignmentRules(agents: agents, contacts: $0) }
        }
        all += all.map { rules in
            var rules = rules
            rules.stickySeconds = 10
            rules.ageingSeconds = 4
            return rules
        }
        return all
    }()

    @Test(arguments: strategies.indices, [1, 4, 64])
    func agreesWithTheReference(strategy: Int, largest: Int) {
        var random = TestBits(seed: UInt64(strategy * 100 + largest))
        let setting = Setting(&random, Self.strategies[strategy], largest: largest)
        var ours = Assigner(setting.rules, queues: setting.queues, groups: setting.groups)
        var reference = ReferenceAssigner(setting.rules, queues: setting.queues, groups: setting.groups)
        var free = Array(0..<200)
        var units = [Int](repeating: 1, count: 200)
        var held = [[Int]](repeating: [], count: setting.agents)
        var now = 0.0
        var seen: Set<String> = []
        for step in 0..<3_000 {
            if random.below(3) == 0 { now += Double(1 + random.below(3)) }
            let agent = random.below(setting.agents)
            let ticket = random.below(200)
            var calls = false
            switch random.below(12) {
            case 0..<4:
                guard !free.isEmpty else { continue }
                let ticket = free.remove(at: random.below(free.count))
                let (queue, priority) = (random.below(setting.queues.count), random.below(10))
                units[ticket] = 1 + random.below(largest + 1)
                let wanted = random.below(2) == 0 ? -1 : agent
                let placement = ours.join(
                    ticket: ticket, queue: queue, priority: priority, units: units[ticket], preferring: wanted,
                    now: now)
                let expected = reference.join(
                    ticket: ticket, queue: queue, priority: priority, units: units[ticket], preferring: wanted,
                    now: now)
                guard agree(placement, expected, step) else { return }
                switch placement {
                case .served(let agent): held[agent].append(ticket)
                case .blocked: free.append(ticket)
                case .waiting, .reserved, .interrupting: break
                }
                seen.insert("\(placement)".prefix(6).description)
            case 4..<9:
                guard let done = held[agent].randomElement(using: &random) else { continue }
                held[agent].removeAll { $0 == done }
                free.append(done)
                ours.finish(agent: agent, units: units[done], now: now)
                reference.finish(agent: agent, units: units[done], now: now)
                calls = true
            case 9:
                let left = ours.leave(ticket: ticket)
                guard agree(left, reference.leave(ticket: ticket), step) else { return }
                if left { free.append(ticket) }
                seen.insert("left \(left)")
            case 10:
                let taker = ours.open(ticket: ticket, now: now)
                guard agree(taker, reference.open(ticket: ticket, now: now), step) else { return }
                if let taker { held[taker].append(ticket) }
                if taker != nil { seen.insert("opened") }
            default:
                if random.below(3) == 0 {
                    let gone = ours.leaveDuty(agent: agent)
                    guard agree(gone, reference.leaveDuty(agent: agent), step) else { return }
                } else {
                    ours.comeOnDuty(agent: agent, now: now)
                    reference.comeOnDuty(agent: agent, now: now)
                    calls = true
                }
            }
            while calls {
                let next = ours.ready(agent: agent, now: now)
                guard agree(next, reference.ready(agent: agent, now: now), step) else { return }
                if let next { held[agent].append(next) }
                seen.insert(next == nil ? "available" : "taken")
                calls = next != nil
            }
            guard agree(ours.load(of: agent), reference.agents[agent].load, step) else { return }
            for queue in setting.queues.indices {
                guard agree(ours.backlog(of: queue), reference.backlog(of: queue), step) else { return }
            }
        }
        #expect(seen.count >= 4, "the history was too dull: \(seen.sorted())")
    }

    @Test(arguments: 1...6) func doesWhatTheDispatcherDoesByDefault(seed: UInt64) {
        var random = TestBits(seed: seed)
        var setting = Setting(&random, AssignmentRules(), largest: 1)
        setting.rules.capacities = []
        var ours = Assigner(setting.rules, queues: setting.queues, groups: setting.groups)
        var dispatcher = Dispatcher(queues: setting.queues, groups: setting.groups)
        var free = Array(0..<100)
        var held = [Int?](repeating: nil, count: setting.agents)
        var isThere = [Bool](repeating: false, count: setting.agents)
        var now = 0.0
        var served = 0
        for step in 0..<10_000 {
            if random.below(3) == 0 { now += Double(1 + random.below(3)) }
            let agent = random.below(setting.agents)
            if random.below(2) == 0 {
                guard !free.isEmpty else { continue }
                let ticket = free.remove(at: random.below(free.count))
                let (queue, priority) = (random.below(setting.queues.count), random.below(10))
                let placement = ours.join(ticket: ticket, queue: queue, priority: priority, now: now)
                let expected = dispatcher.join(ticket: ticket, queue: queue, priority: priority, now: now)
                switch (placement, expected) {
                case (.served(let one), .served(let other)) where one == other: held[one] = ticket
                case (.waiting, .waiting): break
                case (.blocked, .blocked): free.append(ticket)
                default:
                    Issue.record("\(placement) is not \(expected) at step \(step)")
                    return
                }
            } else {
                if let done = held[agent] {
                    free.append(done)
                    held[agent] = nil
                    served += 1
                    ours.finish(agent: agent, units: 1, now: now)
                } else if isThere[agent] {
                    continue
                } else {
                    isThere[agent] = true
                    ours.comeOnDuty(agent: agent, now: now)
                }
                let next = ours.ready(agent: agent, now: now)
                guard agree(next, dispatcher.ready(agent: agent, now: now), step) else { return }
                held[agent] = next
            }
        }
        #expect(served > 100)
    }

    @Test func ageingLetsAnOldContactPassAMoreUrgentOne() {
        for (later, first) in [(39.0, 0), (41.0, 1)] {
            var assigner = Assigner(
                AssignmentRules(ageingSeconds: 10), queues: [QueueSpecification(name: "q")],
                groups: [AgentGroup(queues: [0], agents: 0..<1)])
            #expect(assigner.join(ticket: 0, queue: 0, priority: 7, now: 0) == .waiting)
            // Four classes more urgent, and 39 or 41 s later: 40 s of waiting make up for that.
            #expect(assigner.join(ticket: 1, queue: 0, priority: 3, now: later) == .waiting)
            assigner.comeOnDuty(agent: 0, now: 50)
            #expect(assigner.ready(agent: 0, now: 50) == (first == 0 ? 1 : 0))
        }
    }

    @Test func aContactTakesAllOfAnAgentWithLessRoomThanItAsksFor() {
        var assigner = Assigner(
            AssignmentRules(capacities: [2]), queues: [QueueSpecification(name: "q")],
            groups: [AgentGroup(queues: [0], agents: 0..<1)])
        assigner.comeOnDuty(agent: 0, now: 0)
        #expect(assigner.ready(agent: 0, now: 0) == nil)
        #expect(assigner.join(ticket: 0, queue: 0, priority: 5, units: 1, now: 1) == .served(agent: 0))
        #expect(assigner.join(ticket: 1, queue: 0, priority: 5, units: 9, now: 2) == .waiting)
        // The small one passes: the large one finds no room.
        #expect(assigner.join(ticket: 2, queue: 0, priority: 5, units: 1, now: 3) == .served(agent: 0))
        assigner.finish(agent: 0, units: 1, now: 4)
        #expect(assigner.ready(agent: 0, now: 4) == nil)
        assigner.finish(agent: 0, units: 1, now: 5)
        #expect(assigner.ready(agent: 0, now: 5) == 1)
        #expect(assigner.load(of: 0) == 2)
    }

    private func agree<Value: Equatable>(_ ours: Value, _ expected: Value, _ step: Int) -> Bool {
        #expect(ours == expected, "at step \(step)")
        return ours == expected
    }
}
