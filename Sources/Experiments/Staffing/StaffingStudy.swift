import Quantities
import Simulation
import Stochastics
import Traffic
import Workforce

/// Finds the fewest agents by interval that keep promises about waiting, by simulation, and says how sure that is.
///
/// First the operation is run as it is, with its router and trainer, to see the work that reaches the teams. The search
/// starts from the formulas' answer (`ModifiedOfferedLoad`, Erlang A) and simulates with it; see `StaffingSearch`. Then
/// replications that the search has not used judge each interval, and one agent less in it; see `StaffingSelection`.
public struct StaffingStudy: Sendable {
    /// What is simulated, with the measured period as its window.
    public let specification: OperationSpecification
    /// What is promised.
    public let goals: [StaffingGoal]
    /// The intervals.
    public let grid: StaffingGrid
    /// Whether only all intervals together must keep the promise.
    public var isOverall = false
    /// Most agents of a team at once; nil for three times the load and 20.
    public var mostAgents: Int?
    /// Seed of all randomness.
    public var seed: UInt64 = 1
    /// Threads to use.
    public var threads = 1
    /// Replications of each simulation.
    public var replications = 10
    /// Most replications of the last check; nil for what `contactBudget` allows.
    public var mostReplications: Int?

    /// Contacts that the last check may simulate in all, where its replications are not limited otherwise.
    public static let contactBudget = 25_000_000.0
    /// Most looks of the check, and further ones for intervals that seem to miss the promise at the last.
    private static let mostLooks = 6
    private static let mostCorrections = 2
    /// First contacts of all replications from which on a study runs as few as it can.
    private static let dear = 3_000_000.0

    /// Replications of each step of a dear study.
    private static func few(_ replications: Int) -> Int { max(2, (replications + 2) / 3) }

    /// First contacts of all replications.
    private var cost: Double {
        let traffic = specification.traffic
        let contacts =
            traffic.recordedArrivals.map { Double($0.count) }
            ?? traffic.arrivals.expectedCount(from: 0, to: specification.horizonSeconds)
        return contacts * Double(replications)
    }

    /// Plans a study.
    ///
    /// - Parameters:
    ///   - weeks: most weeks at the end of the horizon to be measured; nil for the whole measured period.
    ///   - pattern: nil for that of the load.
    ///   - intervalSeconds: divides a day.
    public init(
        _ specification: OperationSpecification, goals: [StaffingGoal], weeks: Double? = nil,
        pattern: StaffingGrid.Pattern? = nil, intervalSeconds: Double = 1800
    ) {
        var measured = specification
        if let weeks {
            measured.warmUpSeconds = max(
                specification.warmUpSeconds, specification.horizonSeconds - weeks * Seconds.perWeek)
        }
        self.specification = measured
        self.goals = goals
        grid = StaffingGrid(
            measured, pattern: pattern, intervalSeconds: intervalSeconds, sized: Set(goals.map(\.team)))
    }

    /// Runs it.
    ///
    /// - Parameters:
    ///   - title: name of the scenario and its currency.
    ///   - report: called from any thread with what is run, replications done, and how many there are.
    /// - Throws: what makes the operation impossible.
    public func run(
        _ title: Forecast.Title, report: @escaping @Sendable (String, Int, Int) -> Void = { _, _, _ in }
    ) throws -> StaffingPlan {
        let runs = StaffingRuns(
            specification: specification, grid: grid, seed: seed, threads: threads, report: report)
        let searching = grid.count == 1 ? replications : max(2, (replications + 1) / 2)
        // A dear operation is run as it is as often as it is searched; what is compared most comes from those runs.
        let isDear = cost > Self.dear
        let looked = isDear ? Self.few(replications) : searching
        let present = try runs.run(
            [:], "the present roster", first: 0, count: isDear ? looked : replications)
        try refuseNobody(present)
        let sized = Set(goals.map(\.team)).sorted()
        let roster = Dictionary(uniqueKeysWithValues: sized.map { ($0, presentNet($0)) })
        var search = StaffingSearch(
            runs, goals: goals, isOverall: isOverall, most: mostAgents, present: present, presentRoster: roster)
        let start = search.curves
        _ = try search.run(replications: looked)
        let (selection, cells) = try select(&search, runs: runs, sized: sized, present: present)
        let other = try otherScope(search, replications: looked)
        return plan(
            title, search: search, start: start, selection: selection, cells: cells, present: present,
            searching: looked, other: other)
    }

    /// Judges the staffing on fresh replications, and changes it where they show another number to be right.
    private func select(
        _ search: inout StaffingSearch, runs: StaffingRuns, sized: [Int], present: [StaffingSample]
    ) throws -> (StaffingSelection, [Int: [StaffingSelection.Cell]]) {
        let service = search.formulas.map(\.serviceSeconds).max() ?? 60
        var selection = StaffingSelection(goals: goals, grid: grid, serviceSeconds: service)
        let contacts = present.map(\.contacts).reduce(0, +) / Double(max(1, present.count))
        let share =
            specification.horizonSeconds / max(1, specification.window.upperBound - specification.window.lowerBound)
        let affordable = Self.contactBudget / max(1, contacts * share * Double(1 + selection.stride))
        // The first look is half as long as the second, which is the last where replications are dear.
        let isDear = cost > Self.dear
        let first = isDear ? Self.few(replications) : max(2, (replications + 1) / 2)
        let fewest = isDear ? 2 * first : first + replications
        var most = mostReplications ?? max(fewest, isDear ? 0 : Int(min(10_000, affordable)))
        var mostLooks = Self.mostLooks
        var corrections = 0
        var used = isDear ? first : replications
        var spent = 0
        var judged = used
        var cells: [Int: [StaffingSelection.Cell]] = [:]
        while true {
            let wanted = first << min(10, selection.looks)
            let count = min(wanted, max(1, most - spent))
            // Fresh replications, but for the last corrections of a dear operation: those of the look before.
            let place = isDear && corrections > 0 ? judged : used
            try selection.add(search.curves, runs: runs, first: place, count: count, withOneLess: !isOverall)
            judged = place
            used = max(used, place + count)
            spent += count
            // Nobody begins there again, unless to correct the last look.
            runs.starts?.forget(first..<judged)
            for team in sized { cells[team] = selection.judge(team, agents: search.curves[team] ?? []) }
            if spent >= most || selection.looks >= mostLooks {
                guard corrections < Self.mostCorrections, addAgents(&search, cells) else { break }
                corrections += 1
                most = spent + max(2, selection.samples.count)
                mostLooks = selection.looks + 1
                selection.restart()
                continue
            }
            let misses = goals.contains { goal in
                selection.samples.observations(goal).map { goal.margin($0.center) < 0 } ?? false
            }
            let isChanged =
                isOverall
                ? misses && search.correct(selection.samples) : adjust(&search, cells, look: selection.looks)
            if isChanged {
                selection.restart()
            } else if isOverall || !cells.values.joined().contains(where: { $0.isOpen }) {
                break
            }
        }
        return (selection, cells)
    }

    /// Adds an agent where the promise is missed, and takes one where it is kept without: by the estimates at the first
    /// look, later where a limit shows it, so that chance does not move one of many intervals for ever; an agent is added
    /// also where the interval on its own seems to miss (`Cell.misses`). A single
    /// number follows the estimates, which come from twice as many replications at each look.
    private func adjust(
        _ search: inout StaffingSearch, _ cells: [Int: [StaffingSelection.Cell]], look: Int
    ) -> Bool {
        let before = search.curves
        for (team, judged) in cells {
            for interval in judged.indices {
                let cell = judged[interval]
                guard let margin = cell.margin else { continue }
                let trusts = look == 1 || grid.count == 1
                if trusts ? margin < 0 : cell.keeps == .refuted || cell.misses {
                    search.change(team, interval, by: 1)
                } else if trusts ? cell.marginWithOneLess ?? -1 >= 0 : cell.binds == .refuted {
                    search.change(team, interval, by: -1)
                }
            }
        }
        return search.curves != before
    }

    /// Adds an agent where the promise still seems missed when the looks are over; as many fresh replications judge that.
    private func addAgents(_ search: inout StaffingSearch, _ cells: [Int: [StaffingSelection.Cell]]) -> Bool {
        let before = search.curves
        for (team, judged) in cells where !isOverall {
            for interval in judged.indices where judged[interval].misses || judged[interval].keeps == .refuted {
                search.change(team, interval, by: 1)
            }
        }
        return search.curves != before
    }

    /// Most agents at work that those rostered at present are on average, by interval: never more than were rostered for
    /// them.
    private func presentNet(_ team: Int) -> [Int] {
        let away = specification.teams[team].shrinkage
        return (0..<grid.count).map { Int(saturating: (presentGross(team, $0) * (1 - away) + 1e-9).rounded(.down)) }
    }

    /// Agents rostered at present in an interval, averaged over it, and over all days where they are alike.
    func presentGross(_ team: Int, _ interval: Int) -> Double {
        let spans = spans(interval)
        let seconds = spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
        return spans.reduce(0) { $0 + specification.teams[team].paidHours(in: $1) } * Seconds.perHour / seconds
    }

    /// When an interval is in the second week, in which all shifts are under way.
    private func spans(_ interval: Int) -> [ClosedRange<Double>] {
        // Days alike are those that are open.
        let week = Seconds.perWeek
        if grid.pattern == .constant { return [week...(2 * week)] }
        return (0..<(grid.pattern == .day ? 7 : 1)).filter { grid.openDays[$0] }.map { day in
            let start = week + Double(day) * Seconds.perDay + Double(interval) * grid.intervalSeconds
            return start...(start + grid.intervalSeconds)
        }
    }
}

extension StaffingSelection.Cell {
    /// Whether more replications could tell more.
    var isOpen: Bool { keeps == .undecided || binds == .undecided || keeps == .refuted || binds == .refuted }
}
