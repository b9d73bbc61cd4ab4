extension EventCalendar {
    /// Takes the first pending event of a kind that is due by a time, as if it happened now.
    ///
    /// Times that would be one instant in exact arithmetic differ by rounding; a model that says who goes first at one
    /// instant asks for what is due up to rounding. Only events due by then are looked at, and nothing is allocated.
    /// - Parameters:
    ///   - kind: of the event.
    ///   - time: in seconds, `now` or a little later.
    /// - Returns: to whom it would have happened, who has no pending event any more; nil where nothing is due.
    @inlinable
    public mutating func takeDue(_ kind: Kind, by time: Double) -> Int? {
        // The event at the top may be the one that happens now. An empty place holds `never`, whose time compares with none.
        if topIsSpent {
            guard heap[1].time <= time || heap[2].time <= time || heap[3].time <= time || heap[4].time <= time else {
                return nil
            }
        } else {
            guard heap[0].time <= time else { return nil }
        }
        var place = -1
        for start in topIsSpent ? 1...4 : 0...0 { place = firstDue(kind.rawValue, by: time, below: start, or: place) }
        guard place >= 0 else { return nil }
        let index = heap[place].index
        return cancel(index) ? index : nil
    }

    /// The place of the first due event of a kind at a place of the heap or below, or another one before it.
    @inlinable
    func firstDue(_ kind: UInt8, by time: Double, below place: Int, or best: Int) -> Int {
        guard place < count, heap[place].time <= time else { return best }
        var best = best
        if heap[place].kind == kind, best < 0 || heap[place] < heap[best] { best = place }
        for child in 1...4 { best = firstDue(kind, by: time, below: place &* 4 &+ child, or: best) }
        return best
    }
}
