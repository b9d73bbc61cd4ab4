import Experiments
import Files
import Foundation
import Simulation
import Stochastics

/// The files of a staffing result: `staffing.csv`, `staffing.json` and the roster to be pasted into a scenario.
public enum StaffingFiles {
    /// Name of the result for programs, from which the page is drawn.
    public static let jsonName = "staffing.json"

    /// The table: a row for each interval and target.
    ///
    /// Numbers have at most 10 significant digits; what is unknown is empty.
    public static func csv(_ plan: StaffingPlan) -> [UInt8] {
        var lines = [
            "team,interval,start_s,load_erlangs,formula,net,gross,present,target,level_mean,level_low,level_high,n,"
                + "one_less_mean,one_less_low,one_less_high,keeps,binding"
        ]
        func number(_ value: Double?) -> String { value.flatMap(RoundedNumber.text) ?? "" }
        for team in plan.teams {
            for (interval, cell) in team.cells.enumerated() {
                for (place, goal) in team.goals.enumerated() {
                    let level = cell.levels[place]
                    let isFirst = place == 0
                    let row: [String] = [
                        team.name, plan.grid.name(interval), number(Double(interval) * plan.grid.intervalSeconds),
                        number(cell.load), "\(cell.formula)", "\(cell.net)", "\(cell.gross)", number(cell.present),
                        plan.goals[goal].goal.requirement.text, number(level?.mean), number(level?.low),
                        number(level?.high), level.map { "\($0.n)" } ?? "",
                        isFirst ? number(cell.oneLess?.mean) : "", isFirst ? number(cell.oneLess?.low) : "",
                        isFirst ? number(cell.oneLess?.high) : "", cell.isCovered ? cell.keeps : "not_measured",
                        cell.isCovered ? cell.binds : "not_measured",
                    ]
                    lines.append(CSVWriter.line(row))
                }
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// The result for programs; the same plan gives the same bytes.
    public static func json(_ plan: StaffingPlan) -> [UInt8] {
        let phrases = StaffingPhrases(plan)
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
            "targets": .array(plan.goals.map { goal(plan, $0) }), "teams": .array(plan.teams.map { team(plan, $0) }),
            "ai_coverage": plan.coverage.map(estimate) ?? .null,
            "side_effects": .array(plan.sideEffects.map(sideEffect)),
            "ai_coverage_present": plan.presentCoverage.map(estimate) ?? .null,
            "ai_coverage_change": plan.coverageChange.map(estimate) ?? .null,
            "exposure_s": .line(plan.grid.exposureSeconds.map(JSONTree.number)),
            "operation": [
                "queues": .array(plan.names.queues.map(JSONTree.string)),
                "service_levels": .array(plan.names.serviceLevels.map(JSONTree.string)),
                "teams": .array(plan.names.teams.map(JSONTree.string)),
            ],
            "findings": .array(phrases.findings.map(JSONTree.string)),
            "method": .array(phrases.method.map(JSONTree.string)),
        ]
        return Array(tree.pretty.utf8)
    }

    /// The staffing that a `staffing.json` holds, its numbers with the digits written there.
    ///
    /// - Parameters:
    ///   - bytes: what `json(_:)` gave.
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
            "limit": .number(result.goal.limit), "indifference": .number(result.goal.indifference),
            "team": .string(plan.teams.first { $0.team == result.goal.team }?.name ?? ""),
            "overall": result.overall.map(estimate) ?? .null, "present": result.present.map(estimate) ?? .null,
        ]
    }

    private static func serviceLevel(_ plan: StaffingPlan, _ goal: StaffingGoal) -> JSONTree {
        guard case .serviceLevel(let place) = goal.kind else { return .null }
        return .string(plan.names.serviceLevels[place])
    }

    private static func team(_ plan: StaffingPlan, _ team: StaffingPlan.TeamPlan) -> JSONTree {
        let cells = team.cells.enumerated().map { interval, cell -> JSONTree in
            [
                "start": .string(plan.grid.name(interval)),
                "start_s": .number(Double(interval) * plan.grid.intervalSeconds),
                "load_erlangs": .number(cell.load), "formula": .number(Double(cell.formula)),
                "net": .number(Double(cell.net)), "gross": .number(Double(cell.gross)),
                "present": .number(cell.present), "levels": .array(cell.levels.map { $0.map(estimate) ?? .null }),
                "one_less": cell.oneLess.map(estimate) ?? .null, "keeps": .string(cell.keeps),
                "binding": .string(cell.binds), "measured": .bool(cell.isCovered),
            ]
        }
        let drivers = team.drivers.map { driver -> JSONTree in
            [
                "input": .string(driver.name), "change": .string(driver.change),
                "hours_effect": .number(driver.effect),
            ]
        }
        return [
            "name": .string(team.name), "shrinkage": .number(team.shrinkage),
            "wage_per_hour": .number(team.wagePerHour), "net_hours_per_week": .number(team.netHours),
            "gross_hours_per_week": .number(team.grossHours), "present_hours_per_week": .number(team.presentHours),
            "cost_per_week": .number(plan.cost(team)),
            "present_cost_per_week": .number(team.presentHours * team.wagePerHour),
            "intervals": .array(cells), "drivers": .array(drivers),
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

    /// The roster of a team as the value of `agents_by_interval`, on one line.
    public static func roster(_ plan: StaffingPlan, team: StaffingPlan.TeamPlan) -> String {
        "{" + lines(plan, team).joined(separator: ", ") + "}"
    }

    /// The rosters as YAML to be pasted over the shifts of a scenario.
    public static func yaml(_ plan: StaffingPlan) -> String {
        var lines = [
            "# Agents at work, net of shrinkage: in place of `shifts` or `agents` of these teams.",
            "# Found by hitl staff for \(VisibleText.line(StaffingPhrases(plan).targets)).", "teams:",
        ]
        for team in plan.teams {
            lines += ["  \(key(team.name)):", "    agents_by_interval:"]
            lines += Self.lines(plan, team).map { "      " + $0 }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A name as a key of YAML: in quotes, unless every reader takes it for a text as it stands.
    private static func key(_ name: String) -> String {
        let isPlain = name.wholeMatch(of: /\p{L}(?:[\p{L}\p{M}0-9_. \-]*[\p{L}\p{M}0-9_\-])?/) != nil
        let isWord = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(name.lowercased())
        return isPlain && !isWord ? name : JSONTree.quoted(name)
    }

    /// Days that are alike share a line.
    private static func lines(_ plan: StaffingPlan, _ team: StaffingPlan.TeamPlan) -> [String] {
        let seconds = plan.grid.intervalSeconds
        let every = "every: " + HumanUnits.span(seconds: seconds)
        let net = team.cells.map(\.net)
        let perDay = Int((86_400 / seconds).rounded())
        guard net.count > perDay else { return [every, "daily: \(net)"] }
        let days = (0..<7).map { Array(net[$0 * perDay..<($0 + 1) * perDay]) }
        var found = [every]
        var day = 0
        while day < 7 {
            var last = day
            while last < 6, days[last + 1] == days[day] { last += 1 }
            let name = Weekday.keys[day]
            let range = last > day ? "\(name)-\(Weekday.keys[last])" : name
            found.append("\(range): \(days[day])")
            day = last + 1
        }
        return found
    }
}
