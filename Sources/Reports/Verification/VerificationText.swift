import Experiments
import Foundation
import Quantities
import Verification

/// A verification for people: a table of 80 columns, what was left out, and the sum of it.
public struct VerificationText: Sendable {
    private let result: VerificationResult

    /// Shows a result.
    public init(_ result: VerificationResult) { self.result = result }

    /// The whole text.
    public var text: String {
        var lines = [
            Self.row("case", "quantity", "expected", "simulated", "+/-", "z", "verdict"),
            String(repeating: "-", count: 80),
        ]
        for comparison in result.comparisons {
            lines.append(
                Self.row(
                    comparison.id, comparison.quantity + (comparison.isPrimary ? " *" : ""),
                    FixedDigits.significant(comparison.expected, 4), FixedDigits.significant(comparison.simulated, 4),
                    FixedDigits.significant(comparison.halfWidth, 2),
                    comparison.z.isFinite ? FixedDigits.decimals(comparison.z, 2) : "-",
                    result.verdict(comparison) == .imprecise ? "wide" : result.verdict(comparison).rawValue))
        }
        if !result.unsupported.isEmpty {
            lines += ["", "not compared:"]
            lines += left
        }
        return (lines + [""] + sum).joined(separator: "\n") + "\n"
    }

    /// What was not compared, cases with the same model and reason together.
    private var left: [String] {
        var ids: [[String]] = []
        var places: [String: Int] = [:]
        var reasons: [String] = []
        for item in result.unsupported {
            let reason = "\(item.model): \(item.reason)"
            if let place = places[reason] {
                ids[place].append(item.id)
            } else {
                places[reason] = reasons.count
                reasons.append(reason)
                ids.append([item.id])
            }
        }
        return zip(reasons, ids).flatMap { Self.wrapped("- \($0) (\($1.joined(separator: ", ")))") }
    }

    private var sum: [String] {
        let cases = Set(result.comparisons.map(\.id)).count
        var lines = Self.wrapped(
            "\(result.comparisons.count) comparisons of \(cases) cases; limit for all of them together "
                + "\(FixedDigits.percent(1 - VerificationResult.level)); half-widths are those of 95%; * stands for its case."
        )
        if let mean = result.meanSquare, let band = result.meanSquareBand {
            lines += Self.wrapped(
                "Mean of z squared over \(result.primaryScores.count) cases: \(FixedDigits.significant(mean, 5)), "
                    + (result.isMeanSquareInside ? "inside" : "OUTSIDE")
                    + " its 99.9% band \(FixedDigits.significant(band.lowerBound, 5)) to \(FixedDigits.significant(band.upperBound, 5))."
            )
        }
        let contacts = result.runs.reduce(0) { $0 + $1.contacts }
        lines += Self.wrapped(
            result.miscounted.isEmpty
                ? "Every one of \(contacts) contacts was triaged once and entered in the ledger once."
                : "TRIAGES AND LEDGER DISAGREE in \(result.miscounted.map(\.id).joined(separator: ", ")).")
        if result.imprecise > 0 {
            lines += Self.wrapped(
                "\(result.imprecise) did not reach the precision within the replications allowed (wide).")
        }
        lines.append("failed: \(result.failed)")
        return lines
    }

    private static func row(_ cells: String...) -> String {
        let widths = [21, 16, 9, 9, 7, 5]
        let columns = zip(cells, widths).enumerated().map { index, cell in
            TerminalText.pad(cell.0, to: cell.1, right: index > 1)
        }
        return (columns + cells.dropFirst(widths.count)).joined(separator: " ")
    }

    private static func wrapped(_ text: String) -> [String] { TerminalText.wrap(text, to: 80, rest: "    ") }
}
