/// A key that a scenario gives and that changes nothing, because of what other keys say.
public struct IdleKey: Sendable, Equatable {
    /// Its dotted path; all that lies below it changes nothing either.
    public let path: String
    /// Why, as the rest of a sentence that begins with "has no effect:".
    public let reason: String
    /// What would give it an effect, such as "write rule: share"; nil where nothing simple would.
    public let change: String?

    init(_ path: String, _ reason: String, _ change: String?) {
        self.path = path
        self.reason = reason
        self.change = change
    }

    /// The key, why it has no effect and what to do, as a sentence.
    public var sentence: String {
        "\(path) has no effect: \(reason); " + (change.map { $0 + ", or remove it." } ?? "remove it.")
    }

    /// Whether what a dotted path says changes nothing.
    public func holds(_ path: String) -> Bool { path == self.path || path.hasPrefix(self.path + ".") }
}
