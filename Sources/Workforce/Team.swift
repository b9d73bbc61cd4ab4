import Quantities
import Stochastics

/// People with the same skills and the same conditions.
public struct Team: Sendable, Equatable {
    /// Name in scenarios and reports.
    public var name: String
    /// Queues it serves, as indices into the operation's queues.
    public var queues: [Int]
    /// Proficiency by queue, above 0: handle times there are divided by it, and the dispatcher knows it; 1 where not given.
    public var proficiency: [Int: Double] = [:]
    /// When how many of them are on duty.
    public var shifts: [Shift]
    /// How many of them are at work in each interval, in place of shifts; absences are then left out, and `shrinkage` says
    /// how many more are rostered and paid. nil for shifts.
    public var curve: StaffingCurve?
    /// Share of rostered shifts an agent is away from, paid, in 0..<1.
    public var shrinkage: Double
    /// Handle time of a proficient agent, wrap-up included, in seconds.
    public var handleTime: Distribution
    /// Time to check and release an AI draft, in seconds; nil means as long as handling.
    public var approvalTime: Distribution?
    /// Time to check an AI answer afterwards and label it, in seconds; nil means as long as handling.
    public var auditTime: Distribution?
    /// Coefficient of variation of speed between agents, 0 or more.
    public var speedVariation: Double
    /// Learning with tenure; nil for agents who are all proficient.
    public var learning: TenureCurve?
    /// Tenure at the start of the run, in seconds.
    public var tenureSeconds: Distribution
    /// Probability that a decision, and so the label it leaves, is wrong; in 0...1.
    public var labelError: Double
    /// Wage in the operation's currency.
    public var wagePerHour: Double

    /// Creates a team of proficient, equally fast agents; the properties say the rest.
    public init(
        name: String, queues: [Int], shifts: [Shift], shrinkage: Double = 0, handleTime: Distribution,
        approvalTime: Distribution? = nil, auditTime: Distribution? = nil, speedVariation: Double = 0,
        learning: TenureCurve? = nil, tenureSeconds: Distribution = .constant(0), labelError: Double = 0,
        wagePerHour: Double = 0
    ) {
        self.name = name
        self.queues = queues
        self.shifts = shifts
        self.shrinkage = shrinkage
        self.handleTime = handleTime
        self.approvalTime = approvalTime
        self.auditTime = auditTime
        self.speedVariation = speedVariation
        self.learning = learning
        self.tenureSeconds = tenureSeconds
        self.labelError = labelError
        self.wagePerHour = wagePerHour
    }

    /// Proficiency in a queue.
    public func proficiency(inQueue queue: Int) -> Double { proficiency[queue] ?? 1 }

    /// Rostered agents over all shifts; with agents by interval the most at work at once.
    public var agents: Int { curve?.most ?? shifts.reduce(0) { $0 + $1.agents } }

    /// Whether the same agents are on duty at all times.
    public var isAlwaysTheSame: Bool { curve?.isConstant ?? shifts.allSatisfy(\.isAlways) }

    /// Hours paid for within a window of time in seconds: every rostered hour, absences included.
    public func paidHours(in window: ClosedRange<Double>) -> Double {
        if let curve { return curve.rosteredSeconds(in: window, shrinkage: shrinkage) / Seconds.perHour }
        return shifts.reduce(0) { $0 + $1.rosteredSeconds(in: window) * Double($1.agents) } / Seconds.perHour
    }
}
