import Experiments
import Routing
import Simulation
import Stochastics
import Traffic
import Workforce

/// The day that is repeated: four hours of a contact a minute, six minutes of work, four of patience, seven agents; the
/// volume of each day is multiplied by a gamma factor of mean 1.
struct ContactCentreDay {
    /// Agents on duty.
    var agents = 7
    /// Shape of the day factor: its squared coefficient of variation is 1 / shape.
    var shape: Double

    /// Contacts expected in a day, exactly.
    static let expectedContacts = 240.0
    /// What is estimated.
    static let measures = [
        "queries.offered", "service_level.calls", "human.abandonment", "human.wait.mean_s", "human.wait.probability",
        "human.wait.p90_s", "human.occupancy",
    ]

    /// The day as an operation without AI.
    func operation() throws -> OperationSpecification {
        OperationSpecification(
            horizonSeconds: 4 * 3600, catalog: Catalog(intents: ["any"], queues: ["calls"]),
            traffic: TrafficSpecification(
                arrivals: try ArrivalRate(perWeek: 7 * 24 * 60, dayFactorShape: shape), source: .none,
                channels: [ChannelSpecification(patience: .exponential(mean: 240))]),
            ai: nil, policy: PolicyRules(usesAI: false, defaultQueue: "calls"),
            queues: [QueueSpecification(name: "calls")],
            teams: [
                Team(
                    name: "team", queues: [0], shifts: [.always(agents: agents)],
                    handleTime: .exponential(mean: 360))
            ],
            customers: .content,
            serviceLevels: [ServiceLevelDefinition(name: "calls", queues: [0], withinSeconds: 20)])
    }

    /// The values of some measures in many days, by measure; few whole records are kept at a time.
    func values(
        of names: [String], seed: UInt64, days: Int, threads: Int
    ) throws -> [(measure: MeasureInstance, values: [MeasureValue?])] {
        let operation = try operation()
        var found = operation.measures().filter { names.contains($0.name) }.map { ($0, [MeasureValue?]()) }
        let portion = 2000
        for first in stride(from: 0, to: days, by: portion) {
            var runs = Replications(
                operation, seed: seed, first: first, count: min(portion, days - first), threads: threads)
            runs.measures = Set(names)
            for record in try runs.run() {
                for index in found.indices { found[index].1.append(record.values[index]) }
            }
        }
        return found.map { (measure: $0.0, values: $0.1) }
    }
}
