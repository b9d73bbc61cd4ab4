import Files
import Foundation
import Scenarios

/// A scenario as the command line names it: a scenario file, or the manifest of an earlier result.
struct NamedScenario {
    let scenario: Scenario
    /// The manifest that it was read from; nil for a scenario file.
    let manifest: Manifest?
    /// Short name: the file's, or that of the earlier result.
    let name: String

    /// Reads it.
    ///
    /// - Parameter willRecord: whether the answers of its external AI are about to be recorded.
    /// - Throws: `Problems` with all that is wrong, or `Problem` for what is no manifest.
    init(_ path: String, overrides: [String], quiet: Bool, willRecord: Bool = false) throws {
        manifest = path.hasSuffix(".json") ? try Manifest.read(path) : nil
        if let manifest {
            scenario = try Scenario.decode(
                manifest.scenarioYaml, file: "\(path) (scenario_yaml)", overrides: overrides, willRecord: willRecord)
            Self.noteVersion(manifest.version, quiet: quiet)
        } else {
            scenario = try Scenario.load(path, overrides: overrides, willRecord: willRecord)
        }
        name = manifest?.name ?? ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    }

    /// Says so where a result was made by another version.
    static func noteVersion(_ version: String, quiet: Bool) {
        guard version != Version.text, !quiet else { return }
        Console.note("note: made by hitl \(version), this is \(Version.text): results may differ")
    }
}
