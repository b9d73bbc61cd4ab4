import Experiments
import Files
import Quantities

/// `roster.yaml` of a result folder: the rosters found, as a scenario takes them.
public enum StaffingRoster {
    /// The roster of a team as the value of `agents_by_interval`, on one line.
    public static func value(_ plan: StaffingPlan, team: StaffingPlan.TeamPlan) -> String {
        "{" + lines(plan, team).joined(separator: ", ") + "}"
    }

    /// The rosters as YAML to be pasted over the shifts of a scenario.
    ///
    /// - Parameter targets: what they keep, in words.
    package static func text(_ plan: StaffingPlan, targets: String) -> String {
        var lines = [
            "# Agents at work, net of shrinkage: in place of `shifts` or `agents` of these teams.",
            "# Found by hitl staff for \(VisibleText.line(targets)).", "teams:",
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
        let perDay = Int((Seconds.perDay / seconds).rounded())
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
