/// A key at the top of a scenario that says what is required of it, what it is called or how often it is run, and not
/// what is simulated: variants and points of a sweep that differ in it alone are the same.
public enum UnsimulatedKey: String, Sendable, CaseIterable {
    case name, about, seed, replications, checks

    /// The key that a dotted path is, or lies in; nil for a path of what is simulated.
    public init?(of path: String) {
        self.init(rawValue: String(path.prefix { $0 != "." }))
    }

    /// What to use instead of the path.
    public var remedy: String {
        switch self {
        case .seed: "use --seed: it holds for all alike, so that they meet the same customers"
        case .replications: "use --replications: it holds for all alike"
        case .checks: "leave it out; hitl check SCENARIO judges the checks of a scenario"
        case .name, .about: "leave it out; it changes no result"
        }
    }
}
