import Experiments
import Stochastics

/// The members of `comparison.json` as they are read.
struct ComparisonDocument: Decodable {
    var schema: Int
    var variants: [Variant]
    var differences: [Difference]
    var differenceConfidence: Double
    var conclusion: Conclusion
    var precisionReached: Bool
    var precision: ForecastDocument.Precision?

    private enum CodingKeys: String, CodingKey {
        case schema, variants, differences, conclusion, precision
        case differenceConfidence = "difference_confidence"
        case precisionReached = "precision_reached"
    }

    /// A variant with its summary.
    struct Variant: Decodable {
        var name: String
        var source: String
        var sha256: String
        var changes: [String]
        var summary: ForecastDocument
    }

    /// The differences of a variant from the baseline.
    struct Difference: Decodable {
        var variant: String
        var measures: [String: Measure]
        var onlyInBaseline: [String]
        var onlyInVariant: [String]
        var incomparable: [String]
        var sameTraffic: Bool

        private enum CodingKeys: String, CodingKey {
            case variant, measures, incomparable
            case onlyInBaseline = "only_in_baseline"
            case onlyInVariant = "only_in_variant"
            case sameTraffic = "same_traffic"
        }
    }

    /// The difference of one measure.
    struct Measure: Decodable {
        var difference: Double
        var low: Double?
        var high: Double?
        var halfWidth: Double?
        var confidence: Double
        var n: Int
        var unit: String
        var kind: String
        var gain: Double?
        var p10: Double?
        var p50: Double?
        var p90: Double?

        private enum CodingKeys: String, CodingKey {
            case difference, low, high, confidence, n, unit, kind, gain, p10, p50, p90
            case halfWidth = "half_width"
        }
    }

    /// Which variant is cheapest.
    struct Conclusion: Decodable {
        var outcome: ComparisonConclusion.Outcome
        var standings: [ComparisonConclusion.Standing]
        var cheapest: String?
        var next: String?
        var equals: [String]?
        var rivals: [String]
        var difference: Estimate?
        var replicationsNeeded: Int?

        private enum CodingKeys: String, CodingKey {
            case outcome, standings, cheapest, next, equals, rivals, difference
            case replicationsNeeded = "replications_needed"
        }
    }

    /// The comparison, measures in the order of the guide.
    var result: VariantComparison {
        let variants = variants.map {
            VariantComparison.Variant(
                name: $0.name, source: $0.source, changes: $0.changes, digest: $0.sha256,
                forecast: $0.summary.forecast)
        }
        let replications = variants.first?.forecast.replications ?? 0
        return VariantComparison(
            variants: variants, differences: differences.map(Self.difference),
            differenceConfidence: differenceConfidence,
            conclusion: ComparisonConclusion(
                standings: conclusion.standings, outcome: conclusion.outcome, cheapest: conclusion.cheapest,
                equals: conclusion.equals ?? [], rivals: conclusion.rivals, next: conclusion.next,
                difference: conclusion.difference,
                needed: conclusion.replicationsNeeded),
            precision: precision.map {
                PrecisionStatus(
                    asked: $0.asked, measures: $0.measures, isReached: precisionReached, replications: replications,
                    worst: $0.worst, relativeHalfWidth: $0.relativeHalfWidth, needed: $0.needed)
            })
    }

    private static func difference(_ difference: Difference) -> VariantDifference {
        let order = MeasureGuide.sorted(
            difference.measures.map { name, measure in
                MeasureEstimate(
                    name: name,
                    estimate: Estimate(
                        mean: measure.difference, low: measure.low, high: measure.high, halfWidth: measure.halfWidth,
                        confidence: measure.confidence, n: measure.n), unit: measure.unit, kind: measure.kind)
            })
        let measures = order.map { found in
            let measure = difference.measures[found.name]
            var spread: MeasureDifference.Spread?
            if let p10 = measure?.p10, let p50 = measure?.p50, let p90 = measure?.p90 {
                spread = MeasureDifference.Spread(p10: p10, p50: p50, p90: p90)
            }
            return MeasureDifference(
                name: found.name, estimate: found.estimate, unit: found.unit, kind: found.kind, gain: measure?.gain,
                spread: spread)
        }
        return VariantDifference(
            variant: difference.variant, measures: measures, onlyInBaseline: difference.onlyInBaseline,
            onlyInVariant: difference.onlyInVariant, incomparable: difference.incomparable,
            isSameTraffic: difference.sameTraffic)
    }
}
