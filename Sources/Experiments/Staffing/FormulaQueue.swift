import Simulation
import Stochastics

/// What the exact formulas say of one queue: Erlang C, Erlang A where customers lose patience, Erlang B and its kin where
/// a waiting room is limited.
struct FormulaQueue {
    private let open: QueuePerformance?
    private let bounded: BoundedQueue?

    /// The formula of a queue, or nil where none fits: nobody gives up, nobody is turned away, and the load is too large.
    ///
    /// - Parameters:
    ///   - servers: 1 or more.
    ///   - perSecond: arrivals, above 0.
    ///   - handleSeconds: mean handle time, above 0.
    ///   - patienceSeconds: mean patience; nil where nobody gives up.
    ///   - places: of the waiting room; nil where it has no limit.
    init?(servers: Int, perSecond: Double, handleSeconds: Double, patienceSeconds: Double?, places: Int?) {
        var bounded: BoundedQueue?
        var open: QueuePerformance?
        if let places, places <= BoundedQueue.mostPlaces {
            bounded = try? BoundedQueue(
                servers: servers, arrivalPerSecond: perSecond, meanServiceSeconds: handleSeconds,
                meanPatienceSeconds: patienceSeconds, places: places)
        } else if let patienceSeconds {
            open = try? ErlangFormulas.erlangA(
                servers: servers, arrivalPerSecond: perSecond, meanServiceSeconds: handleSeconds,
                meanPatienceSeconds: patienceSeconds)
        } else {
            open = try? ErlangFormulas.erlangC(
                servers: servers, arrivalPerSecond: perSecond, meanServiceSeconds: handleSeconds)
        }
        guard bounded != nil || open != nil else { return nil }
        self.bounded = bounded
        self.open = open
    }

    /// What becomes of all who come, as shares of them, for the times of a service level.
    func tally(_ level: ServiceLevelDefinition) -> ServiceLevelTally {
        let (served, abandoned) = shares(withinSeconds: level.withinSeconds)
        let answered = bounded?.served ?? (1 - (open?.abandonment ?? 0))
        return ServiceLevelTally(
            offered: 1, answered: answered, good: served, abandoned: abandoned,
            short: level.shortSeconds.map { shares(withinSeconds: $0).abandoned } ?? 0)
    }

    private func shares(withinSeconds seconds: Double) -> (served: Double, abandoned: Double) {
        bounded?.shares(withinSeconds: seconds) ?? open?.shares(withinSeconds: seconds) ?? (0, 0)
    }

    /// Gave up / joined, in 0...1.
    var abandonment: Double {
        guard let bounded else { return open?.abandonment ?? 0 }
        return bounded.turnedAway < 1 ? bounded.abandoned / (1 - bounded.turnedAway) : 0
    }

    /// Turned away / tried to join, in 0...1.
    var turnedAway: Double { bounded?.turnedAway ?? 0 }

    /// Mean wait of those who join, in seconds.
    var meanWaitSeconds: Double { bounded?.meanWaitSeconds ?? open?.meanWaitSeconds ?? 0 }
}

extension OperationSpecification {
    /// The waiting room that some queues have together; nil where one of them has no limit.
    func places(queues: [Int]) -> Int? {
        let capacities = queues.map { self.queues[$0].capacity }
        guard !capacities.isEmpty, !capacities.contains(nil) else { return nil }
        return capacities.compactMap { $0 }.reduce(0) { sum, places in
            let (total, overflows) = sum.addingReportingOverflow(places)
            return overflows ? .max : total
        }
    }
}
