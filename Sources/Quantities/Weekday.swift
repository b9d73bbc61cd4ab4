/// The week in the order of simulated time: second 0 is Monday 00:00, hour 0 of 168 is Monday's first.
public enum Weekday {
    /// Hours of a week.
    @inlinable public static var hours: Int { 168 }

    /// "Monday" to "Sunday".
    public static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    /// "Mon" to "Sun".
    public static let shortNames = names.map { String($0.prefix(3)) }
    /// "mon" to "sun", as scenarios write them.
    public static let keys = shortNames.map { $0.lowercased() }

    /// The hour of the day that an hour from time 0 on is, on the clock: 8 and 32 are "08:00".
    package static func clock(hour: Int) -> String {
        let hour = hour % 24
        return (hour < 10 ? "0" : "") + "\(hour):00"
    }

    /// An hour from time 0 on as a place in the week: 32 and 200 are "Tue 08:00".
    package static func place(hour: Int) -> String { "\(shortNames[hour / 24 % 7]) \(clock(hour: hour))" }

    /// A number of minutes from time 0 on as a time of its day: "09:30".
    package static func clock(minute: Int) -> String {
        let rest = minute % 1440
        return "\(rest / 600)\(rest / 60 % 10):\(rest % 60 / 10)\(rest % 10)"
    }
}
