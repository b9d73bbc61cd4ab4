import Stochastics

/// Fits the one number that makes a classifier's probabilities mean what they say.
///
/// The temperature T minimises the weighted negative log-likelihood of softmax(logits / T) (Guo et al. 2017, On
/// calibration of modern neural networks, section 4.2), by golden section on ln T within 1/20...20.
public enum TemperatureCalibration {
    /// Smallest and largest temperature considered.
    public static let range: ClosedRange<Double> = 0.05...20

    /// Fits a temperature to `logits`, one row an example, with the index of the right column in `labels`.
    ///
    /// `priorStrength` is a number of examples: it adds priorStrength / 2 (ln T)^2 to the loss, so that a handful of
    /// labels cannot drive T to its limits. Above T = e it grows by ln ln T only: where nothing can be learned, many labels
    /// must be able to say so. Rows whose label is no column, or whose weight is not positive, are left
    /// out; without any row the answer is 1.
    public static func fit(
        logits: [[Float]], labels: [Int], weights: [Double]? = nil, priorStrength: Double = 0
    ) -> Double {
        let columns = logits.map(\.count).max() ?? 0
        var rows = LogitRows(columns: columns)
        for index in 0..<min(logits.count, labels.count, weights?.count ?? Int.max) {
            guard logits[index].indices.contains(labels[index]) else { continue }
            rows.append(logits[index], label: labels[index], weight: weights?[index] ?? 1)
        }
        return fit(rows, priorStrength: priorStrength)
    }

    /// Fits the temperature of a two-outcome score: probability 1 / (1 + exp(-score / T)).
    public static func fit(
        scores: [Double], outcomes: [Bool], weights: [Double]? = nil, priorStrength: Double = 0
    ) -> Double {
        fit(
            logits: scores.map { [0, Float($0)] }, labels: outcomes.map { $0 ? 1 : 0 }, weights: weights,
            priorStrength: priorStrength)
    }

    /// Minus the logarithm of the prior of a temperature, with a heavy tail towards doubt.
    private static func prior(_ logTemperature: Double, strength: Double) -> Double {
        logTemperature > 1
            ? strength * (0.5 + PortableMath.log(logTemperature))
            : strength / 2 * logTemperature * logTemperature
    }

    package static func fit(_ rows: LogitRows, priorStrength: Double) -> Double {
        guard rows.totalWeight > 0 else { return 1 }
        let scale = Double(rows.count) / rows.totalWeight
        func loss(_ logTemperature: Double) -> Double {
            scale * rows.loss(inverseTemperature: PortableMath.exp(-logTemperature))
                + prior(logTemperature, strength: priorStrength)
        }
        return PortableMath.exp(minimise(loss))
    }

    /// The logarithm of the temperature within `range` at which `loss` is least, by golden section.
    static func minimise(_ loss: (Double) -> Double) -> Double {
        let ratio = (5.0.squareRoot() - 1) / 2
        var low = PortableMath.log(range.lowerBound)
        var high = PortableMath.log(range.upperBound)
        var left = high - ratio * (high - low)
        var right = low + ratio * (high - low)
        var (leftLoss, rightLoss) = (loss(left), loss(right))
        while high - low > 1e-4 {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(left)
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(right)
            }
        }
        return (low + high) / 2
    }
}
