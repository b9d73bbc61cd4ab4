/// Why a calendar refused an event: a fault of the model.
public enum CalendarFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The entity is outside 0..<2^24.
    case entityOutOfRange(Int)
    /// The entity already has a pending event.
    case alreadyPending(entity: Int)
    /// The time lies in the past or is not a number.
    case badTime(Double, now: Double)
    /// The kind's raw value is above 31.
    case kindOutOfRange(UInt8)
    /// 2^34 events have been scheduled.
    case sequenceExhausted

    /// The fault in a sentence.
    public var description: String {
        switch self {
        case .entityOutOfRange(let index): "entity \(index) is outside 0..<16777216"
        case .alreadyPending(let entity): "entity \(entity) already has a pending event"
        case .badTime(let time, let now): "an event at \(time) s cannot be scheduled at \(now) s"
        case .kindOutOfRange(let kind): "event kind \(kind) is above 31"
        case .sequenceExhausted: "more than 17,179,869,184 events in one run: shorten the horizon"
        }
    }
}
