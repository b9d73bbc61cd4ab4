import Experiments
import Files
import Foundation
import Quantities
import Results
import Scenarios

/// A staffing that is asked for: what is promised, with everything decided that teams are sized with.
public struct StaffingRequest {
    /// The scenario; its warm-up is set when it has been found.
    public private(set) var scenario: Scenario
    /// The promises as they were written.
    public let targets: [String]
    /// Short name of the scenario's file.
    public let name: String
    /// Seed, replications and threads.
    public let numbers: RunNumbers
    /// Weeks at the end of the horizon that are measured.
    public var weeks = 4.0
    /// How the roster repeats; nil for as the load does.
    public var pattern: StaffingGrid.Pattern?
    /// Whether only all intervals together must keep the promise.
    public var isOverall = false
    /// Most agents of a team at once; nil for what the study takes.
    public var mostAgents: Int?
    /// Most replications of the last check; nil for what the study takes.
    public var mostReplications: Int?

    private let goals: [StaffingGoal]
    private let intervalSeconds: Double

    /// Reads the scenario and the promises.
    ///
    /// - Parameters:
    ///   - teams: those to size; empty for the ones for which the queues come first.
    ///   - interval: length of an interval, such as "30 min".
    /// - Throws: `Problems` with all that is wrong with them; `UsageError` for the interval.
    public init(
        _ file: String, targets: [String], teams: [String], interval: String, request: RunRequest
    ) throws {
        intervalSeconds = try Self.intervalSeconds(interval)
        scenario = try Scenario.load(file, overrides: request.overrides)
        goals = try StaffingGoal.read(
            targets, teams: teams, specification: scenario.specification, currency: scenario.currency)
        self.targets = targets
        name = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
        numbers = request.numbers(for: scenario, fewest: 2)
    }

    /// The length of an interval.
    ///
    /// - Throws: `UsageError` unless it is 5 min or more and divides a day.
    public static func intervalSeconds(_ text: String) throws(UsageError) -> Double {
        let seconds = Quantity.seconds(text) ?? 0
        guard seconds >= 300, seconds <= Seconds.perDay, seconds == seconds.rounded(),
            Seconds.perDay.truncatingRemainder(dividingBy: seconds) == 0
        else {
            throw UsageError("--interval \(text) must be 5 min or more and divide a day: write 15 min, 30 min or 1 h")
        }
        return seconds
    }

    /// Sizes the teams.
    ///
    /// - Parameter report: told what is simulated, and how many replications of how many are done, from any thread.
    /// - Throws: what made the operation impossible.
    public mutating func run(report: @escaping @Sendable (String, Int, Int) -> Void) throws -> StaffingPlan {
        _ = try scenario.findWarmUp(seed: numbers.seed, threads: numbers.threads)
        var study = StaffingStudy(
            scenario.specification, goals: goals, weeks: weeks, pattern: pattern, intervalSeconds: intervalSeconds)
        study.isOverall = isOverall
        study.mostAgents = mostAgents
        study.seed = numbers.seed
        study.threads = numbers.threads
        study.replications = numbers.replications
        study.mostReplications = mostReplications
        let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        return try study.run(title, report: report)
    }

    /// The scenario with the rosters found, as YAML.
    ///
    /// - Throws: `Problems` where the scenario takes no such rosters.
    public func staffed(_ plan: StaffingPlan) throws -> String {
        let overrides = plan.teams.flatMap { team -> [String] in
            let path = "teams.\(team.name)"
            let isRound = scenario.specification.teams[team.team].shifts.first?.isAlways ?? false
            return [
                "\(path).\(isRound ? "agents" : "shifts")=null",
                "\(path).agents_by_interval=\(StaffingRoster.value(plan, team: team))",
            ]
        }
        return try Scenario.decode(scenario.resolvedYAML, file: "scenario.yaml", overrides: overrides).resolvedYAML
    }
}
