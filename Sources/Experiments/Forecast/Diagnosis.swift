import Quantities
import Simulation
import Stochastics

/// Says in sentences what a forecast means: which queue binds, what the AI learned, where the money goes.
public struct Diagnosis: Sendable {
    /// Two to four sentences, most important first.
    public let sentences: [String]

    /// Reads a forecast.
    public init(_ forecast: Forecast, specification: OperationSpecification) {
        sentences = [
            Self.binding(forecast, specification), Self.staffing(forecast), Self.learning(forecast),
            Self.money(forecast),
        ].compactMap { $0 }
    }

    /// The queue that keeps the operation from its promises; without a broken one, where most of the waiting happens, or
    /// most are turned away. A queue is only said to bind where a promise is broken, or where it loses many customers
    /// whom no promise counts: they give up or are turned away.
    private static func binding(_ forecast: Forecast, _ specification: OperationSpecification) -> String? {
        func part(_ measure: Measure, _ queue: Int) -> Double? {
            let name = specification.queues[queue].name
            return (specification.queues.count > 1 ? forecast["\(measure){queue=\(name)}"] : forecast[measure])?.mean
        }
        func length(_ queue: Int) -> Double { part(.humanQueueMeanLength, queue) ?? 0 }
        func turnedAway(_ queue: Int) -> Double { part(.humanBlocked, queue) ?? 0 }
        // Those that customers come to: in a queue of audits alone nobody waits whom it would hurt.
        let queues = specification.queues.indices.filter {
            part(.humanWaitProbability, $0) != nil || part(.humanBlocked, $0) != nil
        }
        guard !queues.isEmpty else { return nil }
        let most = queues.compactMap { part(.humanWaitProbability, $0) }.max() ?? 0
        let total = queues.reduce(0) { $0 + length($1) }
        let broken = worstPromise(forecast, specification)
        let isQuiet = most < 0.01 || total <= 0
        if isQuiet, broken == nil, queues.allSatisfy({ turnedAway($0) < 0.001 }) {
            return "No queue binds: in none of them as many as 1% have to wait."
        }
        func weight(_ queue: Int) -> (Double, Double) {
            let away = turnedAway(queue)
            return (away >= Self.muchLoss ? away : 0, isQuiet ? away : length(queue))
        }
        guard let worst = (broken?.queues ?? queues).max(by: { weight($0) < weight($1) }) else { return nil }
        let isPromised = specification.serviceLevels.contains { $0.target != nil }
        let isCounted = specification.serviceLevels.contains {
            $0.target != nil && $0.abandoned.countsLost && $0.queues.contains(worst)
        }
        let gaveUp = part(.humanAbandonment, worst) ?? 0
        let lost = turnedAway(worst) + (1 - turnedAway(worst)) * gaveUp
        let binds = broken != nil || !isCounted && lost >= Self.muchLoss
        let name = specification.queues[worst].name
        var parts = [broken?.reason].compactMap { $0 }
        if queues.count > 1, !isQuiet {
            parts.append("\(BriefUnits.percent(length(worst) / total)) of all waiting happens there")
        }
        if let wait = part(.humanWaitP90, worst), !isQuiet {
            parts.append("one contact in ten waits longer than \(BriefUnits.duration(wait))")
        }
        var text = parts.joined(separator: "; ")
        var losses: [String] = []
        if turnedAway(worst) >= 0.001 {
            losses.append("\(BriefUnits.percent(turnedAway(worst))) are turned away, since it is full")
        }
        if gaveUp >= 0.001 { losses.append("\(BriefUnits.percent(gaveUp)) give up") }
        if !losses.isEmpty { text += (text.isEmpty ? "" : " and ") + losses.joined(separator: " and ") }
        if binds { return "Queue \(name) binds: \(text)." }
        let start = isPromised ? "No queue breaks its promise" : "No queue binds"
        if text.isEmpty { return start + "." }
        return isQuiet ? "\(start); in \(name) \(text)." : "\(start); customers wait most in \(name): \(text)."
    }

    /// Share of customers lost from which a queue whose promises do not count them binds.
    private static let muchLoss = 0.05

    /// The service level that falls furthest short of its target, and why it does.
    private static func worstPromise(
        _ forecast: Forecast, _ specification: OperationSpecification
    ) -> (queues: [Int], reason: String)? {
        var worst: (shortfall: Double, queues: [Int], reason: String)?
        for level in specification.serviceLevels {
            guard let target = level.target, let estimate = forecast[Measure.serviceLevel(level.name)],
                target - estimate.mean > worst?.shortfall ?? 0
            else { continue }
            let reason =
                "\(BriefUnits.percent(estimate.mean)) are answered within \(BriefUnits.duration(level.withinSeconds)) "
                + "(abandoned: \(level.abandoned.rawValue)), where \(BriefUnits.percent(target)) is promised"
            worst = (target - estimate.mean, level.queues, reason)
        }
        return worst.map { ($0.queues, $0.reason) }
    }

    private static func staffing(_ forecast: Forecast) -> String? {
        guard let occupancy = forecast[.humanOccupancy] else { return nil }
        let hours = forecast.timeline.filter {
            $0.measure == Measure.humanOccupancy.name && $0.interval.hasPrefix("hour")
        }
        var text = "People on duty are busy \(BriefUnits.percent(occupancy.mean)) of the time"
        // Below a week some hours were not seen; hours without anybody on duty have no occupancy.
        guard let busiest = hours.max(by: { $0.mean < $1.mean }),
            forecast.horizonSeconds - forecast.warmUpSeconds >= Seconds.perWeek
        else { return text + "." }
        let hour = Int(busiest.interval.dropFirst(5)) ?? 0
        text +=
            ", most on \(Weekday.names[hour / 24 % 7]) at \(Weekday.clock(hour: hour)) (\(BriefUnits.percent(busiest.mean)))"
        return text + "."
    }

    /// What the AI learned, and what that did to the humans' share.
    private static func learning(_ forecast: Forecast) -> String? {
        guard let first = forecast[.modelAccuracyFirstWeek], let last = forecast[.modelAccuracyLastWeek] else {
            return nil
        }
        let weeks = forecast.timeline.filter { $0.measure == Measure.humanShare.name && $0.interval.hasPrefix("week") }
        var text: String
        if let labels = forecast[.trainingLabels] {
            let change = last.mean - first.mean
            let verb = abs(change) < 0.01 ? "learned little" : change > 0 ? "learned" : "lost ground"
            text =
                "The AI \(verb): its accuracy went from \(BriefUnits.percent(first.mean)) in the first week to "
                + "\(BriefUnits.percent(last.mean)) in the last, on \(BriefUnits.grouped(labels.mean)) human labels"
            if let promoted = forecast[.trainingModelsPromoted], let refused = forecast[.trainingModelsRefused] {
                let offered = promoted.mean + refused.mean
                text += " and \(BriefUnits.tenths(promoted.mean)) of \(BriefUnits.tenths(offered)) new models let in"
            }
        } else {
            text =
                "The AI does not learn: its accuracy is \(BriefUnits.percent(first.mean)) in the first week and "
                + "\(BriefUnits.percent(last.mean)) in the last"
        }
        if weeks.count > 1, let start = weeks.first, let end = weeks.last {
            text +=
                "; the humans' share of queries went from \(BriefUnits.percent(start.mean)) to "
                + "\(BriefUnits.percent(end.mean))"
        }
        return text + "."
    }

    /// The largest part of the cost.
    private static func money(_ forecast: Forecast) -> String? {
        guard let total = forecast[.costTotal], total.mean > 0 else { return nil }
        let parts = CostPart.allCases.compactMap { part in forecast[part.measure].map { (part, $0.mean) } }
        guard let largest = parts.max(by: { $0.1 < $1.1 }) else { return nil }
        var text = "\(words(largest.0)) \(BriefUnits.percent(largest.1 / total.mean)) of the cost"
        if let margin = forecast[.marginTotal] {
            text += margin.mean >= 0 ? "; revenue covers it" : "; revenue does not cover it"
        }
        if let lost = forecast[.resolutionLost], lost.mean >= 0.01, forecast[.costLost] == nil,
            forecast[.costUnhandled] == nil
        {
            text += "; the \(BriefUnits.percent(lost.mean)) of the customers who are lost have no price in it"
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
