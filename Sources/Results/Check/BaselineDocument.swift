import Experiments
import Files
import Simulation
import Stochastics

/// The members of a baseline's file, written and read. What an older version did not write is optional.
struct BaselineDocument: Codable {
    var file: String
    var schema: Int
    var version: String
    var scenario: String
    var seed: UInt64
    var first: Int?
    var replications: Int
    var settings: [String: String]
    var warmUpSeconds: ExactNumber?
    var measures: [String: Measure]
    var checks: [String: String]?
    var rows: BaselineRows?

    private enum CodingKeys: String, CodingKey {
        case file, schema, version, scenario, seed, first, replications, settings, measures, checks, rows
        case warmUpSeconds = "warm_up_seconds"
    }

    /// The members of a baseline.
    init(_ baseline: Baseline, file: String, schema: Int) {
        self.file = file
        self.schema = schema
        version = baseline.version
        scenario = baseline.scenario
        seed = baseline.seed
        first = baseline.table.first
        replications = baseline.replications
        settings = baseline.settings
        warmUpSeconds = baseline.warmUpSeconds.map(ExactNumber.init)
        measures = Dictionary(
            baseline.table.columns.map { column in
                let values = baseline.table.values(of: column.name) ?? []
                return (column.name, Measure(values, of: column.form, definition: baseline.promises[column.name]))
            }, uniquingKeysWith: { _, last in last })
        checks = baseline.checks.isEmpty ? nil : baseline.checks
        rows = baseline.rows.map(BaselineRows.init)
    }

    /// The values of a measure, with what people read of them.
    struct Measure: Codable {
        var kind: String
        var unit: String
        var definition: String?
        /// The estimate, of six digits; not read again.
        private var mean: JSONTree?
        private var halfWidth: JSONTree?
        @OnOneLine private var values: [ExactNumber?]? = nil
        @OnOneLine private var numerators: [ExactNumber?]? = nil
        @OnOneLine private var denominators: [ExactNumber?]? = nil

        private enum CodingKeys: String, CodingKey {
            case kind, unit, definition, mean, values, numerators, denominators
            case halfWidth = "half_width"
        }

        init(_ found: [MeasureValue?], of form: MeasureForm, definition: String?) {
            kind = form.kind.rawValue
            unit = form.unit.rawValue
            self.definition = definition
            if let estimate = ReplicationEstimator().outcome(found, of: form)?.estimate {
                mean = Self.readable(estimate.mean)
                halfWidth = estimate.halfWidth.map(Self.readable) ?? .null
            }
            func list(_ part: (MeasureValue) -> Double?) -> [ExactNumber?] {
                found.map { $0.flatMap(part).map(ExactNumber.init) }
            }
            if form.kind == .ratio {
                numerators = list { if case .ratio(let numerator, _) = $0 { numerator } else { nil } }
                denominators = list { if case .ratio(_, let below) = $0 { below } else { nil } }
            } else {
                values = list { if case .value(let value) = $0 { value } else { nil } }
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(kind, forKey: .kind)
            try container.encode(unit, forKey: .unit)
            try container.encodeIfPresent(definition, forKey: .definition)
            try container.encodeIfPresent(mean, forKey: .mean)
            try container.encodeIfPresent(halfWidth, forKey: .halfWidth)
            // A measure has either values or the two parts of its ratios.
            if values != nil { try container.encode(_values, forKey: .values) }
            if numerators != nil { try container.encode(_numerators, forKey: .numerators) }
            if denominators != nil { try container.encode(_denominators, forKey: .denominators) }
        }

        /// The first replication whose value is outside what the unit allows; nil without one.
        func impossible(_ unit: MeasureUnit) -> Int? {
            let slack = 1e-9
            if let numerators, let denominators {
                return zip(numerators, denominators).enumerated().first { _, pair in
                    guard let top = pair.0?.value, let below = pair.1?.value else { return false }
                    return below < 0 || unit == .share && !(-slack * below...below + slack * below).contains(top)
                }?.offset
            }
            let range = MeasureForm(kind: .mean, unit: unit).range
            return values?.firstIndex { value in
                value.map { $0.value < range.lowerBound - slack || $0.value > range.upperBound + slack } ?? false
            }
        }

        /// The values; nil where they are not those of the kind.
        func found(_ kind: EstimatorKind) -> [MeasureValue?]? {
            guard kind == .ratio else { return values?.map { $0.map { .value($0.value) } } }
            guard let numerators, let denominators, numerators.count == denominators.count else { return nil }
            return zip(numerators, denominators).map { numerator, below in
                numerator.flatMap { top in below.map { .ratio(numerator: top.value, denominator: $0.value) } }
            }
        }

        /// A number for people, of six digits.
        private static func readable(_ value: Double) -> JSONTree {
            guard value != 0, value.isFinite else { return .number(0) }
            let digits = PortableMath.exp(
                (5 - (PortableMath.log(value.magnitude) / PortableMath.log(10)).rounded(.down)) * PortableMath.log(10)
            ).rounded()
            return digits >= 1 ? .number((value * digits).rounded() / digits) : .number(value.rounded())
        }
    }
}
