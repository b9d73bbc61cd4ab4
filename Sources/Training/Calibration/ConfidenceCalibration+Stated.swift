/// The correction of what somebody else's AI states: an external one, or one whose log is read.
///
/// A temperature alone (Guo et al. 2017) cannot move an AI that is sure and wrong equally often at every confidence.
/// Stated confidences beyond 0.1% and 99.9% count as those, so that "100%" can be doubted.
extension ConfidenceCalibration {
    /// The probability of being right of an answer of stated confidence, in 0...1; as stated before there are labels.
    public func calibrated(_ stated: Double) -> Double {
        self == .none ? stated : (1 - lapse) * LogisticFit.logistic(offset + slope * LogisticFit.logit(stated))
    }

    /// Fits a calibration to labels.
    ///
    /// - Parameters:
    ///   - stated: the AI's confidences.
    ///   - right: whether the human's label was the AI's answer.
    ///   - weights: one over the probability that the label was asked for; 1 each when not given.
    /// - Returns: `none` without labels; a prior worth about ten labels holds it there while they are few.
    public static func fit(stated: [Double], right: [Bool], weights: [Double]? = nil) -> ConfidenceCalibration {
        var sample = LogisticFit(width: 2)
        for index in 0..<min(stated.count, right.count, weights?.count ?? .max) {
            sample.append(
                [1, LogisticFit.logit(stated[index])], outcome: right[index], weight: weights?[index] ?? 1)
        }
        guard sample.count > 0 else { return .none }
        let found = sample.coefficients(mean: [0, 1], strength: [1, 4])
        guard found[1] < leastSlope else { return ConfidenceCalibration(offset: found[0], slope: found[1]) }
        let flat = sample.coefficients(mean: [0, leastSlope], strength: [1, 1e9])
        return ConfidenceCalibration(offset: flat[0], slope: leastSlope)
    }
}
