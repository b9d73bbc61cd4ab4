import Stochastics

/// Scores of many labelled texts in vectors of eight columns, each row shifted so that its largest is 0.
package struct LogitRows: Sendable {
    package let columns: Int
    package private(set) var count = 0
    package private(set) var totalWeight = 0.0
    private let lanes: Int
    private var values: [SIMD8<Float>] = []
    private var labelScores: [Float] = []
    private var weights: [Double] = []

    package init(columns: Int) {
        self.columns = columns
        lanes = (columns + 7) / 8
    }

    /// Adds a row; `scores` of at most `columns` elements, `label` one of its indices.
    package mutating func append(_ scores: some Collection<Float>, label: Int, weight: Double) {
        guard weight > 0, weight.isFinite, let top = scores.max(), top.isFinite else { return }
        let first = values.count
        values.append(contentsOf: repeatElement(SIMD8(repeating: TextModel.excluded), count: lanes))
        for (column, score) in scores.enumerated() {
            let shifted = max(score - top, TextModel.excluded)
            values[first + column >> 3][column & 7] = shifted
            if column == label { labelScores.append(shifted) }
        }
        weights.append(weight)
        totalWeight += weight
        count += 1
    }

    /// Weighted negative log-likelihood of softmax(scores x inverseTemperature).
    package func loss(inverseTemperature: Double) -> Double {
        let factor = Float(inverseTemperature)
        var sum = 0.0
        values.withUnsafeBufferPointer { values in
            for row in 0..<count {
                var total = SIMD8<Float>.zero
                for lane in row * lanes..<(row + 1) * lanes { total += PortableMath.exp(values[lane] * factor) }
                let logSum = PortableMath.log(Double(total.sum()))
                sum += weights[row] * (logSum - Double(labelScores[row]) * inverseTemperature)
            }
        }
        return sum
    }

    /// Probability of each row's label under softmax(scores x inverseTemperature), replacing what `probabilities` held.
    func labelProbabilities(inverseTemperature: Double, into probabilities: inout [Double]) {
        let factor = Float(inverseTemperature)
        probabilities.removeAll(keepingCapacity: true)
        values.withUnsafeBufferPointer { values in
            for row in 0..<count {
                var total = SIMD8<Float>.zero
                for lane in row * lanes..<(row + 1) * lanes { total += PortableMath.exp(values[lane] * factor) }
                let power = PortableMath.exp(labelScores[row] * factor)
                probabilities.append(Double(power / total.sum()))
            }
        }
    }

    /// Entropy in nats of softmax(scores / temperature), whose powers relative to the best score have this sum.
    static func entropy(_ scores: some Collection<Float>, best: Float, temperature: Double, sum: Double) -> Float {
        var weighted = 0.0
        for score in scores where score > TextModel.excluded / 2 {
            let shifted = Double(score - best) / temperature
            weighted += PortableMath.exp(shifted) * shifted
        }
        return Float(max(PortableMath.log(sum) - weighted / sum, 0))
    }

    /// Weight of a row, 0..<`count`.
    func weight(_ row: Int) -> Double { weights[row] }
}
