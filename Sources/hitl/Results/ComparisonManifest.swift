import Experiments
import Files
import Foundation

/// What repeats a comparison: the frozen scenarios, seed, replications, version and command line.
struct ComparisonManifest: Codable {
    /// One variant as it was run.
    struct Variant: Codable {
        var name: String
        var source: String
        var changes: [String]
        var sha256: String
        var scenarioYaml: String
    }

    static let kind = "comparison"

    var schema = 1
    var kind = ComparisonManifest.kind
    var version: String
    var commandLine: [String]
    var seed: UInt64
    var replications: Int
    /// Asked half-width over mean, with the fewest and most replications and the measures; nil where none was asked.
    var precision: Double?
    var minReplications: Int?
    var maxReplications: Int?
    var precisionOf: [String]?
    /// The baseline first.
    var variants: [Variant]

    var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [10]
        }
    }

    /// Reads a manifest where it is a comparison's; nil where it is of another kind or none.
    ///
    /// - Throws: `Problem` for a comparison's manifest that is damaged.
    static func read(ifAt path: String) throws -> ComparisonManifest? {
        guard path.hasSuffix(".json") else { return nil }
        let bytes = try InputFile.read(path)
        guard ManifestHead.kind(of: bytes) == kind else { return nil }
        let remedy = "name the manifest.json that `hitl compare` wrote"
        let manifest = try JSONText.decode(
            ComparisonManifest.self, from: bytes, file: path, what: "manifest of a comparison", remedy: remedy,
            isSnakeCase: true)
        guard manifest.variants.count > 1 else {
            throw Problem(file: path, message: "it has fewer than two variants", remedy: remedy)
        }
        let counts = [("replications", manifest.replications), ("max_replications", manifest.maxReplications ?? 1)]
        for (key, count) in counts where !(1...1_000_000).contains(count) {
            throw Problem(
                file: path, message: "\(key) must be 1 to 1000000", remedy: "write such a number of replications")
        }
        return manifest
    }
}
