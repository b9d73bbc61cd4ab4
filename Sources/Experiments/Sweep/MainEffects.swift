import Stochastics

/// What a factor of a sweep does to a response, the other factors averaged.
public struct MainEffect: Sendable, Equatable, Codable {
    /// Path of the factor.
    public var factor: String
    /// The measure.
    public var measure: String
    /// "level means" in a full grid, "least squares" elsewhere.
    public var method: String
    /// The value of the factor with the smallest mean response.
    public var lowest: String
    /// The value with the largest.
    public var highest: String
    /// Response at `highest` less that at `lowest`, with its interval.
    public var range: Estimate
    /// Mean response at each value; empty for least squares over numbers.
    public var levels: [Level]

    /// The mean response at one value of a factor.
    public struct Level: Sendable, Equatable, Codable {
        /// The value as it was written.
        public var value: String
        /// The mean over all points with it.
        public var response: Estimate
    }
}

/// Computes main effects.
public struct MainEffects: Sendable {
    /// Paths of the factors.
    public let paths: [String]
    /// Their values by point.
    public let points: [[String]]

    /// Takes the points of a sweep.
    public init(paths: [String], points: [[String]]) {
        self.paths = paths
        self.points = points
    }

    /// The values of a factor in the order in which they come up.
    public func values(of factor: Int) -> [String] {
        var seen: Set<String> = []
        return points.map { $0[factor] }.filter { seen.insert($0).inserted }
    }

    /// Whether the points are every combination of the values.
    public var isGrid: Bool {
        var product = 1
        for factor in paths.indices {
            let (next, overflow) = product.multipliedReportingOverflow(by: values(of: factor).count)
            if overflow || next > points.count { return false }
            product = next
        }
        return product == points.count
    }

    /// The effects of all factors on a response, the largest first.
    ///
    /// In a full grid the effect of a factor is the largest difference between the mean responses at two of its values;
    /// its interval is made for all pairs of values together (Bonferroni). Elsewhere it is what a least-squares fit,
    /// linear in each number and with a constant for each other value, says of the factor's whole range. Intervals are of
    /// the replications: each gives its own effect (Law, "Simulation modeling and analysis", 5th edition, section 12.2).
    /// Where points have different numbers of replications, those are taken that all of them have.
    /// - Returns: nothing where a point has no estimate, or the points do not tell the factors apart.
    public func effects(on response: SweepResponse) -> [MainEffect] {
        let found = isGrid ? paths.indices.compactMap { levelEffect($0, response) } : fitted(response)
        return found.sorted { first, second in
            first.range.mean == second.range.mean
                ? first.factor < second.factor : first.range.mean > second.range.mean
        }
    }

    private func levelEffect(_ factor: Int, _ response: SweepResponse) -> MainEffect? {
        let values = values(of: factor)
        guard values.count > 1 else { return nil }
        var members: [String: [Int]] = [:]
        for (point, row) in points.enumerated() { members[row[factor], default: []].append(point) }
        let terms = values.map { value -> [(point: Int, weight: Double)] in
            let points = members[value] ?? []
            return points.map { ($0, 1 / Double(points.count)) }
        }
        let levels = zip(values, terms).compactMap { value, terms in
            response.estimate(terms).map {
                MainEffect.Level(value: value, response: $0.clipped(to: response.range))
            }
        }
        guard levels.count == values.count else { return nil }
        let order = levels.indices.sorted {
            (levels[$0].response.mean, $0) < (levels[$1].response.mean, $1)
        }
        guard let low = order.first, let high = order.last else { return nil }
        let difference = terms[high] + terms[low].map { ($0.point, -$0.weight) }
        guard let range = response.estimate(difference, comparisons: values.count * (values.count - 1) / 2) else {
            return nil
        }
        return MainEffect(
            factor: paths[factor], measure: response.measure, method: "level means", lowest: values[low],
            highest: values[high], range: range, levels: levels)
    }

    /// A column of the fit: a number scaled to 0...1, or whether the factor has a value.
    private struct Column {
        var factor: Int
        var value: String?
        var entries: [Double]
    }

    private func columns(_ numbers: [[Double]?]) -> [Column] {
        var columns: [Column] = []
        for factor in paths.indices {
            if let known = numbers[factor], let low = known.min(), let high = known.max() {
                guard high > low else { continue }
                columns.append(
                    Column(factor: factor, value: nil, entries: known.map { ($0 - low) / (high - low) }))
            } else {
                for value in values(of: factor).dropFirst() {
                    columns.append(
                        Column(factor: factor, value: value, entries: points.map { $0[factor] == value ? 1 : 0 }))
                }
            }
        }
        return columns
    }

    /// The values of each factor as numbers of one unit; nil where they are none.
    private var numbers: [[Double]?] {
        paths.indices.map { factor in SweepFactor.numbers(points.map { $0[factor] })?.values }
    }

    private func fitted(_ response: SweepResponse) -> [MainEffect] {
        let numbers = numbers
        let columns = columns(numbers)
        let width = columns.count + 1
        guard !columns.isEmpty, width <= min(200, points.count) else { return [] }
        let design = points.indices.map { point in [1.0] + columns.map { $0.entries[point] } }
        guard let inverse = Self.inverse(of: design) else { return [] }
        /// Weights of the points in the coefficient of a column: a row of (X'X)^-1 X'.
        func weights(_ column: Int) -> [Double] {
            design.map { row in
                var sum = 0.0
                for place in 0..<width { sum += inverse[column + 1][place] * row[place] }
                return sum
            }
        }
        var effects: [MainEffect] = []
        for factor in paths.indices {
            let own = columns.indices.filter { columns[$0].factor == factor }
            guard let first = own.first else { continue }
            var candidates: [(value: String, weights: [Double])] = []
            if columns[first].value == nil {
                let numbers = numbers[factor] ?? []
                let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
                guard let low = order.first, let high = order.last else { continue }
                candidates = [
                    (points[low][factor], [Double](repeating: 0, count: points.count)),
                    (points[high][factor], weights(first)),
                ]
            } else {
                candidates = [(values(of: factor)[0], [Double](repeating: 0, count: points.count))]
                candidates += own.map { (columns[$0].value ?? "", weights($0)) }
            }
            let means = candidates.map { candidate in
                response.contrast(candidate.weights.enumerated().map { ($0.offset, $0.element) })?.value ?? .nan
            }
            guard means.allSatisfy(\.isFinite) else { return [] }
            let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
            guard let low = order.first, let high = order.last, low != high else { continue }
            let terms = points.indices.map { ($0, candidates[high].weights[$0] - candidates[low].weights[$0]) }
            let pairs = candidates.count * (candidates.count - 1) / 2
            guard let range = response.estimate(terms, comparisons: pairs) else { continue }
            effects.append(
                MainEffect(
                    factor: paths[factor], measure: response.measure, method: "least squares",
                    lowest: candidates[low].value, highest: candidates[high].value, range: range, levels: []))
        }
        return effects
    }

    /// (X'X)^-1 by Gauss-Jordan elimination with pivots; nil where the columns depend on one another.
    private static func inverse(of design: [[Double]]) -> [[Double]]? {
        let width = design.first?.count ?? 0
        var left = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
        for row in design {
            for i in 0..<width { for j in 0..<width { left[i][j] += row[i] * row[j] } }
        }
        var right = (0..<width).map { i in (0..<width).map { $0 == i ? 1.0 : 0 } }
        for column in 0..<width {
            guard let pivot = (column..<width).max(by: { left[$0][column].magnitude < left[$1][column].magnitude }),
                left[pivot][column].magnitude > 1e-9 * Double(design.count)
            else { return nil }
            left.swapAt(column, pivot)
            right.swapAt(column, pivot)
            let scale = left[column][column]
            for j in 0..<width {
                left[column][j] /= scale
                right[column][j] /= scale
            }
            for i in 0..<width where i != column && left[i][column] != 0 {
                let factor = left[i][column]
                for j in 0..<width {
                    left[i][j] -= factor * left[column][j]
                    right[i][j] -= factor * right[column][j]
                }
            }
        }
        return right
    }
}
