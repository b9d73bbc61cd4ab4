import Scenarios
import Simulation

/// What is known of a scenario before it is simulated at length: load, estimates by theory and warnings.
public struct DryRun: Sendable {
    /// The scenario.
    public let scenario: Scenario
    /// What a pilot with the AI says; without one where there is none.
    public let flows: PilotFlows
    /// Offered load where the AI answers as in the pilot.
    public let load: OfferedLoad
    /// Offered load where the AI answers nothing; nil without an AI.
    public let loadWithoutAI: OfferedLoad?
    /// Estimates by theory at `load`.
    public let outlook: StaffingOutlook
    /// What to look at.
    public let warnings: [Finding]

    /// Completes a pilot with one without the AI, and with what theory says.
    ///
    /// - Parameter flows: the pilot of this scenario with its AI.
    /// - Throws: what makes the operation impossible to simulate.
    public init(_ scenario: Scenario, flows: PilotFlows, seed: UInt64) throws {
        self.scenario = scenario
        let specification = scenario.specification
        self.flows = flows
        load = OfferedLoad(specification, flows: flows)
        loadWithoutAI = try specification.ai.map { _ in
            OfferedLoad(specification, flows: try PilotFlows(specification, seed: seed, usesAI: false))
        }
        outlook = StaffingOutlook(specification, flows: flows)
        warnings =
            LoadWarnings(specification, load: load, outlook: outlook).findings
            + (BacklogOutlook(specification, flows: flows).warning.map { [$0] } ?? [])
            + ScenarioAdvice(scenario).findings
    }
}
