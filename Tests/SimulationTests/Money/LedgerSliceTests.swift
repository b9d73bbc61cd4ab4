import Simulation
import Testing

/// Counters by slice, however contacts of different slices follow one another, against sums over the trace.
@Suite("Counters by slice")
struct LedgerSliceTests {
    private struct Row {
        var segment: Int
        var hour: Int
        var priority: Int
        var outcome: String
        var wait: Double
        var handle: Double
    }

    /// All times are whole seconds, so that sums are exact in any order.
    private func operation(_ shares: [Double], agents: Int, apart seconds: Int) throws -> OperationSpecification {
        let times = (0..<3000).map { number in Double(number * seconds + number * number % 13) }
        return try Operations.arrivals(times) {
            $0.horizonSeconds = times[times.count - 1] + 3600
            $0.queues[0].capacity = 2
            $0.catalog.segments = ["a", "b", "c"]
            $0.traffic.segmentShares = shares
            $0.policy.priorityBySegment = ["b": 3, "c": 3]
            $0.teams[0].shifts = [.always(agents: agents)]
        }
    }

    @Test(
        "Each slice has exactly what its contacts add up to",
        arguments: [[1, 1, 1], [20, 1, 1], [1, 1, 0]] as [[Double]], [1, 2] as [UInt64])
    func sums(shares: [Double], seed: UInt64) throws {
        let operation = try operation(shares, agents: 1, apart: 20)
        let columns = ["segment", "arrival_s", "priority", "outcome", "wait_s", "handle_s"]
        let rows = try Operations.log(operation, seed: seed, columns: columns).map { fields in
            Row(
                segment: try #require(operation.catalog.segments.firstIndex(of: fields[0])),
                hour: Int(try #require(Double(fields[1])) / 3600) % 168, priority: try #require(Int(fields[2])),
                outcome: fields[3], wait: Double(fields[4]) ?? 0, handle: Double(fields[5]) ?? 0)
        }
        let order = rows.map { operation.catalog.segments[$0.segment] }.joined()
        for pattern in ["aababb", "abab", "aaab", "bb"] where shares[0] == 1 {
            #expect(order.contains(pattern), "the order is too dull")
        }
        #expect(rows.count == 3000)
        let ledger = try Operations.ledger(operation, seed: seed)
        func compare(_ slice: Int, _ name: String, _ isIn: (Row) -> Bool) {
            let found = rows.filter(isIn)
            func count(_ outcome: String) -> Double { Double(found.count { $0.outcome == outcome }) }
            let expected: [(Counter, Double)] = [
                (.cases, Double(found.count)), (.sentToHumans, Double(found.count)), (.handled, count("handled")),
                (.abandoned, count("abandoned")), (.blocked, count("blocked")), (.answered, 0),
                (.waitSeconds, found.reduce(0) { $0 + $1.wait }), (.handleSeconds, found.reduce(0) { $0 + $1.handle }),
            ]
            for (counter, value) in expected {
                #expect(ledger[counter, slice: slice] == value, "\(counter) of \(name)")
            }
        }
        compare(SliceMap.whole, "the whole") { _ in true }
        for segment in 0..<3 {
            compare(ledger.slices.slice(.segment, segment), "segment \(segment)") { $0.segment == segment }
        }
        for hour in 0..<Int(operation.horizonSeconds / 3600) {
            compare(ledger.slices.slice(.hour, hour), "hour \(hour)") { $0.hour == hour }
        }
        for priority in [3, 5] {
            compare(ledger.slices.slice(.priority, priority), "priority \(priority)") { $0.priority == priority }
        }
        for outcome in ["handled", "abandoned", "blocked"] {
            #expect(rows.contains { $0.outcome == outcome }, "nobody is \(outcome)")
        }
    }
}
