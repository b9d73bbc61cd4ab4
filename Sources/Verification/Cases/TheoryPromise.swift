import Simulation

/// A service level by one of the four published definitions, as a case file names it: `missed`, `met_if_early`, `ignored`,
/// `excused_if_early`, each with `_short` where who gives up within the parameter `short` is left out.
struct TheoryPromise: Sendable, Equatable {
    /// The quantity's name in the case, and the service level's in the scenario.
    let name: String
    /// How those who give up count.
    let abandoned: AbandonmentRule
    /// Whether the parameter `short` counts.
    let isShort: Bool

    /// The promise of a name; nil for a name of something else.
    init?(_ name: String) {
        let suffix = "_short"
        isShort = name.hasSuffix(suffix)
        guard let rule = AbandonmentRule(rawValue: isShort ? String(name.dropLast(suffix.count)) : name) else {
            return nil
        }
        self.name = name
        abandoned = rule
    }

    /// The line of the scenario, with times in seconds.
    func line(within: Double, short: Double?) -> String {
        let leftOut = isShort ? short.map { ", short: \($0) s" } ?? "" : ""
        return "  \(name): {queues: [general], within: \(within) s, abandoned: \(abandoned.rawValue)\(leftOut)}"
    }

    /// What the ledger has of it, as the product's own definition counts it.
    ///
    /// - Parameter place: of the service level in the scenario.
    static func quantity(at place: Int) -> TheoryQuantity {
        .ratio({ $0.promise(level: place).kept }, { $0.promise(level: place).all })
    }
}
