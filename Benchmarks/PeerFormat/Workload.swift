import Foundation

/// A queue with Poisson arrivals, exponential service and patience, first come first served: what the peers simulate.
public struct Workload: Sendable {
    /// Identical agents, 1 or more.
    public var servers: Int
    /// Customers who arrive, per unit of time.
    public var arrivalRate: Double
    /// Customers one agent serves, per unit of time.
    public var serviceRate: Double
    /// 1 / mean patience; 0 means that nobody abandons.
    public var patienceRate: Double
    /// Customers after which nobody arrives any more.
    public var customers: Int
    /// Seed of all randomness.
    public var seed: UInt64

    /// Reads `C ARRIVAL SERVICE PATIENCE CUSTOMERS SEED` from the command line; ends the process with exit code 64
    /// and a message when it is not that.
    public static func fromCommandLine() -> Workload {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 6, let servers = Int(words[0]), servers > 0, servers < 1 << 23,
            let arrival = rate(words[1]), arrival > 0, let service = rate(words[2]), service > 0,
            let patience = rate(words[3]), let customers = Int(words[4]), customers > 0,
            let seed = UInt64(words[5])
        else {
            complain("usage: C ARRIVAL SERVICE PATIENCE CUSTOMERS SEED (rates per unit of time; PATIENCE may be 0)")
            exit(64)
        }
        return Workload(
            servers: servers, arrivalRate: arrival, serviceRate: service, patienceRate: patience,
            customers: customers, seed: seed)
    }

    /// Writes a line to standard error.
    public static func complain(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }

    private static func rate(_ text: String) -> Double? {
        guard let value = Double(text), value >= 0, value.isFinite else { return nil }
        return value
    }
}
