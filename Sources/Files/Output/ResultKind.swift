import Foundation

/// What a result folder holds, as its manifest says.
public enum ResultKind: String, Sendable, CaseIterable {
    case simulation, comparison, staffing, sweep

    /// Names of all files that may be in a folder of this kind.
    public var files: Set<String> {
        let own: Set<String> =
            switch self {
            case .simulation: ["summary.json", "replications.csv", "timeline.csv"]
            case .comparison: ["comparison.json", "differences.csv", "replications.csv", "timeline.csv"]
            case .staffing: ["staffing.csv", "staffing.json", "roster.yaml", "scenario.yaml"]
            case .sweep: ["plan.jsonl", "points.csv", "replications.csv", "timeline.csv", "sweep.json"]
            }
        return own.union([ResultFolder.marker, "report.html"])
    }

    /// The kind that the bytes of a manifest state; nil for what is no manifest of this program.
    public init?(manifest bytes: [UInt8]) {
        struct Head: Decodable {
            var schema: Int
            var kind: String?
            var version: String
            var commandLine: [String]

            enum CodingKeys: String, CodingKey {
                case schema, kind, version
                case commandLine = "command_line"
            }
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)), head.schema == 1 else { return nil }
        // A manifest without a kind is a simulation's.
        self.init(rawValue: head.kind ?? ResultKind.simulation.rawValue)
    }
}

/// Names of files that somebody else's file gives.
public enum PlainName {
    /// Whether a name stays in the folder it is put in and can be shown: no path, no `.` or `..`, no control character, 200
    /// bytes at most.
    public static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 200
            && name.unicodeScalars.allSatisfy { scalar in
                scalar != "/" && scalar != "\\" && scalar.properties.generalCategory != .control
                    && scalar.properties.generalCategory != .format
            }
    }

    /// A name as a message can show it: cut, and without what a terminal would obey.
    public static func shown(_ name: String) -> String {
        let scalars = name.unicodeScalars.prefix(100).map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format: "\u{FFFD}"
            default: scalar
            }
        }
        var text = String(String.UnicodeScalarView(scalars))
        if name.unicodeScalars.count > 100 { text += "..." }
        return text
    }
}
