/// How many contacts arrive at the same moment: a mailing's answers, a fault that several of a household report.
public enum BatchSize: Sendable, Equatable {
    /// Always as many, 1 or more.
    case fixed(Int)
    /// 1 or more, geometric, with this mean of 1 or more.
    case geometric(mean: Double)

    /// The mean size.
    public var mean: Double {
        switch self {
        case .fixed(let size): Double(max(1, size))
        case .geometric(let mean): max(1, mean)
        }
    }
}
