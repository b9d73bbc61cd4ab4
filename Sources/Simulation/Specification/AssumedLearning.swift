import Stochastics

/// How an assumed accuracy improves with the contacts that humans resolved: by a power law, in steps of a retraining.
///
/// After n resolutions, of which m = floor(n / every) x every were known at the last retraining, the improving value is
/// `limit + (start - limit) x (1 + m / scale)^-power`. Source of the form: power-law learning curves, Hestness et al.
/// (2017), "Deep learning scaling is predictable, empirically", arXiv 1712.00409.
public struct AssumedLearning: Sendable, Equatable {
    /// What the value tends to, in 0...1: the mean accuracy, or with levels of confidence the share of the first level.
    public var limit: Double
    /// Resolutions that set the scale, above 0.
    public var scale: Double
    /// Power of the law, above 0.
    public var power: Double
    /// Resolutions between retrainings, 1 or more.
    public var every: Int

    /// Creates a law; see the properties.
    public init(limit: Double, scale: Double, power: Double, every: Int) {
        self.limit = limit
        self.scale = scale
        self.power = power
        self.every = max(1, every)
    }

    /// What an accuracy has become after some resolutions.
    func improved(_ start: AssumedAccuracy, resolutions: Int) -> AssumedAccuracy {
        let known = Double(resolutions / every * every)
        let rest = PortableMath.pow(1 + known / scale, -power)
        func moved(_ value: Double) -> Double { limit + (value - limit) * rest }
        switch start {
        case .beta(let accuracy, let concentration):
            return .beta(accuracy: min(max(moved(accuracy), 1e-6), 1 - 1e-6), concentration: concentration)
        case .levels(var levels):
            let sum = levels.reduce(0) { $0 + $1.share }
            guard let first = levels.first, sum > first.share else { return start }
            let share = moved(first.share / sum)
            let others = (1 - share) * sum / (sum - first.share)
            levels[0].share = share
            for index in levels.indices.dropFirst() { levels[index].share *= others / sum }
            return .levels(levels)
        }
    }
}
