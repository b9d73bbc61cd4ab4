/// How much of an input is read: enough for any real one of its kind, and no more than a machine can hold.
public struct InputKind: Sendable, Equatable {
    /// What it is, with its article, as messages say it.
    public let name: String
    /// Most bytes that are read.
    public let mostBytes: Int
    /// Most bytes of what has no size beforehand, such as a pipe.
    public var mostPipedBytes: Int { min(mostBytes, 256 << 20) }

    /// A scenario, or a table of theory cases.
    public static let scenario = InputKind(name: "a scenario", mostBytes: 16 << 20)
    /// A manifest, a plan, a baseline, a design or another file that this program writes.
    public static let document = InputKind(name: "a file of this kind", mostBytes: 256 << 20)
    /// Texts of customers, labels, recorded answers, or a model of them.
    public static let texts = InputKind(name: "a file of texts", mostBytes: 2 << 30)
}
