import Experiments
import Quantities
import Simulation
import Stochastics

/// A staffing as a page of text.
public struct StaffingText: Sendable {
    private let plan: StaffingPlan
    private let width: Int
    private let style: TerminalStyle

    /// Prepares the page.
    ///
    /// - Parameter colour: whether to write ANSI colour codes.
    public init(plan: StaffingPlan, width: Int = 80, colour: Bool) {
        self.plan = plan
        self.width = max(60, width)
        style = TerminalStyle(colour: colour)
    }

    /// The page, each line ended by a line feed.
    public func text() -> String {
        let phrases = StaffingPhrases(plan)
        let title = TerminalText.clean("\(plan.scenario): agents for \(phrases.targets)")
        var lines = TerminalText.wrap(title, to: width).map(style.heading)
        lines += sentences("FINDINGS", phrases.findings)
        for team in plan.teams where plan.grid.pattern != .constant { lines += table(team) }
        lines += sentences("METHOD", phrases.method)
        return lines.joined(separator: "\n") + "\n"
    }

    private func sentences(_ heading: String, _ sentences: [String]) -> [String] {
        ["", style.heading(heading)]
            + sentences.flatMap { TerminalText.wrap(TerminalText.clean($0), to: width, first: "  ", rest: "  ") }
    }

    /// The most agents at work in each block of hours, and how many more than now are rostered.
    private func table(_ team: StaffingPlan.TeamPlan) -> [String] {
        let perHour = max(1, Int((3600 / plan.grid.intervalSeconds).rounded(.up)))
        let hours = max(1, Int(plan.grid.intervalSeconds / 3600))
        let most = team.cells.map { max($0.net, $0.gross, Int(saturating: $0.present)) }.max() ?? 0
        // A column for an hour, or for two where the numbers are long.
        let blockHours = max(hours, most > 99 ? 2 : 1)
        let perBlock = max(1, perHour * blockHours / max(1, hours))
        let perDay = Int((Seconds.perDay / plan.grid.intervalSeconds).rounded())
        let blocks = (perDay + perBlock - 1) / perBlock
        let column = most > 999 ? 6 : most > 99 ? 5 : 3
        let header = (0..<blocks).map { block -> String in
            let hour = block * perBlock * Int(plan.grid.intervalSeconds) / 3600
            return TerminalText.pad("\(hour < 10 ? "0" : "")\(hour)", to: column, right: true)
        }.joined()
        func rows(_ value: (StaffingPlan.Cell) -> Double, sign: Bool = false) -> [String] {
            (0..<team.cells.count / perDay).map { day in
                let cells = (0..<blocks).map { block -> String in
                    let start = day * perDay + block * perBlock
                    let part = team.cells[start..<min(start + perBlock, (day + 1) * perDay)]
                    let found = part.map(value).max(by: { sign ? abs($0) < abs($1) : $0 < $1 }) ?? 0
                    let number = Int(saturating: found.rounded())
                    let text = sign && number == 0 ? "." : "\(number)"
                    return TerminalText.pad(text, to: column, right: true)
                }.joined()
                let name = plan.grid.pattern == .week ? Weekday.shortNames[day % 7] : "all"
                return "  " + name + " " + cells
            }
        }
        let name = TerminalText.clean(team.name).uppercased()
        let each = blockHours == 1 ? "hour" : "\(blockHours) hours"
        var lines = ["", style.heading("\(TerminalText.cut(name, to: 30)): AGENTS AT WORK (most in each \(each))")]
        lines += [style.faint("      " + header)] + rows { Double($0.net) }
        lines += ["", style.heading("ROSTERED LESS PRESENT ROSTER (above 0: too few now)")]
        lines += [style.faint("      " + header)] + rows({ Double($0.gross) - $0.present }, sign: true)
        return lines
    }
}
