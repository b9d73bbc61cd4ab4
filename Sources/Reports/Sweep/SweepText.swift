import Experiments
import Quantities

/// A sweep as a page of text: what was found, then the points worth having, then what moves the results.
public struct SweepText: Sendable {
    private let summary: SweepSummary
    private let width: Int
    private let style: TerminalStyle

    private static let mostPoints = 12

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - width: columns of the page, at least 60; no line is longer.
    ///   - colour: whether to write ANSI colour codes.
    public init(_ summary: SweepSummary, width: Int = 80, colour: Bool) {
        self.summary = summary
        self.width = max(60, width)
        style = TerminalStyle(colour: colour)
    }

    /// The page, each line ended by a line feed.
    public func text() -> String {
        var lines = TerminalText.wrap(TerminalText.clean(summary.scenario), to: width).map(style.heading)
        lines += TerminalText.wrap(SweepPhrases.run(summary), to: width).map(style.faint)
        if !summary.sentences.isEmpty {
            lines += ["", style.heading("FOUND")]
            for sentence in summary.sentences {
                lines += TerminalText.wrap(TerminalText.clean(sentence), to: width, first: "  ", rest: "    ")
            }
        }
        lines += points() + effects()
        return lines.joined(separator: "\n") + "\n"
    }

    private func points() -> [String] {
        let front = Set(summary.front)
        let all = front.isEmpty ? summary.points : summary.points.filter { front.contains($0.point) }
        let shown = all.sorted { ($0.cost?.mean ?? 0, $0.point) < ($1.cost?.mean ?? 0, $1.point) }
        var rows: [[String]] = [["point"] + [summary.cost, summary.service].compactMap { $0?.measure } + [""]]
        for point in shown.prefix(Self.mostPoints) {
            var row = [String(point.point)]
            if let cost = summary.cost { row.append(SweepPhrases.value(point.cost, cost.unit)) }
            if let service = summary.service { row.append(SweepPhrases.value(point.service, service.unit)) }
            row.append(point.status == nil ? "" : SweepPointTable.word(point.status))
            rows.append(row)
        }
        guard rows.count > 1, rows[0].count > 2 else { return [] }
        let title = front.isEmpty ? "POINTS" : "POINTS WORTH HAVING by their means, cheapest first"
        var lines = ["", style.heading(title)]
        let widths = rows[0].indices.map { column in rows.map { TerminalText.width($0[column]) }.max() ?? 0 }
        let fits = widths.reduce(0) { $0 + $1 + 2 } <= width
        if fits { lines.append(style.faint(line(rows[0], widths))) }
        for (point, row) in zip(shown, rows.dropFirst()) {
            let label = TerminalText.clean(SweepPhrases.label(summary, point))
            let indent = String(repeating: " ", count: fits ? widths[0] + 4 : 4)
            lines +=
                fits ? [line(row, widths)] : stacked(row, names: rows[0])
            lines += TerminalText.wrap(label, to: width, first: indent, rest: indent).map(style.faint)
        }
        let undecided = summary.points.count { $0.status == .undecided && !front.contains($0.point) }
        var rest: [String] = []
        if shown.count > Self.mostPoints { rest.append("\(shown.count - Self.mostPoints) more") }
        if undecided > 0, !front.isEmpty { rest.append("\(BriefUnits.count(undecided, "other")) UNDECIDED") }
        if !rest.isEmpty { lines.append("  and \(rest.joined(separator: ", ")): see report.html") }
        return lines
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = row.enumerated().map { column, cell in
            TerminalText.pad(cell, to: widths[column], right: column == 0)
        }
        return trimmed("  " + cells.joined(separator: "  "))
    }

    /// A point on lines of its own, where a row would be too wide: numbers and verdicts are never cut.
    private func stacked(_ row: [String], names: [String]) -> [String] {
        let verdict = row.last.map { $0.isEmpty ? "" : ": " + $0 } ?? ""
        return ["  point \(row[0])\(verdict)"]
            + row.indices.dropFirst().dropLast().flatMap { column in
                TerminalText.wrap(
                    "\(TerminalText.clean(names[column])) \(row[column])", to: width, first: "    ", rest: "      ")
            }
    }

    private func effects() -> [String] {
        var lines: [String] = []
        for response in [summary.cost, summary.service].compactMap({ $0 }) {
            let effects = summary.effects.filter { $0.measure == response.measure }
            guard effects.count > 1 else { continue }
            lines += ["", style.heading("WHAT MOVES " + SweepPhrases.name(response).uppercased())]
            let nameWidth = min(34, effects.map { TerminalText.width($0.factor) }.max() ?? 0)
            for effect in effects.prefix(Self.mostPoints) {
                let name = TerminalText.pad(TerminalText.clean(effect.factor), to: nameWidth)
                let size = SweepPhrases.difference(effect.range, response.unit)
                let whole = "  \(name)  \(size), \(effect.lowest) to \(effect.highest)"
                if TerminalText.width(whole) <= width {
                    lines.append(whole)
                } else {
                    lines += TerminalText.wrap(
                        "\(TerminalText.clean(effect.factor))  \(size), \(effect.lowest) to \(effect.highest)",
                        to: width,
                        first: "  ", rest: "    ")
                }
            }
        }
        return lines
    }

    private func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line = line.dropLast() }
        return String(line)
    }
}
