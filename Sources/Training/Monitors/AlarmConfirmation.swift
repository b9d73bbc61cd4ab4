import Quantities
import Stochastics

/// Says whether labels bear out an alarm of a stream that knows none.
///
/// The share of labels, audits among them, that the model had wrong is compared with that of the four weeks before the
/// alarm: given the errors of both times, those since are binomial where nothing changed (Przyborowski and Wilenski 1940).
/// Asked once a day for two weeks at one percent, a false alarm is borne out by chance in some percent of the cases.
public struct AlarmConfirmation: Sendable {
    private var labels: [(seconds: Double, isWrong: Bool)] = []
    /// When the alarm was raised that waits to be borne out, in seconds; nil for none.
    public private(set) var since: Double?
    private static let beforeSeconds = 28 * Seconds.perDay
    private static let level = 0.01

    /// Creates a judge that has seen nothing.
    public init() {}

    /// Adds a label.
    ///
    /// - Parameters:
    ///   - isWrong: whether the model had taken the text for something else.
    ///   - seconds: time, no less than before.
    public mutating func add(isWrong: Bool, at seconds: Double) {
        labels.append((seconds, isWrong))
        guard since == nil, labels.count % 1024 == 0 else { return }
        labels.removeAll { $0.seconds < seconds - Self.beforeSeconds }
    }

    /// An alarm was raised.
    public mutating func open(at seconds: Double) {
        labels.removeAll { $0.seconds < seconds - Self.beforeSeconds }
        since = seconds
    }

    /// Nothing more is waited for: the alarm was borne out by other means, or its time is over.
    public mutating func close() { since = nil }

    /// p value of the errors since the alarm against those before it; nil where there is no alarm, or no label on one side.
    public var pValue: Double? {
        guard let since else { return nil }
        let before = labels.filter { $0.seconds <= since }
        let after = labels.filter { $0.seconds > since }
        guard !before.isEmpty, !after.isEmpty else { return nil }
        let (old, new) = (before.count { $0.isWrong }, after.count { $0.isWrong })
        guard new > 0 else { return 1 }
        return Binomial.upperTail(
            Double(new), trials: Double(old + new),
            probability: Double(after.count) / Double(before.count + after.count))
    }

    /// Whether labels bear the alarm out; it is then no longer open.
    public mutating func isBorneOut() -> Bool {
        guard let pValue, pValue < Self.level else { return false }
        since = nil
        return true
    }
}
