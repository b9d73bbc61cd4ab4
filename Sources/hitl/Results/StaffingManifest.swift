import Foundation

/// What repeats a staffing: the scenario as it was, seed, targets and command line.
struct StaffingManifest: Codable {
    static let kind = "staffing"

    var schema = 1
    var kind = StaffingManifest.kind
    var version: String
    var commandLine: [String]
    var seed: UInt64
    var targets: [String]
    var scenarioYaml: String

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [10]
        }
    }
}
