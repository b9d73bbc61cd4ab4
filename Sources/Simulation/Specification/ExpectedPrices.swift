import Traffic

/// What errors and customers who give up are expected to cost in the end, before they happen: for a policy that weighs
/// them. What they cost in fact is in the ledger, at the same prices.
public struct ExpectedPrices: Sendable, Equatable {
    /// A human's error, on average.
    public let humanError: Double
    /// A customer who gives up waiting or is turned away, on average: a lost customer whom nobody looked at in time.
    public let gaveUp: Double
    /// A wrong answer of the AI, on average.
    public let wrongAnswer: Double
    /// A wrong answer of the AI, by the intent that it reads: on average over the other intents, one of which it is.
    public let wrongAnswerReadAs: [Double]

    /// Weighs the prices of what can follow.
    ///
    /// A customer who was served wrongly notices with probability q, and then comes back with probability r. So an error
    /// costs (1 - q r) `wrong_case` + q (1 - r) `lost_customer`, and one of the AI `wrong_answer` on top. What the next
    /// contact of those who come back takes is left out.
    ///
    /// - Parameters:
    ///   - costs: the prices.
    ///   - customers: how they react to errors.
    ///   - shares: relative frequencies of the intents, one for each.
    public init(_ costs: Costs, customers: CustomerBehaviour, shares: [Double]) {
        let noticed = customers.noticesWrong
        let back = noticed * customers.returns
        func error(_ intent: Int) -> Double {
            (1 - back) * costs.wrongCase.amount(intent) + (noticed - back) * costs.lostCustomer.amount(intent)
        }
        func answer(_ intent: Int) -> Double { costs.wrongAnswer.amount(intent) + error(intent) }
        func lost(_ intent: Int) -> Double { costs.lostCustomer.amount(intent) + costs.unhandled.amount(intent) }
        func mean(leavingOut left: Int = -1, _ value: (Int) -> Double) -> Double {
            let intents = shares.indices.filter { $0 != left && shares[$0] > 0 }
            guard let first = intents.first else { return value(max(0, left)) }
            // Where all are alike the mean is that value to the last bit.
            if intents.allSatisfy({ value($0) == value(first) }) { return value(first) }
            let sum = intents.reduce(0) { $0 + shares[$1] }
            return intents.reduce(0) { $0 + shares[$1] * value($1) } / sum
        }
        humanError = mean(error)
        gaveUp = mean(lost)
        wrongAnswer = mean(answer)
        wrongAnswerReadAs = shares.indices.map { mean(leavingOut: $0, answer) }
    }
}

extension TrafficSpecification {
    /// Relative frequencies of the intents of a catalog, as far as the traffic tells: of an invented language those of
    /// the scenario, of a corpus or log those of its texts, otherwise all alike.
    ///
    /// - Parameters:
    ///   - intents: number of intents.
    ///   - outOfScope: the intent of queries outside every other one, or nil.
    public func intentShares(intents: Int, outOfScope: Int?) -> [Double] {
        var shares = [Double](repeating: 0, count: intents)
        switch source {
        case .language(let language):
            let sum = language.intents.reduce(0) { $0 + $1.share }
            for (intent, details) in language.intents.enumerated() where intent < intents && sum > 0 {
                shares[intent] = details.share / sum * (1 - language.outOfScopeShare)
            }
            if let outOfScope, outOfScope < intents { shares[outOfScope] += language.outOfScopeShare }
        case .corpus(let corpus, _):
            for intent in corpus.intentOfText where intent < intents { shares[intent] += 1 }
        case .none: break
        }
        return shares.contains { $0 > 0 } ? shares : Array(repeating: 1, count: intents)
    }
}
