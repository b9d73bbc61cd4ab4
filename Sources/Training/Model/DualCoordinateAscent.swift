import Stochastics

/// Trains multinomial logistic regression with an L2 penalty by dual coordinate ascent, an example at a time.
///
/// The problem is min over W of 1/2 |W|^2 + C sum over i of -log softmax(W x_i)[y_i], with C
/// times the class weight of y_i where there are such. Its dual has one distribution
/// p_i over the intents an example, with W = C sum x_i (e(y_i) - p_i); a step solves the subproblem of one example
/// to near optimality (Yu, Huang and Lin 2011, Dual coordinate descent methods for logistic regression and maximum
/// entropy models, section 4). There is no learning rate. The emotion head is the same with two outcomes (section 3).
struct DualCoordinateAscent: ~Copyable {
    /// Weights, a row for the intercept and each feature.
    let weights: ColumnMatrix

    private let data: TrainingRows
    private let labels: [DualLabel]
    private let emotionColumn: Int
    /// Inverse regularisation of the examples of each intent: C times the weight of the intent.
    private let costs: [Float]
    private let mask: ColumnMatrix
    /// Natural logarithm of each example's dual distribution.
    private let logDuals: ColumnMatrix
    /// Dual probability of being upset of each example.
    private var emotionDuals: [Float]
    private let scores: ColumnMatrix
    private let change: ColumnMatrix
    private let scratch: ColumnMatrix
    private var active: [Int]

    /// Smallest change of a probability that is carried to the weights.
    private static let negligible: Float = 1e-7

    /// Starts at weights zero, where every dual distribution is its label.
    ///
    /// `classWeights` multiply the loss of the examples of each intent.
    init(_ examples: [LabelledText], model: TextModel, classWeights: [Double]) {
        let lanes = model.lanes
        data = TrainingRows(examples, model: model)
        labels = examples.map { DualLabel(intent: $0.intent, upset: $0.upset) }
        emotionColumn = model.intents.count
        costs = classWeights.map { Float(model.options.inverseRegularisation) * Float($0) }
        mask = ColumnMatrix(rows: 1, lanes: lanes)
        for (lane, vector) in model.columnMask.enumerated() { mask.base[lane] = vector }
        weights = ColumnMatrix(rows: model.featureCount + 1, lanes: lanes)
        logDuals = ColumnMatrix(rows: examples.count, lanes: lanes, filledWith: DualStep.floor)
        emotionDuals = labels.map { $0.upset == true ? 1 : 0 }
        scores = ColumnMatrix(rows: 1, lanes: lanes)
        change = ColumnMatrix(rows: 1, lanes: lanes)
        scratch = ColumnMatrix(rows: 1, lanes: lanes)
        active = Array(repeating: 0, count: lanes)
        for (example, label) in labels.enumerated() {
            logDuals.row(example)[label.intent >> 3][label.intent & 7] = 0
        }
    }

    /// Gives labels that were trained on before the dual distributions they ended with, and the weights with them.
    mutating func start(from memory: DualMemory, examples: [LabelledText]) {
        let lanes = weights.lanes
        for (example, label) in labels.enumerated() {
            guard let position = memory.position(of: examples[example]) else { continue }
            let logDual = logDuals.row(example)
            for lane in 0..<lanes {
                let old = PortableMath.exp(logDual[lane])
                logDual[lane] = memory.logDuals[position * lanes + lane]
                change.base[lane] = old - PortableMath.exp(logDual[lane])
            }
            let entry = memory.entries[position]
            if label.upset != nil, label.upset == entry.upset {
                change.base[emotionColumn >> 3][emotionColumn & 7] = emotionDuals[example] - entry.emotionDual
                emotionDuals[example] = entry.emotionDual
            }
            carry(example)
        }
    }

    /// The duals reached, for the next training.
    func memory(of examples: [LabelledText]) -> DualMemory? {
        DualMemory(examples, logDuals: logDuals.copied(), emotionDuals: emotionDuals)
    }

    /// Visits the examples once in the given order; returns the mean change of an example's dual probabilities.
    mutating func pass(order: [Int32]) -> Double {
        var total = 0.0
        for position in order {
            let example = Int(position)
            let start = data.starts[example]
            let count = data.starts[example + 1] - start
            for lane in 0..<weights.lanes { scores.base[lane] = .zero }
            data.withRow(start) { rows, values in
                ColumnSums.add(
                    rows: rows, values: values, count: count, weights: weights.base, lanes: weights.lanes,
                    to: scores.base)
            }
            let curvature = costs[labels[example].intent] * data.squaredLengths[example]
            let emotionScore = scores.base[emotionColumn >> 3][emotionColumn & 7]
            var moved = DualStep.solve(
                scores: scores.base, mask: mask.base, lanes: weights.lanes, curvature: curvature,
                logDual: logDuals.row(example), change: change.base, scratch: scratch.base)
            if labels[example].upset != nil {
                let old = emotionDuals[example]
                let new = DualStep.solve(score: emotionScore, curvature: curvature, dual: old)
                emotionDuals[example] = new
                change.base[emotionColumn >> 3][emotionColumn & 7] = old - new
                moved = max(moved, abs(old - new))
            }
            total += Double(moved)
            if moved > 0 { carry(example) }
        }
        return total / Double(max(order.count, 1))
    }

    /// Adds C x(example) change to the weights, leaving out vectors in which next to nothing changed.
    private mutating func carry(_ example: Int) {
        let cost = costs[labels[example].intent]
        var activeCount = 0
        for lane in 0..<weights.lanes {
            let vector = change.base[lane]
            if vector.magnitudes.largest >= Self.negligible {
                change.base[lane] = vector * cost
                active[activeCount] = lane
                activeCount += 1
            }
        }
        let start = data.starts[example]
        let count = data.starts[example + 1] - start
        let activeLanes = activeCount
        data.withRow(start) { rows, values in
            active.withUnsafeBufferPointer { active in
                guard let active = active.baseAddress else { return }
                ColumnSums.update(
                    rows: rows, values: values, count: count, change: change.base, active: active,
                    activeCount: activeLanes, weights: weights.base, lanes: weights.lanes)
            }
        }
    }
}

/// The part of a labelled text that the solver needs at every visit.
private struct DualLabel {
    var intent: Int
    var upset: Bool?
}
