import Foundation
import PeerFormat
import Routing
import Simulation
import Stochastics
import Traffic
import Workforce

// The M/M/c(+M) queue as an operation without AI, one queue and one team: every customer is triaged, dispatched and
// entered in the ledger, and audit records are counted. C ARRIVAL SERVICE PATIENCE CUSTOMERS SEED, a unit of time
// being a second; customers are those expected until the horizon.
let workload = Workload.fromCommandLine()

func operation(_ workload: Workload) throws -> OperationSpecification {
    let patience: Distribution? = workload.patienceRate > 0 ? .exponential(mean: 1 / workload.patienceRate) : nil
    let team = Team(
        name: "team", queues: [0], shifts: [.always(agents: workload.servers)],
        handleTime: .exponential(mean: 1 / workload.serviceRate))
    return OperationSpecification(
        horizonSeconds: Double(workload.customers) / workload.arrivalRate,
        catalog: Catalog(intents: ["any"], queues: ["queue"]),
        traffic: TrafficSpecification(
            arrivals: try .constant(perSecond: workload.arrivalRate), source: .none,
            channels: [ChannelSpecification(patience: patience)]),
        ai: nil, policy: PolicyRules(usesAI: false, defaultQueue: "queue"),
        queues: [QueueSpecification(name: "queue")], teams: [team], customers: .content)
}

func run(_ workload: Workload) throws -> PeerReport {
    var operation = try SupportOperation(
        operation(workload), seed: workload.seed, replication: 0, sink: CountingAuditSink())
    try operation.run()
    func count(_ counter: Counter) -> Double { operation.ledger[counter, slice: SliceMap.whole] }
    var report = PeerReport()
    report.served = Int(count(.handled))
    report.abandoned = Int(count(.abandoned))
    report.waited = Int(count(.waited))
    report.waitSum = count(.waitSeconds)
    report.sojournSum = count(.resolutionSeconds)
    return report
}

do {
    try PeerReport.print(engine: "hitl-operation", workload) { try run(workload) }
} catch {
    Workload.complain("\(error)")
    exit(1)
}
