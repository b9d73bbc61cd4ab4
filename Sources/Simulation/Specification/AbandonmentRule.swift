/// How a service level counts customers who give up: one of the four published definitions.
///
/// T is the time within which an answer counts. Offered are all who tried to join the queues, those turned away
/// included. They differ by points on the same day: with 1,000 answered, 860 of them in time, and 60 who give up, 20 of
/// them early, they are 81.13%, 83.02%, 86.00% and 82.69%.
public enum AbandonmentRule: String, CaseIterable, Sendable, Codable {
    /// Answered within T / offered: who gives up was not served.
    case missed
    /// (Answered within T + gave up within T) / offered: who gives up early did not wait too long.
    case metIfEarly = "met_if_early"
    /// Answered within T / answered: who gives up or is turned away is left out.
    case ignored
    /// Answered within T / (offered - gave up within T): who gives up early is left out.
    case excusedIfEarly = "excused_if_early"

    /// Whether `short` changes anything: the other definitions leave those who give up early out already.
    public var usesShort: Bool { self == .missed || self == .metIfEarly }

    /// Whether somebody who is turned away, or gives up late, counts against the promise.
    public var countsLost: Bool { self != .ignored }

    /// The definition as a formula in words.
    public var formula: String {
        switch self {
        case .missed: "answered in time / offered"
        case .metIfEarly: "(answered in time + gave up within that time) / offered"
        case .ignored: "answered in time / answered"
        case .excusedIfEarly: "answered in time / (offered - gave up within that time)"
        }
    }
}
