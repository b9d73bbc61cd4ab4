import Files
import Foundation
import Scenarios
import Simulation

/// The measures that a sweep keeps and judges its points by.
struct SweepResponses {
    var kept: [String]?
    var cost: String?
    var service: String?
    var objective: String?
    /// Those that the user had to say.
    var directions: [String: MeasureDirection] = [:]

    init(_ sweep: SweepRequest, scenario: Scenario) throws {
        let known = scenario.specification.measures().map(\.name)
        let whole = Set(scenario.specification.measures().filter { $0.member == nil }.map(\.name))
        func check(_ name: String, _ option: String) throws {
            guard !known.contains(name) else { return }
            let near = Spelling.closest(to: name, among: known)
            throw DataError(
                "\(option) \(name): this scenario has no such measure; "
                    + (near.map { "did you mean '\($0)'?" } ?? "docs/reference/measures.md lists them"))
        }
        for (name, option) in [
            (sweep.cost, "--cost"), (sweep.service, "--service"), (sweep.objective, "--objective"),
        ] {
            guard let goal = name.map(SweepGoal.init) else { continue }
            try check(goal.measure, option)
            let direction = try goal.direction(option: option)
            guard goal.said != nil else { continue }
            if directions.updateValue(direction, forKey: goal.measure) ?? direction != direction {
                throw DataError("\(option) \(goal.measure): one option wants less of it and another more")
            }
        }
        let levels = scenario.specification.serviceLevels
        let level = levels.first { $0.target != nil } ?? levels.first
        func named(_ text: String?) -> String? { text.map { SweepGoal($0).measure } }
        cost =
            named(sweep.cost)
            ?? [Measure.costPerResolution, .costPerQuery].map(\.name).first { known.contains($0) }
        service =
            named(sweep.service) ?? level.map { Measure.serviceLevel($0.name) }
            ?? (known.contains(Measure.humanWaitMean.name) ? Measure.humanWaitMean.name : nil)
        objective = named(sweep.objective)
        if cost == service { service = nil }
        let wanted = sweep.measures?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        for name in wanted ?? [] { try check(name, "--measures") }
        let required = [cost, service, objective].compactMap { $0 }
        // A part of a breakdown is kept only where measures are named.
        if wanted != nil || required.contains(where: { !whole.contains($0) }) {
            var seen: Set<String> = []
            let all = (wanted ?? known.filter { whole.contains($0) }) + required
            kept = all.filter { seen.insert($0).inserted }
        }
    }
}
