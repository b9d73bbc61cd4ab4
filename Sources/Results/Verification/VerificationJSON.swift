import Experiments
import Files
import Verification

/// A verification for scripts, in the order and with the names that DESIGN fixes; `failed` comes last.
public enum VerificationJSON {
    /// The JSON text of a result.
    public static func text(_ result: VerificationResult) -> String {
        let comparisons = result.comparisons.map { comparison in
            object([
                ("id", string(comparison.id)), ("quantity", string(comparison.quantity)),
                ("primary", comparison.isPrimary ? "true" : "false"), ("expected", number(comparison.expected)),
                ("simulated", number(comparison.simulated)), ("half_width", number(comparison.halfWidth)),
                ("z", number(comparison.z)), ("verdict", string(result.verdict(comparison).rawValue)),
            ])
        }
        let unsupported = result.unsupported.map { item in
            object([
                ("id", string(item.id)), ("model", string(item.model)), ("reason", string(item.reason)),
            ])
        }
        let runs = result.runs.map { run in
            object([
                ("id", string(run.id)), ("model", string(run.model)), ("replications", "\(run.replications)"),
                ("contacts", "\(run.contacts)"), ("triages", "\(run.triages)"),
            ])
        }
        let mean = object([
            ("value", result.meanSquare.map(number) ?? "null"),
            ("low", result.meanSquareBand.map { number($0.lowerBound) } ?? "null"),
            ("high", result.meanSquareBand.map { number($0.upperBound) } ?? "null"),
        ])
        return """
            {
              "precision": \(number(result.precision.relative)),
              "comparisons": \(list(comparisons)),
              "unsupported": \(list(unsupported)),
              "runs": \(list(runs)),
              "mean_z_squared": \(mean),
              "imprecise": \(result.imprecise),
              "failed": \(result.failed)
            }

            """
    }

    private static func list(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n    " + items.joined(separator: ",\n    ") + "\n  ]"
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }

    /// A number, or null for one that JSON does not know.
    private static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

    private static func string(_ text: String) -> String { JSONTree.quoted(text) }
}
