import Quantities
import Stochastics

/// Agents at work in each interval of a day or a week that repeats, in place of shifts.
///
/// Agent k is on duty in the intervals that ask for more than k agents, so that one agent more or less in an interval
/// leaves everybody else's turns of duty alone. Who goes off duty finishes the contact in hand.
public struct StaffingCurve: Sendable, Equatable {
    /// Length of an interval in seconds.
    public let intervalSeconds: Double
    /// Agents at work by interval, from Monday midnight, over a day or a week.
    public let agents: [Int]

    /// Creates a curve.
    ///
    /// - Parameters:
    ///   - intervalSeconds: above 0.
    ///   - agents: 0 or more each, one interval or more; together a day or a week.
    public init(intervalSeconds: Double, agents: [Int]) {
        self.intervalSeconds = intervalSeconds
        self.agents = agents
    }

    /// Time after which the curve repeats, in seconds.
    public var periodSeconds: Double { intervalSeconds * Double(agents.count) }

    /// Most agents at work in any interval.
    public var most: Int { agents.max() ?? 0 }

    /// Whether it is the same number in all intervals.
    public var isConstant: Bool { agents.allSatisfy { $0 == agents.first } }

    /// Rostered agents by interval for those at work: each at work stands for 1 / (1 - shrinkage), rounded up.
    public func rostered(shrinkage: Double) -> [Int] {
        agents.map { Self.rostered($0, shrinkage: shrinkage) }
    }

    /// Agents to be rostered so that so many are at work on average: rounded up to a whole agent.
    ///
    /// - Parameter shrinkage: share of rostered time that an agent is away, in 0..<1.
    public static func rostered(_ atWork: Int, shrinkage: Double) -> Int {
        guard shrinkage > 0, shrinkage < 1 else { return atWork }
        // A billionth is rounding: 17 of 20 are 85%.
        // A shrinkage just below 100% wants more than anybody has; the scenario is then refused by its number of agents.
        return Int(saturating: min(1e9, (Double(atWork) / (1 - shrinkage) - 1e-9).rounded(.up)))
    }

    /// Agent-seconds rostered within a window of time.
    public func rosteredSeconds(in window: ClosedRange<Double>, shrinkage: Double) -> Double {
        let rostered = rostered(shrinkage: shrinkage)
        let first = Int((max(0, window.lowerBound) / intervalSeconds).rounded(.down))
        let last = Int((max(0, window.upperBound) / intervalSeconds).rounded(.up))
        var total = 0.0
        for interval in first..<max(first, last) {
            let start = max(window.lowerBound, Double(interval) * intervalSeconds)
            let end = min(window.upperBound, Double(interval + 1) * intervalSeconds)
            total += max(0, end - start) * Double(rostered[interval % agents.count])
        }
        return total
    }

    /// Start of the first turn of duty of agent k at or after a time; nil where there is none.
    func dutyStart(ofAgent k: Int, from seconds: Double) -> Double? {
        guard k < most else { return nil }
        let from = max(0, seconds)
        if from == 0, isOnDuty(k, 0) { return 0 }
        var interval = Int((from / intervalSeconds).rounded(.up))
        for _ in 0...agents.count {
            if isOnDuty(k, interval), interval == 0 || !isOnDuty(k, interval - 1) {
                return Double(interval) * intervalSeconds
            }
            interval += 1
        }
        return nil
    }

    /// End of the turn of duty that agent k began at a time; nil for one who never leaves.
    func dutyEnd(ofAgent k: Int, startSeconds: Double) -> Double? {
        var interval = Int((startSeconds / intervalSeconds).rounded())
        for _ in 0..<agents.count {
            interval += 1
            if !isOnDuty(k, interval) { return Double(interval) * intervalSeconds }
        }
        return nil
    }

    private func isOnDuty(_ k: Int, _ interval: Int) -> Bool { agents[interval % agents.count] > k }
}
