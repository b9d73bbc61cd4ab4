import Yams

extension Node {
    /// Whether this says that its key is to be as if it had never been written: `null` or `~`, and not in quotes.
    ///
    /// An empty value is none: as a member of a mapping it is a name without settings.
    var isTakenAway: Bool { ["null", "~", "Null", "NULL"].contains { isPlain($0) } }

    /// Whether this is a text without quotes.
    func isPlain(_ text: String) -> Bool {
        if case .scalar(let scalar) = self { scalar.style == .plain && scalar.string == text } else { false }
    }
}
