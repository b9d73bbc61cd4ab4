extension HumanUnits {
    /// A length as people write it in a scenario, in one unit where it is a whole number of them: 13 weeks, 20 s.
    package static func span(seconds: Double) -> String {
        for (unit, length) in [("week", 604_800.0), ("day", 86_400), ("h", 3_600), ("min", 60), ("s", 1)]
        where seconds >= length && seconds.truncatingRemainder(dividingBy: length) == 0 {
            let count = seconds / length
            return "\(number(count)) \(unit)" + (unit.count > 3 || unit == "day" ? count == 1 ? "" : "s" : "")
        }
        return duration(seconds: seconds)
    }
}
