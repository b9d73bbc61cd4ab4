import Foundation
import Quantities
import Training

/// The quality of an AI on the traffic that comes, for a terminal.
package struct TrafficQualityText {
    private let quality: TrafficQuality

    /// Shows a quality.
    package init(_ quality: TrafficQuality) { self.quality = quality }

    /// The lines.
    package var text: String {
        let figures = TrafficQualityTables.figures(quality)
        var lines = figures.header.count > 2 ? [row(figures.header)] : []
        lines += figures.rows.map(row)
        lines += (TrafficQualityTables.cost(quality)?.rows ?? []).map(row)
        lines += TrafficQualityTables.other(quality).map(row)
        let sentences = [TrafficQualityPhrases.verdict(quality)] + TrafficQualityPhrases.remarks(quality)
        lines += [""] + sentences.filter { !$0.isEmpty }.flatMap { TerminalText.wrap($0, to: 80) }
        if let confusions = TrafficQualityTables.confusions(quality) {
            lines += ["", "most confused (meant, answered):"]
            lines += confusions.rows.map { "  \(TerminalText.pad($0[2], to: 5, right: true)) \($0[0]), \($0[1])" }
        }
        return lines.joined(separator: "\n")
    }

    private func row(_ cells: [String]) -> String {
        var line = "  " + TerminalText.pad(cells[0], to: 24)
        for cell in cells.dropFirst().dropLast() { line += TerminalText.pad(cell, to: 27) }
        return line + (cells.count > 1 ? cells[cells.count - 1] : "")
    }
}
