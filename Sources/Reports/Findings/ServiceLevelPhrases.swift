import Experiments
import Quantities
import Simulation

/// What a service level promises, in words.
package enum ServiceLevelPhrases {
    /// What the share is of, such as "of all offered, those who give up or are turned away included".
    static func base(_ promise: ServiceLevelPromise) -> String {
        let time = BriefUnits.duration(promise.withinSeconds)
        let text =
            switch promise.abandoned {
            case .missed: "of all offered, those who give up or are turned away included"
            case .metIfEarly: "of all offered; who gives up within \(time) counts as kept"
            case .ignored: "of those answered; who gives up or is turned away is left out"
            case .excusedIfEarly: "of all offered but those who give up within \(time)"
            }
        guard let short = promise.shortSeconds, promise.abandoned.usesShort else { return text }
        return text + "; who gives up within \(BriefUnits.duration(short)) is left out"
    }

    /// The whole definition without its target: "chat answered within 60 s, of all offered, ...".
    static func share(_ promise: ServiceLevelPromise) -> String {
        let queues = promise.queues.joined(separator: ", ")
        return "\(queues) answered within \(BriefUnits.duration(promise.withinSeconds)), \(base(promise))"
    }

    /// The same with its target: "80% of chat answered within 60 s, ...".
    static func definition(_ promise: ServiceLevelPromise) -> String {
        (promise.target.map { "\(BriefUnits.percent($0)) of " } ?? "") + share(promise)
    }

    /// What was promised of a service level that was judged.
    package static func definition(_ level: ServiceLevelVerdict) -> String { FindingPhrases.sentence(level.definition) }
}
