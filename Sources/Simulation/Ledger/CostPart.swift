/// What a total cost is made of. It is added up here alone.
public enum CostPart: String, CaseIterable, Sendable, Codable {
    /// Wages.
    case human
    /// Queries that the AI reads.
    case ai
    /// The vendor's bill for resolutions.
    case vendor
    /// What is paid whatever happens.
    case fixed
    /// Wrong answers of the AI.
    case wrongAnswers = "wrong_answers"
    /// Cases that end wrong.
    case wrongCases = "wrong_cases"
    /// Customers lost.
    case lost
    /// What nobody looked at in time.
    case unhandled

    /// Where the ledger keeps it.
    public var counter: Counter {
        switch self {
        case .human: .humanCost
        case .ai: .aiCost
        case .vendor: .vendorCost
        case .fixed: .fixedCost
        case .wrongAnswers: .wrongAnswerCost
        case .wrongCases: .wrongCaseCost
        case .lost: .lostCost
        case .unhandled: .unhandledCost
        }
    }

    /// The measure that reports it.
    public var measure: Measure {
        switch self {
        case .human: .costHuman
        case .ai: .costAI
        case .vendor: .costVendor
        case .fixed: .costFixed
        case .wrongAnswers: .costWrongAnswers
        case .wrongCases: .costWrongCases
        case .lost: .costLost
        case .unhandled: .costUnhandled
        }
    }
}

extension Ledger {
    /// What a slice cost in all, in the operation's currency: the sum of its parts.
    public func totalCost(slice: Int = SliceMap.whole) -> Double {
        CostPart.allCases.reduce(0) { $0 + self[$1.counter, slice: slice] }
    }
}
