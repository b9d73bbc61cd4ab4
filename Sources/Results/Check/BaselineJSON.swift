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
        var root: [String: JSONTree] = [
            "file": .string(kind), "schema": .number(Double(schema)), "version": .string(baseline.version),
            "scenario": .string(baseline.scenario), "seed": .whole(baseline.seed),
            "first": .number(Double(baseline.table.first)), "replications": .number(Double(baseline.replications)),
            "settings": .object(baseline.settings.mapValues(JSONTree.string)), "measures": .object(measures),
        ]
        if let seconds = baseline.warmUpSeconds { root["warm_up_seconds"] = .exact(seconds) }
        return Array(JSONTree.object(root).pretty.utf8)
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
            throw problem("schema \(head.schema) of baselines is unknown here, this program reads \(schema)")
        }
        let document: Document
        do {
            document = try JSONDecoder().decode(Document.self, from: Data(bytes))
        } catch {
            throw problem("the baseline is damaged (\(reason(error)))")
        }
        if let seconds = document.warmUpSeconds, !(seconds >= 0 && seconds.isFinite) {
            throw problem("the baseline is damaged (its warm-up)", at: [.key("warm_up_seconds")])
        }
        guard (0...1_000_000_000).contains(document.first ?? 0) else {
            throw problem("the baseline is damaged (the number of its first replication)", at: [.key("first")])
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
            if let place = measure.impossible(unit) {
                throw broken("replication \(place + 1) has a value that \(name) can never have")
            }
            columns.append(ReplicationTable.Column(name: name, form: MeasureForm(kind: kind, unit: unit)))
            values.append(found)
        }
        return Baseline(
            scenario: document.scenario, version: document.version, seed: document.seed, settings: document.settings,
            warmUpSeconds: document.warmUpSeconds,
            table: ReplicationTable(
                first: document.first ?? 0, columns: columns,
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
        var warmUpSeconds: Double?
        var measures: [String: Measure]

        private enum CodingKeys: String, CodingKey {
            case version, scenario, seed, first, replications, settings, measures
            case warmUpSeconds = "warm_up_seconds"
        }
    }

    private struct Measure: Decodable {
        var kind: String
        var unit: String
        var values: [Double?]?
        var numerators: [Double?]?
        var denominators: [Double?]?

        /// The first replication whose value is outside what the unit allows; nil without one.
        func impossible(_ unit: MeasureUnit) -> Int? {
            let slack = 1e-9
            if let numerators, let denominators {
                return zip(numerators, denominators).enumerated().first { _, pair in
                    guard let top = pair.0, let below = pair.1 else { return false }
                    return below < 0 || unit == .share && !(-slack * below...below + slack * below).contains(top)
                }?.offset
            }
            let range = MeasureForm(kind: .mean, unit: unit).range
            return values?.firstIndex { value in
                value.map { $0 < range.lowerBound - slack || $0 > range.upperBound + slack } ?? false
            }
        }

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
