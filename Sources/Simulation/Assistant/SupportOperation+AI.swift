import EventEngine
import Stochastics

extension SupportOperation {
    /// A query that has been triaged takes a slot of the AI, or waits for one.
    mutating func joinAI(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].joined = now
        if aiLine.busy >= specification.ai?.handling?.slots ?? .max {
            // Whose slot ends at this instant, up to rounding, leaves it first.
            let instant = now + ClockRounding.seconds(at: now)
            while let due = calendar.takeDue(.answered, by: instant) { finishAI(due - contactBase, at: now, &calendar) }
        }
        if aiLine.busy >= specification.ai?.handling?.slots ?? .max {
            aiLine.append(place)
        } else {
            beginAI(place, at: now, &calendar)
        }
    }

    private mutating func beginAI(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        aiLine.busy += 1
        if contacts[place].isMeasured {
            ledger.aiServed += 1
            let wait = now - contacts[place].joined
            if wait > ClockRounding.seconds(at: now) { ledger.aiWaitSeconds += wait }
        }
        let key = source.key(contacts[place].number, contacts[place].attempt)
        let seconds = max(0, specification.ai?.handling.map { key.sample($0.time, .latency) } ?? 0)
        calendar.schedule(.answered, index: contactBase + place, at: now + seconds)
    }

    /// The AI is done with a query: it answers, or hands it over, and turns to the next one.
    mutating func finishAI(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        aiLine.busy -= 1
        if let next = aiLine.removeFirst() { beginAI(next, at: now, &calendar) }
        if hasPlans, planDesk.isOpen(place) {
            advancePlan(place, at: now, &calendar)
        } else if contacts[place].decision.action == .answer {
            answer(place, at: now, &calendar)
        } else if contacts[place].decision.action == .confirm {
            askToConfirm(place, at: now, &calendar)
        } else {
            joinQueue(place, at: now, &calendar)
        }
    }
}

/// Queries that wait for a slot of the AI, first come first served, and the slots in use.
struct AILine {
    /// Slots in use.
    var busy = 0
    private var places: [Int] = []
    private var head = 0

    mutating func append(_ place: Int) { places.append(place) }

    mutating func removeFirst() -> Int? {
        guard head < places.count else { return nil }
        head += 1
        let first = places[head - 1]
        // Half of the array is behind us: move the rest to the front.
        if head * 2 > places.count, head > 64 {
            places.removeFirst(head)
            head = 0
        }
        return first
    }
}
