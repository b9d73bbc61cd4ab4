/// What happens rarely: the tables grow, or an event is refused.
extension EventCalendar {
    /// Schedules an event that `schedule` could not: makes room, or reports the fault.
    @usableFromInline
    mutating func scheduleAfterGrowth(_ kind: UInt8, index: Int, at time: Double) {
        if index >= placeCapacity { grow(toHold: index) }
        guard index >= 0, index < placeCapacity, time >= now, time < .infinity, places[index] < 0, kind < 32,
            sequence < ScheduledEvent.sequenceEnd
        else {
            report(index: index, time: time, kind: kind)
            return
        }
        // Adding 0 turns -0 into 0, so that bit patterns order as times do.
        insert(ScheduledEvent(timeBits: (time + 0).bitPattern, kind: kind, sequence: sequence, index: index))
    }

    private mutating func report(index: Int, time: Double, kind: UInt8) {
        stopped = true
        guard fault == nil else { return }
        if index < 0 || index >= 1 << ScheduledEvent.indexBits {
            fault = .entityOutOfRange(index)
        } else if isPending(index) {
            fault = .alreadyPending(entity: index)
        } else if !(time >= now && time < .infinity) {
            fault = .badTime(time, now: now)
        } else if kind > 31 {
            fault = .kindOutOfRange(kind)
        } else {
            fault = .sequenceExhausted
        }
    }

    /// Makes room for entity `index` and its event; leaves the tables as they are when it is out of range.
    private mutating func grow(toHold index: Int) {
        guard index >= 0, index < 1 << ScheduledEvent.indexBits else { return }
        let capacity = max(placeCapacity * 2, index + 1)
        let largerPlaces = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
        largerPlaces.moveInitialize(from: places, count: placeCapacity)
        (largerPlaces + placeCapacity).initialize(repeating: -1, count: capacity - placeCapacity)
        places.deallocate()
        places = largerPlaces
        placeCapacity = capacity
        let largerHeap = Self.emptyHeap(entities: capacity)
        largerHeap.update(from: heap, count: count)
        Self.deallocate(heap)
        heap = largerHeap
    }

    /// Events before the first child in a cache line, so that the four children of a family share one line.
    private static var lead: Int { 3 }

    /// Room for one event of each entity and a family of children after the last.
    static func emptyHeap(entities: Int) -> UnsafeMutablePointer<ScheduledEvent> {
        let count = lead + entities + 4
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: count * MemoryLayout<ScheduledEvent>.stride, alignment: 64)
        return bytes.initializeMemory(as: ScheduledEvent.self, repeating: .never, count: count) + lead
    }

    static func deallocate(_ heap: UnsafeMutablePointer<ScheduledEvent>) {
        (heap - lead).deallocate()
    }
}
