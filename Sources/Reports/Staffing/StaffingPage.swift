import Experiments
import Files
import Quantities
import Stochastics

/// A staffing as one page that needs no network: findings, the curve against the present roster, levels, the table.
public struct StaffingPage: Sendable {
    private let plan: StaffingPlan
    private let script: String?
    private let version: String
    private let commandLine: String

    /// Prepares the page; see `ForecastPage` for the parameters.
    public init(plan: StaffingPlan, script: String?, version: String = "", commandLine: String = "") {
        self.plan = plan
        self.script = script
        self.version = version
        self.commandLine = commandLine
    }

    /// The page, UTF-8.
    public func html() -> String {
        let phrases = StaffingPhrases(plan)
        let charts = plan.grid.pattern == .constant ? [] : plan.teams.flatMap { StaffingCharts(plan, $0).all }
        var body = """
            <header>
            <p class="kicker">Staffing</p>
            <h1>\(HTMLText.escape(plan.scenario))</h1>
            <p class="about">Agents for \(HTMLText.escape(phrases.targets))</p>
            </header>

            """
        body += ForecastSections.sentences("Findings", phrases.findings, id: "findings")
        body += HTMLFigures.html(
            charts, isDrawn: script != nil, intervals: charts.isEmpty ? nil : "95% intervals")
        if plan.grid.pattern == .constant {
            let tables = plan.teams.map { HTMLTables.table(StaffingCharts(plan, $0).table) }
            body += ForecastSections.section("Numbers", id: "numbers", tables.joined())
        }
        body += ForecastSections.sentences("How this was found", phrases.method, id: "method")
        var facts = ""
        if !version.isEmpty { facts += "<dt>Program</dt><dd>\(HTMLText.escape(version))</dd>\n" }
        if !commandLine.isEmpty {
            facts += "<dt>Command</dt><dd><code>\(HTMLText.escape(commandLine))</code></dd>\n"
        }
        if !facts.isEmpty {
            body += ForecastSections.section("How this was made", id: "making", "<dl class=\"facts\">\n\(facts)</dl>\n")
        }
        return HTMLPage.html(title: "\(plan.scenario) – staffing", body: body, charts: charts, script: script)
    }
}

/// The charts of one team's staffing.
struct StaffingCharts {
    private let plan: StaffingPlan
    private let team: StaffingPlan.TeamPlan

    init(_ plan: StaffingPlan, _ team: StaffingPlan.TeamPlan) {
        self.plan = plan
        self.team = team
    }

    var all: [ReportChart] { [roster] + team.goals.indices.map(level) }

    /// Every interval in words and numbers.
    var table: ReportTable {
        let rows = team.cells.enumerated().map { interval, cell -> [String] in
            let levels = team.goals.indices.map { place -> String in
                guard let level = cell.levels[place] else { return "-" }
                let unit = plan.goals[team.goals[place]].goal.kind == .meanWait ? "seconds" : "share"
                let bounds = HumanUnits.interval(level, unit: unit).map { " (\($0))" } ?? ""
                return HumanUnits.mean(level, unit: unit) + bounds
            }
            let words = ["shown": "yes", "within_zone": "within the zone", "none": "-", "refuted": "no"]
            return [
                plan.grid.name(interval), HumanUnits.number((100 * cell.load).rounded() / 100), "\(cell.net)",
                "\(cell.gross)", HumanUnits.number((10 * cell.present).rounded() / 10),
            ] + levels + [words[cell.keeps] ?? cell.keeps, words[cell.binds] ?? cell.binds]
        }
        let names = team.goals.map { plan.goals[$0].goal.requirement.measure }
        return ReportTable(
            title: team.name,
            header: ["Interval", "Load", "At work", "Rostered", "Rostered now"] + names
                + ["Target kept", "Missed with one less"],
            rows: rows)
    }

    private var hours: Double { Double(team.cells.count) * plan.grid.intervalSeconds / Seconds.perHour }

    private var axis: JSONTree {
        plan.grid.pattern == .week
            ? VegaLite.hourAxis
            : [
                "field": "x", "type": "quantitative", "title": "Hour of the day",
                "scale": ["domain": [0, 24], "nice": false], "axis": ["tickCount": 12, "grid": false],
            ]
    }

    private var roster: ReportChart {
        let kinds: [(String, (StaffingPlan.Cell) -> Double)] = [
            ("Rostered, found", { Double($0.gross) }), ("Rostered now", { $0.present }),
            ("At work, found", { Double($0.net) }),
        ]
        let step = plan.grid.intervalSeconds / Seconds.perHour
        let values = kinds.flatMap { name, value -> [JSONTree] in
            let points = team.cells.enumerated().map { interval, cell -> JSONTree in
                [
                    "x": .number(Double(interval) * step), "y": .number(value(cell)), "series": .string(name),
                    "text": .string("\(name), \(plan.grid.name(interval)): \(HumanUnits.number(value(cell)))"),
                ]
            }
            let last: JSONTree = [
                "x": .number(hours), "y": .number(team.cells.last.map(value) ?? 0), "series": .string(name),
                "text": .string(name),
            ]
            return points + [last]
        }
        let quantity = AxisQuantity("Agents", unit: "agents", largest: 10)
        let names = kinds.map(\.0)
        let layer = VegaLite.layer(
            values, mark: ["type": "line", "interpolate": "step-after", "strokeWidth": 1.8],
            encoding: [
                "x": axis, "y": VegaLite.vertical("y", quantity, zero: true), "color": VegaLite.colour(names),
                "strokeDash": VegaLite.dash(names),
                "tooltip": [["field": "text", "type": "nominal", "title": "Agents"]],
            ])
        let title = "Agents of \(team.name), by interval"
        return ReportChart(
            section: "Agents by interval", title: title,
            caption: "Agents to roster for the target, against the roster as it is; at work is net of shrinkage.",
            reading: "Where the found line lies above the present one, people are missing.",
            key: zip(names, zip(VegaLite.colours, VegaLite.dashes)).map {
                ChartKey(name: $0, colour: $1.0, dash: $1.1)
            },
            isWide: true, specification: VegaLite.chart(title, height: 260, layers: [layer]), tables: [table])
    }

    private func level(_ place: Int) -> ReportChart {
        let goal = plan.goals[team.goals[place]].goal
        let unit = goal.kind == .meanWait ? "seconds" : "share"
        let means = team.cells.compactMap { $0.levels[place]?.mean }
        let quantity = AxisQuantity(goal.requirement.measure, unit: unit, largest: means.max() ?? 1)
        let step = plan.grid.intervalSeconds / Seconds.perHour
        let values = team.cells.enumerated().compactMap { interval, cell -> JSONTree? in
            guard let level = cell.levels[place] else { return nil }
            let bounds = HumanUnits.interval(level, unit: unit).map { " (\($0))" } ?? ""
            return [
                "x": .number((Double(interval) + 0.5) * step), "mean": .number(level.mean / quantity.divisor),
                "low": .number((level.low ?? level.mean) / quantity.divisor),
                "high": .number((level.high ?? level.mean) / quantity.divisor),
                "text": .string("\(plan.grid.name(interval)): \(HumanUnits.mean(level, unit: unit))\(bounds)"),
            ]
        }
        let colour = JSONTree.string(VegaLite.colours[0])
        let bars = VegaLite.layer(
            values, mark: ["type": "rule", "color": colour, "opacity": 0.35],
            encoding: ["x": axis, "y": VegaLite.vertical("low", quantity, zero: false), "y2": ["field": "high"]])
        let points = VegaLite.layer(
            values, mark: ["type": "point", "filled": true, "size": 18, "color": colour, "opacity": 1],
            encoding: [
                "x": axis, "y": VegaLite.vertical("mean", quantity, zero: false),
                "tooltip": [["field": "text", "type": "nominal", "title": .string(goal.requirement.measure)]],
            ])
        let target = VegaLite.layer(
            [["y": .number(goal.limit / quantity.divisor)]],
            mark: ["type": "rule", "color": .string(VegaLite.colours[1]), "strokeDash": [7, 3]],
            encoding: ["y": VegaLite.vertical("y", quantity, zero: false)])
        let title = "\(goal.requirement.measure), by interval"
        return ReportChart(
            section: "What customers get", title: title,
            caption:
                "The level of the contacts that join in each interval, with the agents found; the dashed line is the "
                + "target.",
            reading: "Bars are 95% intervals of each interval on its own.", key: [], isWide: true,
            specification: VegaLite.chart(title, height: 220, layers: [bars, points, target]),
            tables: [table])
    }
}
