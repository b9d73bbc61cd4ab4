import Stochastics

/// How the points of a sweep are chosen.
public enum SweepDesign: String, Sendable, Codable, CaseIterable {
    /// Every combination of the values; the last factor varies fastest.
    case grid
    /// The first points of a Sobol sequence.
    case sobol
    /// A Latin hypercube, from the sweep's seed.
    case lhs
    /// The rows of a file.
    case csv

    /// Points of a space-filling design where no number is given.
    public static let standardCount = 50

    /// Most points of a sweep.
    public static let mostPoints = 1_000_000

    /// How many points a grid has; more than an `Int` holds is `Int.max`.
    public static func gridCount(_ factors: [SweepFactor]) -> Int {
        factors.reduce(1) { product, factor in
            guard case .values(let values) = factor.levels else { return product }
            let (count, overflow) = product.multipliedReportingOverflow(by: values.count)
            return overflow ? Int.max : count
        }
    }

    /// The points: the value of each factor, in the order of the factors. Points that fall together, as those of
    /// space-filling designs over few whole numbers do, are there once.
    ///
    /// - Parameters:
    ///   - count: points of a space-filling design.
    ///   - seed: of a Latin hypercube.
    /// - Throws: `StochasticsError` for a number of points or factors that the design cannot have.
    public func points(_ factors: [SweepFactor], count: Int, seed: UInt64) throws -> [[String]] {
        switch self {
        case .grid, .csv: return Self.grid(factors)
        case .sobol:
            return Self.distinct(
                try SpaceFillingDesign.sobol(count: count, dimensions: factors.count), factors)
        case .lhs:
            return Self.distinct(
                try SpaceFillingDesign.latinHypercube(count: count, dimensions: factors.count, seed: seed), factors)
        }
    }

    private static func grid(_ factors: [SweepFactor]) -> [[String]] {
        var points: [[String]] = [[]]
        for factor in factors {
            guard case .values(let values) = factor.levels else { continue }
            points = points.flatMap { point in values.map { point + [$0] } }
        }
        return points
    }

    private static func distinct(_ coordinates: [[Double]], _ factors: [SweepFactor]) -> [[String]] {
        var seen: Set<[String]> = []
        return coordinates.compactMap { place in
            let point = zip(factors, place).map { $0.value(at: $1) }
            return seen.insert(point).inserted ? point : nil
        }
    }
}
