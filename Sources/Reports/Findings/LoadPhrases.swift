import Experiments
import Quantities
import Simulation

/// Where people are short, and where a formula says nothing, in sentences.
enum LoadPhrases {
    private static let mostSpans = 3

    /// The sentence of a finding on the load; nil for another.
    static func sentence(_ finding: Finding) -> String? {
        switch finding {
        case .overload(let team, let hours, let erlangs, let agents, let isFirst):
            return
                "\(model(isFirst))team \(team) is overloaded \(text(hours)): \(BriefUnits.short(erlangs)) erlangs for "
                + "\(self.agents(agents))."
        case .firstModelOverload(let teams):
            let have = teams.count == 1 ? "team \(teams[0]) has" : "teams \(ComparisonPhrases.list(teams)) have"
            return
                "with the AI's first model, \(have) more work than agents at times (--dry-run says when); the AI "
                + "learns, and the results below tell what comes of it."
        case .moreOverload(let team, let spans, let isFirst):
            return "\(model(isFirst))team \(team) is overloaded at \(spans) more times of the week."
        case .growingBacklog(let team, let isFirst): return "\(model(isFirst))team " + growing(team)
        case .backlogGrew(let team): return "Team " + growing(team)
        case .unattended(let queue, let hours, let count, let isFirst):
            return "\(model(isFirst))nobody serves the queue '\(queue)' \(when(hours)): about "
                + "\(BriefUnits.short(count)) contacts a week come for it then."
        case .cameUnattended(let queue, let share, let hours, let count):
            return "Of the contacts of queue \(queue) \(BriefUnits.percent(share)) come while nobody serves it "
                + "(\(when(hours))), about "
                + "\(BriefUnits.short(count)) a week: more agents in the other hours are no help to them."
        case .expectedBelowTarget(let level, let abandoned, let formula, let expected, let target, let isFirst):
            return "\(model(isFirst))\(Measure.serviceLevel(level)) (abandoned: \(abandoned.rawValue)): "
                + "\(formula.rawValue) expects "
                + "\(BriefUnits.short(expected * 100))%, which is below the target of "
                + "\(BriefUnits.short(target * 100))%."
        case .backlogMemory(let contacts, let bytes): return memory(contacts, bytes)
        case .onlySimulation(let reason): return doubt(reason)
        case .pilotContradicts(let pilot, let formula):
            return "the pilot kept \(BriefUnits.percent(pilot)), the formula expects \(BriefUnits.percent(formula))"
        default: return nil
        }
    }

    /// What it learns takes work from the teams later on.
    private static func model(_ isFirst: Bool) -> String { isFirst ? "with the AI's first model, " : "" }

    private static func growing(_ team: String) -> String {
        "\(team) has more work than it can ever do, and nobody gives up: the backlog grows "
            + "without bound, so waits and service levels depend on the horizon."
    }

    private static func memory(_ contacts: Double, _ bytes: Double) -> String {
        let gigabytes = (bytes / 1e8).rounded() / 10
        let scale = contacts < 1e6 ? 1e3 : 1e4
        return "more contacts come than humans serve, and those who never give up wait: up to "
            + "\(BriefUnits.grouped((contacts / scale).rounded() * scale)) at once, which takes about \(gigabytes) GB of "
            + "memory for each replication under way. Add agents, give customers patience or queues a capacity, or "
            + "shorten the horizon."
    }

    private static func doubt(_ reason: EstimateDoubt.Reason) -> String {
        switch reason {
        case .policyFollowsQueue: "the policy follows the queue"
        case .learnsAfterPilot: "the AI learns after the pilot, which changes the humans' work"
        case .recordedTimes: "the contacts come at recorded times"
        case .notOneByOne: "the contacts do not come one by one at random"
        case .partsOfAgents: "its contacts take different parts of an agent"
        case .waitingRoom: "no formula fits a waiting room beside other queues of the same agents"
        case .growingBacklog: "its backlog grows as long as the run lasts"
        case .longLine: "its line grows too long to be followed"
        }
    }

    private static func when(_ spans: [WeekSpan]) -> String {
        spans.prefix(mostSpans).map(text).joined(separator: ", ")
            + (spans.count > mostSpans ? " and at other times" : "")
    }

    private static func text(_ span: WeekSpan) -> String {
        if span.hours == Weekday.hours { return "all week" }
        let end = span.from + span.hours
        let time =
            span.hours == 24 && span.from == 0
            ? "" : " \(Weekday.clock(hour: span.from))-\(end == 24 ? "24:00" : Weekday.clock(hour: end))"
        let days = span.days
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

    private static func agents(_ count: Double) -> String {
        let text = BriefUnits.short(count)
        return text == "1" ? "1 agent" : text + " agents"
    }
}
