import EventEngine
import Traffic

/// When customers come: each arrival schedules the next one.
struct CustomerArrivals {
    private(set) var process: ArrivalProcess
    /// Times that are recorded, in seconds; nil where they are drawn.
    private let recorded: [Double]?
    /// Number of recorded arrivals that are behind us or scheduled.
    private var nextRecorded = 0
    /// When the next customer comes, as far as that is drawn.
    private(set) var nextSeconds: Double?
    /// Number of the next customer.
    var nextNumber: Int

    /// - Parameter start: what another roster recorded; its customers come from there on.
    init(_ traffic: TrafficSpecification, seed: UInt64, replication: UInt32, start: OperationStart?) {
        process = start?.arrivals ?? ArrivalProcess(rate: traffic.arrivals, seed: seed, replication: replication)
        recorded = traffic.recordedArrivals
        nextNumber = start?.number ?? 0
    }

    /// Schedules the arrival after a time, in seconds.
    ///
    /// - Returns: when that is; nil where nobody comes any more.
    @discardableResult
    mutating func schedule(after now: Double, _ calendar: inout EventCalendar<OperationEvent>) -> Double? {
        if let recorded {
            guard nextRecorded < recorded.count else { return nil }
            calendar.schedule(.arrives, index: 0, at: recorded[nextRecorded])
            nextRecorded += 1
            return recorded[nextRecorded - 1]
        }
        nextSeconds = process.next(after: now)
        guard let next = nextSeconds else { return nil }
        calendar.schedule(.arrives, index: 0, at: next)
        return next
    }

    /// Schedules the first arrival of a recording.
    mutating func resume(_ start: OperationStart, _ calendar: inout EventCalendar<OperationEvent>) {
        nextSeconds = start.arrival
        if let arrival = start.arrival { calendar.schedule(.arrives, index: 0, at: arrival) }
    }
}
