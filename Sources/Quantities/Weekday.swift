/// Names of the days of the week in the order of simulated time: second 0 is Monday 00:00.
public enum Weekday {
    /// "Monday" to "Sunday".
    public static let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    /// "Mon" to "Sun".
    public static let shortNames = names.map { String($0.prefix(3)) }
    /// "mon" to "sun", as scenarios write them.
    public static let keys = shortNames.map { $0.lowercased() }
}
