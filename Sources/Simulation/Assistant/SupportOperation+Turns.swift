import EventEngine
import Routing

extension SupportOperation {
    /// The AI begins a conversation that will end in an answer, or in a human's hands.
    mutating func beginConversation(
        _ place: Int, with desk: ConversationDesk, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let seconds = desk.begin(
            place, source.key(contacts[place].number, contacts[place].attempt), isAIRight: contacts[place].isAIRight,
            isUpset: contacts[place].truth.upset, prediction: router.prediction)
        calendar.schedule(.answered, index: contactBase + place, at: now + seconds)
    }

    /// A turn is over: the conversation ends, fails, goes to a human before it fails, or goes on.
    mutating func finishTurn(
        _ place: Int, with desk: ConversationDesk, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        switch desk.finishTurn(place) {
        case .ends: answer(place, at: now, &calendar)
        case .fails:
            desk.conclude(place, failed: true, knownAt: now)
            if contacts[place].isMeasured { ledger.handoffs.late += 1 }
            handOver(place, at: now, &calendar)
        case .goesOn:
            readMessage(place, with: desk, at: now)
            guard desk.handsOver(place) else {
                calendar.schedule(.answered, index: contactBase + place, at: now + desk.nextSeconds(place))
                return
            }
            if contacts[place].isMeasured {
                ledger.handoffs.early += 1
                if !contacts[place].isAIRight {
                    ledger.handoffs.earlyWrong += 1
                    if desk.wouldFail(place) { ledger.handoffs.earlyFailing += 1 }
                    ledger.handoffs.savedSeconds += desk.secondsLeft(place)
                }
            }
            desk.handOver(place)
            handOver(place, at: now, &calendar)
        }
    }

    /// The customer says something; a model reads it where there are words.
    private mutating func readMessage(_ place: Int, with desk: ConversationDesk, at now: Double) {
        let isUpset = desk.listen(place, isAIRight: contacts[place].isAIRight)
        if upsetDiffer, isUpset { contacts[place].truth.upset = true }
        guard learner != nil, source.writesTexts else { return }
        var truth = contacts[place].truth
        truth.upset = isUpset
        desk.message(place) { words, latest in
            source.writeTurn(&query, truth, at: now, using: &words)
            router.read(query, into: &latest)
        }
    }

    /// A human takes over from the AI, in the queue that triage has named.
    private mutating func handOver(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].decision.action = .escalate
        joinQueue(place, at: now, &calendar)
    }
}

/// Conversations of the measured period that the AI handed over.
public struct HandoffCounts: Sendable, Equatable {
    /// Before any failure.
    public internal(set) var early = 0.0
    /// Those of them in which the AI was wrong.
    public internal(set) var earlyWrong = 0.0
    /// Those of these that would have failed before their end.
    public internal(set) var earlyFailing = 0.0
    /// Because they had failed.
    public internal(set) var late = 0.0
    /// Time until the failure, or the end, that the early ones with a wrong AI were spared, in seconds.
    public internal(set) var savedSeconds = 0.0
}
