import Experiments
import Files
import Simulation
import Stochastics

/// `summary.json`: its members, written and read. What an older version did not write is optional.
struct ForecastDocument: Codable {
    var schema = 1
    var scenario: String
    var about: String?
    var seed: UInt64
    var replications: Int
    var horizonSeconds: Double
    var warmUpSeconds: Double
    var confidence: Double?
    var currency: String?
    var precisionReached: Bool
    var measures: [String: Estimated<Measure>]
    var serviceLevels: [Estimated<Level>]?
    var diagnosis: [String]?
    var notes: [String]?
    var warnings: [String]?
    var findings: [FindingDocument]?
    var loadWarnings: Int?
    var varianceReduction: [String]?
    var precision: Precision?
    var checks: [CheckDocument]?

    private enum CodingKeys: String, CodingKey {
        case schema, scenario, about, seed, replications
        case horizonSeconds = "horizon_s"
        case warmUpSeconds = "warm_up_s"
        case confidence, currency
        case precisionReached = "precision_reached"
        case measures
        case serviceLevels = "service_levels"
        case diagnosis, notes, warnings, findings, precision, checks
        case varianceReduction = "variance_reduction"
        case loadWarnings = "load_warnings"
    }

    /// How near the asked precision is.
    struct Precision: Codable {
        var asked: Double
        var measures: [String]
        @OrNull var worst: String?
        @OrNull var relativeHalfWidth: Double?
        @OrNull var needed: Int?

        private enum CodingKeys: String, CodingKey {
            case asked, measures, worst
            case relativeHalfWidth = "relative_half_width"
            case needed = "replications_needed"
        }
    }

    /// What stands beside an estimate.
    struct Measure: Codable {
        var unit: String
        var kind: String
        var gain: Double?
        var basis: String?
    }

    /// What stands beside the estimate of a service level with a target.
    struct Level: Codable {
        var name: String
        var definition: String
        var abandoned: AbandonmentRule?
        var target: Double
        var verdict: ServiceLevelVerdict.Outcome
    }
}

// MARK: Writing

extension ForecastDocument {
    /// The members of a forecast; a measure whose mean is not finite is left out.
    init(_ forecast: Forecast, words: StoredWords) {
        scenario = forecast.scenario
        about = forecast.about
        seed = forecast.seed
        replications = forecast.replications
        horizonSeconds = forecast.horizonSeconds
        warmUpSeconds = forecast.warmUpSeconds
        confidence = forecast.confidence
        currency = forecast.currency
        precisionReached = forecast.precisionReached
        measures = Dictionary(
            forecast.measures.filter(\.estimate.mean.isFinite).map {
                ($0.name, Estimated($0.estimate, Measure(unit: $0.unit, kind: $0.kind, gain: $0.gain, basis: $0.basis)))
            }, uniquingKeysWith: { _, last in last })
        serviceLevels = forecast.serviceLevels.map {
            Estimated(
                $0.estimate,
                Level(
                    name: $0.name, definition: words.finding($0.definition), abandoned: $0.abandoned, target: $0.target,
                    verdict: $0.outcome))
        }
        diagnosis = FindingDocument.sentences(forecast.diagnosis, words: words)
        notes = FindingDocument.sentences(forecast.notes, words: words)
        warnings = FindingDocument.sentences(forecast.warnings, words: words)
        findings =
            FindingDocument.all(forecast.diagnosis, .diagnosis, words: words)
            + FindingDocument.all(forecast.warnings, .warning, words: words)
            + FindingDocument.all(forecast.notes, .note, words: words)
            + forecast.serviceLevels.map {
                FindingDocument($0.definition, .serviceLevel, serviceLevel: $0.name, words: words)
            }
        loadWarnings = forecast.loadWarnings > 0 ? forecast.loadWarnings : nil
        varianceReduction = forecast.varianceReduction.isEmpty ? nil : forecast.varianceReduction
        precision = forecast.precision.map { Precision($0) }
        checks = forecast.checks.map { CheckDocument($0, currency: forecast.currency, words: words) }
    }
}

extension ForecastDocument.Precision {
    init(_ status: PrecisionStatus) {
        self.init(
            asked: status.asked, measures: status.measures, worst: status.worst,
            relativeHalfWidth: status.relativeHalfWidth, needed: status.needed)
    }

    /// The status of so many replications.
    func status(isReached: Bool, replications: Int) -> PrecisionStatus {
        PrecisionStatus(
            asked: asked, measures: measures, isReached: isReached, replications: replications, worst: worst,
            relativeHalfWidth: relativeHalfWidth, needed: needed)
    }
}

// MARK: Reading

extension ForecastDocument {
    /// The forecast, its measures in the order of the guide.
    var forecast: Forecast {
        func told(_ role: FindingDocument.Role, _ sentences: [String]?) -> [Finding] {
            findings?.of(role) ?? (sentences ?? []).map { .told(sentence: $0) }
        }
        let estimates = measures.map { name, measure in
            MeasureEstimate(
                name: name, estimate: measure.estimate, unit: measure.others.unit, kind: measure.others.kind,
                gain: measure.others.gain, basis: measure.others.basis)
        }
        var forecast = Forecast(
            scenario: scenario, about: about ?? "", seed: seed, replications: replications,
            horizonSeconds: horizonSeconds, warmUpSeconds: warmUpSeconds, confidence: confidence ?? 0.95,
            precisionReached: precisionReached, currency: currency ?? "", measures: MeasureGuide.sorted(estimates),
            timeline: [], serviceLevels: verdicts, diagnosis: told(.diagnosis, diagnosis), notes: told(.note, notes),
            raw: [])
        forecast.checks = (checks ?? []).compactMap(\.outcome)
        forecast.warnings = told(.warning, warnings)
        forecast.loadWarnings = min(max(0, loadWarnings ?? 0), forecast.warnings.count)
        forecast.varianceReduction = varianceReduction ?? []
        forecast.precision = precision?.status(isReached: precisionReached, replications: replications)
        return forecast
    }

    private var verdicts: [ServiceLevelVerdict] {
        let promises = findings?.filter { $0.role == .serviceLevel } ?? []
        return (serviceLevels ?? []).map { level in
            let own = level.others
            var verdict = ServiceLevelVerdict(
                name: own.name,
                definition: promises.first { $0.serviceLevel == own.name }?.finding ?? .told(sentence: own.definition),
                abandoned: own.abandoned ?? .missed, target: own.target, estimate: level.estimate)
            verdict.outcome = own.verdict
            return verdict
        }
    }
}
