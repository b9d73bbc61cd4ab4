/// What can happen in an operation. The order is the priority among events at the same time: who finishes makes room
/// before anybody gives up, comes back or arrives.
public enum OperationEvent: UInt8, Sendable {
    /// A human finishes a contact or an audit; index: the contact's place.
    case handled
    /// An agent's turn of duty ends; index: the agent.
    case dutyEnds
    /// An agent's turn of duty begins; index: the agent.
    case dutyBegins
    /// The AI's answer arrives; index: the contact's place.
    case answered
    /// A customer who waits gives up; index: the contact's place.
    case abandons
    /// The AI is retrained.
    case retrains
    /// An hour of the week ends: averages over time are settled.
    case hourEnds
    /// A customer who was asked confirms or rephrases; index: the contact's place.
    case rephrases
    /// A customer comes back about the same matter; index: the contact's place.
    case returns
    /// A customer arrives.
    case arrives
    /// A contact that waits for its earlier agent is offered to everybody; index: the contact's place.
    case opens
    /// A step of a plan is done, or the customer has replied to a question about it; index: the contact's place.
    case stepEnds
    /// An approval has waited too long; index: the contact's place.
    case expires
    /// An item that only those could read who had read it before is offered again; index: the contact's place.
    case putOff
}
