import Simulation
import Stochastics
import Testing
import Workforce

/// Tiny operations without randomness, whose every event can be worked out by hand.
@Suite("Exact event logs")
struct EventLogTests {
    private func log(_ operation: OperationSpecification, columns: [String]) throws -> [String] {
        try Operations.log(operation, columns: columns).map { $0.joined(separator: " ") }
    }

    @Test("One agent: served, gave up, waited, served")
    func oneAgent() throws {
        let rows = try log(
            Operations.arrivals([10, 20, 60, 200]),
            columns: ["number", "arrival_s", "decision", "outcome", "wait_s", "handle_s", "agent"])
        // The agent is busy from 10 to 110: contact 1 gives up at 80, contact 2 has waited 50 s by then and is taken.
        #expect(
            rows == [
                "1 20.0 escalate abandoned 60.0  ", "0 10.0 escalate handled 0.0 100.0 0",
                "2 60.0 escalate handled 50.0 100.0 0", "3 200.0 escalate handled 10.0 100.0 0",
            ])
    }

    /// One agent takes 100 s for each contact; urgent ones interrupt the others.
    private func interruptible(_ times: [Double], agents: Int) throws -> OperationSpecification {
        try Operations.arrivals(times) {
            $0.horizonSeconds = 7200
            $0.queues[0].interruptible = true
            $0.catalog.segments = ["plain", "urgent"]
            $0.traffic.segmentShares = [1, 1]
            $0.policy.priorityBySegment = ["urgent": 1]
            $0.teams[0].shifts = [.always(agents: agents)]
        }
    }

    @Test("Work in hand is put aside for an urgent contact and taken up where it was left")
    func interruption() throws {
        let known = try log(
            interruptible((0..<40).map { Double($0) * 50 }, agents: 40), columns: ["number", "segment"])
        let isUrgent = (0..<40).map { number in known.contains("\(number) urgent") }
        // The first plain contact before an urgent and a plain one; those before it are over by then.
        let first = try #require((0..<38).first { !isUrgent[$0] && isUrgent[$0 + 1] && !isUrgent[$0 + 2] }, "\(known)")
        let start = Double(first) * 110 + 10
        let times: [Double] = (0..<first).map { Double($0) * 110 + 5 } + [start, start + 30, start + 40]
        let columns = ["number", "segment", "outcome", "wait_s", "handle_s", "agent"]
        let rows = try log(interruptible(times, agents: 1), columns: columns)
        // The urgent one has the agent from 30 to 130; the first goes on with its 70 s then; the last gives up at 100.
        let expected: [String] = [
            "\(first + 2) plain abandoned 60.0  ", "\(first + 1) urgent handled 0.0 100.0 0",
            "\(first) plain handled 0.0 100.0 0",
        ]
        #expect(Array(rows.suffix(3)) == expected)
        let ledger = try Operations.ledger(interruptible(times, agents: 1))
        let count = ledger[Counter.interruptions, slice: SliceMap.whole]
        let aside: Double = ledger[Counter.interruptedSeconds, slice: SliceMap.whole]
        let busy: Double = ledger[Counter.busySeconds, slice: SliceMap.whole]
        #expect(count == 1)
        #expect(abs(aside - 100) < 1e-9)
        #expect(abs(busy - Double(first + 2) * 100) < 1e-6)
        // With a second agent nobody is interrupted.
        let two = try Operations.ledger(interruptible(times, agents: 2))
        #expect(two[Counter.interruptions, slice: SliceMap.whole] == 0)
    }

    @Test("A full queue turns away, and who is served at the very end of their patience is served")
    func capacity() throws {
        let rows = try log(
            Operations.arrivals([10, 50, 55]) { $0.queues[0].capacity = 1 }, columns: ["number", "outcome", "wait_s"])
        #expect(rows == ["2 blocked ", "0 handled 0.0", "1 handled 60.0"])
    }

    @Test("An agent who is always wrong sees customers again, after the delay, until they give up")
    func repeats() throws {
        let operation = try Operations.arrivals([10]) {
            $0.catalog.intents = ["one", "other"]
            $0.teams[0].labelError = 1
            $0.customers = CustomerBehaviour(
                noticesWrong: 1, returns: 1, returnDelay: .constant(500), mostContacts: 3)
        }
        let rows = try log(
            operation, columns: ["number", "attempt", "arrival_s", "outcome", "reaction", "right"])
        #expect(
            rows == [
                "0 0 10.0 handled returns 0", "0 1 610.0 handled returns 0", "0 2 1210.0 handled lost 0",
            ])
    }

    @Test("Shifts: an agent finishes the contact in hand, and who comes later waits for the next shift")
    func shifts() throws {
        let operation = try Operations.arrivals([100, 3500, 3620, 3650]) {
            $0.traffic.channels[0].patience = nil
            $0.horizonSeconds = 2 * 86_400
            $0.teams[0].shifts = [
                Shift(days: Array(repeating: true, count: 7), fromSeconds: 0, toSeconds: 3600, agents: 1)
            ]
            $0.teams[0].handleTime = .constant(200)
        }
        let rows = try log(operation, columns: ["number", "wait_s"])
        // The shift ends at 3,600 s with contact 1 in hand until 3,700 s; the next begins at 86,400 s.
        #expect(rows == ["0 0.0", "1 0.0", "2 82780.0", "3 82950.0"])
    }

    @Test("Priorities: the urgent one is taken first, and equals in the order they came")
    func priorities() throws {
        let operation = try Operations.arrivals([10, 20, 21, 22]) {
            $0.traffic.channels[0].patience = nil
            $0.catalog.segments = ["plain", "urgent"]
            $0.traffic.segmentShares = [1, 1]
            $0.policy.priorityBySegment = ["urgent": 1]
        }
        let rows = try log(operation, columns: ["number", "segment", "priority", "wait_s"])
        // The first is taken on arrival; of the others, urgent ones go first.
        let waiting = rows.dropFirst().map { $0.split(separator: " ").map(String.init) }
        let expected = waiting.sorted { ($0[2], $0[0]) < ($1[2], $1[0]) }
        #expect(waiting == expected)
        #expect(Set(waiting.map { $0[1] }).count == 2, "both segments are among those who wait")
    }
}
