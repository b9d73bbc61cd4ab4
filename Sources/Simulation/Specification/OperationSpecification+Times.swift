import EventEngine
import Quantities
import Routing
import Traffic
import Workforce

/// How long an operation is followed, when its load repeats, and what its contacts need of memory.
extension OperationSpecification {
    /// Longest time after the horizon for which cases of the measured period that are still open are followed, in
    /// seconds.
    ///
    /// It is all the returns that one case can have, each after the reopen window or nearly the longest time until a
    /// return, up to a year, and on top the time that humans may take: as
    /// long as the measured run itself, from the longest time for which nobody is on duty up to eight weeks. Where humans
    /// keep up, every case is over long before. Where they do not, customers of the measured period are served while the
    /// line before them, which cannot be longer than the run, goes down; and the run costs no more than a multiple of
    /// its horizon.
    public var longestFollowUpSeconds: Double {
        let returns = Double(max(0, customers.mostContacts - 1)) * customers.longestReturnSeconds
        return min(returns, 52 * Seconds.perWeek) + servingSeconds
    }

    /// Time after the horizon from which on nobody is followed any more where hardly a customer is still to come back: the
    /// reopen window, and the time that humans may take, in seconds. Who is open then waits for people who do not keep up.
    public var shortestFollowUpSeconds: Double {
        min(longestFollowUpSeconds, customers.reopenWindowSeconds + servingSeconds)
    }

    private var servingSeconds: Double { max(longestPauseSeconds, min(horizonSeconds, 8 * Seconds.perWeek)) }

    /// Longest time of a week for which a queue that somebody serves has nobody rostered, in seconds, up to a week.
    var longestPauseSeconds: Double {
        queues.indices.map { queue in
            let serving = teams.filter { $0.queues.contains(queue) && $0.agents > 0 }
            guard !serving.isEmpty, !serving.contains(where: \.isAlwaysTheSame) else { return 0 }
            // A week that has another before it, whose last night reaches into Monday.
            let isStaffed = (0..<168).map { hour in
                let start = Seconds.perWeek + Double(hour) * 3600
                return serving.contains { $0.paidHours(in: start...(start + 3600)) > 0 }
            }
            var (longest, current) = (0, 0)
            for hour in 0..<336 where current < 168 {
                current = isStaffed[hour % 168] ? 0 : current + 1
                longest = max(longest, current)
            }
            return Double(longest) * 3600
        }.max() ?? 0
    }

    /// Hours after which load and rosters repeat: 1 where they are constant, 24 or 168; nil where a curve of rates
    /// repeats after another time, which divides neither a day nor a week.
    public var loadCycleHours: Int? {
        guard let arrivals = arrivalCycleHours else { return nil }
        let shifts = teams.flatMap(\.shifts).filter { $0.agents > 0 && !$0.isAlways }
        guard shifts.allSatisfy({ shift in shift.days.allSatisfy { $0 } }) else { return Weekday.hours }
        let curves = teams.compactMap(\.curve).filter { !$0.isConstant }
        guard curves.allSatisfy({ $0.periodSeconds <= Seconds.perDay }) else { return Weekday.hours }
        return shifts.isEmpty && curves.isEmpty ? arrivals : max(24, arrivals)
    }

    /// The same of the arrivals alone.
    private var arrivalCycleHours: Int? {
        if let curve = traffic.arrivals.curve {
            if curve.isConstant { return 1 }
            return [24, Weekday.hours].first { hours in
                (Double(hours) * Seconds.perHour).truncatingRemainder(dividingBy: curve.periodSeconds) == 0
            }
        }
        let weights = traffic.arrivals.hourlyWeights
        guard weights.indices.allSatisfy({ weights[$0] == weights[$0 % 24] }) else { return Weekday.hours }
        return weights.allSatisfy { $0 == weights.first } ? 1 : 24
    }

    /// Hours of the batches in which a warm-up is looked for: five, or a cycle of the load; nil without such a cycle.
    public var warmUpBatchHours: Int? { loadCycleHours.map { $0 == 1 ? 5 : $0 } }

    /// Shortest horizon that a warm-up can be found in: ten batches; nil where the load has no cycle of a day or week.
    public var shortestHorizonForWarmUpSeconds: Double? { warmUpBatchHours.map { Double(10 * $0) * Seconds.perHour } }

    /// Most first contacts of a recorded start: their predictions are kept, 40 bytes each.
    private static let mostRecorded = 1_500_000.0

    /// When a recorded start of this operation begins, in seconds: a whole day, some days before the measured period; nil
    /// where what the AI or the traffic remembers cannot be taken up in the middle (a corpus, recorded arrivals, answers
    /// of somebody else's AI, conversations, plans, feedback on labels, monitors, an assumed accuracy that improves).
    package var startSeconds: Double? {
        guard traffic.recordedArrivals == nil, monitors == nil, plans.isEmpty, followedContacts.isEmpty else {
            return nil
        }
        if case .corpus = traffic.source { return nil }
        if let ai {
            guard ai.answers == nil, ai.turns == nil, ai.emotionModel == nil, ai.assumedLearning == nil else {
                return nil
            }
            guard !policy.triggers.contains(where: { $0.condition.benefitAbove != nil }) else { return nil }
            guard (training?.feedback ?? FeedbackPlan()) == FeedbackPlan(), !policy.movesThreshold else { return nil }
        }
        let days = (window.lowerBound / Seconds.perDay - OperationStart.leadDays).rounded(.down)
        let start = max(0, days * Seconds.perDay)
        guard traffic.arrivals.expectedCount(from: start, to: horizonSeconds) <= Self.mostRecorded else { return nil }
        return start
    }

    /// Memory that a contact takes while it waits, in bytes: its place, its text, its event, and its link in the line;
    /// tables double as they grow and are copied then, so that they take twice what they hold in the mean.
    public var bytesPerWaitingContact: Double {
        let place = MemoryLayout<OpenContact>.stride
        return 2 * Double(place + ContactTable.linkBytes) + (hasTexts ? ContactTable.textBytes : 0)
    }

    private var hasTexts: Bool {
        if case .none = traffic.source { return false }
        return ai != nil
    }
}
