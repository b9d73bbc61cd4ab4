import ArgumentParser
import Experiments

/// Options on how precise a forecast is to be, and how its variance is reduced.
struct StatisticsOptions: ParsableArguments {
    @OptionGroup var goal: PrecisionOptions

    @Flag(name: .long, help: "Adjust estimates by the arrivals and their square, whose means are known exactly.")
    var controlVariates = false

    @Flag(name: .long, help: "Run replications in pairs, the second with 1 - u for every random number u of the first.")
    var antithetic = false

    mutating func validate() throws {
        let fewest = PrecisionGoal.fewest * 2
        if antithetic, let most = goal.maxReplications, most < fewest {
            throw ValidationError(
                "--max-replications must be \(PrecisionGoal.fewest) antithetic pairs or more: a run may not stop before "
                    + "\(PrecisionGoal.fewest) antithetic pairs")
        }
    }
}
