/// A simulated system: its state, and what each kind of event does to it.
///
/// The engine is generic over the model, so the handler is specialised and inlined into the run loop.
public protocol EventModel: ~Copyable {
    /// The kinds of events. The raw value is the priority among events at the same time: lower goes first.
    /// At most 32 kinds (raw values 0...31).
    associatedtype Kind: RawRepresentable where Kind.RawValue == UInt8

    /// Lets one event happen.
    ///
    /// - Parameters:
    ///   - kind: what happens.
    ///   - index: to whom: the entity whose pending event this was.
    ///   - time: when, in seconds.
    ///   - calendar: where further events are scheduled or cancelled. `index` has no pending event any more.
    mutating func handle(_ kind: Kind, index: Int, at time: Double, calendar: inout EventCalendar<Kind>)
}
