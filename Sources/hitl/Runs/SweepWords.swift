import Experiments
import Foundation
import Reports

/// Counts and times in the notes of a sweep.
enum SweepWords {
    /// "1 point", "1,000,000 points".
    static func count(_ number: Int, _ noun: String) -> String { ForecastPhrases.count(number, noun) }

    /// "6 points", "6 points (64 were asked for, the others are the same)".
    static func points(_ header: SweepPlan.Header) -> String {
        count(header.points, "point")
            + (header.pointsAsked.map {
                " (\(HumanUnits.number(Double($0))) were asked for, the others are the same)"
            } ?? "")
    }

    /// "0.05 s", "3 min", "12 days".
    static func time(_ seconds: Double) -> String {
        func short(_ value: Double, _ unit: String) -> String {
            String(format: value < 10 ? "%.2g" : "%.0f", value) + " " + unit
        }
        if seconds < 120 { return short(seconds, "s") }
        if seconds < 7_200 { return short(seconds / 60, "minutes") }
        if seconds < 172_800 { return short(seconds / 3_600, "hours") }
        return short(seconds / 86_400, "days")
    }
}
