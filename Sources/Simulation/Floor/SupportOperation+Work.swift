import Routing

/// What humans spend their time on, where that is not the customers' contacts alone.
extension SupportOperation {
    /// Counts the time that a human has spent on something, as far as it lies in the measured period.
    ///
    /// - Parameters:
    ///   - share: of the agent's capacity that it took.
    ///   - end: when the human was done, in seconds.
    mutating func noteWork(_ place: Int, share: Double, until end: Double) {
        let start = end - contacts[place].handle
        var labelling = 0.0
        if contacts[place].reading != .first {
            labelling = contacts[place].handle
        } else if contacts[place].asksLabel {
            labelling = min(contacts[place].handle, specification.training?.annotationSeconds ?? 0)
        }
        if let kind = kindOfWork(place) { note(kind, from: start, to: end - labelling, share: share) }
        note(.labellingSeconds, from: end - labelling, to: end, share: share)
        contacts[place].finish = 0
    }

    /// Counts what is in a human's hands when the run ends.
    mutating func noteWorkInHand(_ place: Int) {
        let agent = Int(contacts[place].agent)
        guard agent >= 0, contacts[place].finish > 0 else { return }
        let share = usesAssigner ? desk.share(desk.units(contacts[place].query.channel), of: agent) : 1
        noteWork(place, share: share, until: contacts[place].finish)
    }

    /// What the work is; nil for a customer's contact.
    private func kindOfWork(_ place: Int) -> Counter? {
        if contacts[place].isAudit { return contacts[place].reading == .first ? .auditingSeconds : nil }
        guard contacts[place].decision.action == .approve, !(hasPlans && planDesk.isRejected(place)) else { return nil }
        return .approvingSeconds
    }

    private mutating func note(_ counter: Counter, from start: Double, to end: Double, share: Double) {
        let seconds = min(end, window.upperBound) - max(start, window.lowerBound)
        if seconds > 0 { ledger.add(counter, seconds * share, slice: SliceMap.whole) }
    }
}
