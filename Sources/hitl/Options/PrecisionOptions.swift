import ArgumentParser
import Experiments
import Files
import Simulation

/// Options on how precise an answer is to be.
struct PrecisionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Add replications until the half-widths are this share of the means, 20 or more.", valueName: "2%"))
    var precision: String?

    @Option(name: .long, help: ArgumentHelp("Most replications for --precision (1000).", valueName: "n"))
    var maxReplications: Int?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Measure that --precision is about; may be repeated. Otherwise the service levels with a target, "
                + "\(Measure.humanShare) and \(Measure.costPerQuery).", valueName: "measure"))
    var precisionOf: [String] = []

    static let standardMaximum = 1000

    mutating func validate() throws {
        _ = try relativePrecision()
        guard precision != nil else {
            if maxReplications != nil { throw ValidationError("--max-replications needs --precision, such as 2%") }
            if !precisionOf.isEmpty { throw ValidationError("--precision-of needs --precision, such as 2%") }
            return
        }
        if let maxReplications, !(PrecisionGoal.fewest...1_000_000).contains(maxReplications) {
            throw ValidationError(
                "--max-replications must be \(PrecisionGoal.fewest) replications or more: a run may not stop before "
                    + "\(PrecisionGoal.fewest) replications")
        }
    }

    /// The wanted half-width over the mean; nil where no precision is asked.
    func relativePrecision() throws -> Double? {
        try precision.map { try Percentage.parse($0, option: "--precision", most: 100, example: "2%") }
    }

    /// Says which measure of --precision-of a scenario does not have.
    func checkMeasures(known: [String]) throws {
        for name in precisionOf where !known.contains(name) {
            let near = Spelling.closest(to: name, among: known)
            throw DataError(
                "--precision-of \(name): this scenario has no such measure; "
                    + (near.map { "did you mean '\($0)'?" } ?? "docs/reference/measures.md lists them"))
        }
    }
}
