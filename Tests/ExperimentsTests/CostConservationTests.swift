import Experiments
import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

/// In every replication of every scenario that comes with the program the parts of the cost are the whole cost.
///
/// Horizons are cut, because whole runs take hours here; what is added up does not depend on them.
@Suite("Conservation of cost")
struct CostConservationTests {
    private static let files: [String] = {
        let folder = Project.path("scenarios")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasSuffix(".yaml")
        }.sorted()
    }()

    /// Money at which two sums count as the same: half a cent.
    private static let cent = 0.005

    private func check(_ scenario: Scenario) throws {
        let it = scenario.specification
        let records = try Replications(it, seed: scenario.seed, count: 2, threads: 2).run()
        let title = Forecast.Title(scenario: scenario.name, about: "", currency: scenario.currency)
        let forecast = Forecast(title, specification: it, seed: scenario.seed, records: records)
        for replication in 1...2 {
            var values: [String: Double] = [:]
            for value in forecast.raw where value.replication == replication { values[value.measure] = value.value }
            let total = try #require(values[Measure.costTotal.name])
            let parts = CostPart.allCases.compactMap { values[$0.measure.name] }
            #expect(parts.count >= 3 && parts.allSatisfy { $0 >= 0 })
            #expect(abs(parts.reduce(0, +) - total) < Self.cent, "\(scenario.name), replication \(replication)")
            if let revenue = values[Measure.revenueTotal.name] {
                #expect(abs(revenue - total - (values[Measure.marginTotal.name] ?? .nan)) < Self.cent)
            }
        }
        // The same over the weeks of the timeline, which are means over the replications.
        let weekly = forecast.timeline.filter { $0.interval.hasPrefix("week") }
        for measure in [Measure.costTotal] + CostPart.allCases.map(\.measure) {
            guard let whole = forecast[measure] else { continue }
            let sum = weekly.filter { $0.measure == measure.name }.reduce(0) { $0 + $1.mean }
            #expect(abs(sum - whole.mean) < Self.cent, "\(scenario.name), \(measure)")
        }
    }

    @Test("Scenarios of the project", arguments: files)
    func scenarios(file: String) throws {
        // The bank's questions are not part of the project.
        let isBank = file == "bank.yaml"
        guard !isBank || SharedData.hasBanking77 else { return }
        let path = Project.path("scenarios/" + file)
        let corpus = isBank ? ["traffic.language.corpus=\(SharedData.bankingTrain)"] : []
        let scenario = try Scenario.load(
            path, overrides: ["horizon=2 days", "warm_up=6 h", "traffic.spikes=null", "checks=null"] + corpus)
        #expect(scenario.specification.costs.lostCustomer.rest > 0, "who is lost has a price")
        try check(scenario)
    }

    @Test("Templates", arguments: ScenarioTemplate.allCases)
    func templates(template: ScenarioTemplate) throws {
        try check(
            try Scenario.decode(template.text, file: "s.yaml", overrides: ["horizon=8 days", "warm_up=6 h"]))
    }
}
