import Stochastics

/// How handle time falls with experience: exponentially towards the proficient agent's.
public struct TenureCurve: Sendable, Equatable {
    /// Handle time of somebody on the first day, relative to a proficient agent's; 1 or more.
    public var noviceFactor: Double
    /// Time in which the gap shrinks to 1/e of itself, in seconds.
    public var timeConstantSeconds: Double

    /// Creates a curve.
    public init(noviceFactor: Double, timeConstantSeconds: Double) {
        self.noviceFactor = noviceFactor
        self.timeConstantSeconds = timeConstantSeconds
    }

    /// Factor on handle time after a tenure: 1 + (novice - 1) exp(-tenure / constant), the exponential learning curve
    /// (Mazur and Hastie, "Learning as accumulation", Psychological Bulletin 85, 1978).
    public func factor(tenureSeconds: Double) -> Double {
        1 + (noviceFactor - 1) * PortableMath.exp(-tenureSeconds / timeConstantSeconds)
    }
}
