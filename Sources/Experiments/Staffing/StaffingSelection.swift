import Quantities
import Simulation
import Stochastics

/// What simulations that the search had not used say of a staffing: whether it keeps its promise in each interval, and
/// whether one agent less would.
///
/// One-sided Student-t limits on independent replications, at a level that Bonferroni's inequality divides among all
/// claims and all looks: with the stated confidence all claims hold together. Runs with one agent less have the same
/// customers; one run takes an agent from every `stride`-th interval, so far apart that each of them feels its own
/// missing agent only.
struct StaffingSelection: Sendable {
    /// What is shown of a number of agents.
    enum Finding: String, Sendable {
        /// The limit of the interval is on this side of the target.
        case shown
        /// It is on this side of the target by less than the indifference zone, either way.
        case withinZone = "within_zone"
        /// Neither.
        case undecided
        /// There is nothing to show: no agent to take away, or nobody came.
        case none
        /// The other is shown.
        case refuted
    }

    /// One interval of one team.
    struct Cell: Sendable {
        /// Whether the promise is kept.
        var keeps = Finding.none
        /// Whether one agent less misses it.
        var binds = Finding.none
        /// Whether a promise seems missed: the estimate is beyond the indifference zone, and so is, at the target, the
        /// one-sided 95% limit of this interval on its own.
        var misses = false
        /// Smallest margin over the goals, and with one agent less the smallest over those it touches; nil where unknown.
        var margin: Double?
        var marginWithOneLess: Double?
        /// The level with one agent less, of the goal with the smallest margin.
        var oneLess: Estimate?
    }

    let goals: [StaffingGoal]
    let grid: StaffingGrid
    /// Intervals between those that lose an agent in the same run.
    let stride: Int
    /// Simulations with the staffing itself, and with one agent less at every `stride`-th interval from each start.
    private(set) var samples: [StaffingSample] = []
    private(set) var reduced: [[StaffingSample]]
    /// One-sided level of each claim.
    private(set) var level = 0.0
    private(set) var looks = 0

    static let confidence = 0.95

    /// Plans a selection.
    ///
    /// - Parameter serviceSeconds: mean handle time, which says how far a missing agent is felt.
    init(goals: [StaffingGoal], grid: StaffingGrid, serviceSeconds: Double) {
        self.goals = goals
        self.grid = grid
        let felt = 1 + Int(saturating: min(6, (3 * serviceSeconds / grid.intervalSeconds).rounded(.up)))
        stride = grid.count == 1 ? 1 : min(grid.count, max(2, min(6, felt)))
        reduced = Array(repeating: [], count: stride)
    }

    /// Forgets what was seen, for another staffing.
    mutating func restart() {
        samples = []
        reduced = Array(repeating: [], count: stride)
    }

    /// Adds replications, also with one agent less where each interval is judged.
    mutating func add(
        _ curves: [Int: [Int]], runs: StaffingRuns, first: Int, count: Int, withOneLess: Bool
    ) throws {
        looks += 1
        samples += try runs.run(curves, "check \(looks)", first: first, count: count)
        for start in 0..<stride where withOneLess {
            var fewer = curves
            for (team, agents) in curves {
                for interval in Swift.stride(from: start, to: grid.count, by: stride) where agents[interval] > 0 {
                    fewer[team]?[interval] = agents[interval] - 1
                }
            }
            let what = "check \(looks), one less (\(start + 1) of \(stride))"
            reduced[start] += try runs.run(fewer, what, first: first, count: count)
        }
    }

    /// Judges all intervals of a team.
    ///
    /// - Parameter isOverall: whether only all intervals together must keep the promise.
    mutating func judge(_ team: Int, agents: [Int]) -> [Cell] {
        let own = goals.filter { $0.team == team }
        let covered = (0..<grid.count).filter { grid.isCovered($0) }
        let claims = Double(max(1, goals.count * covered.count * (1 + stride)))
        level = (1 - Self.confidence) / claims / PortableMath.pow(2, Double(looks))
        var cells = [Cell](repeating: Cell(), count: grid.count)
        for interval in covered {
            for goal in own {
                guard let margin = margin(goal, interval, samples) else { continue }
                cells[interval].margin = min(cells[interval].margin ?? .infinity, margin.value)
                cells[interval].keeps = Self.worse(cells[interval].keeps, finding(margin, goal))
                if margin.value < -goal.indifference, margin.value + margin.ownWidth < 0 {
                    cells[interval].misses = true
                }
            }
            guard agents[interval] > 0 else { continue }
            let fewer = reduced[interval % stride]
            for goal in own {
                for step in 0..<(grid.count == 1 ? 1 : stride) {
                    let place = (interval + step) % grid.count
                    // The last intervals of a period may be nearer to the first than the stride.
                    guard grid.isCovered(place), let margin = margin(goal, place, fewer) ?? certainMiss(goal) else {
                        continue
                    }
                    let misses = finding(margin.reversed, goal)
                    cells[interval].binds = Self.better(cells[interval].binds, misses)
                    if margin.value < cells[interval].marginWithOneLess ?? .infinity {
                        cells[interval].marginWithOneLess = margin.value
                        if step == 0 {
                            cells[interval].oneLess = fewer.observations(goal, interval: place)?.estimate()
                        }
                    }
                }
            }
        }
        return cells
    }

    /// A margin with the width of its one-sided limit, at the level of a claim among all and at 95% on its own.
    private struct Margin {
        var value: Double
        var width: Double
        var ownWidth: Double

        var reversed: Margin { Margin(value: -value, width: width, ownWidth: ownWidth) }
    }

    /// A goal's margin in an interval; nil where nobody came.
    private func margin(_ goal: StaffingGoal, _ interval: Int, _ samples: [StaffingSample]) -> Margin? {
        guard let seen = samples.observations(goal, interval: interval) else { return nil }
        let contacts = samples.contacts(goal, interval: interval)
        return Margin(
            value: goal.margin(seen.center), width: width(seen, goal, contacts: contacts, level: level),
            ownWidth: width(seen, goal, contacts: contacts, level: 1 - Self.confidence))
    }

    /// The margin where one agent less leaves nobody at any time, so that those who came are never answered.
    private func certainMiss(_ goal: StaffingGoal) -> Margin? {
        guard grid.count == 1, samples.observations(goal) != nil else { return nil }
        let worst = goal.kind == .meanWait ? goal.margin(1e9) : goal.margin(goal.kind == .abandonment ? 1 : 0)
        return Margin(value: worst, width: 0, ownWidth: 0)
    }

    /// Distance of a one-sided limit from the estimate: never less than if contacts were independent, so that a level of
    /// 100% of a few is no certainty.
    private func width(_ seen: Observations, _ goal: StaffingGoal, contacts: Double, level: Double) -> Double {
        guard let variance = seen.variance, seen.count > 1, level > 0,
            let t = try? StudentT.quantile(1 - level, degreesOfFreedom: Double(seen.count - 1))
        else { return .infinity }
        var squared = variance / Double(seen.count)
        if goal.kind != .meanWait {
            let share = (min(1, max(0, seen.center)) * contacts + 0.5) / (contacts + 1)
            squared = max(squared, share * (1 - share) / contacts)
        }
        return t * squared.squareRoot()
    }

    private func finding(_ margin: Margin, _ goal: StaffingGoal) -> Finding {
        if margin.value - margin.width >= 0 { return .shown }
        if margin.value + margin.width < 0 { return .refuted }
        return margin.value - margin.width >= -goal.indifference ? .withinZone : .undecided
    }

    private static let order: [Finding] = [.none, .shown, .withinZone, .undecided, .refuted]

    /// Of several promises that must all be kept, the one that is least sure.
    private static func worse(_ one: Finding, _ other: Finding) -> Finding {
        (order.firstIndex(of: one) ?? 0) >= (order.firstIndex(of: other) ?? 0) ? one : other
    }

    /// Of several promises of which one need be missed, the one that is most surely missed.
    private static func better(_ one: Finding, _ other: Finding) -> Finding {
        if one == .none { return other }
        return (order.firstIndex(of: one) ?? 0) <= (order.firstIndex(of: other) ?? 0) ? one : other
    }
}
