import Quantities

/// Hours from one to another, on some days of the week.
public struct WeekSpan: Sendable, Equatable, Codable {
    /// Hour of the day at which it begins, from 0.
    public var from: Int
    /// Its length in hours; 168 is the whole week.
    public var hours: Int
    /// Days of the week, Monday being 0, in order.
    public var days: [Int]

    /// The hours of the week for which something holds, as spans; the same span on several days is one.
    static func spans(where holds: (Int) -> Bool) -> [WeekSpan] {
        let hours = (0..<Weekday.hours).map(holds)
        guard hours.contains(true) else { return [] }
        guard let start = hours.indices.first(where: { hours[$0] && !hours[($0 + 167) % Weekday.hours] }) else {
            return [WeekSpan(from: 0, hours: Weekday.hours, days: [0])]
        }
        var spans: [WeekSpan] = []
        var hour = start
        while hour < start + Weekday.hours {
            var length = 0
            // A span ends with its day unless it goes into the night that follows.
            while hour + length < start + Weekday.hours, hours[(hour + length) % Weekday.hours], length < 24 {
                length += 1
            }
            if length > 0 {
                let day = hour % Weekday.hours / 24
                if let same = spans.firstIndex(where: { $0.from == hour % 24 && $0.hours == length }) {
                    spans[same].days.append(day)
                } else {
                    spans.append(WeekSpan(from: hour % 24, hours: length, days: [day]))
                }
            }
            hour += max(1, length)
        }
        return spans.map { WeekSpan(from: $0.from, hours: $0.hours, days: $0.days.sorted()) }
    }

    /// Its hours of the week, from Monday 00:00.
    var hoursOfWeek: [Int] { days.flatMap { day in (0..<hours).map { (day * 24 + from + $0) % Weekday.hours } } }
}
