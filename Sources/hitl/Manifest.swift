import Files
import Foundation

/// What makes a result repeatable: the scenario as it was run, seed, replications, version and command line.
struct Manifest: Codable {
    var schema = 1
    var name: String
    var version: String
    var seed: UInt64
    var replications: Int
    var commandLine: [String]
    var scenarioYaml: String
    /// Asked half-width over mean, with the most replications and the measures; nil where none was asked.
    var precision: Double?
    var maxReplications: Int?
    var precisionOf: [String]?
    /// True or absent.
    var controlVariates: Bool?
    var antithetic: Bool?

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [10]
        }
    }

    static func read(_ path: String) throws -> Manifest {
        let bytes = try InputFile.read(path)
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Manifest.self, from: Data(bytes))
        } catch {
            throw Problem(
                file: path, line: 1, column: 1, message: "this is not the manifest of a result",
                remedy: "name a scenario (.yaml) or the manifest.json in a result folder", snippet: "")
        }
    }
}
