import Experiments
import Quantities
import Results
import Simulation
import Stochastics

/// A forecast as a page of text: verdicts on service levels first, then the measures with their intervals, then the
/// diagnosis.
public struct ForecastText: Sendable {
    private let forecast: Forecast
    private let width: Int
    private let style: TerminalStyle

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - width: columns of the page, at least 60; no line is longer.
    ///   - colour: whether to write ANSI colour codes.
    public init(forecast: Forecast, width: Int = 80, colour: Bool) {
        self.forecast = forecast
        self.width = max(60, width)
        style = TerminalStyle(colour: colour)
    }

    /// The page, each line ended by a line feed.
    public func text() -> String {
        var lines = title()
        lines += sentences("WARNINGS", ForecastPhrases.loadWarnings(forecast))
        lines += verdicts()
        lines += checks()
        lines += measures()
        for key in ["queue", "channel", "team", "segment", "priority"] { lines += breakdown(by: key) }
        lines += sentences("DIAGNOSIS", ForecastPhrases.diagnosis(forecast))
        lines += sentences(
            forecast.loadWarnings > 0 ? "MORE WARNINGS" : "WARNINGS", ForecastPhrases.otherWarnings(forecast))
        lines += sentences("NOTES", ForecastPhrases.notes(forecast))
        return lines.joined(separator: "\n") + "\n"
    }

    private func title() -> [String] {
        let name = TerminalText.clean(forecast.scenario)
        var lines = TerminalText.wrap(name, to: width).map(style.heading)
        if !forecast.about.isEmpty { lines += TerminalText.wrap(TerminalText.clean(forecast.about), to: width) }
        return lines + TerminalText.wrap(ForecastPhrases.run(forecast), to: width).map(style.faint)
    }

    private func verdicts() -> [String] {
        guard !forecast.serviceLevels.isEmpty else { return [] }
        let none = ForecastPhrases.noInterval(forecast.replications)
        let rows = forecast.serviceLevels.map { level in
            (
                level: level, name: TerminalText.clean(level.name),
                mean: HumanUnits.mean(level.estimate, unit: "share"),
                interval: HumanUnits.interval(level.estimate, unit: "share").map { "(\($0))" } ?? none,
                target: "target " + HumanUnits.target(level.target)
            )
        }
        let outcomeWidth = 9
        let meanWidth = rows.map { TerminalText.width($0.mean) }.max() ?? 0
        let intervalWidth = rows.map { TerminalText.width($0.interval) }.max() ?? 0
        let targetWidth = rows.map { TerminalText.width($0.target) }.max() ?? 0
        let nameWidth = width - 2 - outcomeWidth - meanWidth - intervalWidth - targetWidth - 6
        var lines = ["", style.heading("SERVICE LEVELS" + basis)]
        for row in rows {
            let outcome = TerminalText.pad(row.level.outcome.rawValue.uppercased(), to: outcomeWidth)
            // A name without room has lines of its own.
            let isLong = TerminalText.width(row.name) > nameWidth
            if isLong { lines += TerminalText.wrap(row.name, to: width, first: "  ", rest: "  ") }
            let cells = [
                TerminalText.pad(isLong ? "" : row.name, to: nameWidth),
                TerminalText.pad(row.mean, to: meanWidth, right: true),
                TerminalText.pad(row.interval, to: intervalWidth),
                TerminalText.pad(row.target, to: targetWidth, right: true),
            ]
            lines.append("  " + style.verdict(outcome, row.level.outcome) + "  " + cells.joined(separator: " "))
            let definition = TerminalText.clean(ServiceLevelPhrases.definition(row.level))
            guard !definition.isEmpty else { continue }
            let indent = String(repeating: " ", count: outcomeWidth + 4)
            lines += TerminalText.wrap(definition, to: width, first: indent, rest: indent).map(style.faint)
        }
        return lines
    }

    private func checks() -> [String] {
        guard !forecast.checks.isEmpty else { return [] }
        return ["", style.heading("CHECKS" + basis)]
            + CheckText.rows(forecast.checks, currency: forecast.currency, width: width, style: style)
    }

    private func measures() -> [String] {
        let judged = Set(forecast.serviceLevels.map { Measure.serviceLevel($0.name) })
        let shown = MeasureGuide.sorted(forecast.measures)
            .filter { MeasureName($0.name).key == nil && !judged.contains($0.name) }
        guard !shown.isEmpty else { return [] }
        let single = forecast.replications <= 1
        let rows = shown.map { measure in
            MeasureRow(
                group: MeasureGuide.entry(measure.name).group,
                label: TerminalText.clean(MeasureGuide.entry(measure.name).label),
                mean: HumanUnits.mean(measure.estimate, unit: measure.unit),
                interval: HumanUnits.interval(measure.estimate, unit: measure.unit) ?? (single ? "-" : "no interval"),
                n: String(measure.estimate.n))
        }
        let heading = MeasureRow(
            group: .other, label: "", mean: "mean",
            interval: single ? ForecastPhrases.noInterval(forecast.replications) : ForecastPhrases.interval(forecast),
            n: "n")
        let widths = MeasureRow.widths([heading] + rows, total: width)
        var lines: [String] = []
        for group in MeasureGroup.allCases {
            let members = rows.filter { $0.group == group }
            guard !members.isEmpty else { continue }
            lines.append("")
            func add(_ row: MeasureRow, _ label: String, _ isHead: Bool) {
                let isLong = TerminalText.width(label) > widths.label
                if isLong {
                    lines += TerminalText.wrap(label, to: width, first: isHead ? "" : "  ", rest: "    ")
                        .map { isHead ? style.heading($0) : $0 }
                }
                let cells = row.cells(widths, label: isLong ? "" : label)
                lines.append(isHead ? style.heading(cells.label) + style.faint(cells.rest) : cells.label + cells.rest)
            }
            add(heading, group.rawValue.uppercased() + basis, true)
            for row in members { add(row, "  " + row.label, false) }
        }
        return lines
    }

    /// What stands behind each heading of results that rest on an assumption.
    private var basis: String { forecast.basis.map { " (\($0))" } ?? "" }

    private func breakdown(by key: String) -> [String] {
        let table = BreakdownTable(forecast: forecast, key: key)
        return table.isEmpty ? [] : [""] + table.lines(width: width, style: style)
    }

    private func sentences(_ heading: String, _ sentences: [String]) -> [String] {
        guard !sentences.isEmpty else { return [] }
        return ["", style.heading(heading)]
            + sentences.flatMap {
                TerminalText.wrap(TerminalText.clean($0), to: width, first: "  - ", rest: "    ")
            }
    }
}

/// One line of the table of measures.
private struct MeasureRow {
    var group: MeasureGroup
    var label: String
    var mean: String
    var interval: String
    var n: String

    /// Columns of the label, the mean, the interval and n, which together with their gaps fill the width.
    static func widths(_ rows: [MeasureRow], total: Int) -> (label: Int, mean: Int, interval: Int, n: Int) {
        let mean = rows.map { TerminalText.width($0.mean) }.max() ?? 0
        let interval = rows.map { TerminalText.width($0.interval) }.max() ?? 0
        let n = rows.map { TerminalText.width($0.n) }.max() ?? 0
        return (max(12, total - mean - interval - n - 6), mean, interval, n)
    }

    func cells(_ widths: (label: Int, mean: Int, interval: Int, n: Int), label: String) -> (
        label: String, rest: String
    ) {
        let rest = [
            TerminalText.pad(mean, to: widths.mean, right: true),
            TerminalText.pad(interval, to: widths.interval, right: true),
            TerminalText.pad(n, to: widths.n, right: true),
        ]
        return (TerminalText.pad(label, to: widths.label), "  " + rest.joined(separator: "  "))
    }
}
