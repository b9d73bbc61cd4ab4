import Experiments
import Simulation

/// What is sound in a scenario but hardly meant, in sentences.
enum AdvicePhrases {
    /// The sentence of an advice; nil for another finding.
    static func sentence(_ finding: Finding) -> String? {
        switch finding {
        case .fewReplications(let replications, let fewest):
            "\(replications) replications: 95% intervals hold the truth a little less often than they say; "
                + "write replications: \(fewest) or more for decisions."
        case .idleKey(let path, let reason, let change):
            "\(path) has no effect: \(reason); " + (change.map { $0 + ", or remove it." } ?? "remove it.")
        case .unreachedQueue(let queue): "nothing sends contacts to the queue '\(queue)'."
        case .idleTeam(let team): "no work reaches the team '\(team)': nothing sends contacts to its queues."
        case .noTarget(let level):
            "\(Measure.serviceLevel(level)) has no target, and so no verdict: write target: 80%."
        case .idleShort(let level, let abandoned):
            "\(Measure.serviceLevel(level)): short has no effect with abandoned: \(abandoned.rawValue), which "
                + "leaves out more of those who give up: leave short out."
        case .noWage(let currency):
            "no team has a wage, so humans cost nothing: write wage: 20 \(currency) per hour."
        case .freeLosses(let currency):
            "customers who give up or are turned away cost nothing, so that losing them looks cheap: write "
                + "costs: {lost_customer: 8 \(currency)}."
        case .mergedPoints(let count, let paths, let reasons): merged(count, paths, reasons)
        default: nil
        }
    }

    private static func merged(_ count: Int, _ paths: [String], _ reasons: [String]) -> String {
        let why = zip(paths, reasons).map { "\($0) has no effect where \($1)" }
        let what =
            count == 1 ? "1 point is the same as another and is" : "\(count) points are the same as others and are"
        return what + " left out" + (why.isEmpty ? "" : ": " + why.joined(separator: "; "))
    }
}
