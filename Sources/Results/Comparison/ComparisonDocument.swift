import Experiments
import Files
import Stochastics

/// `comparison.json`: its members, written and read. What is derived from others is written and not needed again.
struct ComparisonDocument: Codable {
    var schema = 1
    var kind: String?
    var baseline: String?
    var baselineDigest: String?
    var seed: UInt64?
    var replications: Int?
    var horizonSeconds: Double?
    var warmUpSeconds: Double?
    var currency: String?
    var confidence: Double?
    var differenceConfidence: Double
    var correction: String?
    var comparisons: Int?
    var precisionReached: Bool
    var variants: [Variant]
    var differences: [Difference]
    var conclusion: Conclusion
    var notes: [String]?
    var warnings: [String]?
    var precision: ForecastDocument.Precision?

    private enum CodingKeys: String, CodingKey {
        case schema, kind, baseline, seed, replications, currency, confidence, correction, comparisons
        case variants, differences, conclusion, notes, warnings, precision
        case baselineDigest = "baseline_sha256"
        case horizonSeconds = "horizon_s"
        case warmUpSeconds = "warm_up_s"
        case differenceConfidence = "difference_confidence"
        case precisionReached = "precision_reached"
    }

    /// A variant with its summary.
    struct Variant: Codable {
        var name: String
        var source: String
        var sha256: String
        var changes: [String]
        var summary: ForecastDocument
    }

    /// The differences of a variant from the baseline.
    struct Difference: Codable {
        var variant: String
        var measures: [String: Measure]
        var onlyInBaseline: [String]
        var onlyInVariant: [String]
        var incomparable: [String]
        var sameTraffic: Bool
        var verdict: [String]?

        private enum CodingKeys: String, CodingKey {
            case variant, measures, incomparable, verdict
            case onlyInBaseline = "only_in_baseline"
            case onlyInVariant = "only_in_variant"
            case sameTraffic = "same_traffic"
        }
    }

    /// The difference of one measure.
    struct Measure: Codable {
        var difference: Double
        @OrNull var low: Double?
        @OrNull var high: Double?
        @OrNull var halfWidth: Double?
        var confidence: Double
        var n: Int
        var unit: String
        var kind: String
        @OrNull var gain: Double?
        var p10: Double?
        var p50: Double?
        var p90: Double?

        private enum CodingKeys: String, CodingKey {
            case difference, low, high, confidence, n, unit, kind, gain, p10, p50, p90
            case halfWidth = "half_width"
        }
    }

    /// Which variant is cheapest.
    struct Conclusion: Codable {
        var outcome: ComparisonConclusion.Outcome
        var standings: [ComparisonConclusion.Standing]
        @OrNull var cheapest: String?
        @OrNull var next: String?
        var equals: [String]?
        var rivals: [String]
        @OrNull var difference: Estimate?
        @OrNull var replicationsNeeded: Int?
        var sentence: String?

        private enum CodingKeys: String, CodingKey {
            case outcome, standings, cheapest, next, equals, rivals, difference, sentence
            case replicationsNeeded = "replications_needed"
        }
    }
}

// MARK: Writing

extension ComparisonDocument {
    init(_ result: VariantComparison, words: ComparisonJSON.Words, stored: StoredWords) {
        let forecast = result.baseline.forecast
        kind = "comparison"
        baseline = result.baseline.name
        baselineDigest = result.baseline.digest
        seed = forecast.seed
        replications = forecast.replications
        horizonSeconds = forecast.horizonSeconds
        warmUpSeconds = forecast.warmUpSeconds
        currency = forecast.currency
        confidence = forecast.confidence
        differenceConfidence = result.differenceConfidence
        correction = result.differences.count > 1 ? "bonferroni" : "none"
        comparisons = result.differences.count
        precisionReached = result.precisionReached
        variants = result.variants.map {
            Variant(
                name: $0.name, source: $0.source, sha256: $0.digest, changes: $0.changes,
                summary: ForecastDocument($0.forecast, words: stored))
        }
        differences = result.differences.enumerated().map { Difference($1, verdict: words.verdicts[$0]) }
        conclusion = Conclusion(result.conclusion, sentence: words.conclusion)
        notes = words.notes
        warnings = words.warnings
        precision = result.precision.map { .init($0) }
    }
}

extension ComparisonDocument.Difference {
    /// A measure whose difference is not finite is left out.
    init(_ difference: VariantDifference, verdict: [String]) {
        self.init(
            variant: difference.variant,
            measures: Dictionary(
                difference.measures.filter(\.estimate.mean.isFinite).map { ($0.name, .init($0)) },
                uniquingKeysWith: { _, last in last }),
            onlyInBaseline: difference.onlyInBaseline, onlyInVariant: difference.onlyInVariant,
            incomparable: difference.incomparable, sameTraffic: difference.isSameTraffic, verdict: verdict)
    }
}

extension ComparisonDocument.Measure {
    init(_ measure: MeasureDifference) {
        let estimate = measure.estimate
        self.init(
            difference: estimate.mean, low: estimate.low, high: estimate.high, halfWidth: estimate.halfWidth,
            confidence: estimate.confidence, n: estimate.n, unit: measure.unit, kind: measure.kind, gain: measure.gain,
            p10: measure.spread?.p10, p50: measure.spread?.p50, p90: measure.spread?.p90)
    }

    fileprivate var estimate: Estimate {
        Estimate(mean: difference, low: low, high: high, halfWidth: halfWidth, confidence: confidence, n: n)
    }
}

extension ComparisonDocument.Conclusion {
    init(_ conclusion: ComparisonConclusion, sentence: String) {
        self.init(
            outcome: conclusion.outcome, standings: conclusion.standings, cheapest: conclusion.cheapest,
            next: conclusion.next, equals: conclusion.equals, rivals: conclusion.rivals,
            difference: conclusion.difference, replicationsNeeded: conclusion.needed, sentence: sentence)
    }

    fileprivate var conclusion: ComparisonConclusion {
        ComparisonConclusion(
            standings: standings, outcome: outcome, cheapest: cheapest, equals: equals ?? [], rivals: rivals,
            next: next,
            difference: difference, needed: replicationsNeeded)
    }
}

// MARK: Reading

extension ComparisonDocument {
    /// The comparison, measures in the order of the guide.
    var result: VariantComparison {
        let variants = variants.map {
            VariantComparison.Variant(
                name: $0.name, source: $0.source, changes: $0.changes, digest: $0.sha256,
                forecast: $0.summary.forecast)
        }
        let replications = variants.first?.forecast.replications ?? 0
        return VariantComparison(
            variants: variants, differences: differences.map(\.difference), differenceConfidence: differenceConfidence,
            conclusion: conclusion.conclusion,
            precision: precision?.status(isReached: precisionReached, replications: replications))
    }
}

extension ComparisonDocument.Difference {
    fileprivate var difference: VariantDifference {
        let measures = MeasureGuide.sorted(measures.map { $0 }, by: \.key).map { name, measure in
            var spread: MeasureDifference.Spread?
            if let p10 = measure.p10, let p50 = measure.p50, let p90 = measure.p90 {
                spread = MeasureDifference.Spread(p10: p10, p50: p50, p90: p90)
            }
            return MeasureDifference(
                name: name, estimate: measure.estimate, unit: measure.unit, kind: measure.kind, gain: measure.gain,
                spread: spread)
        }
        return VariantDifference(
            variant: variant, measures: measures, onlyInBaseline: onlyInBaseline, onlyInVariant: onlyInVariant,
            incomparable: incomparable, isSameTraffic: sameTraffic)
    }
}
