import Experiments
import Quantities
import Simulation
import Stochastics

/// A dry run as text for a terminal, 80 columns wide.
package struct DryRunText {
    private let dry: DryRun
    private let seed: UInt64

    /// Prepares the text.
    package init(_ dry: DryRun, seed: UInt64) {
        self.dry = dry
        self.seed = seed
    }

    /// The resolved scenario as YAML, then what is expected of it.
    package var text: String {
        let it = dry.scenario.specification
        var lines = ["# The scenario as it would be run:", dry.scenario.resolvedYAML.trimmedEnd, ""]
        lines += ["# What to expect", ""]
        lines += TerminalText.wrap(
            "\(dry.scenario.name): \(HumanUnits.span(seconds: it.horizonSeconds)), "
                + "\(HumanUnits.number(expectedContacts)) first contacts. Nothing was simulated but a pilot of "
                + "\(HumanUnits.span(seconds: dry.flows.seconds)) (replication 1, seed \(seed)), and nothing was "
                + "written.", to: 80)
        lines += [""] + loadTable() + levels()
        lines += ["", dry.warnings.isEmpty ? "No warnings." : "Warnings:"]
        for warning in FindingPhrases.sentences(dry.warnings) {
            lines += TerminalText.wrap(warning, to: 80, first: "- ", rest: "  ")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var expectedContacts: Double {
        let it = dry.scenario.specification
        return it.traffic.arrivals.expectedCount(from: it.warmUpSeconds, to: it.horizonSeconds).rounded()
    }

    private func loadTable() -> [String] {
        var lines: [String] = []
        let hasAI = dry.loadWithoutAI != nil
        lines += TerminalText.wrap(
            "Offered load by team, in erlangs (agents busy if nobody waited), over the hours on duty"
                + (hasAI
                    ? ". The AI's share is an outcome: with the first model it answered "
                        + "\(HumanUnits.percent(dry.flows.aiShare)) in the pilot"
                        + (learns ? "; what it learns later is not in these numbers." : ".") : "."),
            to: 80)
        lines.append("")
        let heads = ["mean", "agents", "busiest", "agents", "when"] + (hasAI ? ["no AI"] : [])
        lines.append(row("team", heads))
        for (place, team) in dry.load.teams.enumerated() {
            var cells = [number(team.meanErlangs), number(team.meanAgents)]
            if let hour = team.busiestHour {
                cells += [number(team.erlangs[hour]), number(team.agents[hour]), Weekday.place(hour: hour)]
            } else {
                cells += ["-", "-", "-"]
            }
            if let without = dry.loadWithoutAI { cells.append(number(without.teams[place].meanErlangs)) }
            lines.append(row(team.name, cells))
            if let days = byDay(team) { lines.append(days) }
        }
        return lines
    }

    private var learns: Bool { dry.scenario.specification.training != nil }

    private func row(_ name: String, _ cells: [String], width: Int = 10) -> String {
        // A name without room has a line of its own.
        let isLong = TerminalText.width(TerminalText.clean(name)) > 20
        var line = isLong ? TerminalText.wrap(name, to: 80).joined(separator: "\n") + "\n" : ""
        line += TerminalText.pad(isLong ? "" : TerminalText.clean(name), to: 20)
        for cell in cells { line += TerminalText.pad(cell, to: width, right: true) }
        return line.trimmedEnd
    }

    /// The days of the week, where they differ by more than 5%.
    private func byDay(_ team: OfferedLoad.TeamLoad) -> String? {
        let days = team.erlangsByDay.compactMap { $0 }
        guard let most = days.max(), let least = days.min(), most > least * 1.05 || days.count < 7 else { return nil }
        let parts = zip(Weekday.shortNames, team.erlangsByDay).map { "\($0) \($1.map(number) ?? "-")" }
        return "    " + parts.joined(separator: "  ")
    }

    private func levels() -> [String] {
        guard !dry.outlook.levels.isEmpty else { return [] }
        let used = Set(dry.outlook.levels.filter(\.fits).map(\.formula.rawValue)).sorted()
        let formula =
            used == ["Erlang A", "Erlang C"]
            ? "Erlang A (Erlang C where nobody gives up)" : used.joined(separator: ", ")
        var lines = [""]
        lines += TerminalText.wrap(
            used.isEmpty
                ? "Service levels, of which no formula tells anything:"
                : "Service levels that \(formula) expects (each service level's teams as one queue in order of "
                    + "arrival, followed from hour to hour; the simulation knows better):", to: 80)
        lines.append("")
        let columns = 12
        lines.append(
            row("service level", ["within", "target", "whole week", "mean hour", "worst hour"], width: columns))
        for level in dry.outlook.levels {
            lines.append(
                row(
                    level.name,
                    [
                        HumanUnits.span(seconds: level.withinSeconds),
                        level.target.map { HumanUnits.target($0) } ?? "-",
                        level.overall.map { HumanUnits.percent($0) } ?? "-",
                        level.atMeanLoad.map { HumanUnits.percent($0) } ?? "-",
                        level.tightest.map { HumanUnits.percent($0.share) } ?? "-",
                    ], width: columns))
            let words =
                "abandoned: \(level.abandoned.rawValue), \(level.abandoned.formula)"
                + (level.doubt.map { "; only a simulation can tell: \(FindingPhrases.sentence($0))" } ?? "")
            lines += TerminalText.wrap(words, to: 80, first: "    ", rest: "    ")
        }
        return lines
    }

    private func number(_ value: Double) -> String {
        value >= 1000 ? "\(Int(saturating: value.rounded()))" : BriefUnits.tenths(value, always: true)
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }
}
