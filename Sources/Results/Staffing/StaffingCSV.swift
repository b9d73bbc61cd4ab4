import Experiments
import Files

/// `staffing.csv` of a result folder.
public enum StaffingCSV {
    /// The file's bytes: a row for each interval and target.
    ///
    /// Numbers have at most 10 significant digits; what is unknown is empty.
    public static func bytes(_ plan: StaffingPlan) -> [UInt8] {
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
}
