import Quantities

/// The one place where time becomes wages.
public enum Wages {
    /// What so many hours cost, in the currency of the wage.
    ///
    /// - Parameters:
    ///   - hours: paid for.
    ///   - perHour: the wage.
    public static func amount(hours: Double, perHour: Double) -> Double { hours * perHour }

    /// What so many seconds cost, in the currency of the wage.
    public static func amount(seconds: Double, perHour: Double) -> Double { seconds * perHour / Seconds.perHour }
}

extension Team {
    /// What the team is paid for a window of time in seconds: every rostered hour, absences included.
    public func pay(in window: ClosedRange<Double>) -> Double {
        Wages.amount(hours: paidHours(in: window), perHour: wagePerHour)
    }

    /// What so many seconds of one agent's work cost, in the operation's currency.
    public func pay(seconds: Double) -> Double { Wages.amount(seconds: seconds, perHour: wagePerHour) }
}
