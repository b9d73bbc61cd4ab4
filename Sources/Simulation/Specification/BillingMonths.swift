import Quantities

/// The months that bills are made for.
///
/// A run has no date: it starts on some Monday, and a month is a twelfth of a year of 365.25 days, counted from the
/// start of the run.
struct BillingMonths: Sendable {
    /// Length of a month, in seconds: 30.4375 days.
    static let seconds = Seconds.perDay * 365.25 / 12
    /// The measured period, in seconds.
    let window: ClosedRange<Double>

    /// Number of months from the start of the run to the end of the measured period, 1 or more.
    var count: Int { max(1, Int((window.upperBound / Self.seconds).rounded(.up))) }

    /// The month that a time of the measured period falls in, from 0.
    func month(at seconds: Double) -> Int { min(count - 1, max(0, Int(seconds / Self.seconds))) }

    /// The part of a month that lies in a span of time, in 0...1.
    func part(of month: Int, in span: ClosedRange<Double>) -> Double {
        let start = max(span.lowerBound, Double(month) * Self.seconds)
        let end = min(span.upperBound, Double(month + 1) * Self.seconds)
        return max(0, end - start) / Self.seconds
    }

    /// Months in a span of time, parts counting in proportion.
    func months(in span: ClosedRange<Double>) -> Double { (span.upperBound - span.lowerBound) / Self.seconds }
}
