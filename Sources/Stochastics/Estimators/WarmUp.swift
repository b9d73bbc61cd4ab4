/// Where the start of a run stops to matter: MSER-5.
///
/// Deletes the batches whose absence makes the standard error of the mean of the others smallest. Source: White, "An
/// effective truncation heuristic for bias reduction in simulation output", Simulation 69 (1997); batches of 5: White,
/// Cobb and Spratt, "A comparison of five steady-state truncation heuristics for simulation", WSC 2000.
public struct WarmUp: Sendable, Equatable {
    /// Observations to delete, a multiple of the batch.
    public let truncated: Int
    /// The smallest statistic: sum of squares about the mean of the batches kept, over the square of their number.
    public let statistic: Double
    /// Mean of the batches kept.
    public let mean: Double
    /// Whether the best truncation is the last allowed, or one in the last half would have been better still: the run is
    /// too short to tell.
    public let isTooShort: Bool

    /// Finds the truncation, in the first half of the batches.
    ///
    /// - Parameters:
    ///   - series: observations in order of time; those after the last whole batch are left out.
    ///   - batch: observations of a batch, 1 or more.
    /// - Returns: nil for less than two whole batches or values that are not finite.
    public init?(mser series: [Double], batch: Int = 5) {
        let size = max(1, batch)
        let count = series.count / size
        guard count >= 2, series.allSatisfy(\.isFinite) else { return nil }
        let means = (0..<count).map { number in
            series[(number * size)..<((number + 1) * size)].reduce(0, +) / Double(size)
        }
        // From the end, so that each statistic takes one step (Welford).
        var statistics = [Double](repeating: .infinity, count: count)
        var centers = statistics
        var center = 0.0
        var squares = 0.0
        for start in stride(from: count - 1, through: 0, by: -1) {
            let kept = Double(count - start)
            let difference = means[start] - center
            center += difference / kept
            squares += difference * (means[start] - center)
            statistics[start] = squares / (kept * kept)
            centers[start] = center
        }
        let half = count / 2
        var best = 0
        for start in 0...half where statistics[start] < statistics[best] { best = start }
        // The last few always look calm: five batches at least are to be left.
        let last = count - 5
        isTooShort =
            best == half || (last > half && statistics[(half + 1)...last].contains { $0 < statistics[best] })
        truncated = best * size
        statistic = statistics[best]
        mean = centers[best]
    }
}
