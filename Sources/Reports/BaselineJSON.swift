import Experiments
import Files
import Foundation
import Simulation

/// The file of a baseline, for a repository: JSON with sorted keys and one line a setting and a list of values, so that a
/// change of it can be read. Values survive to the last bit.
public enum BaselineJSON {
    private static let kind = "hitl baseline"
    private static let schema = 1

    /// The file's bytes.
    public static func data(_ baseline: Baseline) -> [UInt8] {
        var measures: [String: JSONTree] = [:]
        for column in baseline.table.columns {
            let values = baseline.table.values(of: column.name) ?? []
            var members: [String: JSONTree] = [
                "kind": .string(column.form.kind.rawValue), "unit": .string(column.form.unit.rawValue),
            ]
            func list(_ part: (MeasureValue) -> Double?) -> JSONTree {
                .line(values.map { $0.flatMap(part).map(JSONTree.exact) ?? .null })
            }
            if column.form.kind == .ratio {
                members["numerators"] = list { if case .ratio(let numerator, _) = $0 { numerator } else { nil } }
                members["denominators"] = list { if case .ratio(_, let below) = $0 { below } else { nil } }
            } else {
                members["values"] = list { if case .value(let value) = $0 { value } else { nil } }
            }
            measures[column.name] = .object(members)
        }
        let root: JSONTree = [
            "file": .string(kind), "schema": .number(Double(schema)), "version": .string(baseline.version),
            "scenario": .string(baseline.scenario), "seed": .whole(baseline.seed),
            "first": .number(Double(baseline.table.first)), "replications": .number(Double(baseline.replications)),
            "settings": .object(baseline.settings.mapValues(JSONTree.string)), "measures": .object(measures),
        ]
        return Array(root.pretty.utf8)
    }

    /// Whether bytes begin like a baseline, so that a new one may take their place.
    public static func isBaseline(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(4096), as: UTF8.self).contains("\"file\": \"\(kind)\"")
    }

    /// Reads a baseline.
    ///
    /// - Parameter file: its name in messages.
    /// - Throws: `Problem` when the bytes are none of this schema.
    public static func read(_ bytes: [UInt8], file: String) throws -> Baseline {
        let remedy = "make one with hitl check SCENARIO --baseline \(file) --update-baseline"
        func problem(_ message: String, at path: [JSONPlace.Step] = []) -> Problem {
            let place = JSONPlace(of: path, in: bytes)
            return Problem(
                file: file, line: place?.line ?? 1, column: place?.column ?? 1, message: message, remedy: remedy,
                snippet: String((place?.snippet ?? "").prefix(200)))
        }
        guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)), head.file == kind else {
            throw problem("this is no baseline of hitl check")
        }
        guard head.schema == schema else {
            throw problem("schema \(head.schema) of baselines is unknown here, this program reads \(schema)")
        }
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw problem("the baseline is damaged (\(reason(error)))")
        }
        guard (0...1_000_000).contains(document.replications) else {
            throw problem("the baseline is damaged (its number of replications)", at: [.key("replications")])
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
            columns.append(ReplicationTable.Column(name: name, form: MeasureForm(kind: kind, unit: unit)))
            values.append(found)
        }
        return Baseline(
            scenario: document.scenario, version: document.version, seed: document.seed, settings: document.settings,
            table: ReplicationTable(
                first: max(0, document.first ?? 0), columns: columns,
                rows: (0..<document.replications).map { number in values.map { $0[number] } }))
    }

    private struct Head: Decodable {
        var file: String
        var schema: Int
    }

    private struct Document: Decodable {
        var version: String
        var scenario: String
        var seed: UInt64
        var first: Int?
        var replications: Int
        var settings: [String: String]
        var measures: [String: Measure]
    }

    private struct Measure: Decodable {
        var kind: String
        var unit: String
        var values: [Double?]?
        var numerators: [Double?]?
        var denominators: [Double?]?

        /// The values; nil where they are not those of the kind.
        func found(_ kind: EstimatorKind) -> [MeasureValue?]? {
            guard kind == .ratio else { return values?.map { $0.map(MeasureValue.value) } }
            guard let numerators, let denominators, numerators.count == denominators.count else { return nil }
            return zip(numerators, denominators).map { numerator, below in
                numerator.flatMap { top in below.map { .ratio(numerator: top, denominator: $0) } }
            }
        }
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
