import Experiments
import Files
import Simulation

/// A dry run as JSON: the same bytes for the same scenario and seed, so that nothing in it is a time of this machine.
package enum DryRunJSON {
    /// The document.
    ///
    /// - Parameter words: the sentences that stand beside the numbers.
    package static func text(_ dry: DryRun, seed: UInt64, replications: Int, words: StoredWords) -> String {
        let it = dry.scenario.specification
        let teams = dry.load.teams.enumerated().map { place, team -> JSONTree in
            .object([
                "name": .string(team.name), "mean_erlangs": .number(team.meanErlangs),
                "mean_agents": .number(team.meanAgents), "busiest_hour": hour(team.busiestHour, team),
                "erlangs_by_day": .array(team.erlangsByDay.map { .optional($0) }),
                "erlangs_by_hour": .array(team.erlangs.map { .number($0) }),
                "agents_by_hour": .array(team.agents.map { .number($0) }),
                "mean_erlangs_without_ai": .optional(dry.loadWithoutAI?.teams[place].meanErlangs),
                "erlangs_by_hour_without_ai": dry.loadWithoutAI.map {
                    .array($0.teams[place].erlangs.map { .number($0) })
                } ?? .null,
            ])
        }
        let levels = dry.outlook.levels.map { level -> JSONTree in
            .object([
                "name": .string(level.name), "within_s": .number(level.withinSeconds),
                "target": .optional(level.target), "abandoned": .string(level.abandoned.rawValue),
                "formula": level.fits ? .string(level.formula.rawValue) : .null,
                "doubt": level.doubt.map { .string(words.finding($0)) } ?? .null,
                "week": .optional(level.overall),
                "mean_hour": .optional(level.atMeanLoad), "tightest_hour": .optional(level.tightest?.share),
            ])
        }
        let doubts = dry.outlook.levels.compactMap { level in
            level.doubt.map { FindingDocument($0, .doubt, serviceLevel: level.name, words: words) }
        }
        let document: JSONTree = .object([
            "schema": 1, "scenario": .string(dry.scenario.name), "seed": .whole(seed),
            "replications": .whole(UInt64(max(0, replications))), "horizon_s": .number(it.horizonSeconds),
            "warm_up_s": .number(it.warmUpSeconds),
            "first_contacts": .number(it.traffic.arrivals.expectedCount(from: it.warmUpSeconds, to: it.horizonSeconds)),
            "pilot": [
                "seconds": .number(dry.flows.seconds), "replication": 1, "contacts": .number(dry.flows.contacts),
                "ai_share": it.ai == nil ? .null : .number(dry.flows.aiShare),
            ],
            "teams": .array(teams), "service_levels": .array(levels),
            "warnings": .array(FindingDocument.sentences(dry.warnings, words: words).map(JSONTree.string)),
            "findings": .array((FindingDocument.all(dry.warnings, .warning, words: words) + doubts).map(\.tree)),
            "scenario_yaml": .string(dry.scenario.resolvedYAML),
        ])
        return document.pretty
    }

    private static func hour(_ hour: Int?, _ team: OfferedLoad.TeamLoad) -> JSONTree {
        guard let hour else { return .null }
        return [
            "hour_of_week": .number(Double(hour)), "erlangs": .number(team.erlangs[hour]),
            "agents": .number(team.agents[hour]),
        ]
    }
}
