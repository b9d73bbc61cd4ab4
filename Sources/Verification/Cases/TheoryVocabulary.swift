import Routing
import Simulation

/// The quantities of case files in terms of the ledger: the same name means the same in every model.
struct TheoryVocabulary: Sendable {
    /// Seconds of the case's unit of time.
    let unitSeconds: Double
    /// Times of the scenario's service levels, in the case's unit.
    var thresholds: [Double] = []
    /// Classes of customers, the segments of the scenario; 0 where there is one kind alone.
    var classes = 0
    /// Quantities of this model alone, or with another meaning here; nil values say why there is none.
    var own: [String: TheoryQuantity] = [:]
    /// Quantities that no measure shows, with the reason.
    var reasons: [String: String] = [:]

    /// The quantity of a name; nil when the operation measures nothing of the kind.
    func quantity(_ name: String) -> TheoryQuantity? {
        guard reasons[name] == nil else { return nil }
        if let found = own[name] { return found }
        return shares(name) ?? times(name) ?? levels(name) ?? byClass(name)
    }

    /// Why there is no quantity of a name.
    func reason(_ name: String) -> String {
        if let reason = reasons[name] { return reason }
        if classes > 0, let (_, member) = Self.member(name), !(0..<classes).contains(member) {
            return "not one of the \(classes) classes"
        }
        return "not a measure"
    }

    private typealias Part = @Sendable (Ledger) -> Double

    static func part(_ counters: Counter..., slice: Int = SliceMap.whole) -> @Sendable (Ledger) -> Double {
        { ledger in counters.reduce(0) { $0 + ledger[$1, slice: slice] } }
    }

    static let joined: @Sendable (Ledger) -> Double = {
        $0[.sentToHumans, slice: SliceMap.whole] - $0[.blocked, slice: SliceMap.whole]
    }

    private func shares(_ name: String) -> TheoryQuantity? {
        switch name {
        case "p_block": .ratio(Self.part(.blocked), Self.part(.sentToHumans))
        case "p_wait", "p_wait_accepted", "human_p_wait", "human.p_wait": .ratio(Self.part(.waited), Self.joined)
        case "p_abandon", "p_abandon_offered", "human.p_abandon":
            .ratio(Self.part(.abandoned), Self.part(.sentToHumans))
        case "p_abandon_accepted": .ratio(Self.part(.abandoned), Self.joined)
        case "p_served": .ratio(Self.part(.handled), Self.part(.sentToHumans))
        case "occupancy", "utilisation", Measure.humanOccupancy.name:
            .ratio(Self.part(.busySeconds), Self.part(.staffedSeconds))
        case "carried", "busy": .ratio(Self.part(.busySeconds), Self.part(.measuredSeconds))
        case "lq", "human.lq": .ratio(Self.part(.queueSeconds), Self.part(.measuredSeconds))
        case "l", "human.l", "human_l": .ratio(Self.part(.queueSeconds, .busySeconds), Self.part(.measuredSeconds))
        case "throughput", "human.throughput":
            .ratio(scale: unitSeconds, Self.part(.handled), Self.part(.measuredSeconds))
        case "abandon_rate", "human.abandon_rate":
            .ratio(scale: unitSeconds, Self.part(.abandoned), Self.part(.measuredSeconds))
        case "accepted_rate", "human_arrival_rate", "human_rate_total":
            .ratio(scale: unitSeconds, Self.joined, Self.part(.measuredSeconds))
        default: nil
        }
    }

    private func times(_ name: String) -> TheoryQuantity? {
        let perUnit = 1 / unitSeconds
        let plain = name.hasPrefix("human.") ? String(name.dropFirst(6)) : name
        switch plain {
        case "asa", "wait", "mean_wait", "mean_wait_all", "wait_accepted", "wait_overall", "human_wait":
            return .ratio(scale: perUnit, Self.part(.waitSeconds), Self.joined)
        case "asa_given_wait":
            return .ratio(scale: perUnit, Self.part(.waitSeconds), Self.part(.waited))
        case "sojourn", "sojourn_accepted":
            return .ratio(scale: perUnit, Self.part(.waitSeconds, .handleSeconds), Self.joined)
        case "mean_wait_served":
            return .ratio(
                scale: perUnit, { $0[.waitSeconds, slice: SliceMap.whole] - $0.abandonedWaitSeconds },
                { Self.joined($0) - $0[.abandoned, slice: SliceMap.whole] })
        case "mean_wait_abandoned":
            return .ratio(scale: perUnit, { $0.abandonedWaitSeconds }, Self.part(.abandoned))
        case "wait_second_moment", "wait_second_moment_fcfs":
            return .ratio(scale: perUnit * perUnit, { $0.squaredWaitSeconds }, Self.joined)
        case "wait_sd", "wait_sd_fcfs":
            return TheoryQuantity(
                parts: { [$0.squaredWaitSeconds, $0[.waitSeconds, slice: SliceMap.whole], Self.joined($0)] },
                combine: { sums in
                    let mean = sums[1] / sums[2]
                    return max(0, sums[0] / sums[2] - mean * mean).squareRoot() * perUnit
                })
        default:
            guard plain.hasPrefix("wait_p"), let percent = Double(plain.dropFirst(6)) else { return nil }
            return .percentile(percent / 100, scale: perUnit)
        }
    }

    /// Service levels in their four published definitions, and probabilities of waits.
    private func levels(_ name: String) -> TheoryQuantity? {
        let plain = name.hasPrefix("human.") ? String(name.dropFirst(6)) : name
        guard let underscore = plain.lastIndex(of: "_"), let time = Double(plain[plain.index(after: underscore)...]),
            let level = thresholds.firstIndex(where: { abs($0 - time) < 1e-5 * time })
        else { return nil }
        let good: Part = { $0.serviceLevels[level].good }
        let quick: Part = { $0.serviceLevels[level].abandoned }
        let within: Part = { $0.serviceLevels[level].good + $0.serviceLevels[level].abandoned }
        switch plain[..<underscore] {
        case "sl", "sl_offered": return .ratio(good, Self.part(.sentToHumans))
        case "sl_accepted": return .ratio(good, Self.joined)
        case "sl_served": return .ratio(good, { Self.joined($0) - $0[.abandoned, slice: SliceMap.whole] })
        case "sl_excl_short": return .ratio(good, { Self.joined($0) - quick($0) })
        case "sl_plus_ab": return .ratio(within, Self.joined)
        case "p_abandon_within": return .ratio(quick, Self.joined)
        case "p_wait_gt", "wait_gt": return .ratio({ Self.joined($0) - within($0) }, Self.joined)
        default: return nil
        }
    }

    /// Waits and abandonment by class: the segments of the scenario, in the order of the case.
    private func byClass(_ name: String) -> TheoryQuantity? {
        guard let (prefix, member) = Self.member(name), (0..<classes).contains(member) else { return nil }
        @Sendable func value(_ counter: Counter, _ ledger: Ledger) -> Double {
            ledger[counter, slice: ledger.slices.slice(.segment, member)]
        }
        let joined: Part = { value(.sentToHumans, $0) - value(.blocked, $0) }
        switch prefix {
        case "wait_by_class", "mean_wait_by_class", "mean_wait":
            return .ratio(scale: 1 / unitSeconds, { value(.waitSeconds, $0) }, joined)
        case "sojourn_by_class":
            return .ratio(
                scale: 1 / unitSeconds,
                {
                    value(.waitSeconds, $0) + value(.handleSeconds, $0) + value(.interruptedSeconds, $0)
                }, joined)
        case "p_abandon_by_class":
            return .ratio({ value(.abandoned, $0) }, joined)
        default: return nil
        }
    }

    /// What a name is about and the number of the class, from 0: `mean_wait[1]` and `mean_wait_class2` are the second.
    private static func member(_ name: String) -> (prefix: String, member: Int)? {
        let named = "mean_wait_class"
        if name.hasPrefix(named) {
            guard let number = Int(name.dropFirst(named.count)), number > 0 else { return nil }
            return ("mean_wait", number - 1)
        }
        guard name.hasSuffix("]"), let bracket = name.firstIndex(of: "[") else { return nil }
        guard let number = Int(name[name.index(after: bracket)...].dropLast()) else { return nil }
        return (String(name[..<bracket]), number)
    }
}
