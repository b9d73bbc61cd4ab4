import Quantities
import Traffic
import Workforce

extension OperationSpecification {
    /// Longest time after the horizon for which cases of the measured period that are still open are followed, in
    /// seconds.
    ///
    /// It is all the reopen windows that one case can have, up to a year, and on top the time that humans may take: as
    /// long as the measured run itself, from the longest time for which nobody is on duty up to eight weeks. Where humans
    /// keep up, every case is over long before. Where they do not, customers of the measured period are served while the
    /// line before them, which cannot be longer than the run, goes down; and the run costs no more than a multiple of
    /// its horizon.
    public var longestFollowUpSeconds: Double {
        let windows = Double(max(0, customers.mostContacts - 1)) * customers.reopenWindowSeconds
        let serving = max(longestPauseSeconds, min(horizonSeconds, 8 * Seconds.perWeek))
        return min(windows, 52 * Seconds.perWeek) + serving
    }

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
}
