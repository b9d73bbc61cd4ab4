import Files
import Foundation

/// What makes a result repeatable: who made it and how, and for each kind of result what its run was.
public struct Manifest: Sendable {
    /// What there is beside the head, by kind of result.
    public enum Content: Sendable {
        /// One scenario, of `hitl simulate`.
        case simulation(Simulated)
        /// Variants, of `hitl compare`.
        case comparison(Compared)
        /// Points, of `hitl sweep` and `hitl sweep-merge`; their plan stands beside it.
        case sweep(Swept)
        /// Teams, of `hitl staff`.
        case staffing(Staffed)

        /// Name of the kind.
        public var kind: Kind {
            switch self {
            case .simulation: .simulation
            case .comparison: .comparison
            case .sweep: .sweep
            case .staffing: .staffing
            }
        }
    }

    /// Kinds of results.
    public enum Kind: String, Sendable, CaseIterable {
        /// A manifest that names no kind is a simulation's.
        case simulation, comparison, sweep, staffing
    }

    /// Name of the file; a folder that has one is a result.
    public static let fileName = ResultFolder.marker

    /// Version of the program that made it.
    public let version: String
    /// The command that made it, word by word.
    public let commandLine: [String]
    /// Seed of all randomness.
    public let seed: UInt64
    /// What was run.
    public let content: Content

    /// Describes a result; see the properties.
    public init(version: String, commandLine: [String], seed: UInt64, _ content: Content) {
        self.version = version
        self.commandLine = commandLine
        self.seed = seed
        self.content = content
    }

    /// The file's bytes: sorted keys in snake case.
    ///
    /// - Throws: what cannot be expressed in JSON.
    public var bytes: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self)) + [10]
        }
    }
}

extension Manifest: Codable {
    private enum CodingKeys: String, CodingKey {
        case schema, kind, version, commandLine, seed
    }

    /// Reads the head, and beside it what a result of its kind has.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        _ = try members.decode(Int.self, forKey: .schema)
        version = try members.decode(String.self, forKey: .version)
        commandLine = try members.decode([String].self, forKey: .commandLine)
        seed = try members.decode(UInt64.self, forKey: .seed)
        let name = try members.decodeIfPresent(String.self, forKey: .kind)
        switch name.map(Kind.init) ?? .simulation {
        case .simulation: content = .simulation(try Simulated(from: decoder))
        case .comparison: content = .comparison(try Compared(from: decoder))
        case .sweep: content = .sweep(try Swept(from: decoder))
        case .staffing: content = .staffing(try Staffed(from: decoder))
        case nil:
            throw DecodingError.dataCorruptedError(forKey: .kind, in: members, debugDescription: "unknown kind")
        }
    }

    /// Writes the head and the content as members of one object.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(1, forKey: .schema)
        if content.kind != .simulation { try members.encode(content.kind.rawValue, forKey: .kind) }
        try members.encode(version, forKey: .version)
        try members.encode(commandLine, forKey: .commandLine)
        try members.encode(seed, forKey: .seed)
        switch content {
        case .simulation(let simulation): try simulation.encode(to: encoder)
        case .comparison(let comparison): try comparison.encode(to: encoder)
        case .sweep(let sweep): try sweep.encode(to: encoder)
        case .staffing(let staffing): try staffing.encode(to: encoder)
        }
    }
}
