import Experiments
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
    /// Asked half-width over mean, with the fewest and most replications and the measures; nil where none was asked.
    var precision: Double?
    var minReplications: Int?
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
        if let kind = ManifestHead.kind(of: bytes), kind != "simulation" {
            throw Problem(
                file: path, line: 1, column: 1, message: "this is the manifest of a \(kind), not of a simulation",
                remedy: "name a scenario (.yaml), or the manifest.json that `hitl simulate` wrote")
        }
        let manifest: Manifest
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            manifest = try decoder.decode(Manifest.self, from: Data(bytes))
        } catch {
            throw Problem(
                file: path, line: 1, column: 1, message: "this is not the manifest of a result",
                remedy: "name a scenario (.yaml) or the manifest.json in a result folder", snippet: "")
        }
        guard PlainName.isPlain(manifest.name) else {
            throw problem(
                path, bytes, [.key("name")], "'\(PlainName.shown(manifest.name))' is no plain name",
                "write one without slashes, dots alone or control characters: results are put under it")
        }
        try manifest.checkNumbers(path: path, bytes: bytes)
        return manifest
    }

    /// Numbers that somebody may have changed by hand.
    private func checkNumbers(path: String, bytes: [UInt8]) throws {
        let counts = [
            ("replications", replications, 1), ("min_replications", minReplications, 1),
            ("max_replications", maxReplications, PrecisionGoal.fewest),
        ]
        for case (let key, let count?, let fewest) in counts where !(fewest...1_000_000).contains(count) {
            throw Self.problem(
                path, bytes, [.key(key)], "\(key) must be \(fewest) to 1000000", "write such a number of replications")
        }
        if let precision, !(precision > 0 && precision <= 1) {
            throw Self.problem(
                path, bytes, [.key("precision")], "the precision must be above 0 and not above 1",
                "write a share of the mean, such as 0.02 for 2%")
        }
    }

    /// Says which measure of the precision a scenario does not have, as when --set has removed it.
    func checkMeasures(known: [String], path: String) throws {
        for (place, name) in (precisionOf ?? []).enumerated() where !known.contains(name) {
            let near = Spelling.closest(to: name, among: known)
            throw Self.problem(
                path, try InputFile.read(path), [.key("precision_of"), .item(place)],
                "precision_of \(name): this scenario has no such measure",
                near.map { "did you mean '\($0)'?" }
                    ?? "docs/measures.md lists them; or name others with --precision-of")
        }
    }

    private static func problem(
        _ path: String, _ bytes: [UInt8], _ steps: [JSONPlace.Step], _ message: String, _ remedy: String
    ) -> Problem {
        let place = JSONPlace(of: steps, in: bytes)
        return Problem(
            file: path, line: place?.line ?? 1, column: place?.column ?? 1, message: message, remedy: remedy,
            snippet: place?.snippet ?? "")
    }
}
