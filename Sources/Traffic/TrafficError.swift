/// What can be wrong with the description of traffic, or go wrong while it is made.
public enum TrafficError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A value of a specification cannot be used; `key` is its name in the specification.
    case invalid(key: String, message: String)
    /// All texts of a corpus have been used; `needed` is the number the caller's horizon needs, where known.
    case corpusExhausted(texts: Int, needed: Int?)
    /// With `recycle`, every text of the corpus has been labelled, so that none may return.
    case corpusAllLabelled(texts: Int)

    /// One sentence saying what is wrong and what to do.
    public var description: String {
        switch self {
        case .invalid(let key, let message):
            return "\(key): \(message)"
        case .corpusExhausted(let texts, let needed):
            let need = needed.map { "the horizon needs about \($0)" } ?? "the horizon needs more"
            return "the corpus has \(texts) texts for traffic and \(need); "
                + "use fewer weeks, less volume, or recycle: true"
        case .corpusAllLabelled(let texts):
            return "all \(texts) texts of the corpus have been labelled, and a labelled text does not return as "
                + "traffic; use fewer weeks, less volume, fewer labels, or a larger corpus"
        }
    }
}
