import Stochastics

/// Logistic regression on a few dense features, with a Gaussian prior on every coefficient.
///
/// Minimises the weighted negative log-likelihood plus half the sum of strength x (coefficient - mean)^2 by Newton's
/// method with halved steps (Bishop 2006, Pattern Recognition and Machine Learning, section 4.3.3 and equation 4.105).
/// Weights are scaled to add up to the effective number of rows, (sum of w)^2 / sum of w^2 (Kish 1965), so that a few
/// large ones cannot drown the prior.
public struct LogisticFit: Sendable {
    /// Features of a row, an intercept included if there is to be one.
    public let width: Int
    private var rows: [Double] = []
    private var outcomes: [Bool] = []
    private var weights: [Double] = []

    /// Creates an empty sample.
    public init(width: Int) { self.width = max(1, width) }

    /// Number of rows.
    public var count: Int { outcomes.count }

    /// Adds a row; one of another width, with a number that is not finite or without a positive weight is left out.
    public mutating func append(_ features: some Collection<Double>, outcome: Bool, weight: Double = 1) {
        guard features.count == width, weight > 0, weight.isFinite, features.allSatisfy(\.isFinite) else { return }
        rows.append(contentsOf: features)
        outcomes.append(outcome)
        weights.append(weight)
    }

    /// Fits the coefficients.
    ///
    /// - Parameters:
    ///   - mean: what the coefficients are without data; `width` of them, 0 where missing.
    ///   - strength: how strongly they are held there, above 0; 1 where missing.
    public func coefficients(mean: [Double] = [], strength: [Double] = []) -> [Double] {
        let mean = (0..<width).map { mean.indices.contains($0) ? mean[$0] : 0 }
        let strength = (0..<width).map { strength.indices.contains($0) ? max(strength[$0], 1e-9) : 1 }
        guard count > 0 else { return mean }
        let sum = weights.reduce(0, +)
        let scale = sum / weights.reduce(0) { $0 + $1 * $1 }
        var current = mean
        var loss = self.loss(current, scale, mean, strength)
        for _ in 0..<Self.mostSteps {
            guard let step = newtonStep(current, scale, mean, strength) else { break }
            var share = 1.0
            var next = current
            var nextLoss = loss
            repeat {
                next = zip(current, step).map { $0 - share * $1 }
                nextLoss = self.loss(next, scale, mean, strength)
                share /= 2
            } while !(nextLoss <= loss) && share > 1e-6
            guard nextLoss <= loss else { break }
            let gain = loss - nextLoss
            (current, loss) = (next, nextLoss)
            if gain < 1e-10 * (1 + loss) { break }
        }
        return current
    }

    private static let mostSteps = 50

    private func score(_ row: Int, _ coefficients: [Double]) -> Double {
        var score = 0.0
        for column in 0..<width { score += rows[row * width + column] * coefficients[column] }
        return score
    }

    private func loss(_ coefficients: [Double], _ scale: Double, _ mean: [Double], _ strength: [Double]) -> Double {
        var loss = 0.0
        for row in 0..<count {
            let margin = outcomes[row] ? score(row, coefficients) : -score(row, coefficients)
            // ln(1 + e^-m) without overflow.
            loss +=
                weights[row] * scale
                * (max(0, -margin) + PortableMath.log(1 + PortableMath.exp(-abs(margin))))
        }
        for column in 0..<width {
            let distance = coefficients[column] - mean[column]
            loss += strength[column] / 2 * distance * distance
        }
        return loss
    }

    /// Hessian^-1 gradient, by Cholesky's decomposition; nil where rounding leaves none.
    private func newtonStep(
        _ coefficients: [Double], _ scale: Double, _ mean: [Double], _ strength: [Double]
    ) -> [Double]? {
        var gradient = (0..<width).map { strength[$0] * (coefficients[$0] - mean[$0]) }
        var hessian = [Double](repeating: 0, count: width * width)
        for column in 0..<width { hessian[column * width + column] = strength[column] }
        for row in 0..<count {
            let probability = Self.logistic(score(row, coefficients))
            let slope = weights[row] * scale * (probability - (outcomes[row] ? 1 : 0))
            let curvature = weights[row] * scale * probability * (1 - probability)
            for first in 0..<width {
                let value = rows[row * width + first]
                guard value != 0 else { continue }
                gradient[first] += slope * value
                for second in 0...first {
                    hessian[first * width + second] += curvature * value * rows[row * width + second]
                }
            }
        }
        return Self.solve(&hessian, gradient, width)
    }

    /// Solves a positive definite system given by its lower triangle, which it overwrites.
    private static func solve(_ matrix: inout [Double], _ right: [Double], _ width: Int) -> [Double]? {
        var solution = right
        for column in 0..<width {
            for row in column..<width {
                var sum = matrix[row * width + column]
                for inner in 0..<column { sum -= matrix[row * width + inner] * matrix[column * width + inner] }
                if row == column {
                    guard sum > 0 else { return nil }
                    matrix[row * width + column] = sum.squareRoot()
                } else {
                    matrix[row * width + column] = sum / matrix[column * width + column]
                }
            }
        }
        for row in 0..<width {
            for inner in 0..<row { solution[row] -= matrix[row * width + inner] * solution[inner] }
            solution[row] /= matrix[row * width + row]
        }
        for row in stride(from: width - 1, through: 0, by: -1) {
            for inner in (row + 1)..<max(width, row + 1) {
                solution[row] -= matrix[inner * width + row] * solution[inner]
            }
            solution[row] /= matrix[row * width + row]
        }
        return solution
    }

    /// 1 / (1 + e^-score).
    @inline(__always)
    static func logistic(_ score: Double) -> Double { 1 / (1 + PortableMath.exp(-min(max(score, -700), 700))) }

    /// ln(p / (1 - p)), for p moved into 1/1000...999/1000.
    @inline(__always)
    static func logit(_ probability: Double) -> Double {
        let inside = min(max(probability, 0.001), 0.999)
        return PortableMath.log(inside / (1 - inside))
    }
}
