import Quantities
import Traffic

extension OperationSpecification {
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
}
