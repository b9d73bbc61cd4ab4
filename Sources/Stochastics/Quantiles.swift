/// Sample quantiles.
public enum Quantiles {
    /// The quantile at probability p of an ascending sample, interpolated linearly (type 7); nil for an empty sample.
    ///
    /// p is limited to [0, 1]. Source: Hyndman and Fan, "Sample quantiles in statistical packages", The American
    /// Statistician 50 (1996), definition 7.
    @inlinable
    public static func ofSorted(_ sorted: [Double], _ p: Double) -> Double? {
        guard let first = sorted.first, let last = sorted.last, !p.isNaN else { return nil }
        let position = p * Double(sorted.count - 1)
        guard position > 0 else { return first }
        guard position < Double(sorted.count - 1) else { return last }
        let index = Int(position)
        let low = sorted[index]
        let high = sorted[index + 1]
        return low + (high - low) * (position - Double(index))
    }

    /// The quantile at probability p of a sample in any order (type 7); nil for an empty sample.
    public static func of(_ values: [Double], _ p: Double) -> Double? {
        ofSorted(values.sorted(), p)
    }
}
