import Routing
import Training
import Workforce

extension PolicyRules {
    /// What a text costs under a model, for the promotion gate: an answer at its threshold, or a human of the default queue.
    ///
    /// The queues are left out: a human costs what a handling does when nobody waits (Chow 1970).
    ///
    /// - Parameters:
    ///   - teams: their wages, handle times and errors.
    ///   - expected: what errors are expected to cost.
    ///   - catalog: names of the queues.
    /// - Returns: nil where a wrong answer or a human costs nothing, where the AI answers nothing, and where confidence is
    ///   not what decides.
    public func answerPrices(teams: [Team], expected: ExpectedPrices, catalog: Catalog) -> AnswerPrices? {
        guard let queue = catalog.queues.firstIndex(of: defaultQueue), expected.wrongAnswer > 0 else { return nil }
        switch rule {
        case .threshold:
            let pay = teams.plannedHandleCost(queue: queue) ?? 0
            guard pay > 0, threshold < Self.alwaysHuman else { return nil }
            let error = (teams.plannedHumanError(queue: queue) ?? 0) * expected.humanError
            return AnswerPrices(wrongAnswer: expected.wrongAnswer, human: pay + error, threshold: threshold)
        case .expectedCost(let cost), .optimal(let cost):
            let pay = cost.human[defaultQueue] ?? 0
            guard pay > 0, cost.wrongAnswer > 0 else { return nil }
            let human = pay + (cost.humanError[defaultQueue] ?? 0) * (cost.wrongHandling ?? cost.wrongAnswer)
            return AnswerPrices(
                wrongAnswer: cost.wrongAnswer, human: human, threshold: 1 - (human - cost.answer) / cost.wrongAnswer)
        case .share, .random: return nil
        }
    }
}
