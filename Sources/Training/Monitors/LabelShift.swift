import Stochastics

/// Estimates from predictions alone how the shares of intents have changed (black box shift estimation).
///
/// Where only the shares change and not what customers write about an intent, the shares of predictions before and now,
/// p0 and p1, differ by A d: A has the chance of each prediction for each true intent, from labels that the model was
/// not trained on, and d is the change of the true shares (Lipton, Wang and Smola 2018, "Detecting and correcting for
/// label shift with black box predictors", ICML). A new matter is no such change: the test then sees the known intents
/// that its queries are taken for.
public struct LabelShift: Sendable {
    /// The change of one intent's share.
    public struct Change: Sendable, Equatable {
        /// Index of the intent.
        public var intent: Int
        /// Its share of all queries now less that before; the estimate has no bounds.
        public var difference: Double
        /// Standard error of the difference, from the numbers of queries; the matrix is taken as known.
        public var error: Double
        /// Standard errors that the difference is away from 0.
        public var errors: Double { error > 0 ? difference / error : 0 }
    }

    /// Weights of held-out labels: rows are predictions, columns what humans said.
    private var confusion: [[Double]]
    /// Number of intents.
    public let intents: Int
    /// A pivot of the matrix below this makes it unfit: shares of intents that it mixes up cannot be told apart.
    private static let leastPivot = 0.05

    /// Creates an estimator that knows no labels.
    public init(intents: Int) {
        self.intents = max(0, intents)
        confusion = Array(repeating: Array(repeating: 0, count: max(0, intents)), count: max(0, intents))
    }

    /// Adds a label that the model was not trained on; one outside of the intents is left out.
    ///
    /// - Parameters:
    ///   - predicted: what the model took the text for.
    ///   - intent: what a human said.
    ///   - weight: one over the probability that the label was asked for.
    public mutating func add(predicted: Int, intent: Int, weight: Double) {
        guard confusion.indices.contains(predicted), confusion.indices.contains(intent), weight > 0, weight.isFinite
        else { return }
        confusion[predicted][intent] += weight
    }

    /// How the shares of the intents have changed, from the numbers of predictions of each intent before and now.
    ///
    /// - Returns: a change for each intent with labels; empty where there are no queries, or where the matrix is
    ///   ill-conditioned.
    public func changes(before: [Int], now: [Int]) -> [Change] {
        let known = (0..<intents).filter { intent in confusion.contains { $0[intent] > 0 } }
        guard !known.isEmpty, before.count == intents, now.count == intents else { return [] }
        let (n0, n1) = (Double(before.reduce(0, +)), Double(now.reduce(0, +)))
        guard n0 > 0, n1 > 0 else { return [] }
        let matrix = known.map { row in
            known.map { column in
                confusion[row][column] / confusion.reduce(0) { $0 + $1[column] }
            }
        }
        guard let inverse = Self.inverse(matrix) else { return [] }
        let (old, new) = (known.map { Double(before[$0]) / n0 }, known.map { Double(now[$0]) / n1 })
        return known.indices.map { place in
            let row = inverse[place]
            /// Mean and variance of the row's entry at a prediction, over the predictions of one time.
            func moments(_ shares: [Double]) -> (mean: Double, variance: Double) {
                let mean = zip(row, shares).reduce(0) { $0 + $1.0 * $1.1 }
                let square = zip(row, shares).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
                return (mean, max(0, square - mean * mean))
            }
            let (was, is_) = (moments(old), moments(new))
            return Change(
                intent: known[place], difference: is_.mean - was.mean,
                error: (was.variance / n0 + is_.variance / n1).squareRoot())
        }
    }

    /// The clearest change at a level for all intents together (Bonferroni, two-sided), or nil.
    public func clearest(before: [Int], now: [Int], level: Double) -> Change? {
        let changes = changes(before: before, now: now)
        guard let most = changes.max(by: { abs($0.errors) < abs($1.errors) }) else { return nil }
        let bound = -NormalDistribution.standardQuantile(level / 2 / Double(changes.count))
        return abs(most.errors) > bound ? most : nil
    }

    /// The inverse by Gauss and Jordan with row pivots; nil where a pivot is too small.
    private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
        let count = matrix.count
        var left = matrix
        var right = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
        for column in 0..<count {
            guard let pivot = (column..<count).max(by: { abs(left[$0][column]) < abs(left[$1][column]) }),
                abs(left[pivot][column]) >= leastPivot
            else { return nil }
            left.swapAt(column, pivot)
            right.swapAt(column, pivot)
            let scale = 1 / left[column][column]
            for place in 0..<count {
                left[column][place] *= scale
                right[column][place] *= scale
            }
            for row in 0..<count where row != column && left[row][column] != 0 {
                let factor = left[row][column]
                for place in 0..<count {
                    left[row][place] -= factor * left[column][place]
                    right[row][place] -= factor * right[column][place]
                }
            }
        }
        return right
    }
}
