/// Why a calendar refused an event: a fault of the model.
public enum CalendarFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The entity is outside 0..<2^24.
    case entityOutOfRange(Int)
    /// The entity already has a pending event.
    case alreadyPending(entity: Int)
    /// The time lies in the past or is not a number.
    case badTime(Double, now: Double)
    /// The kind's raw value is above 63.
    case kindOutOfRange(UInt8)
    /// 2^34 events have been scheduled.
    case sequenceExhausted

    /// The fault in a sentence.
    public var description: String {
        switch self {
        case .entityOutOfRange(let index): "entity \(index) is outside 0..<16777216"
        case .alreadyPending(let entity): "entity \(entity) already has a pending event"
        case .badTime(let time, let now): "an event at \(time) s cannot be scheduled at \(now) s"
        case .kindOutOfRange(let kind): "event kind \(kind) is above 63"
        case .sequenceExhausted: "more than 17,179,869,184 events in one run: shorten the horizon"
        }
    }
}

extension EventCalendar {
    @usableFromInline
    mutating func report(index: Int, time: Double, kind: UInt8) {
        stopped = true
        guard fault == nil else { return }
        if index < 0 || index >= 1 << ScheduledEvent.indexBits {
            fault = .entityOutOfRange(index)
        } else if isPending(index) {
            fault = .alreadyPending(entity: index)
        } else if !(time >= now && time < .infinity) {
            fault = .badTime(time, now: now)
        } else if kind > 63 {
            fault = .kindOutOfRange(kind)
        } else {
            fault = .sequenceExhausted
        }
    }

    /// Makes room for one more event and for entity `index`; leaves the tables as they are when it is out of range.
    @usableFromInline
    mutating func grow(toHold index: Int) {
        guard index >= 0, index < 1 << ScheduledEvent.indexBits else { return }
        if count == heapCapacity {
            let larger = UnsafeMutablePointer<ScheduledEvent>.allocate(capacity: heapCapacity * 2)
            larger.moveInitialize(from: heap, count: count)
            heap.deallocate()
            heap = larger
            heapCapacity *= 2
        }
        if index >= placeCapacity {
            let capacity = max(placeCapacity * 2, index + 1)
            let larger = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
            larger.moveInitialize(from: places, count: placeCapacity)
            (larger + placeCapacity).initialize(repeating: -1, count: capacity - placeCapacity)
            places.deallocate()
            places = larger
            placeCapacity = capacity
        }
    }
}
