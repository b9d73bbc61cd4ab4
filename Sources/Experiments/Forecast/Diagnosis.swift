import Quantities
import Simulation
import Stochastics

/// What a forecast means: which queue binds, what the AI learned, where the money goes.
public struct Diagnosis: Sendable {
    /// Two to four findings, most important first.
    public let findings: [Finding]

    /// Reads a forecast.
    public init(_ forecast: Forecast, specification: OperationSpecification) {
        findings = [
            Self.binding(forecast, specification), Self.staffing(forecast, specification), Self.learning(forecast),
            Self.money(forecast),
        ].compactMap { $0 }
    }

    /// The queue that keeps the operation from its promises; without a broken one, where most of the waiting happens, or
    /// most are turned away. A queue is only said to bind where a promise is broken, or where it loses many customers
    /// whom no promise counts: they give up or are turned away.
    private static func binding(_ forecast: Forecast, _ specification: OperationSpecification) -> Finding? {
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
            return .noQueueBinds
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
        let atLeast = { (share: Double) in share >= 0.001 ? share : nil }
        return .busiestQueue(
            BusiestQueue(
                queue: specification.queues[worst].name, binds: binds, isPromised: isPromised, isQuiet: isQuiet,
                broken: broken?.promise, shareOfWaiting: queues.count > 1 && !isQuiet ? length(worst) / total : nil,
                longWaitSeconds: isQuiet ? nil : part(.humanWaitP90, worst), turnedAway: atLeast(turnedAway(worst)),
                gaveUp: atLeast(gaveUp)))
    }

    /// Share of customers lost from which a queue whose promises do not count them binds.
    private static let muchLoss = 0.05

    /// The service level that falls furthest short of its target, and what became of it.
    private static func worstPromise(
        _ forecast: Forecast, _ specification: OperationSpecification
    ) -> (queues: [Int], promise: BusiestQueue.BrokenPromise)? {
        var worst: (shortfall: Double, queues: [Int], promise: BusiestQueue.BrokenPromise)?
        for level in specification.serviceLevels {
            guard let target = level.target, let estimate = forecast[Measure.serviceLevel(level.name)],
                target - estimate.mean > worst?.shortfall ?? 0
            else { continue }
            let promise = BusiestQueue.BrokenPromise(
                share: estimate.mean, withinSeconds: level.withinSeconds, abandoned: level.abandoned, target: target)
            worst = (target - estimate.mean, level.queues, promise)
        }
        return worst.map { ($0.queues, $0.promise) }
    }

    /// How busy people are, and when most: in hours for which somebody is on the roster, not in those in which a few only
    /// finish what they have in hand.
    private static func staffing(_ forecast: Forecast, _ specification: OperationSpecification) -> Finding? {
        guard let occupancy = forecast[.humanOccupancy] else { return nil }
        let hours = forecast.timeline.filter {
            point in
            guard point.measure == Measure.humanOccupancy.name, point.interval.hasPrefix("hour"),
                let hour = Int(point.interval.dropFirst(5))
            else { return false }
            return specification.teams.reduce(0) { $0 + $1.netAgents(hour: hour % Weekday.hours) } >= fewestAgents
        }
        // Below a week some hours were not seen; hours without anybody on duty have no occupancy.
        guard let busiest = hours.max(by: { $0.mean < $1.mean }),
            forecast.horizonSeconds - forecast.warmUpSeconds >= Seconds.perWeek
        else { return .occupancy(share: occupancy.mean, busiestHour: nil, busiestShare: nil) }
        return .occupancy(
            share: occupancy.mean, busiestHour: Int(busiest.interval.dropFirst(5)) ?? 0, busiestShare: busiest.mean)
    }

    /// Agents on the roster from which on an hour counts as staffed.
    private static let fewestAgents = 0.5

    /// What the AI learned, and what that did to the humans' share.
    private static func learning(_ forecast: Forecast) -> Finding? {
        guard let first = forecast[.modelAccuracyFirstWeek], let last = forecast[.modelAccuracyLastWeek] else {
            return nil
        }
        let weeks = forecast.timeline.filter { $0.measure == Measure.humanShare.name && $0.interval.hasPrefix("week") }
        var found = LearnedAccuracy(first: first.mean, last: last.mean)
        if let labels = forecast[.trainingLabels] {
            found.labels = labels.mean
            if let promoted = forecast[.trainingModelsPromoted], let refused = forecast[.trainingModelsRefused] {
                found.promoted = promoted.mean
                found.offered = promoted.mean + refused.mean
            }
        }
        if weeks.count > 1, let start = weeks.first, let end = weeks.last {
            found.humanShareFirst = start.mean
            found.humanShareLast = end.mean
        }
        return .learning(found)
    }

    /// The largest part of the cost.
    private static func money(_ forecast: Forecast) -> Finding? {
        guard let total = forecast[.costTotal], total.mean > 0 else { return nil }
        let parts = CostPart.allCases.compactMap { part in forecast[part.measure].map { (part, $0.mean) } }
        guard let largest = parts.max(by: { $0.1 < $1.1 }) else { return nil }
        var unpriced: Double?
        if let lost = forecast[.resolutionLost], lost.mean >= 0.01, forecast[.costLost] == nil,
            forecast[.costUnhandled] == nil
        {
            unpriced = lost.mean
        }
        return .largestCost(
            part: largest.0, share: largest.1 / total.mean, isCovered: forecast[.marginTotal].map { $0.mean >= 0 },
            unpricedLosses: unpriced)
    }
}
