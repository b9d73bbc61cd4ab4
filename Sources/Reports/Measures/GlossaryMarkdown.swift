import Simulation

/// The glossary of measures as a Markdown page, generated from the definitions that compute them.
public enum GlossaryMarkdown {
    /// The page; service levels, whose names are the scenario's, are described as one entry.
    public static func markdown() -> String {
        var lines = [
            "# Measures", "",
            "What the names in `summary.json`, `replications.csv` and `timeline.csv` mean. This page is generated from the",
            "definitions in `Sources/Simulation`; a test keeps both in step (`HITL_UPDATE_GOLDEN=1 make test` rewrites it).",
            "",
            "- **mean**: mean of the replications' values, Student-t interval over replications.",
            "- **ratio**: ratio of the sums over replications, jackknife Student-t interval.",
            "- **quantile**: percentile within each replication, averaged over replications.", "",
            "*Better* is which way a measure is better, all else being equal; one that is *neither* is no goal until you say",
            "which way (`hitl sweep --cost \(Measure.humanOccupancy):lower`).", "",
            "A breakdown adds its member to the name: `\(Measure.humanWaitP90){queue=billing}`. "
                + "Weeks and hours of the week go to",
            "`timeline.csv`. A measure that a scenario cannot produce is absent.",
        ]
        for definition in MeasureDefinition.all + [MeasureDefinition.serviceLevelEntry] {
            let parts = definition.breakdowns.map(\.rawValue).joined(separator: ", ")
            lines += [
                "", "## `\(definition.name)`", "",
                "\(definition.meaning)", "",
                "| unit | estimator | better | broken down by |", "|---|---|---|---|",
                "| \(definition.unit.rawValue) | \(definition.kind.rawValue) | \(definition.direction.rawValue) "
                    + "| \(parts.isEmpty ? "–" : parts) |",
                "",
                "Formula: \(definition.formula).", "", "Pitfall: \(definition.pitfall)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
