import Experiments
import Quantities
import Results
import Simulation
import Stochastics

/// Measures broken down by queue, channel, team, segment or priority: one line a part, one column a measure.
package struct BreakdownTable: Sendable {
    /// A measure that has a column.
    package struct Column: Sendable {
        /// Short heading.
        package var heading: String
        /// Estimates by part; a part may lack one.
        package var cells: [String: MeasureEstimate]
    }

    /// What the measures are broken down by, such as "queue".
    package let key: String
    /// The parts, sorted by name.
    package let parts: [String]
    /// The measures that at least one part has.
    package let columns: [Column]

    private static let candidates: [(Measure, String)] = [
        (.humanWaitMean, "mean wait"), (.humanWaitP90, "90% waited under"),
        (.humanAbandonment, "gave up"), (.humanQueueMeanLength, "waiting"), (.humanOccupancy, "occupancy"),
        (.humanShare, "to a human"), (.aiCoverage, "AI alone"), (.aiSelectiveRisk, "AI wrong"),
        (.resolutionRight, "resolved right"), (.humanWaitP99, "99% waited under"),
    ]

    /// Collects what a forecast says by `key`.
    package init(forecast: Forecast, key: String) {
        self.key = key
        var found: [String: [String: MeasureEstimate]] = [:]
        var parts: Set<String> = []
        for measure in forecast.measures {
            let name = MeasureName(measure.name)
            guard name.key == key, let part = name.part, Self.candidates.contains(where: { $0.0.name == name.base })
            else { continue }
            found[name.base, default: [:]][part] = measure
            parts.insert(part)
        }
        self.parts = parts.sorted()
        columns = Self.candidates.compactMap { measure, heading in
            found[measure.name].map { Column(heading: heading, cells: $0) }
        }
    }

    /// Whether the forecast says nothing by this key.
    package var isEmpty: Bool { columns.isEmpty }

    /// Lines of at most `width` columns; the last measures are left out where there is no room.
    package func lines(width: Int, style: TerminalStyle) -> [String] {
        let labelWidth = min(24, max(14, (parts.map { TerminalText.width(TerminalText.clean($0)) }.max() ?? 0) + 2))
        var used = labelWidth
        var head = TerminalText.pad("BY \(key.uppercased())", to: labelWidth)
        var headRest = ""
        var rows = parts.map { TerminalText.pad("  " + TerminalText.clean($0), to: labelWidth) }
        for column in columns {
            let cells = parts.map { part in column.cells[part].map(Self.cell) ?? "-" }
            let columnWidth = max(TerminalText.width(column.heading), cells.map { TerminalText.width($0) }.max() ?? 0)
            guard used + 2 + columnWidth <= width else { break }
            used += 2 + columnWidth
            headRest += "  " + TerminalText.pad(column.heading, to: columnWidth, right: true)
            for row in rows.indices {
                rows[row] += "  " + TerminalText.pad(cells[row], to: columnWidth, right: true)
            }
        }
        head = TerminalText.cut(head, to: width)
        return [style.heading(head) + style.faint(headRest)] + rows
    }

    private static func cell(_ measure: MeasureEstimate) -> String {
        let mean = HumanUnits.mean(measure.estimate, unit: measure.unit)
        return HumanUnits.plusMinus(measure.estimate, unit: measure.unit).map { mean + " " + $0 } ?? mean
    }
}
