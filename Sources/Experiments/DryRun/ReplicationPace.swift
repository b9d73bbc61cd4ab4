import Foundation
import Simulation

/// How long a replication takes, from one that is timed.
public enum ReplicationPace {
    /// Seconds of one thread for a replication; a long one is timed in part.
    ///
    /// - Throws: what made the replication impossible.
    public static func seconds(
        _ specification: OperationSpecification, seed: UInt64, atMost limit: Double = 3
    ) throws -> Double {
        let start = Date()
        var reached = 0.0
        let measures = SweepMeasures(specification, wanted: nil)
        _ = try measures.run(seed: seed, first: 0, count: 1) { share in
            reached = share
            return -start.timeIntervalSinceNow < limit
        }
        return -start.timeIntervalSinceNow / max(reached, 0.001)
    }
}
