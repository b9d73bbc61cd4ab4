import ArgumentParser
import Experiments

/// Options on how precise a forecast is to be, and how its variance is reduced.
struct StatisticsOptions: ParsableArguments {
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
                + "human.share and cost.per_query.", valueName: "measure"))
    var precisionOf: [String] = []

    @Flag(name: .long, help: "Adjust estimates by the arrivals and their square, whose means are known exactly.")
    var controlVariates = false

    @Flag(name: .long, help: "Run replications in pairs, the second with 1 - u for every random number u of the first.")
    var antithetic = false

    static let standardMaximum = 1000

    mutating func validate() throws {
        _ = try relativePrecision()
        guard precision != nil else {
            if maxReplications != nil { throw ValidationError("--max-replications needs --precision, such as 2%") }
            if !precisionOf.isEmpty { throw ValidationError("--precision-of needs --precision, such as 2%") }
            return
        }
        let fewest = PrecisionGoal.fewest * (antithetic ? 2 : 1)
        if let maxReplications, !(fewest...1_000_000).contains(maxReplications) {
            let what = antithetic ? "\(PrecisionGoal.fewest) antithetic pairs" : "\(fewest) replications"
            throw ValidationError(
                "--max-replications must be \(fewest) or more: a run may not stop before \(what)")
        }
    }

    /// The wanted half-width over the mean; nil where no precision is asked.
    func relativePrecision() throws -> Double? {
        try precision.map { try Percentage.parse($0, option: "--precision", most: 100, example: "2%") }
    }
}

/// Shares on the command line.
enum Percentage {
    /// The share that a percentage stands for.
    ///
    /// - Throws: `ValidationError` unless it is above 0 and not above `most` percent.
    static func parse(_ text: String, option: String, most: Int, example: String) throws -> Double {
        guard text.hasSuffix("%") else {
            throw ValidationError("\(option) \(text): the unit is missing; write a percentage such as \(example)")
        }
        guard let percent = Double(text.dropLast()), percent > 0, percent <= Double(most) else {
            throw ValidationError(
                "\(option) \(text): it must be above 0% and not above \(most)%; write a percentage such as \(example)")
        }
        return percent / 100
    }
}
