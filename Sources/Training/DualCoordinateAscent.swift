/// Trains multinomial logistic regression with an L2 penalty by dual coordinate ascent, an example at a time.
///
/// The problem is min over W of 1/2 |W|^2 + C sum over i of -log softmax(W x_i)[y_i]. Its dual has one distribution
/// p_i over the intents an example, with W = C sum x_i (e(y_i) - p_i); a step solves the subproblem of one example
/// to near optimality (Yu, Huang and Lin 2011, Dual coordinate descent methods for logistic regression and maximum
/// entropy models, section 4). There is no learning rate. The emotion head is the same with two outcomes (section 3).
struct DualCoordinateAscent {
    /// Number of vectors of eight columns.
    let lanes: Int
    /// Number of intents; the emotion head is the column after them.
    let intentCount: Int
    /// Inverse strength of the penalty, C.
    let inverseRegularisation: Float
    /// 0 for intents that take part, `TextModel.excluded` elsewhere.
    let mask: [SIMD8<Float>]
    /// Weights, `lanes` vectors a row.
    var weights: [SIMD8<Float>]

    /// Natural logarithm of each example's dual distribution, `lanes` vectors an example.
    private var logDuals: [SIMD8<Float>]
    /// Dual probability of being upset of each example.
    private var emotionDuals: [Float]
    private var scores: [SIMD8<Float>]
    private var change: [SIMD8<Float>]
    private var active: [Int]

    /// Smallest logarithm kept of a probability.
    private static let floor: Float = -80
    /// A change of probability below this is left for a later pass.
    private static let negligible: Float = 1e-4

    /// Starts from weights zero.
    init(model: TextModel, rowCount: Int, exampleCount: Int) {
        lanes = model.lanes
        intentCount = model.intents.count
        inverseRegularisation = Float(model.options.inverseRegularisation)
        mask = model.columnMask
        weights = Array(repeating: .zero, count: rowCount * lanes)
        logDuals = Array(repeating: SIMD8(repeating: Self.floor), count: exampleCount * lanes)
        emotionDuals = Array(repeating: 0, count: exampleCount)
        scores = Array(repeating: .zero, count: lanes)
        change = Array(repeating: .zero, count: lanes)
        active = Array(repeating: 0, count: lanes)
    }

    /// Sets every dual distribution to its label, which is where weights zero belong.
    mutating func startAtLabels(_ examples: [LabelledText]) {
        for (index, example) in examples.enumerated() {
            logDuals[index * lanes + example.intent >> 3][example.intent & 7] = 0
            emotionDuals[index] = example.upset == true ? 1 : 0
        }
    }

    /// Visits the examples once in the given order; returns the largest change of a dual probability.
    mutating func pass(_ data: TrainingRows, _ examples: [LabelledText], order: [Int32]) -> Float {
        var largest: Float = 0
        let lanes = lanes
        let emotionColumn = intentCount
        let strength = inverseRegularisation
        data.rows.withUnsafeBufferPointer { rows in
            data.values.withUnsafeBufferPointer { values in
                weights.withUnsafeMutableBufferPointer { weights in
                    logDuals.withUnsafeMutableBufferPointer { logDuals in
                        scores.withUnsafeMutableBufferPointer { scores in
                            change.withUnsafeMutableBufferPointer { change in
                                active.withUnsafeMutableBufferPointer { active in
                                    mask.withUnsafeBufferPointer { mask in
                                        guard let rows = rows.baseAddress, let values = values.baseAddress,
                                            let weights = weights.baseAddress, let logDuals = logDuals.baseAddress,
                                            let scores = scores.baseAddress, let change = change.baseAddress,
                                            let active = active.baseAddress, let mask = mask.baseAddress
                                        else { return }
                                        for position in order {
                                            let example = Int(position)
                                            let start = data.starts[example]
                                            let count = data.starts[example + 1] - start
                                            for lane in 0..<lanes { scores[lane] = .zero }
                                            ColumnSums.add(
                                                rows: rows + start, values: values + start, count: count,
                                                weights: weights, lanes: lanes, to: scores)
                                            let curvature = strength * data.squaredLengths[example]
                                            let emotionScore = scores[emotionColumn >> 3][emotionColumn & 7]
                                            var moved = DualStep.solve(
                                                scores: scores, mask: mask, lanes: lanes, curvature: curvature,
                                                logDual: logDuals + example * lanes, change: change)
                                            if let upset = examples[example].upset {
                                                let old = emotionDuals[example]
                                                let new = DualStep.solve(
                                                    score: emotionScore, curvature: curvature, dual: old)
                                                _ = upset
                                                emotionDuals[example] = new
                                                change[emotionColumn >> 3][emotionColumn & 7] = old - new
                                                moved = max(moved, abs(old - new))
                                            }
                                            largest = max(largest, moved)
                                            if moved < Self.negligible { continue }
                                            var activeCount = 0
                                            for lane in 0..<lanes {
                                                change[lane] *= strength
                                                active[activeCount] = lane
                                                activeCount += 1
                                            }
                                            ColumnSums.update(
                                                rows: rows + start, values: values + start, count: count,
                                                change: change, active: active, activeCount: activeCount,
                                                weights: weights, lanes: lanes)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return largest
    }
}
