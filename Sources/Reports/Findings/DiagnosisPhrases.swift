import Experiments
import Quantities
import Simulation

/// What a forecast means, in sentences: which queue binds, what the AI learned, where the money goes.
enum DiagnosisPhrases {
    /// The sentence of a finding of a diagnosis; nil for another.
    static func sentence(_ finding: Finding) -> String? {
        switch finding {
        case .noQueueBinds: "No queue binds: in none of them as many as 1% have to wait."
        case .busiestQueue(let queue): binding(queue)
        case .occupancy(let share, let hour, let most): staffing(share, hour: hour, most: most)
        case .learning(let learned): learning(learned)
        case .largestCost(let part, let share, let isCovered, let unpriced):
            money(part, share, isCovered: isCovered, unpriced: unpriced)
        default: nil
        }
    }

    private static func binding(_ it: BusiestQueue) -> String {
        var parts = [it.broken.map(reason)].compactMap { $0 }
        if let share = it.shareOfWaiting { parts.append("\(BriefUnits.percent(share)) of all waiting happens there") }
        if let wait = it.longWaitSeconds {
            parts.append("one contact in ten waits longer than \(BriefUnits.duration(wait))")
        }
        var text = parts.joined(separator: "; ")
        var losses: [String] = []
        if let away = it.turnedAway {
            losses.append("\(BriefUnits.percent(away)) are turned away, since it is full")
        }
        if let gaveUp = it.gaveUp { losses.append("\(BriefUnits.percent(gaveUp)) give up") }
        if !losses.isEmpty { text += (text.isEmpty ? "" : " and ") + losses.joined(separator: " and ") }
        if it.binds { return "Queue \(it.queue) binds: \(text)." }
        let start = it.isPromised ? "No queue breaks its promise" : "No queue binds"
        if text.isEmpty { return start + "." }
        return it.isQuiet
            ? "\(start); in \(it.queue) \(text)." : "\(start); customers wait most in \(it.queue): \(text)."
    }

    private static func reason(_ broken: BusiestQueue.BrokenPromise) -> String {
        "\(BriefUnits.percent(broken.share)) are answered within \(BriefUnits.duration(broken.withinSeconds)) "
            + "(abandoned: \(broken.abandoned.rawValue)), where \(BriefUnits.percent(broken.target)) is promised"
    }

    private static func staffing(_ share: Double, hour: Int?, most: Double?) -> String {
        var text = "People on duty are busy \(BriefUnits.percent(share)) of the time"
        guard let hour, let most else { return text + "." }
        text +=
            ", most on \(Weekday.names[hour / 24 % 7]) at \(Weekday.clock(hour: hour)) (\(BriefUnits.percent(most)))"
        return text + "."
    }

    private static func learning(_ it: LearnedAccuracy) -> String {
        var text: String
        if let labels = it.labels {
            let change = it.last - it.first
            let verb = abs(change) < 0.01 ? "learned little" : change > 0 ? "learned" : "lost ground"
            text =
                "The AI \(verb): its accuracy went from \(BriefUnits.percent(it.first)) in the first week to "
                + "\(BriefUnits.percent(it.last)) in the last, on \(BriefUnits.grouped(labels)) human labels"
            if let promoted = it.promoted, let offered = it.offered {
                text += " and \(BriefUnits.tenths(promoted)) of \(BriefUnits.tenths(offered)) new models let in"
            }
        } else {
            text =
                "The AI does not learn: its accuracy is \(BriefUnits.percent(it.first)) in the first week and "
                + "\(BriefUnits.percent(it.last)) in the last"
        }
        if let start = it.humanShareFirst, let end = it.humanShareLast {
            text +=
                "; the humans' share of queries went from \(BriefUnits.percent(start)) to "
                + "\(BriefUnits.percent(end))"
        }
        return text + "."
    }

    private static func money(_ part: CostPart, _ share: Double, isCovered: Bool?, unpriced: Double?) -> String {
        var text = "\(words(part)) \(BriefUnits.percent(share)) of the cost"
        if let isCovered { text += isCovered ? "; revenue covers it" : "; revenue does not cover it" }
        if let unpriced {
            text += "; the \(BriefUnits.percent(unpriced)) of the customers who are lost have no price in it"
        }
        return text + "."
    }

    private static func words(_ part: CostPart) -> String {
        switch part {
        case .human: "Wages are"
        case .ai: "The AI is"
        case .vendor: "The AI's vendor is"
        case .fixed: "Fixed costs are"
        case .wrongAnswers: "Wrong answers are"
        case .wrongCases: "Cases that end wrong are"
        case .lost: "Lost customers are"
        case .unhandled: "What nobody looked at in time is"
        }
    }
}
