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
    @usableFromInline var heap: UnsafeMutablePointer<ScheduledEvent>
    @usableFromInline var heapCapacity: Int
    @usableFromInline var count = 0
    /// Place of each entity's event in the heap, or -1.
    @usableFromInline var places: UnsafeMutablePointer<Int32>
    @usableFromInline var placeCapacity: Int
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
    /// - Parameter entities: how many entities to make room for at once; the tables grow beyond it when needed.
    public init(entities: Int = 1024) {
        heapCapacity = max(16, entities)
        placeCapacity = max(16, entities)
        heap = .allocate(capacity: heapCapacity)
        places = .allocate(capacity: placeCapacity)
        places.initialize(repeating: -1, count: placeCapacity)
    }

    deinit {
        heap.deallocate()
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
    @inlinable
    public mutating func schedule(_ kind: Kind, index: Int, at time: Double) {
        if index >= placeCapacity || count == heapCapacity { grow(toHold: index) }
        guard index >= 0, index < placeCapacity, time >= now, time < .infinity, places[index] < 0,
            kind.rawValue < 64, sequence < 1 &<< ScheduledEvent.sequenceBits
        else {
            report(index: index, time: time, kind: kind.rawValue)
            return
        }
        let event = ScheduledEvent(time: time, kind: kind.rawValue, sequence: sequence, index: index)
        sequence &+= 1
        if topIsSpent {
            topIsSpent = false
            siftDown(event, from: 0)
        } else {
            siftUp(event, from: count)
            count &+= 1
        }
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
        count &-= 1
        guard place < count else { return true }
        let last = heap[count]
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
    public mutating func run<Model: EventModel>(_ model: inout Model, until end: Double = .infinity)
    where Model.Kind == Kind {
        stopped = false
        while !stopped {
            if topIsSpent { removeTop() }
            guard count > 0 else { break }
            let event = heap[0]
            guard event.time <= end else { break }
            time = event.time
            handled &+= 1
            places[event.index] = -1
            topIsSpent = true
            guard let kind = Kind(rawValue: event.kind) else { break }
            model.handle(kind, index: event.index, at: event.time, calendar: &self)
        }
        if !stopped && end < .infinity && time < end { time = end }
    }

    @inlinable
    mutating func removeTop() {
        topIsSpent = false
        count &-= 1
        if count > 0 { siftDown(heap[count], from: 0) }
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
            var smallest = heap[first]
            var child = first &+ 1
            let end = min(first &+ 4, count)
            while child < end {
                let candidate = heap[child]
                if candidate < smallest {
                    smallest = candidate
                    least = child
                }
                child &+= 1
            }
            guard smallest < event else { break }
            heap[place] = smallest
            places[smallest.index] = Int32(truncatingIfNeeded: place)
            place = least
        }
        heap[place] = event
        places[event.index] = Int32(truncatingIfNeeded: place)
    }
}
