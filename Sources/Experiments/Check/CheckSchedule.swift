import Scenarios
import Stochastics

/// When the evidence for checks is looked at, and how much of the level each look may spend.
///
/// Looks are spaced geometrically. The level is spent in proportion to replications (the power family of spending
/// functions with exponent 1: Kim and DeMets, Biometrika 74, 1987; spending functions: Lan and DeMets, Biometrika 70,
/// 1983). What a look may spend is its own increment, so by the union bound all looks together never exceed the level,
/// however the looks depend on each other.
public struct CheckSchedule: Sendable, Equatable {
    /// Probability of a false alarm over all looks and checks.
    public let level: Double
    /// Replications at each look, increasing.
    public let looks: [Int]

    /// Most replications.
    public var maximum: Int { looks.last ?? 1 }

    /// Plans looks.
    ///
    /// - Parameters:
    ///   - first: replications at the first look, 1 or more.
    ///   - maximum: replications at the last look; the first where it is smaller.
    ///   - count: number of looks, 1 or more; fewer where two would fall together.
    public init(level: Double, first: Int, maximum: Int, count: Int) {
        self.level = level
        let last = max(1, maximum)
        let first = min(max(1, first), last)
        guard count > 1, first < last else {
            looks = [last]
            return
        }
        var found = [first]
        for number in 1..<count {
            let exponent = Double(number) / Double(count - 1)
            let place = number == count - 1 ? last : Self.between(first, last, at: exponent)
            if let before = found.last, place > before { found.append(place) }
        }
        looks = found
    }

    /// The schedule of a scenario's plan.
    ///
    /// - Parameters:
    ///   - replications: at the first look; raised to the fewest that may decide.
    ///   - maximum: most replications; nil for the plan's, and failing that 8 times those of the first look.
    public init(_ plan: CheckPlan, replications: Int, maximum: Int? = nil) {
        let first = max(CheckPlan.fewestReplications, replications)
        self.init(
            level: plan.level, first: first, maximum: maximum ?? plan.maximumReplications ?? 8 * first,
            count: plan.looks)
    }

    /// What look `number`, from 0, may spend of the level.
    public func spent(at number: Int) -> Double {
        let before = number == 0 ? 0 : looks[number - 1]
        return level * Double(looks[number] - before) / Double(maximum)
    }

    /// first^(1 - exponent) x last^exponent, rounded.
    private static func between(_ first: Int, _ last: Int, at exponent: Double) -> Int {
        let (low, high) = (PortableMath.log(Double(first)), PortableMath.log(Double(last)))
        return Int(PortableMath.exp(low + (high - low) * exponent).rounded())
    }
}
