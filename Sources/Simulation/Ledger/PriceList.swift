import Routing

/// What a contact that is over can cost and earn, looked up by the customer's real intent without allocating anything.
struct PriceList: ~Copyable {
    /// What one case can cost by the way it goes.
    struct Outcome {
        var wrongAnswer = 0.0
        var wrongCase = 0.0
        var lost = 0.0
        var unhandled = 0.0
    }

    /// A query that the AI reads.
    let perQuery: Double
    /// A resolution by the AI alone, and with a human, to the client.
    let aiResolution: Double
    let humanResolution: Double
    /// Whether any outcome has a price.
    let pricesOutcomes: Bool
    /// Time in which a return takes the vendor's charge back, in seconds; below 0 where no vendor charges resolutions.
    let reopenedWithinSeconds: Double
    private let outcomes: FlatTable<Outcome>

    init(_ costs: Costs, _ prices: Prices, intents: Int) {
        perQuery = costs.aiPerQuery
        aiResolution = prices.aiResolution ?? 0
        humanResolution = prices.humanResolution ?? 0
        reopenedWithinSeconds = costs.vendor?.reopenedWithinSeconds ?? -1
        let failures = [costs.wrongAnswer, costs.wrongCase, costs.lostCustomer, costs.unhandled]
        pricesOutcomes = !failures.allSatisfy { $0.isFree(intents: intents) }
        let list = (0..<max(1, intents)).map { intent in
            Outcome(
                wrongAnswer: costs.wrongAnswer.amount(intent), wrongCase: costs.wrongCase.amount(intent),
                lost: costs.lostCustomer.amount(intent), unhandled: costs.unhandled.amount(intent))
        }
        outcomes = FlatTable(list)
    }

    /// What a contact costs by the way it went, 0 for what did not happen to it.
    func outcome(of contact: UnsafePointer<OpenContact>) -> Outcome {
        let steps = contact.pointee.steps
        guard pricesOutcomes, !steps.isDisjoint(with: [.wrong, .lost]) else { return Outcome() }
        var outcome = outcomes[contact.pointee.truth.intent]
        if !steps.contains([.wrong, .answered]) { outcome.wrongAnswer = 0 }
        if !steps.endsWrong { outcome.wrongCase = 0 }
        if !steps.contains(.lost) { outcome.lost = 0 }
        if !steps.endsUnhandled { outcome.unhandled = 0 }
        return outcome
    }
}
