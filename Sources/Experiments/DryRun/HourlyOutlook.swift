import Quantities
import Simulation
import Stochastics
import Traffic

/// What the chain of a pool's contacts says of a service level: followed from hour to hour, so that a line that grew in
/// one hour is there in the next, and averaged over good and bad days and over absences.
struct HourlyOutlook {
    /// What is kept of what is promised, over the measured period.
    private(set) var overall = (kept: 0.0, all: 0.0)
    /// Share of the contacts that find the waiting room full.
    private(set) var turnedAway = 0.0
    /// Standard deviation of the share over days that differ; 0 where all are alike.
    private(set) var daySpread = 0.0
    /// The same as `overall` by hour of the week.
    private(set) var byHour = [(kept: Double, all: Double)](repeating: (0, 0), count: Weekday.hours)

    /// Longest run that is followed.
    private static let mostHours = 13 * Weekday.hours
    /// Gauss-Hermite points and weights for a mean and a variance (Abramowitz and Stegun, table 25.10).
    private static let points: [(at: Double, weight: Double)] = [
        (-3.0.squareRoot(), 1.0 / 6), (0, 2.0 / 3), (3.0.squareRoot(), 1.0 / 6),
    ]

    /// Hours of a run that have to be followed: two weeks where all are alike, else all.
    static func count(_ it: OperationSpecification, grows: Bool) -> Int {
        let all = Int((it.horizonSeconds / Seconds.perHour).rounded(.up))
        let isAlike = it.traffic.arrivals.spikes.isEmpty && it.traffic.arrivals.growthPerWeek == 0 && !grows
        return max(1, min(all, isAlike ? 2 * Weekday.hours : mostHours))
    }

    /// Follows a pool; nil where its line grows beyond what can be followed.
    ///
    /// - Parameter places: of the waiting room; nil without a limit.
    init?(
        _ level: ServiceLevelDefinition, _ it: OperationSpecification, pool: PoolHours, slots: Int, patience: Double?,
        places: Int?
    ) {
        let shape = it.traffic.arrivals.dayFactorShape
        let days = shape == nil ? [(at: 0.0, weight: 1.0)] : Self.points
        let absences = pool.hours.contains { $0.variance > 0 } ? Self.points : [(at: 0.0, weight: 1.0)]
        // What runs in after the warm-up; where two weeks stand for many, the second.
        let all = Int((it.horizonSeconds / Seconds.perHour).rounded(.up))
        let warmUp = Int(it.warmUpSeconds / Seconds.perHour)
        let first = pool.hours.count < all ? pool.hours.count / 2 : min(warmUp, pool.hours.count - 1)
        // Waits of those who never give up grow with the spread of the work; of the others, hardly.
        let within = level.withinSeconds / (patience == nil ? pool.spread : 1)
        var weights = 0.0
        var ofDays: [(share: Double, weight: Double)] = []
        for day in days {
            let before = overall
            let factor = max(0, 1 + day.at * (shape.map { 1 / $0 } ?? 0).squareRoot())
            for absence in absences {
                var queue = TransientQueue(
                    meanServiceSeconds: pool.workSeconds, meanPatienceSeconds: patience, slots: slots,
                    stretch: it.assignment?.stretch ?? [], places: places)
                let weight = day.weight * absence.weight * factor
                for (place, hour) in pool.hours.enumerated() {
                    let net = max(0, hour.agents + absence.at * hour.variance.squareRoot())
                    let mean = pool.meanAgents(hour: place, seconds: level.withinSeconds)
                    let scale = hour.agents > 0 ? net / hour.agents : 1
                    guard
                        let shares = queue.pass(
                            seconds: Seconds.perHour, arrivalsPerSecond: hour.perSecond * factor, agents: net,
                            limits: (within, mean * scale, level.shortSeconds))
                    else { return nil }
                    guard place >= first else { continue }
                    let promise = ServiceLevelTally(
                        offered: 1, answered: shares.answered, good: shares.served, abandoned: shares.abandoned,
                        short: shares.short
                    ).promise(level)
                    let (kept, asked) = (promise.kept * hour.own * weight, promise.all * hour.own * weight)
                    turnedAway += shares.turnedAway * hour.own * weight
                    weights += hour.own * weight
                    overall.kept += kept
                    overall.all += asked
                    byHour[place % Weekday.hours].kept += kept
                    byHour[place % Weekday.hours].all += asked
                }
            }
            let all = overall.all - before.all
            if all > 0 { ofDays.append(((overall.kept - before.kept) / all, day.weight)) }
        }
        let mean = ofDays.reduce(0) { $0 + $1.share * $1.weight }
        daySpread = ofDays.reduce(0) { $0 + $1.weight * ($1.share - mean) * ($1.share - mean) }.squareRoot()
        turnedAway /= max(weights, .leastNormalMagnitude)
    }
}
