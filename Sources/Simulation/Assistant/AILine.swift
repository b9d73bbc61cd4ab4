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
