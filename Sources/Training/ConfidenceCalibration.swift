/// Turns the confidence that somebody else's AI states into the probability that it is right.
///
/// The calibrated probability is 1 / (1 + exp(-(offset + slope x logit(stated)))): Platt's sigmoid (1999) on the logit,
/// which a temperature alone (Guo et al. 2017) cannot move for an AI that is sure and wrong equally often at every
/// confidence. Stated confidences beyond 0.1% and 99.9% count as those, so that "100%" can be doubted.
public struct ConfidenceCalibration: Sendable, Equatable {
    /// Added to the logit.
    public let offset: Double
    /// Multiplies the logit; at least `leastSlope`, so that the order of confidences stays.
    public let slope: Double

    /// Creates a calibration; a slope below `leastSlope` is brought to it.
    public init(offset: Double, slope: Double) {
        self.offset = offset
        self.slope = max(slope, Self.leastSlope)
    }

    /// Leaves confidences as they are stated: what holds before there are labels.
    public static let asStated = ConfidenceCalibration(offset: 0, slope: 1)
    /// Smallest slope.
    public static let leastSlope = 0.05

    /// The probability of being right, in 0...1.
    public func calibrated(_ stated: Double) -> Double {
        self == .asStated ? stated : LogisticFit.logistic(offset + slope * LogisticFit.logit(stated))
    }

    /// Fits a calibration to labels.
    ///
    /// - Parameters:
    ///   - stated: the AI's confidences.
    ///   - right: whether the human's label was the AI's answer.
    ///   - weights: one over the probability that the label was asked for; 1 each when not given.
    /// - Returns: `asStated` without labels; a prior worth about ten labels holds it there while they are few.
    public static func fit(stated: [Double], right: [Bool], weights: [Double]? = nil) -> ConfidenceCalibration {
        var sample = LogisticFit(width: 2)
        for index in 0..<min(stated.count, right.count, weights?.count ?? .max) {
            sample.append(
                [1, LogisticFit.logit(stated[index])], outcome: right[index], weight: weights?[index] ?? 1)
        }
        guard sample.count > 0 else { return .asStated }
        let found = sample.coefficients(mean: [0, 1], strength: [1, 4])
        guard found[1] < leastSlope else { return ConfidenceCalibration(offset: found[0], slope: found[1]) }
        let flat = sample.coefficients(mean: [0, leastSlope], strength: [1, 1e9])
        return ConfidenceCalibration(offset: flat[0], slope: leastSlope)
    }
}
