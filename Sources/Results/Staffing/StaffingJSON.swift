import Experiments
import Files
import Foundation
import Simulation
import Stochastics

/// `staffing.json` of a result folder, from which the page is drawn: schema 1.
public enum StaffingJSON {
    /// Name of the file.
    public static let fileName = "staffing.json"

    /// The file's bytes; the same plan gives the same bytes.
    ///
    /// - Parameters:
    ///   - findings: sentences on what was found.
    ///   - method: sentences on how.
    ///   - words: the other words that stand beside the numbers.
    package static func data(
        _ plan: StaffingPlan, findings: [String], method: [String], words: StoredWords
    ) -> [UInt8] {
        let tree: JSONTree = [
            "schema": 1, "scenario": .string(plan.scenario), "seed": .whole(plan.seed),
            "currency": .string(plan.currency), "reachable": .bool(plan.isReachable),
            "max_agents": .number(Double(plan.most)), "scope": .string(plan.isOverall ? "overall" : "interval"),
            "pattern": .string(plan.grid.pattern.rawValue), "interval_s": .number(plan.grid.intervalSeconds),
            "measured_from_s": .number(plan.window.lowerBound), "measured_to_s": .number(plan.window.upperBound),
            "confidence": 0.95,
            "search": [
                "rounds": .number(Double(plan.searchRounds)), "replications": .number(Double(plan.searchReplications)),
            ],
            "check": [
                "looks": .number(Double(plan.looks)), "replications": .number(Double(plan.checkReplications)),
                "stride": .number(Double(plan.stride)),
            ],
            "targets": .array(plan.goals.map { goal(plan, $0) }),
            "teams": .array(plan.teams.map { team(plan, $0, words: words) }),
            "ai_coverage": plan.coverage.map(estimate) ?? .null,
            "side_effects": .array(plan.sideEffects.map(sideEffect)),
            "ai_coverage_present": plan.presentCoverage.map(estimate) ?? .null,
            "ai_coverage_change": plan.coverageChange.map(estimate) ?? .null,
            "open_days": .line(plan.grid.openDays.map(JSONTree.bool)), "other_scope": otherScope(plan),
            "exposure_s": .line(plan.grid.exposureSeconds.map(JSONTree.number)),
            "operation": [
                "queues": .array(plan.names.queues.map(JSONTree.string)),
                "service_levels": .array(plan.names.serviceLevels.map(JSONTree.string)),
                "teams": .array(plan.names.teams.map(JSONTree.string)),
            ],
            "findings": .array(findings.map(JSONTree.string)),
            "method": .array(method.map(JSONTree.string)),
        ]
        return Array(tree.pretty.utf8)
    }

    /// The staffing that a `staffing.json` holds, its numbers with the digits written there.
    ///
    /// - Parameters:
    ///   - bytes: what `data` gave.
    ///   - file: name of the file, for messages.
    /// - Throws: `Problem` when the bytes are no staffing of schema 1, or contradict themselves.
    public static func read(_ bytes: [UInt8], file: String = "staffing.json") throws -> StaffingPlan {
        let remedy = "give a result folder that `hitl staff` of this version wrote"
        let document = try JSONText.decode(
            StaffingDocument.self, from: bytes, file: file, what: "result of a staffing", remedy: remedy)
        do throws(StaffingDocument.Fault) {
            return try document.plan()
        } catch {
            throw Problem(file: file, message: error.message, remedy: remedy)
        }
    }

    private static func goal(_ plan: StaffingPlan, _ result: StaffingPlan.GoalResult) -> JSONTree {
        [
            "target": .string(result.goal.requirement.text), "measure": .string(result.goal.requirement.measure),
            "kind": .string(StaffingDocument.Target.Kind(result.goal.kind).rawValue),
            "unit": .string(result.goal.requirement.form.unit.rawValue),
            "estimator": .string(result.goal.requirement.form.kind.rawValue),
            "comparison": .string(result.goal.requirement.comparison.rawValue),
            "service_level": serviceLevel(plan, result.goal),
            "queues": .array(result.goal.queues.map { .string(plan.names.queues[$0]) }),
            "within_s": .number(result.goal.withinSeconds),
            "abandoned": result.goal.level.map { .string($0.abandoned.rawValue) } ?? .null,
            "short_s": .optional(result.goal.level?.shortSeconds),
            "limit": .number(result.goal.limit), "indifference": .number(result.goal.indifference),
            "team": .string(plan.teams.first { $0.team == result.goal.team }?.name ?? ""),
            "overall": result.overall.map(estimate) ?? .null, "present": result.present.map(estimate) ?? .null,
        ]
    }

    private static func serviceLevel(_ plan: StaffingPlan, _ goal: StaffingGoal) -> JSONTree {
        guard case .serviceLevel(let place) = goal.kind else { return .null }
        return .string(plan.names.serviceLevels[place])
    }

    private static func team(_ plan: StaffingPlan, _ team: StaffingPlan.TeamPlan, words: StoredWords) -> JSONTree {
        let cells = team.cells.enumerated().map { interval, cell -> JSONTree in
            [
                "start": .string(plan.grid.name(interval)),
                "start_s": .number(Double(interval) * plan.grid.intervalSeconds),
                "load_erlangs": .number(cell.load), "formula": .number(Double(cell.formula)),
                "net": .number(Double(cell.net)), "gross": .number(Double(cell.gross)),
                "present": .number(cell.present), "over": .number(plan.overNeed(cell, of: team)),
                "levels": .array(cell.levels.map { $0.map(estimate) ?? .null }),
                "one_less": cell.oneLess.map(estimate) ?? .null, "keeps": .string(cell.keeps),
                "binding": .string(cell.binds), "measured": .bool(cell.isCovered),
            ]
        }
        let drivers = team.drivers.map { driver -> JSONTree in
            [
                "input": .string(driver.input.rawValue), "change": .string(words.change(driver.input)),
                "hours_effect": .number(driver.effect),
            ]
        }
        return [
            "name": .string(team.name), "shrinkage": .number(team.shrinkage),
            "wage_per_hour": .number(team.wagePerHour), "net_hours_per_week": .number(team.netHours),
            "gross_hours_per_week": .number(team.grossHours), "present_hours_per_week": .number(team.presentHours),
            "cost_per_week": .number(plan.cost(team)),
            "present_cost_per_week": .number(team.pay(hours: team.presentHours)),
            "intervals": .array(cells), "drivers": .array(drivers),
        ]
    }

    private static func otherScope(_ plan: StaffingPlan) -> JSONTree {
        guard let other = plan.other else { return .null }
        return [
            "scope": .string(plan.isOverall ? "interval" : "overall"),
            "teams": .array(
                zip(plan.teams, other.teams).map { team, found in
                    [
                        "name": .string(team.name), "net_hours_per_week": .number(found.netHours),
                        "gross_hours_per_week": .number(found.grossHours),
                        "cost_per_week": .number(team.pay(hours: found.grossHours)),
                    ]
                }),
            "overall": .array(other.levels.map { $0.map(estimate) ?? .null }),
        ]
    }

    private static func sideEffect(_ effect: StaffingPlan.SideEffect) -> JSONTree {
        [
            "measure": .string(effect.measure), "target": .optional(effect.target), "found": estimate(effect.found),
            "present": estimate(effect.present),
        ]
    }

    private static func estimate(_ estimate: Estimate) -> JSONTree {
        [
            "mean": .number(estimate.mean), "low": .optional(estimate.low), "high": .optional(estimate.high),
            "n": .number(Double(estimate.n)),
        ]
    }
}
