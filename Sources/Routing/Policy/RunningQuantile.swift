/// The confidence that a wanted share of the queries reaches, tracked from query to query without keeping any.
///
/// After each confidence c the value moves by step x (1 if c reached it, else 0, - share): a gradient step on the pinball
/// loss of the quantile. Whatever comes, the share that reached the value is within (1 + step) / (n step) of the wanted
/// one after n queries: Gibbs and Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021, equation
/// 2 and proposition 4.1. The step falls as 1 / (n + 10) to 0.01, where it stays to follow changes.
public struct RunningQuantile: Sendable, Equatable {
    /// The confidence asked for now.
    public private(set) var value: Double
    /// Confidences met so far.
    public private(set) var count = 0

    /// Starts from a first guess, in 0...1.
    public init(start: Double) { value = start }

    /// Takes one confidence into account, which has been compared with `value`; one that is no number is left out.
    public mutating func note(_ confidence: Double, share: Double) {
        guard !confidence.isNaN else { return }
        let step = max(0.01, 1 / Double(count + 10))
        value += step * ((confidence >= value ? 1 : 0) - share)
        count += 1
    }
}
