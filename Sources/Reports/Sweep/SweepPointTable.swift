import Experiments

/// Points of a sweep as a table.
enum SweepPointTable {
    /// Most rows of a table; the CSV files have them all.
    static let mostRows = 500

    /// What a status is called.
    static func word(_ status: ParetoSet.Status?) -> String {
        switch status {
        case .efficient: "beaten by none"
        case .dominated: "beaten in both"
        case .undecided: "UNDECIDED"
        case nil: "-"
        }
    }

    static func table(_ summary: SweepSummary, points: [SweepSummary.Point]) -> ReportTable {
        var header = ["Point"] + summary.factors.map(\.path) + ["Replications"]
        if let cost = summary.cost { header.append(SweepPhrases.name(cost)) }
        if let service = summary.service { header.append(SweepPhrases.name(service)) }
        header.append("Verdict")
        let rows = points.prefix(mostRows).map { point -> [String] in
            var row = [String(point.point)] + point.values + [String(point.replications)]
            if let cost = summary.cost { row.append(SweepPhrases.value(point.cost, cost.unit)) }
            if let service = summary.service { row.append(SweepPhrases.value(point.service, service.unit)) }
            return row + [word(point.status) + (point.dominatedBy.map { " by point \($0)" } ?? "")]
        }
        let rest = points.count > mostRows ? "The first \(mostRows) of \(points.count) points" : ""
        return ReportTable(title: rest, header: header, rows: rows)
    }
}
