import Quantities
import Simulation
import Stochastics

/// Hours of the week in which people are short, gathered into spans that can be read aloud.
public struct LoadWarnings: Sendable, Equatable {
    /// What is wrong, one sentence each.
    public let sentences: [String]

    private static let mostSpans = 3

    /// The warnings of an operation under a load.
    ///
    /// - Parameter outlook: estimates whose missed targets are told as well.
    public init(_ specification: OperationSpecification, load: OfferedLoad, outlook: StaffingOutlook) {
        var found: [String] = []
        // What it learns takes work from the teams later on.
        let model = specification.training == nil ? "" : "with the AI's first model, "
        let start = model + "team "
        for team in load.teams {
            let spans = Self.spans { team.agents[$0] > 0 && team.erlangs[$0] > team.agents[$0] * 1.001 }
            let ranked = spans.map { span -> (span: Span, peak: Int, excess: Double) in
                let peak = span.hours.max { team.excess($0) < team.excess($1) } ?? 0
                return (span, peak, span.hours.reduce(0) { $0 + team.excess($1) })
            }.sorted { $0.excess > $1.excess }
            for (span, peak, _) in ranked.prefix(Self.mostSpans) {
                found.append(
                    "\(start)\(team.name) is overloaded \(span.text): \(BriefUnits.short(team.erlangs[peak])) erlangs for "
                        + "\(Self.agents(team.agents[peak])).")
            }
            if ranked.count > Self.mostSpans {
                found.append(
                    "\(start)\(team.name) is overloaded at \(ranked.count - Self.mostSpans) more times of the week.")
            }
        }
        found += Self.unattended(specification, load).map { model + $0 }
        for level in outlook.levels where level.isShort {
            guard let overall = level.overall, let target = level.target else { continue }
            found.append(
                "\(model)\(Measure.serviceLevel(level.name)): \(level.formula.rawValue) expects "
                    + "\(BriefUnits.short(overall * 100))%, which is below the target of "
                    + "\(BriefUnits.short(target * 100))%.")
        }
        sentences = found
    }

    /// Queues that nobody serves while contacts come for them.
    private static func unattended(_ specification: OperationSpecification, _ load: OfferedLoad) -> [String] {
        specification.queues.indices.flatMap { queue -> [String] in
            let hours = load.unattended[queue]
            let spans = spans { hours[$0] > 0.005 }
            let count = hours.reduce(0, +)
            guard !spans.isEmpty, count >= 0.5 else { return [] }
            let when =
                spans.prefix(3).map(\.text).joined(separator: ", ") + (spans.count > 3 ? " and at other times" : "")
            return [
                "nobody serves the queue '\(specification.queues[queue].name)' \(when): about "
                    + "\(BriefUnits.short(count)) contacts a week come for it then."
            ]
        }
    }

    /// Hours from one to another, on some days of the week.
    private struct Span {
        let from: Int
        let length: Int
        var days: [Int]

        var hours: [Int] { days.flatMap { day in (0..<length).map { (day * 24 + from + $0) % Weekday.hours } } }

        var text: String {
            if length == Weekday.hours { return "all week" }
            let end = from + length
            let time =
                length == 24 && from == 0
                ? "" : " \(Weekday.clock(hour: from))-\(end == 24 ? "24:00" : Weekday.clock(hour: end))"
            let names = days.map { Weekday.names[$0] }
            let isRun = days.count > 2 && days[days.count - 1] - days[0] == days.count - 1
            switch days.count {
            case 7: return "every day" + time
            case _ where isRun: return "every \(names[0]) to \(names[names.count - 1])" + time
            case 1: return "every \(names[0])" + time
            default:
                return "every " + names.dropLast().joined(separator: ", ") + " and \(names[names.count - 1])" + time
            }
        }
    }

    /// The hours of the week for which something holds, as spans; the same span on several days is one.
    private static func spans(where holds: (Int) -> Bool) -> [Span] {
        let hours = (0..<Weekday.hours).map(holds)
        guard hours.contains(true) else { return [] }
        guard let start = hours.indices.first(where: { hours[$0] && !hours[($0 + 167) % Weekday.hours] }) else {
            return [Span(from: 0, length: Weekday.hours, days: [0])]
        }
        var spans: [Span] = []
        var hour = start
        while hour < start + Weekday.hours {
            var length = 0
            // A span ends with its day unless it goes into the night that follows.
            while hour + length < start + Weekday.hours, hours[(hour + length) % Weekday.hours], length < 24 {
                length += 1
            }
            if length > 0 {
                let day = hour % Weekday.hours / 24
                if let same = spans.firstIndex(where: { $0.from == hour % 24 && $0.length == length }) {
                    spans[same].days.append(day)
                } else {
                    spans.append(Span(from: hour % 24, length: length, days: [day]))
                }
            }
            hour += max(1, length)
        }
        return spans.map { Span(from: $0.from, length: $0.length, days: $0.days.sorted()) }
    }

    private static func agents(_ count: Double) -> String {
        let text = BriefUnits.short(count)
        return text == "1" ? "1 agent" : text + " agents"
    }

}

extension OfferedLoad.TeamLoad {
    fileprivate func excess(_ hour: Int) -> Double { erlangs[hour] - agents[hour] }
}
