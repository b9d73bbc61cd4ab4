/// How precisely a quantity is simulated before it is compared.
public struct VerificationPrecision: Sendable, Equatable {
    /// Half-width of the 95% interval over the expected value, where that is 0.01 or more.
    public var relative: Double

    /// Creates a precision; 1% is that of the full run.
    public init(relative: Double = 0.01) { self.relative = relative }

    /// Below this an expected value other than 0 cannot be estimated.
    public static let smallest = 1e-6

    /// Half-width to reach for an expected value: relative from 0.01 on, else 1e-4 absolute at a precision of 1%.
    public func halfWidth(for expected: Double) -> Double {
        let size = abs(expected)
        return size >= 0.01 ? relative * size : 0.01 * relative
    }
}
