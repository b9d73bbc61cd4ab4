import Experiments
import Files
import Foundation
import Simulation

/// The file of a baseline, for a repository: JSON with sorted keys and one line a setting and a list of values, so that a
/// change of it can be read: each measure's mean and half width stand beside the values they come from. Values survive to the last bit.
public enum BaselineJSON {
    private static let kind = "hitl baseline"
    private static let schema = 3

    /// The file's bytes.
    public static func data(_ baseline: Baseline) -> [UInt8] {
        JSONTreeEncoder.bytes(of: BaselineDocument(baseline, file: kind, schema: schema))
    }

    /// Whether bytes begin like a baseline, so that a new one may take their place.
    public static func isBaseline(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(4096), as: UTF8.self).contains("\"file\": \"\(kind)\"")
    }

    /// Reads a baseline.
    ///
    /// - Parameters:
    ///   - file: its name in messages.
    ///   - command: what makes it anew.
    /// - Throws: `Problem` when the bytes are none of this schema.
    public static func read(_ bytes: [UInt8], file: String, command: String? = nil) throws -> Baseline {
        let again = "make it again: " + (command ?? "hitl check SCENARIO --baseline \(file) --update-baseline")
        func problem(_ message: String, at path: [JSONPlace.Step] = [], remedy: String? = nil) -> Problem {
            let place = JSONPlace(of: path, in: bytes)
            return Problem(
                file: file, line: place?.line ?? 1, column: place?.column ?? 1, message: message,
                remedy: remedy ?? again, snippet: String((place?.snippet ?? "").prefix(200)))
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)), head.file == kind else {
            // Not to be written over: it may be anything.
            throw problem(
                "this is no baseline of hitl check", remedy: "name a file that hitl check --update-baseline wrote")
        }
        guard head.schema == schema else {
            throw problem(
                head.schema == 1
                    ? "this baseline is of an old kind (schema 1): its service levels left out those who were turned away"
                    : head.schema == 2
                        ? "this baseline is of an old kind (schema 2): it does not say which checks were made, nor on how many rows"
                        : "schema \(head.schema) of baselines is unknown here, this program reads \(schema)",
                at: [.key("schema")])
        }
        let document: BaselineDocument
        do {
            document = try JSONDecoder().decode(BaselineDocument.self, from: Data(bytes))
        } catch {
            throw problem("the baseline is damaged (\(reason(error)))")
        }
        if let seconds = document.warmUpSeconds?.value, !(seconds >= 0 && seconds.isFinite) {
            throw problem("the baseline is damaged (its warm-up)", at: [.key("warm_up_seconds")])
        }
        guard (0...1_000_000_000).contains(document.first ?? 0) else {
            throw problem("the baseline is damaged (the number of its first replication)", at: [.key("first")])
        }
        guard (0...1_000_000).contains(document.replications) else {
            throw problem("the baseline is damaged (its number of replications)", at: [.key("replications")])
        }
        if let rows = document.rows, !rows.isSound {
            throw problem("the baseline is damaged (its rows)", at: [.key("rows")])
        }
        var columns: [ReplicationTable.Column] = []
        var values: [[MeasureValue?]] = []
        for (name, measure) in document.measures.sorted(by: { $0.key < $1.key }) {
            func broken(_ message: String, _ key: String? = nil) -> Problem {
                problem(message, at: [.key("measures"), .key(name)] + (key.map { [.key($0)] } ?? []))
            }
            guard let kind = EstimatorKind(rawValue: measure.kind) else {
                throw broken("'\(measure.kind)' is no kind of estimator", "kind")
            }
            guard let unit = MeasureUnit(rawValue: measure.unit) else {
                throw broken("'\(measure.unit)' is no unit of a measure", "unit")
            }
            guard let found = measure.found(kind), found.count == document.replications else {
                throw broken("\(name) has not \(document.replications) values of its kind")
            }
            if let place = measure.impossible(unit) {
                throw broken("replication \(place + 1) has a value that \(name) can never have")
            }
            columns.append(ReplicationTable.Column(name: name, form: MeasureForm(kind: kind, unit: unit)))
            values.append(found)
        }
        return Baseline(
            scenario: document.scenario, version: document.version, seed: document.seed, settings: document.settings,
            warmUpSeconds: document.warmUpSeconds?.value,
            table: ReplicationTable(
                first: document.first ?? 0, columns: columns,
                rows: (0..<document.replications).map { number in values.map { $0[number] } }),
            promises: document.measures.compactMapValues(\.definition), rows: document.rows?.sample,
            checks: document.checks ?? [:])
    }

    private struct Head: Decodable {
        var file: String
        var schema: Int
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _)?: "\"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
            "\"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has an unexpected value"
        default: "unreadable"
        }
    }
}
