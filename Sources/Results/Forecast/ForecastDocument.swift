import Experiments
import Simulation
import Stochastics

/// The members of `summary.json` as they are read.
struct ForecastDocument: Decodable {
    var schema: Int
    var scenario: String
    var about: String?
    var seed: UInt64
    var replications: Int
    var horizonSeconds: Double
    var warmUpSeconds: Double
    var confidence: Double?
    var currency: String?
    var precisionReached: Bool
    var measures: [String: Measure]
    var serviceLevels: [Level]?
    var diagnosis: [String]?
    var notes: [String]?
    var warnings: [String]?
    var loadWarnings: Int?
    var varianceReduction: [String]?
    var precision: Precision?
    var checks: [CheckDocument]?
    var findings: [FindingDocument]?

    private enum CodingKeys: String, CodingKey {
        case schema, scenario, about, seed, replications
        case horizonSeconds = "horizon_s"
        case warmUpSeconds = "warm_up_s"
        case confidence, currency
        case precisionReached = "precision_reached"
        case measures
        case serviceLevels = "service_levels"
        case diagnosis, notes, warnings, precision, checks, findings
        case varianceReduction = "variance_reduction"
        case loadWarnings = "load_warnings"
    }

    /// How near the asked precision is.
    struct Precision: Decodable {
        var asked: Double
        var measures: [String]
        var worst: String?
        var relativeHalfWidth: Double?
        var needed: Int?

        private enum CodingKeys: String, CodingKey {
            case asked, measures, worst
            case relativeHalfWidth = "relative_half_width"
            case needed = "replications_needed"
        }
    }

    /// One estimate with its unit and kind.
    struct Measure: Decodable {
        var mean: Double
        var low: Double?
        var high: Double?
        var halfWidth: Double?
        var confidence: Double
        var n: Int
        var unit: String
        var kind: String
        var gain: Double?
        var basis: String?

        private enum CodingKeys: String, CodingKey {
            case mean, low, high, confidence, n, unit, kind, gain, basis
            case halfWidth = "half_width"
        }
    }

    /// One service level with its verdict.
    struct Level: Decodable {
        var name: String
        var definition: String
        var abandoned: AbandonmentRule?
        var target: Double
        var verdict: ServiceLevelVerdict.Outcome
        var mean: Double
        var low: Double?
        var high: Double?
        var halfWidth: Double?
        var confidence: Double
        var n: Int

        private enum CodingKeys: String, CodingKey {
            case mean, low, high, confidence, n, name, definition, abandoned, target, verdict
            case halfWidth = "half_width"
        }
    }

    /// The forecast, its measures in the order of the guide.
    var forecast: Forecast {
        let estimates = measures.map { name, measure in
            MeasureEstimate(
                name: name,
                estimate: Estimate(
                    mean: measure.mean, low: measure.low, high: measure.high, halfWidth: measure.halfWidth,
                    confidence: measure.confidence, n: measure.n),
                unit: measure.unit, kind: measure.kind, gain: measure.gain, basis: measure.basis)
        }
        func told(_ role: FindingDocument.Role, _ sentences: [String]?) -> [Finding] {
            findings?.of(role) ?? (sentences ?? []).map { .told(sentence: $0) }
        }
        let promises = findings?.filter { $0.role == .serviceLevel } ?? []
        let levels = (serviceLevels ?? []).map { level in
            var verdict = ServiceLevelVerdict(
                name: level.name,
                definition: promises.first { $0.serviceLevel == level.name }?.finding
                    ?? .told(sentence: level.definition),
                abandoned: level.abandoned ?? .missed,
                target: level.target,
                estimate: Estimate(
                    mean: level.mean, low: level.low, high: level.high, halfWidth: level.halfWidth,
                    confidence: level.confidence, n: level.n))
            verdict.outcome = level.verdict
            return verdict
        }
        var forecast = Forecast(
            scenario: scenario, about: about ?? "", seed: seed, replications: replications,
            horizonSeconds: horizonSeconds, warmUpSeconds: warmUpSeconds, confidence: confidence ?? 0.95,
            precisionReached: precisionReached, currency: currency ?? "", measures: MeasureGuide.sorted(estimates),
            timeline: [], serviceLevels: levels, diagnosis: told(.diagnosis, diagnosis),
            notes: told(.note, notes), raw: [])
        forecast.checks = (checks ?? []).compactMap(\.outcome)
        forecast.warnings = told(.warning, warnings)
        forecast.loadWarnings = min(max(0, loadWarnings ?? 0), forecast.warnings.count)
        forecast.varianceReduction = varianceReduction ?? []
        forecast.precision = precision.map { found in
            PrecisionStatus(
                asked: found.asked, measures: found.measures, isReached: precisionReached, replications: replications,
                worst: found.worst, relativeHalfWidth: found.relativeHalfWidth, needed: found.needed)
        }
        return forecast
    }
}
