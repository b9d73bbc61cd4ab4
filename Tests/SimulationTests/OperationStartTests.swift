import Routing
import Simulation
import Testing

/// A run that begins with the recording of another one.
@Suite struct OperationStartTests {
    /// With the same roster, a run from the recording is the run itself: the same customers, predictions and waits.
    @Test func theSameRosterGoesOnTheSame() throws {
        var specification = try Operations.learning()
        specification.warmUpSeconds = 0
        let seconds = try #require(specification.startSeconds)
        #expect(seconds == 0)
        var whole = try SupportOperation(specification, seed: 3, replication: 1, sink: CountingAuditSink())
        whole.recordStart(at: seconds)
        whole.keepIntervals(of: 3600, count: 24)
        try whole.run()
        let recorded = whole.recordedStart
        let start = try #require(recorded)
        var again = try SupportOperation(
            specification, seed: 3, replication: 1, sink: CountingAuditSink(), start: start)
        again.keepIntervals(of: 3600, count: 24)
        try again.run()
        let (ledger, later) = (whole.ledger, again.ledger)
        let (one, other) = (try #require(ledger.intervals), try #require(later.intervals))
        for queue in specification.queues.indices {
            for interval in 0..<24 {
                #expect(
                    one.arrived(queue: queue, interval: interval) == other.arrived(queue: queue, interval: interval))
                #expect(one.waited(queue: queue, interval: interval) == other.waited(queue: queue, interval: interval))
            }
        }
        #expect(ledger[.answered, slice: SliceMap.whole] == later[.answered, slice: SliceMap.whole])
        #expect(ledger.modelsPromoted + ledger.modelsRefused > 0)
    }

    /// In the middle of a run the first contacts are the same, whoever is on duty.
    @Test func theMiddleHasTheSameCustomers() throws {
        var specification = try Operations.learning()
        specification.horizonSeconds = 14 * 86_400
        specification.warmUpSeconds = 7 * 86_400
        let seconds = try #require(specification.startSeconds)
        #expect(seconds == 5 * 86_400)
        var whole = try SupportOperation(specification, seed: 3, replication: 0, sink: CountingAuditSink())
        whole.recordStart(at: seconds)
        try whole.run()
        let recorded = whole.recordedStart
        let start = try #require(recorded)
        var again = try SupportOperation(
            specification, seed: 3, replication: 0, sink: CountingAuditSink(), start: start)
        try again.run()
        let (ledger, later) = (whole.ledger, again.ledger)
        let (one, other) = (ledger[.cases, slice: SliceMap.whole], later[.cases, slice: SliceMap.whole])
        #expect(one == other && one > 0)
        // What differs is who was waiting when it began, two days before anything counts.
        let before = ledger[.answered, slice: SliceMap.whole] / one
        let after = later[.answered, slice: SliceMap.whole] / one
        #expect(abs(before - after) < 0.02)
    }

    @Test func whatCannotBeTakenUpInTheMiddle() throws {
        var specification = try Operations.learning()
        specification.followedContacts = [1]
        #expect(specification.startSeconds == nil)
    }
}
