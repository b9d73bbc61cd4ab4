import Experiments
import Files
import Foundation

extension Manifest {
    /// What the manifests of all kinds of results have in common, which is enough to draw a page again.
    public struct Head: Decodable, Sendable {
        /// Kind of the result, such as "comparison".
        public let kind: String
        /// Version of the program that made it.
        public let version: String
        /// The command that made it, word by word.
        public let commandLine: [String]

        /// The program by its release: pages are drawn the same by every commit.
        public var program: String { "hitl " + ProgramVersion(version).release }

        /// The command on one line, to be copied into a shell.
        public var command: String { ShellWords.line(commandLine) }

        private enum CodingKeys: String, CodingKey {
            case kind, version, commandLine
        }

        /// Reads the head; a manifest without a kind is a simulation's.
        public init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            kind = try members.decodeIfPresent(String.self, forKey: .kind) ?? Kind.simulation.rawValue
            version = try members.decode(String.self, forKey: .version)
            commandLine = try members.decodeIfPresent([String].self, forKey: .commandLine) ?? []
        }

        /// Reads the head of a manifest.
        ///
        /// - Throws: `Problem` when it is none.
        public static func read(_ bytes: [UInt8], file: String) throws -> Head {
            try JSONText.decode(
                Head.self, from: bytes, file: file, what: "manifest of a result",
                remedy: "give a result folder that hitl wrote", isSnakeCase: true)
        }

        /// The kind that a manifest states; nil for what is no manifest.
        public static func kind(of bytes: [UInt8]) -> String? { try? read(bytes, file: "").kind }
    }

    /// Reads the manifest of a simulation.
    ///
    /// - Throws: `Problem` for one of another kind, one that is damaged, and for numbers no run can have.
    public static func readSimulation(_ path: String) throws -> (manifest: Manifest, simulation: Simulated) {
        let bytes = try InputFile.read(path)
        if let kind = Head.kind(of: bytes), kind != Kind.simulation.rawValue {
            throw Problem(
                file: path, line: 1, column: 1, message: "this is the manifest of a \(kind), not of a simulation",
                remedy: "name a scenario (.yaml), or the manifest.json that `hitl simulate` wrote")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let manifest = try? decoder.decode(Manifest.self, from: Data(bytes)),
            case .simulation(let simulation) = manifest.content
        else {
            throw Problem(
                file: path, line: 1, column: 1, message: "this is not the manifest of a result",
                remedy: "name a scenario (.yaml) or the manifest.json in a result folder", snippet: "")
        }
        guard PlainName.isPlain(simulation.name) else {
            throw problem(
                path, bytes, [.key("name")], "'\(PlainName.shown(simulation.name))' is no plain name",
                "write one without slashes, dots alone or control characters: results are put under it")
        }
        try check(simulation.goal, replications: simulation.replications, path: path, bytes: bytes)
        return (manifest, simulation)
    }

    /// Reads a manifest where it is a comparison's; nil where it is of another kind or none.
    ///
    /// - Throws: `Problem` for a comparison's manifest that is damaged.
    public static func readComparison(ifAt path: String) throws -> (manifest: Manifest, comparison: Compared)? {
        guard path.hasSuffix(".json") else { return nil }
        let bytes = try InputFile.read(path)
        guard Head.kind(of: bytes) == Kind.comparison.rawValue else { return nil }
        let remedy = "name the manifest.json that `hitl compare` wrote"
        let manifest = try JSONText.decode(
            Manifest.self, from: bytes, file: path, what: "manifest of a comparison", remedy: remedy,
            isSnakeCase: true)
        guard case .comparison(let comparison) = manifest.content else { return nil }
        guard comparison.variants.count > 1 else {
            throw Problem(file: path, message: "it has fewer than two variants", remedy: remedy)
        }
        try check(comparison.goal, replications: comparison.replications, path: path, bytes: bytes)
        return (manifest, comparison)
    }

    /// Refuses numbers that somebody may have changed by hand.
    private static func check(_ goal: Precision, replications: Int, path: String, bytes: [UInt8]) throws {
        let counts = [
            ("replications", replications, 1), ("min_replications", goal.minReplications, 1),
            ("max_replications", goal.maxReplications, PrecisionGoal.fewest),
        ]
        for case (let key, let count?, let fewest) in counts where !(fewest...1_000_000).contains(count) {
            throw problem(
                path, bytes, [.key(key)], "\(key) must be \(fewest) to 1000000", "write such a number of replications")
        }
        if let precision = goal.precision, !(precision > 0 && precision <= 1) {
            throw problem(
                path, bytes, [.key("precision")], "the precision must be above 0 and not above 1",
                "write a share of the mean, such as 0.02 for 2%")
        }
    }

    /// A problem at a place in a manifest.
    package static func problem(
        _ path: String, _ bytes: [UInt8], _ steps: [JSONPlace.Step], _ message: String, _ remedy: String
    ) -> Problem {
        let place = JSONPlace(of: steps, in: bytes)
        return Problem(
            file: path, line: place?.line ?? 1, column: place?.column ?? 1, message: message, remedy: remedy,
            snippet: place?.snippet ?? "")
    }
}
