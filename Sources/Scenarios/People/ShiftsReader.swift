import Quantities
import Workforce

/// When how many agents of a team are on duty.
struct ShiftsReader: SectionReader {
    static let title = "Shifts"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "teams.*.shifts", .members, .needed("without agents or agents_by_interval"),
            "When how many agents are on duty, by name."),
        ScenarioKey(
            "teams.*.shifts.*.days", .days, .standard("daily"), "Days on which it starts: mon-fri, sat, [mon, wed]."),
        ScenarioKey("teams.*.shifts.*.from", .timeOfDay, .required, "Start, such as '08:00'."),
        ScenarioKey(
            "teams.*.shifts.*.to", .timeOfDay, .required, "End, on the next day where it is not after the start."),
        ScenarioKey("teams.*.shifts.*.agents", .whole(0...60_000), .required, "Agents rostered."),
    ]

    let reading: Reading

    /// A shift.
    func read(_ section: Section) -> Shift {
        defer { section.finish() }
        let days = readDays(section)
        let from = section.required("from", example: "'08:00'") { timeOfDay(section, $0) } ?? 0
        let to = section.required("to", example: "'16:00'") { timeOfDay(section, $0) } ?? Seconds.perDay
        let agents = section.required("agents", example: "10") { section.integer($0, in: 0...60_000) } ?? 0
        if from >= Seconds.perDay { section.report("from", "a shift cannot start at 24:00", "write from: '00:00'") }
        return Shift(days: days, fromSeconds: min(from, 86_399), toSeconds: to, agents: agents)
    }

    /// Days such as `mon-fri`, `sat`, `[mon, wed]`; every day when not given.
    private func readDays(_ section: Section) -> [Bool] {
        guard let words = section.names("days", as: .days) else { return Array(repeating: true, count: 7) }
        var days = Array(repeating: false, count: 7)
        for word in words.flatMap({ $0.split(separator: ",").map { $0.trimmingPrefix(" ").lowercased() } }) {
            guard let meant = Self.days(of: word) else {
                section.report("days", "'\(word)' is not a day", "write mon-fri, sat, [mon, wed] or daily")
                continue
            }
            for day in meant { days[day] = true }
        }
        if words == [""] { section.report("days", "there is no day", "write mon-fri, sat, [mon, wed] or daily") }
        return days
    }

    /// The days, from Monday as 0, of a word such as `mon-fri`, `sat` or `daily`; nil when it is none.
    static func days(of word: String) -> [Int]? {
        if word == "daily" { return Array(0..<7) }
        let ends = word.split(separator: "-").map { part in Weekday.keys.firstIndex(of: String(part.prefix(3))) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else { return nil }
        return (0...((last - first + 7) % 7)).map { (first + $0) % 7 }
    }

    private func timeOfDay(_ section: Section, _ key: String) -> Double? {
        guard let text = section.text(key, as: .timeOfDay) else { return nil }
        let parts = text.split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...24).contains(hour),
            (0..<60).contains(minute), hour * 60 + minute <= 1440
        else {
            section.report(key, "'\(text)' is not a time of day", "write it like '08:30', in quotes")
            return nil
        }
        return Double(hour * 3600 + minute * 60)
    }
}
