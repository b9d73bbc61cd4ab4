import Foundation

/// What one run did and took, in the format of the peer programs (`../shared/peers/common.py`).
public struct PeerReport: Sendable {
    /// Customers served.
    public var served = 0
    /// Customers who gave up.
    public var abandoned = 0
    /// Customers who waited.
    public var waited = 0
    /// Time waited by all, abandoned included.
    public var waitSum = 0.0
    /// Time in the system of those who were served.
    public var sojournSum = 0.0

    /// A report of nothing.
    public init() {}

    /// Runs something and prints what it did as one line of JSON, with wall and CPU time.
    public static func print(engine: String, _ workload: Workload, run: () throws -> PeerReport) rethrows {
        let (wall, cpu) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
        let report = try run()
        report.line(
            engine: engine, workload, wall: seconds(CLOCK_MONOTONIC) - wall,
            cpu: seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    }

    private func line(engine: String, _ workload: Workload, wall: Double, cpu: Double) {
        let customers = served + abandoned
        let events = 2 * customers
        var usage = rusage()
        getrusage(0, &usage)  // RUSAGE_SELF, of different types on different systems
        Swift.print(
            """
            {"engine":"\(engine)","c":\(workload.servers),"customers":\(customers),"seed":\(workload.seed),\
            "run_s":\(wall),"run_cpu_s":\(cpu),"customers_per_s":\(Double(customers) / wall),"events":\(events),\
            "events_per_s":\(Double(events) / wall),"ns_per_event":\(1e9 * cpu / Double(max(events, 1))),\
            "mean_wait":\(waitSum / Double(max(customers, 1))),"p_wait":\(Double(waited) / Double(max(customers, 1))),\
            "abandon":\(Double(abandoned) / Double(max(customers, 1))),\
            "mean_sojourn_served":\(sojournSum / Double(max(served, 1))),"maxrss_kb":\(usage.ru_maxrss)}
            """)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}
