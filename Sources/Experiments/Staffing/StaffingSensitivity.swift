import Simulation
import Workforce

/// What moves a team's rostered hours: each input a tenth higher, one at a time, by the formulas as the simulations
/// corrected them.
struct StaffingSensitivity {
    let search: StaffingSearch
    let team: Int
    /// Share of contacts that the AI answers alone; nil without an AI.
    let coverage: Double?

    /// The inputs, the one that moves most first.
    func drivers() -> [StaffingPlan.Driver] {
        let shrinkage = search.specification.teams[team].shrinkage
        let base = hours()
        guard base > 0 else { return [] }
        var found: [StaffingPlan.Driver] = []
        func add(_ input: StaffingPlan.Driver.Input, _ hours: Double) {
            found.append(StaffingPlan.Driver(input: input, effect: hours / base - 1))
        }
        add(.volume, hours(load: 1.1))
        add(.handleTime, hours(load: 1.1, service: 1.1))
        if search.formulas.contains(where: { $0.goal.team == team && $0.patienceSeconds != nil }) {
            add(.patience, hours(patience: 1.1))
        }
        if let coverage, coverage > 0, coverage < 1 {
            let fewer = (1 - min(1, 1.1 * coverage)) / (1 - coverage)
            add(.aiShare, hours(load: fewer))
        }
        if shrinkage > 0 {
            add(.shrinkage, hours(shrinkage: min(0.99, 1.1 * shrinkage)))
        }
        return found.enumerated().sorted {
            (abs($0.element.effect), $1.offset) > (abs($1.element.effect), $0.offset)
        }.map(\.element)
    }

    /// Rostered hours a period with some inputs changed by factors. Whole agents would hide a tenth in small teams: the
    /// number is a line between the two whole ones, where the promise is just kept.
    private func hours(
        load: Double = 1, service: Double = 1, patience: Double = 1, shrinkage: Double? = nil
    ) -> Double {
        let grid = search.grid
        let away = shrinkage ?? search.specification.teams[team].shrinkage
        var needs = [Double](repeating: 0, count: grid.count)
        for place in search.goals.indices where search.goals[place].team == team {
            var formula = search.formulas[place]
            formula.serviceSeconds *= service
            formula.patienceSeconds = formula.patienceSeconds.map { $0 * patience }
            for interval in 0..<grid.count where grid.isCovered(interval) {
                let need = formula.exactNeed(load: search.loads[place][interval] * load, most: 4 * search.most)
                needs[interval] = max(needs[interval], need)
            }
        }
        return needs.reduce(0, +) / (1 - min(0.99, away))
    }
}

extension StaffingFormula {
    /// The number of agents at which the promise is just kept, between two whole numbers by a straight line.
    func exactNeed(load: Double, most: Int) -> Double {
        let enough = required(load: load, most: most)
        guard enough > 1 else { return Double(enough) }
        let above = goal.margin(value(agents: enough, load: load))
        let below = goal.margin(value(agents: enough - 1, load: load))
        guard above >= 0, below < 0, below > -1e5 else { return Double(enough) }
        return Double(enough) - above / (above - below)
    }
}
