import Simulation
import Testing

@Suite struct MeasureDirectionTests {
    @Test(arguments: [
        ("cost.per_query", MeasureDirection.lower), ("human.wait.p90_s{queue=calls}", .lower),
        ("service_level.calls", .higher), ("ai.handoff.saved_s", .higher), ("human.same_agent", .higher),
        ("monitor.drift.detected", .higher), ("monitor.segment.detected", .higher),
        ("model.accuracy.last_week", .higher), ("margin.total", .higher), ("human.occupancy", .neither),
        ("training.labels", .neither), ("queries.offered", .neither),
    ])
    func measuresSayWhichWayTheyAreBetter(name: String, direction: MeasureDirection) {
        #expect(MeasureDefinition.direction(of: name) == direction)
    }

    @Test func unknownNamesHaveNone() { #expect(MeasureDefinition.direction(of: "cost.qery") == nil) }

    /// Nothing that counts errors, waits or money spent is better high, and no share of right answers better low.
    @Test func directionsGoWithNames() {
        for definition in MeasureDefinition.all {
            let name = definition.name
            if ["wait", "cost.", "abandonment", "error", "false", "delay"].contains(where: name.contains) {
                #expect(definition.direction == .lower, "\(name)")
            }
            if ["detected", "accuracy", "revenue", "resolution.right"].contains(where: name.contains) {
                #expect(definition.direction == .higher, "\(name)")
            }
        }
    }
}
