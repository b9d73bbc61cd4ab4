/// How the policy decides whether the AI answers alone, where no trigger decides.
public enum DecisionRule: Sendable, Equatable {
    /// From a fixed confidence on: `PolicyRules.threshold`.
    case threshold
    /// Where a wrong answer is expected to cost less than a human now (Chow 1970): the threshold moves with congestion.
    case expectedCost(ExpectedCost)
    /// The same with the best limits by state, by policy iteration on the queue's birth and death chain (`HumanChain`),
    /// from the risks of the queries seen of late and from how many come (`QueueState.offeredLoad`).
    case optimal(ExpectedCost)
    /// The most confident share of the queries, in 0...1, by a running quantile of the confidences met so far
    /// (`RunningQuantile`), which starts at `PolicyRules.threshold`; 0 answers nothing and 1 everything, from the first
    /// query on.
    case share(Double)
    /// A share of the queries drawn at random, in 0...1, whatever the confidence: a baseline.
    case random(Double)

    /// Name in scenarios.
    public var name: String {
        switch self {
        case .threshold: "threshold"
        case .expectedCost: "expected_cost"
        case .optimal: "optimal"
        case .share: "share"
        case .random: "random"
        }
    }

    /// Whether the confidence asked for can differ from query to query.
    public var movesThreshold: Bool {
        switch self {
        case .expectedCost, .optimal, .share: true
        case .threshold, .random: false
        }
    }
}

extension DecisionRule {
    /// Whether it weighs what an answer and a human are expected to cost.
    public var weighsCosts: Bool { prices != nil }

    /// The prices that it weighs; nil where it weighs none.
    public var prices: ExpectedCost? {
        switch self {
        case .expectedCost(let prices), .optimal(let prices): prices
        case .threshold, .share, .random: nil
        }
    }

    /// The same rule with other prices, where it weighs any.
    public func priced(_ prices: ExpectedCost) -> DecisionRule {
        switch self {
        case .expectedCost: .expectedCost(prices)
        case .optimal: .optimal(prices)
        case .threshold, .share, .random: self
        }
    }
}

/// What an answer and a human cost, in the operation's currency, for `DecisionRule.expectedCost` and
/// `DecisionRule.optimal`.
///
/// The AI answers when (1 - confidence) x `wrongAnswer` + `answer` is at most the price of a human now: `human` +
/// `humanError` x `wrongHandling` + the shadow price of a slot (`ShadowPrice`). Source of the rule: C. K. Chow, "On optimum
/// recognition error and reject tradeoff", IEEE Transactions on Information Theory 16 (1970), equation 3, with the
/// constant cost of a rejection replaced by one that depends on the state of the queue.
public struct ExpectedCost: Sendable, Equatable {
    /// Cost of a wrong answer; above 0.
    public var wrongAnswer: Double
    /// The same by the intent that the AI reads, where it differs; 0 or more.
    public var wrongAnswerByIntent: [String: Double] = [:]
    /// Cost of a human's error; as that of a wrong answer where nil.
    public var wrongHandling: Double?
    /// What an answer of the AI costs on top of reading the query.
    public var answer: Double
    /// What a human's handling costs, by queue; 0 where not given.
    public var human: [String: Double]
    /// Probability that a human errs, by queue, in 0...1; 0 where not given.
    public var humanError: [String: Double]
    /// Expected handle time by queue in seconds, until the state tells one; 300 where not given.
    public var handleSeconds: [String: Double]
    /// Price of a customer's waiting, a second.
    public var waitingPerSecond: Double
    /// Price of a customer who gives up waiting.
    public var lostCustomer: Double
    /// Mean time customers would wait, in seconds, by channel; for ever where not given.
    public var patienceSeconds: [String: Double]

    /// Creates prices; see the properties. Without waiting and lost customers no congestion moves the threshold.
    public init(
        wrongAnswer: Double, answer: Double = 0, human: [String: Double] = [:], humanError: [String: Double] = [:],
        handleSeconds: [String: Double] = [:], waitingPerSecond: Double = 0, lostCustomer: Double = 0,
        patienceSeconds: [String: Double] = [:]
    ) {
        self.wrongAnswer = wrongAnswer
        self.answer = answer
        self.human = human
        self.humanError = humanError
        self.handleSeconds = handleSeconds
        self.waitingPerSecond = waitingPerSecond
        self.lostCustomer = lostCustomer
        self.patienceSeconds = patienceSeconds
    }
}
