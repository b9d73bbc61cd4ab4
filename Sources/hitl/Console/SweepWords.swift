import Experiments
import Quantities

/// Counts in the notes of a sweep.
enum SweepWords {
    /// "6 points", "6 points (64 were asked for, the others are the same)".
    static func points(_ header: SweepPlan.Header) -> String {
        BriefUnits.count(header.points, "point")
            + (header.pointsAsked.map {
                " (\(HumanUnits.number(Double($0))) were asked for, the others are the same)"
            } ?? "")
    }
}
