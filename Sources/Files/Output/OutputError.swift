/// Why an output file or folder was not written.
public enum OutputError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Something is at the path already and replacing was not asked for.
    case exists(path: String)
    /// The system, or a safety rule, refuses to write there.
    case cannotWrite(path: String, reason: String)
    /// The output is complete, but under another name: something took the one asked for while it was made.
    case kept(path: String, place: String)
    /// `PartialOutputs.removeAll` ran: the program was told to stop, and nothing more is written.
    case interrupted(path: String)

    /// One sentence for the user.
    public var description: String {
        switch self {
        case .exists(let path): return "\(path) exists already; choose another place or replace it with --force"
        case .cannotWrite("", _): return "there is no name to write to; give one, such as --out results/mine"
        case .cannotWrite(let path, let reason): return "cannot write \(path): \(reason)"
        case .kept(let path, let place):
            return "\(path) was taken by something else meanwhile; the finished result is kept in \(place)"
        case .interrupted(let path): return "interrupted before \(path) was complete; nothing was written"
        }
    }
}
