/// The pending events of a simulation, in order: a 4-ary heap that knows where each entity's event is.
///
/// An entity is a number in 0..<2^24 chosen by the model, and has at most one pending event, which can be cancelled
/// truly: it leaves the heap and is never met again. Scheduling while an event is handled reuses that event's place
/// at the top (replace-top), which saves a removal. Nothing is allocated per event once the tables have grown to
/// the number of entities that are pending together.
///
/// Scheduling for an entity that already has a pending event, in the past, or beyond the limits is a fault of the
/// model, not of its input: it stops the run and is reported by `fault`.
public struct EventCalendar<Kind: RawRepresentable>: ~Copyable where Kind.RawValue == UInt8 {
    /// The heap, and after its `count` events only `never`, so that every family of four children is complete.
    @usableFromInline var heap: UnsafeMutablePointer<ScheduledEvent>
    @usableFromInline var count = 0
    /// Place of each entity's event in the heap, or -1.
    @usableFromInline var places: UnsafeMutablePointer<Int32>
    @usableFromInline var placeCapacity: Int
    /// Next sequence number, shifted to its place in an event's word.
    @usableFromInline var sequence: UInt64 = 0
    /// True while the event at the top has happened and its place is free to be taken.
    @usableFromInline var topIsSpent = false
    @usableFromInline var stopped = false

    @usableFromInline var time: Double = 0
    @usableFromInline var handled = 0

    /// Time of the event that happens now, in seconds; 0 before the first.
    @inlinable public var now: Double { time }
    /// Events that have happened.
    @inlinable public var eventsHandled: Int { handled }
    /// Why the run stopped although it should not have, or nil.
    public internal(set) var fault: CalendarFault?

    /// Makes an empty calendar.
    ///
    /// - Parameter entities: how many entities to make room for at once; the tables (20 bytes an entity) grow beyond
    ///   it when needed.
    public init(entities: Int = 1024) {
        placeCapacity = max(16, entities)
        heap = Self.emptyHeap(entities: placeCapacity)
        places = .allocate(capacity: placeCapacity)
        places.initialize(repeating: -1, count: placeCapacity)
    }

    deinit {
        Self.deallocate(heap)
        places.deallocate()
    }

    /// Number of pending events.
    @inlinable public var pending: Int { topIsSpent ? count - 1 : count }

    /// Whether an entity has a pending event.
    @inlinable public func isPending(_ index: Int) -> Bool {
        index >= 0 && index < placeCapacity && places[index] >= 0
    }

    /// Schedules the one pending event of an entity.
    ///
    /// - Parameters:
    ///   - kind: what will happen.
    ///   - index: to whom, in 0..<2^24; must have no pending event.
    ///   - time: when, in seconds; finite and not before `now`.
    @inlinable @inline(__always)
    public mutating func schedule(_ kind: Kind, index: Int, at time: Double) {
        // As bit patterns, times in now..<infinity are a range, with NaN and what is negative outside.
        let nowBits = self.time.bitPattern
        guard UInt(bitPattern: index) < UInt(bitPattern: placeCapacity),
            time.bitPattern &- nowBits < Double.infinity.bitPattern &- nowBits, places[index] < 0,
            kind.rawValue < 32, sequence < ScheduledEvent.sequenceEnd
        else {
            scheduleAfterGrowth(kind.rawValue, index: index, at: time)
            return
        }
        insert(ScheduledEvent(timeBits: time.bitPattern, kind: kind.rawValue, sequence: sequence, index: index))
    }

    /// Puts an event that has passed all checks into the heap.
    @inlinable @inline(__always)
    mutating func insert(_ event: ScheduledEvent) {
        sequence &+= ScheduledEvent.sequenceStep
        if topIsSpent {
            topIsSpent = false
            siftDown(event, from: 0)
        } else {
            push(event)
        }
    }

    @inlinable @inline(never)
    mutating func push(_ event: ScheduledEvent) {
        siftUp(event, from: count)
        count &+= 1
    }

    /// Cancels the pending event of an entity.
    ///
    /// - Returns: false when it had none.
    @inlinable
    @discardableResult
    public mutating func cancel(_ index: Int) -> Bool {
        guard isPending(index) else { return false }
        let place = Int(places[index])
        places[index] = -1
        let last = takeLast()
        guard place < count else { return true }
        if place > 0 && last < heap[(place &- 1) &>> 2] {
            siftUp(last, from: place)
        } else {
            siftDown(last, from: place)
        }
        return true
    }

    /// Ends the run after the event that happens now.
    @inlinable public mutating func stop() { stopped = true }

    /// Lets events happen in order until none is left, the model stops the run, or the next one is after `end`.
    ///
    /// - Parameters:
    ///   - model: the simulated system.
    ///   - end: last time at which events still happen, in seconds. `now` becomes `end` when the run reaches it.
    @inlinable
    public mutating func run<Model: EventModel & ~Copyable>(_ model: inout Model, until end: Double = .infinity)
    where Model.Kind == Kind {
        stopped = false
        while true {
            if topIsSpent { removeTop() }
            let event = heap[0]
            // An empty heap has `never` at its top, whose time is not a number.
            guard event.time <= end else { break }
            time = event.time
            handled &+= 1
            places[event.index] = -1
            topIsSpent = true
            guard let kind = Kind(rawValue: event.kind) else { break }
            model.handle(kind, index: event.index, at: event.time, calendar: &self)
            if stopped { break }
        }
        if !stopped && end < .infinity && time < end { time = end }
    }

    @inlinable
    mutating func removeTop() {
        topIsSpent = false
        let last = takeLast()
        if count > 0 { siftDown(last, from: 0) }
    }

    /// Shortens the heap by its last event.
    @inlinable @inline(__always)
    mutating func takeLast() -> ScheduledEvent {
        count &-= 1
        let last = heap[count]
        heap[count] = .never
        return last
    }

    @inlinable @inline(__always)
    mutating func siftUp(_ event: ScheduledEvent, from start: Int) {
        let heap = heap
        let places = places
        var place = start
        while place > 0 {
            let parent = (place &- 1) &>> 2
            let above = heap[parent]
            guard event < above else { break }
            heap[place] = above
            places[above.index] = Int32(truncatingIfNeeded: place)
            place = parent
        }
        heap[place] = event
        places[event.index] = Int32(truncatingIfNeeded: place)
    }

    @inlinable @inline(__always)
    mutating func siftDown(_ event: ScheduledEvent, from start: Int) {
        let heap = heap
        let places = places
        let count = count
        var place = start
        while true {
            let first = place &* 4 &+ 1
            guard first < count else { break }
            var least = first
            if first &+ 1 < count {
                // Which child is the least cannot be predicted, so this takes no branch.
                let left = first &+ (heap[first &+ 1] < heap[first] ? 1 : 0)
                let right = first &+ 2 &+ (heap[first &+ 3] < heap[first &+ 2] ? 1 : 0)
                least = left &+ ((right &- left) & heap[right].maskIfBefore(heap[left]))
            }
            let smallest = heap[least]
            guard smallest < event else { break }
            heap[place] = smallest
            places[smallest.index] = Int32(truncatingIfNeeded: place)
            place = least
        }
        heap[place] = event
        places[event.index] = Int32(truncatingIfNeeded: place)
    }
}
