/// A version of the program as manifests have it: `0.1.0+3271b8128c0d`, a release with the commit, or a release alone.
public struct ProgramVersion: Sendable, Equatable {
    /// The release, with the commit behind a plus sign where it is known.
    public let full: String

    /// A version by its text.
    public init(_ full: String) { self.full = full }

    /// The release alone. One release gives the same results.
    public var release: String { String(full.prefix { $0 != "+" }) }

    /// Whether a program of another version may simulate differently: another release did, and another commit perhaps.
    /// A version without its commit is taken at its word.
    public func mayDiffer(from other: ProgramVersion) -> Bool {
        guard other.release == release else { return true }
        return other.full != full && other.full != release && full != release
    }

    /// What to say of a result that a version made; nil where it is this one.
    public func note(madeBy version: String) -> String? {
        guard mayDiffer(from: ProgramVersion(version)) else { return nil }
        return "note: made by hitl \(version), this is \(full): results may differ"
    }
}
