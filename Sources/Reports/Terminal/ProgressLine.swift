import Experiments
import Quantities
import Results
import Stochastics

/// Live progress as one line of text: replications done, time left, and how sharp the answer already is.
public struct ProgressLine: Sendable, Equatable {
    /// Replications finished.
    public var done: Int
    /// Replications planned; more may follow where a precision is asked.
    public var total: Int
    /// How much of the replications now running is behind them, in replications, such as 0.7.
    public var underWay: Double
    /// Seconds since the start.
    public var elapsedSeconds: Double
    /// Name of the measure whose interval is shown.
    public var measure: String?
    /// Unit of that measure.
    public var unit: String
    /// Its estimate so far.
    public var estimate: Estimate?
    /// How near the asked precision is, shown in place of the estimate; nil where none is asked.
    public var precision: PrecisionStatus?

    /// Describes progress; see the properties for units.
    public init(
        done: Int, total: Int, underWay: Double = 0, elapsedSeconds: Double, measure: String? = nil,
        unit: String = "", estimate: Estimate? = nil
    ) {
        self.done = done
        self.total = total
        self.underWay = underWay
        self.elapsedSeconds = elapsedSeconds
        self.measure = measure
        self.unit = unit
        self.estimate = estimate
    }

    /// Share of the work that is done, in 0...1.
    public var fraction: Double {
        guard total > 0 else { return 0 }
        let share = (Double(done) + max(0, underWay.isFinite ? underWay : 0)) / Double(total)
        return min(1, max(0, share))
    }

    /// Seconds left at the pace so far; nil before there is one.
    public var remainingSeconds: Double? {
        let fraction = fraction
        guard fraction > 0, elapsedSeconds > 0, elapsedSeconds.isFinite else { return nil }
        return elapsedSeconds * (1 - fraction) / fraction
    }

    /// The line, at most `width` columns (at least 20) and with no line end.
    public func text(width: Int = 80) -> String {
        let filled = Int(fraction * 10)
        var text = "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: 10 - filled) + "]"
        text += " \(done)/\(total) replications"
        text += ", " + Self.clock(elapsedSeconds)
        if done < total { text += remainingSeconds.map { ", \(Self.clock($0)) left" } ?? ", starting" }
        if let precision, let worst = precision.worst {
            let width = precision.relativeHalfWidth.map { "±" + HumanUnits.percent($0) } ?? "no interval yet"
            text += ", \(width), \(HumanUnits.target(precision.asked)) asked: "
            text += TerminalText.clean(MeasureGuide.label(worst)).lowercasedFirst
        } else if let measure, let estimate {
            text += ", " + TerminalText.clean(MeasureGuide.label(measure)).lowercasedFirst
            text += " " + HumanUnits.mean(estimate, unit: unit)
            if let half = HumanUnits.plusMinus(estimate, unit: unit) { text += " " + half }
        }
        return TerminalText.cut(text, to: max(20, width))
    }

    private static func clock(_ seconds: Double) -> String {
        seconds < 59.5 ? HumanUnits.number(seconds.rounded()) + " s" : HumanUnits.duration(seconds: seconds)
    }
}

extension String {
    /// The text with a small first letter, unless its second is a capital too ("AI").
    fileprivate var lowercasedFirst: String {
        guard let first, !(dropFirst().first?.isUppercase ?? false) else { return self }
        return first.lowercased() + dropFirst()
    }
}
