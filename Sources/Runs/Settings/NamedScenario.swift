import Files
import Foundation
import Results
import Scenarios

/// A scenario as somebody names it: a scenario file, or the manifest of an earlier result.
public struct NamedScenario {
    /// The scenario, with what replaces its values.
    public let scenario: Scenario
    /// What the result was run with; nil for a scenario file.
    public let earlier: EarlierRun?
    /// Short name: the file's, or that of the earlier result.
    public let name: String
    /// What to mind: that the result was made by another version or commit.
    public let note: String?

    /// Reads it.
    ///
    /// - Parameters:
    ///   - overrides: `dotted.path=value` each.
    ///   - version: of this program.
    ///   - willRecord: whether the answers of its external AI are about to be recorded.
    /// - Throws: `Problems` with all that is wrong, or `Problem` for what is no manifest.
    public init(_ path: String, overrides: [String], version: ProgramVersion, willRecord: Bool = false) throws {
        if path.hasSuffix(".json") {
            let (manifest, simulation) = try Manifest.readSimulation(path)
            scenario = try Scenario.decode(
                simulation.scenarioYaml, file: "\(path) (scenario_yaml)", overrides: overrides,
                willRecord: willRecord)
            earlier = EarlierRun(
                manifest, precision: simulation.goal, replications: simulation.replications, file: path)
            name = simulation.name
            note = version.note(madeBy: manifest.version)
        } else {
            scenario = try Scenario.load(path, overrides: overrides, willRecord: willRecord)
            earlier = nil
            name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
            note = nil
        }
    }
}
