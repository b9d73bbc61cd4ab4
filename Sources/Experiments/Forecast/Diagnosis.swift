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

    /// The queue that keeps the operation from its promises; without a broken one, where most of the waiting happens. A
    /// queue is only said to bind where a promise is broken, or where nothing is promised and customers give up.
    private static func binding(_ forecast: Forecast, _ specification: OperationSpecification) -> String? {
        func part(_ measure: Measure, _ queue: Int) -> Estimate? {
            let name = specification.queues[queue].name
            return specification.queues.count > 1 ? forecast["\(measure){queue=\(name)}"] : forecast[measure]
        }
        func length(_ queue: Int) -> Double { part(.humanQueueMeanLength, queue)?.mean ?? 0 }
        // Those that customers join: in a queue of audits alone nobody waits whom it would hurt.
        let queues = specification.queues.indices.filter { part(.humanWaitProbability, $0) != nil }
        let waiting = queues.compactMap { part(.humanWaitProbability, $0)?.mean }
        guard let most = waiting.max() else { return nil }
        let total = queues.reduce(0) { $0 + length($1) }
        guard most >= 0.01, total > 0 else { return "No queue binds: in none of them as many as 1% have to wait." }
        let broken = worstPromise(forecast, specification)
        let candidates = broken?.queues ?? queues
        guard let worst = candidates.max(by: { length($0) < length($1) }) else { return nil }
        let isPromised = specification.serviceLevels.contains { $0.target != nil }
        let lost = part(.humanAbandonment, worst)?.mean ?? 0
        let binds = broken != nil || !isPromised && lost >= Self.muchAbandonment
        let name = specification.queues[worst].name
        var parts = [broken?.reason].compactMap { $0 }
        if queues.count > 1 {
            parts.append("\(BriefUnits.percent(length(worst) / total)) of all waiting happens there")
        }
        if let wait = part(.humanWaitP90, worst) {
            parts.append("one contact in ten waits longer than \(BriefUnits.duration(wait.mean))")
        }
        var text = parts.joined(separator: "; ")
        if lost >= 0.001 { text += "\(text.isEmpty ? "" : " and ")\(BriefUnits.percent(lost)) give up" }
        if binds { return "Queue \(name) binds: \(text)." }
        let start = isPromised ? "No queue breaks its promise" : "No queue binds"
        return text.isEmpty ? start + "." : "\(start); customers wait most in \(name): \(text)."
    }

    /// Share of customers giving up from which a queue without a promise binds.
    private static let muchAbandonment = 0.05

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
                "\(BriefUnits.percent(estimate.mean)) are answered within \(BriefUnits.duration(level.withinSeconds)), "
                + "where \(BriefUnits.percent(target)) is promised"
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
        let spent: [(String, Measure)] = [
            ("Wages", .costHuman), ("The AI", .costAI), ("Wrong resolutions", .costErrors),
        ]
        let parts = spent.compactMap { name, measure in forecast[measure].map { (name, $0.mean) } }
        guard let largest = parts.max(by: { $0.1 < $1.1 }) else { return nil }
        let verb = largest.0 == "The AI" ? "is" : "are"
        var text = "\(largest.0) \(verb) \(BriefUnits.percent(largest.1 / total.mean)) of the cost"
        if let margin = forecast[.marginTotal] {
            text += margin.mean >= 0 ? "; revenue covers it" : "; revenue does not cover it"
        }
        return text + "."
    }
}
