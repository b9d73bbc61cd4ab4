import Experiments
import Quantities
import Results
import Simulation
import Stochastics

/// A comparison as a page of text: verdicts first, then the service levels side by side, then the key measures of each
/// variant with their differences.
public struct ComparisonText: Sendable {
    private let result: VariantComparison
    private let width: Int
    private let style: TerminalStyle

    /// Measures that the page shows, of those there are.
    package static let keyMeasures =
        ([.costTotal] + CostPart.allCases.map(\.measure) + [
            .costPerQuery, .costPerResolution, .marginTotal, .humanShare, .aiCoverage, .aiSelectiveRisk,
            .humanWaitMean, .humanWaitP90, .humanAbandonment, .humanOccupancy, .resolutionFirstContact,
            .resolutionRight, .resolutionLost, .resolutionTimeMean, .modelAccuracyLastWeek, .trainingLabels,
            .fairnessMaxGap,
        ] as [Measure]).map(\.name)

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - width: columns of the page, at least 60; no line is longer.
    ///   - colour: whether to write ANSI colour codes.
    public init(_ result: VariantComparison, width: Int = 80, colour: Bool) {
        self.result = result
        self.width = max(60, width)
        style = TerminalStyle(colour: colour)
    }

    /// The page, each line ended by a line feed.
    public func text() -> String {
        let words = ComparisonPhrases(result)
        var lines = TerminalText.wrap(TerminalText.clean(words.title), to: width).map(style.heading)
        lines += TerminalText.wrap(words.run, to: width).map(style.faint)
        lines += TerminalText.wrap(TerminalText.clean(words.frozen), to: width, rest: "  ").map(style.faint)
        for index in result.variants.indices.dropFirst() {
            let variant = result.variants[index]
            lines.append("")
            lines += TerminalText.wrap("VERDICT: " + TerminalText.clean(variant.name), to: width, rest: "  ")
                .map(style.heading)
            lines += variant.changes.flatMap {
                TerminalText.wrap(TerminalText.clean($0), to: width, first: "  with ", rest: "       ")
            }.map(style.faint)
            lines += bullets(words.verdict(index))
        }
        lines += ["", style.heading("CHEAPEST")]
        lines += TerminalText.wrap(TerminalText.clean(words.conclusion), to: width, first: "  ", rest: "  ")
        lines += serviceLevels()
        for index in result.variants.indices.dropFirst() { lines += measures(index) }
        for (heading, sentences) in [("WARNINGS", words.warnings), ("NOTES", words.notes)] where !sentences.isEmpty {
            lines += ["", style.heading(heading)] + bullets(sentences)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func bullets(_ sentences: [String]) -> [String] {
        sentences.flatMap { TerminalText.wrap(TerminalText.clean($0), to: width, first: "  - ", rest: "    ") }
    }

    /// Each level with its definition, then a line a variant.
    private func serviceLevels() -> [String] {
        let names = ComparisonLevel.all(result)
        guard !names.isEmpty else { return [] }
        var lines = ["", style.heading("SERVICE LEVELS")]
        for level in names {
            lines += TerminalText.wrap(
                TerminalText.clean("\(level.name): \(level.definition)"), to: width, first: "  ", rest: "    ")
            let rows = level.verdicts.map { index, verdict in
                (
                    verdict, TerminalText.clean(result.variants[index].name),
                    HumanUnits.mean(verdict.estimate, unit: "share"),
                    HumanUnits.interval(verdict.estimate, unit: "share").map { "(\($0))" }
                        ?? ForecastPhrases.noInterval(verdict.estimate.n)
                )
            }
            let mean = rows.map { TerminalText.width($0.2) }.max() ?? 0
            let interval = rows.map { TerminalText.width($0.3) }.max() ?? 0
            let label = width - 4 - 9 - 2 - mean - interval - 2
            for row in rows {
                let outcome = TerminalText.pad(row.0.outcome.rawValue.uppercased(), to: 9)
                // A name without room has lines of its own.
                let isLong = TerminalText.width(row.1) > label
                if isLong { lines += TerminalText.wrap(row.1, to: width, first: "    ", rest: "    ") }
                let name = isLong ? "" : row.1
                lines.append(
                    "    " + style.verdict(outcome, row.0.outcome) + "  " + TerminalText.pad(name, to: label) + " "
                        + TerminalText.pad(row.2, to: mean, right: true) + " "
                        + TerminalText.pad(row.3, to: interval))
            }
        }
        return lines
    }

    private func measures(_ index: Int) -> [String] {
        let difference = result.differences[index - 1]
        let variant = result.variants[index]
        let rows = Self.keyMeasures.compactMap { name -> [String]? in
            guard let change = difference[name], let before = result.baseline.forecast[name],
                let after = variant.forecast[name]
            else { return nil }
            return [
                MeasureGuide.label(name), HumanUnits.mean(before, unit: change.unit),
                HumanUnits.mean(after, unit: change.unit), DifferenceText.plusMinus(change.estimate, unit: change.unit),
                change.isDecided ? "*" : " ",
            ]
        }
        guard !rows.isEmpty else { return [] }
        let given = [result.baseline.name, variant.name].map { TerminalText.clean($0) }
        let isLong = given.contains { TerminalText.width($0) > 16 }
        let names = isLong ? ["baseline", "variant"] : given
        let head = ["", names[0], names[1], "difference", " "]
        let widths = (1...4).map { column in ([head] + rows).map { TerminalText.width($0[column]) }.max() ?? 0 }
        let label = max(12, width - widths.reduce(0, +) - 7)
        func cells(_ row: [String]) -> String {
            "  " + zip(row[1...3], widths).map { TerminalText.pad($0, to: $1, right: true) }.joined(separator: "  ")
                + (row[4] == " " ? "" : " " + row[4])
        }
        let period = ComparisonPhrases(result).measured
        let title = "MEASURES, \(period)" + (isLong ? ": \(given[1]) (variant) and \(given[0]) (baseline)" : "")
        let isWide = TerminalText.width(title) > label
        var lines = [""]
        if isWide { lines += TerminalText.wrap(title, to: width, rest: "  ").map(style.heading) }
        lines.append(style.heading(TerminalText.pad(isWide ? "" : title, to: label)) + style.faint(cells(head)))
        for row in rows {
            let isLong = TerminalText.width("  " + row[0]) > label
            if isLong { lines += TerminalText.wrap(row[0], to: width, first: "  ", rest: "    ") }
            lines.append(TerminalText.pad(isLong ? "" : "  " + row[0], to: label) + cells(row))
        }
        let more = difference.measures.count - rows.count
        let star = "* the interval excludes 0" + (more > 0 ? "; \(more) more measures are in the result" : "")
        return lines + [style.faint("  " + star)]
    }
}

/// One service level with a target across the variants that have it.
struct ComparisonLevel {
    var name: String
    /// The definition of the first variant that has it.
    var definition: String
    var verdicts: [(variant: Int, verdict: ServiceLevelVerdict)]

    /// The levels in the order in which variants name them.
    static func all(_ result: VariantComparison) -> [ComparisonLevel] {
        var levels: [ComparisonLevel] = []
        for (index, variant) in result.variants.enumerated() {
            for verdict in variant.forecast.serviceLevels {
                // Another definition is another promise, whatever its name.
                let same = { (level: ComparisonLevel) in
                    level.name == verdict.name && level.verdicts[0].verdict.abandoned == verdict.abandoned
                }
                if let place = levels.firstIndex(where: same) {
                    levels[place].verdicts.append((index, verdict))
                } else {
                    levels.append(
                        ComparisonLevel(
                            name: verdict.name, definition: ServiceLevelPhrases.definition(verdict),
                            verdicts: [(index, verdict)]))
                }
            }
        }
        return levels
    }
}
