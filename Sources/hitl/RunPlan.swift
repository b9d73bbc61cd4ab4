import Experiments
import Files
import Foundation
import Routing
import Scenarios
import Simulation

/// A scenario with the options it is run with, from a scenario file or from the manifest of an earlier run.
struct RunPlan {
    let scenario: Scenario
    let seed: UInt64
    let replications: Int
    let threads: Int
    let sourceName: String

    init(_ path: String, options: ScenarioOptions) throws {
        let manifest = path.hasSuffix(".json") ? try Manifest.read(path) : nil
        if let manifest {
            scenario = try Scenario.decode(
                manifest.scenarioYaml, file: "\(path) (scenario_yaml)", overrides: options.set)
            if manifest.version != Version.text, !options.quiet {
                Console.note(
                    "note: made by hitl \(manifest.version), this is \(Version.text): results may differ")
            }
        } else {
            scenario = try Scenario.load(path, overrides: options.set)
        }
        seed = options.seed ?? manifest?.seed ?? scenario.seed
        replications = options.replications ?? manifest?.replications ?? scenario.replications
        threads = options.threadCount
        sourceName = manifest?.name ?? ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    }

    /// Name of the default result folder.
    var folderName: String { sourceName }

    /// Runs every replication.
    func run(quiet: Bool) throws -> Forecast {
        let measures = scenario.specification.measures()
        let name = scenario.specification.serviceLevels.first.map { "service_level.\($0.name)" } ?? "human.wait.mean_s"
        let index = measures.firstIndex { $0.name == name }
        let reporter = ProgressReporter(
            isQuiet: quiet,
            watched: index.map {
                (name, measures[$0].definition.unit.rawValue, $0, measures[$0].definition.kind == .ratio)
            })
        defer { reporter.finish() }
        let records = try Replications(
            scenario.specification, seed: seed, count: replications, threads: threads
        ).run { reporter.update($0) }
        let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        return Forecast(title, specification: scenario.specification, seed: seed, records: records)
    }

    /// Runs the first replication once more and writes down all that happens in it.
    func record(trace: TraceFile?, audit: AuditFile?) throws {
        guard trace != nil || audit != nil else { return }
        if let audit {
            try record(trace, sink: audit)
            try audit.finish()
        } else {
            try record(trace, sink: CountingAuditSink())
        }
        try trace?.finish()
    }

    private func record(_ trace: TraceFile?, sink: some AuditSink) throws {
        var operation = try SupportOperation(scenario.specification, seed: seed, replication: 0, sink: sink)
        operation.trace = trace
        try operation.run()
    }
}
