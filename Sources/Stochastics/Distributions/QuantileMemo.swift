import Synchronization

/// Student-t quantiles that were computed before: estimates of many measures over the same replications ask for one
/// number again and again.
final class QuantileMemo: Sendable {
    static let shared = QuantileMemo()

    private struct Key: Hashable {
        var p: Double
        var observations: Int
    }

    private let known = Mutex<[Key: Double]>([:])
    private static let most = 10_000

    /// The quantile for a number of observations; nil where there is none.
    func quantile(_ p: Double, observations: Int) -> Double? {
        let key = Key(p: p, observations: observations)
        if let found = known.withLock({ $0[key] }) { return found }
        guard let found = try? StudentT.quantile(p, degreesOfFreedom: Double(observations - 1)) else { return nil }
        known.withLock { known in
            if known.count < Self.most { known[key] = found }
        }
        return found
    }
}
