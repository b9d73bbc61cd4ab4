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

    /// Counts a conversation that is handed over before any failure.
    mutating func handOver(_ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ desk: ConversationDesk) {
        early += 1
        guard !contact.pointee.isAIRight else { return }
        earlyWrong += 1
        if desk.wouldFail(place) { earlyFailing += 1 }
        savedSeconds += desk.secondsLeft(place)
    }
}
