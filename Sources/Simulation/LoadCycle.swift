extension OperationSpecification {
    /// Hours after which load and rosters repeat: 1 where they are constant, 24 or 168.
    public var loadCycleHours: Int {
        let weights = traffic.arrivals.hourlyWeights
        let shifts = teams.flatMap(\.shifts).filter { $0.agents > 0 && !$0.isAlways }
        let isDaily =
            weights.indices.allSatisfy { weights[$0] == weights[$0 % 24] }
            && shifts.allSatisfy { shift in shift.days.allSatisfy { $0 } }
        guard isDaily else { return 168 }
        return shifts.isEmpty && weights.allSatisfy { $0 == weights.first } ? 1 : 24
    }

    /// Hours of the batches in which a warm-up is looked for: five, or a cycle of the load.
    public var warmUpBatchHours: Int { loadCycleHours == 1 ? 5 : loadCycleHours }

    /// Shortest horizon that a warm-up can be found in: ten batches.
    public var shortestHorizonForWarmUpSeconds: Double { Double(10 * warmUpBatchHours) * 3600 }
}
