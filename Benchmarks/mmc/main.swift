import Foundation
import PeerFormat

// The M/M/c(+M) queue on `EventEngine` alone: C ARRIVAL SERVICE PATIENCE CUSTOMERS SEED.
let workload = Workload.fromCommandLine()
do {
    try PeerReport.print(engine: "hitl-engine", workload) { try QueueModel.run(workload) }
} catch {
    Workload.complain("\(error)")
    exit(1)
}
