/// Prices with their names looked up in a catalog, ready for the hot path. A class, so that nothing is copied there.
package final class CompiledCost: Sendable {
    let wrongAnswer: Double
    /// Whether chains are solved on what was seen of the queries.
    let isOptimal: Bool
    private let wrongAnswerByIntent: [Double]
    private let answer: Double
    /// A human's handling and errors, and expected handle time, by queue; patience by channel.
    private let human: [Double]
    private let handleSeconds: [Double]
    private let patience: [Double]
    /// Price of a slot beside what a human costs.
    package let shadow: ShadowPrice

    /// Looks the names of prices up in a catalog.
    ///
    /// - Parameter isOptimal: whether chains are solved on what was seen of the queries.
    package init(_ cost: ExpectedCost, isOptimal: Bool = false, catalog: Catalog) {
        self.isOptimal = isOptimal
        wrongAnswer = max(cost.wrongAnswer, Self.least)
        answer = cost.answer
        wrongAnswerByIntent = catalog.intents.map { max(cost.wrongAnswerByIntent[$0] ?? cost.wrongAnswer, Self.least) }
        let error = cost.wrongHandling ?? cost.wrongAnswer
        human = catalog.queues.map { (cost.human[$0] ?? 0) + (cost.humanError[$0] ?? 0) * error }
        handleSeconds = catalog.queues.map { cost.handleSeconds[$0] ?? Self.usualHandleSeconds }
        patience = catalog.channels.map { cost.patienceSeconds[$0] ?? .infinity }
        shadow = ShadowPrice(waitingPerSecond: cost.waitingPerSecond, lostCustomer: cost.lostCustomer)
    }

    private static let usualHandleSeconds = 300.0
    private static let least = Double.leastNormalMagnitude

    /// Price of a human for one more contact of a queue now.
    ///
    /// - Parameter kept: solved chains; nil solves one for this query alone, on what is assumed.
    func humanPrice(queue: Int, channel: Int, state: borrowing OperationState, kept: HumanPrices?) -> Double {
        guard human.indices.contains(queue) else { return 0 }
        guard !shadow.isZero, state.queues.indices.contains(queue) else { return human[queue] }
        let line = ShadowPrice.Line(
            waiting: state.backlog.indices.contains(queue) ? state.backlog[queue] : 0, queue: state.queues[queue],
            patienceSeconds: patience.indices.contains(channel) ? patience[channel] : .infinity,
            usualHandleSeconds: handleSeconds[queue])
        let price =
            line.agents <= 0
            ? shadow.priceWithoutAgents(line)
            : kept?.price(line, queue: queue, channel: channel)
                ?? shadow.price(line, solve(line, queue: queue, risks: nil))
        return human[queue] + price
    }

    /// The chain of a queue, solved for the load that humans have, or, with risks that were seen, for all who come.
    package func solve(_ line: ShadowPrice.Line, queue: Int, risks: RiskDistribution?) -> HumanChain.Solution {
        let chain = shadow.chain(line, humanCost: human[queue] - answer)
        let capacity = Double(chain.agents) * chain.serviceRate
        let risks = risks ?? RiskDistribution(assumedFor: wrongAnswer)
        guard isOptimal, line.offeredLoad > 0 else {
            return chain.solve(humanRate: line.load * capacity, risks: risks)
        }
        // Whom nothing keeps away must not be more than agents can do, where nobody gives up.
        var offered = line.offeredLoad
        let always = risks.shareAlwaysHuman
        if chain.leavingRate <= 0, offered * always > ShadowPrice.highestLoad {
            offered = ShadowPrice.highestLoad / always
        }
        return chain.solve(rate: offered * capacity, risks: risks)
    }

    /// What an answer to what is read as an intent is expected to cost in errors; infinity where the confidence is no
    /// number.
    func risk(confidence: Double, intent: Int) -> Double {
        guard !confidence.isNaN else { return .infinity }
        let error = wrongAnswerByIntent.indices.contains(intent) ? wrongAnswerByIntent[intent] : wrongAnswer
        return max(0, 1 - confidence) * error
    }

    /// Confidence from which an answer to what is read as an intent is expected to cost no more than a human of that
    /// price.
    func threshold(humanPrice: Double, intent: Int) -> Double {
        let error = wrongAnswerByIntent.indices.contains(intent) ? wrongAnswerByIntent[intent] : wrongAnswer
        return 1 - (humanPrice - answer) / error
    }
}
