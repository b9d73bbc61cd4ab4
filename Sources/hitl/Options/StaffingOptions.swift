import ArgumentParser
import Experiments
import Runs

/// Options that say what is promised, which teams are sized, and how.
struct StaffingOptions: ParsableArguments {
    private static let settings = RunSettings.staffing

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "The promise, such as 'service_level.voice >= 80%'; may be repeated.", valueName: "requirement"))
    var target: [String] = []

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "The team to size; the one for which the queues come first otherwise. May be repeated.", valueName: "name"))
    var team: [String] = []

    @Option(name: .long, help: ArgumentHelp("Length of an interval: 15 min, 30 min, 1 h.", valueName: "duration"))
    var interval = "30 min"

    @Option(
        name: .long, help: RunSettings.staffingPattern.argument, completion: RunSettings.staffingPattern.completion)
    var pattern: String?

    @Option(name: .long, help: RunSettings.staffingScope.argument, completion: RunSettings.staffingScope.completion)
    var scope = "interval"

    @Option(name: .long, help: RunSettings.staffingWeeks.argument, completion: RunSettings.staffingWeeks.completion)
    var weeks = 4.0

    @Option(name: .long, help: RunSettings.staffingAgents.argument, completion: RunSettings.staffingAgents.completion)
    var maxAgents: Int?

    @Option(name: .long, help: settings.maxReplications.argument, completion: settings.maxReplications.completion)
    var maxReplications: Int?

    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

    /// Refuses what cannot be asked for.
    ///
    /// - Throws: `ValidationError`.
    func check() throws {
        guard !target.isEmpty else {
            throw ValidationError("write a promise: --target 'service_level.NAME >= 80%'")
        }
        try asUsage {
            _ = try StaffingRequest.intervalSeconds(interval)
            try RunSettings.staffingPattern.check(pattern)
            try RunSettings.staffingScope.check(scope)
            try RunSettings.staffingWeeks.check(weeks)
            try RunSettings.staffingAgents.check(maxAgents)
            try Self.settings.maxReplications.check(maxReplications)
            try Self.settings.replications.check(replications)
        }
    }

    /// What they ask of a scenario.
    ///
    /// - Throws: what is wrong with the scenario or the promises.
    func request(_ scenario: String, _ options: ScenarioOptions) throws -> StaffingRequest {
        var request = try StaffingRequest(
            scenario, targets: target, teams: team, interval: interval,
            request: options.request(replications: replications))
        request.weeks = weeks
        request.pattern = pattern.flatMap { .init(rawValue: $0) }
        request.isOverall = scope == "overall"
        request.mostAgents = maxAgents
        request.mostReplications = maxReplications
        return request
    }
}
