import Simulation
import Stochastics

/// The records of variants on common random numbers, and what their pairs say.
struct PairedVariants {
    private let variants: [ComparedVariant]
    private let records: [[ReplicationRecord]]
    private let instances: [[MeasureInstance]]
    /// Places of each variant's measures by name.
    private let places: [[String: Int]]
    private let plain: ReplicationEstimator
    private let corrected: ReplicationEstimator

    /// - Parameters:
    ///   - records: by variant, as many of each.
    ///   - confidence: level of a variant's own intervals; differences share what is left of 1 among them (Bonferroni).
    init(_ variants: [ComparedVariant], records: [[ReplicationRecord]], confidence: Double) {
        self.variants = variants
        self.records = records
        instances = variants.map { $0.specification.measures() }
        places = instances.map { instances in
            Dictionary(instances.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        }
        plain = ReplicationEstimator(confidence: confidence)
        let comparisons = max(1, variants.count - 1)
        // Exactly the plain level for a single comparison.
        corrected =
            comparisons == 1
            ? plain : ReplicationEstimator(confidence: 1 - (1 - confidence) / Double(comparisons))
    }

    /// Everything that a comparison says.
    func result(seed: UInt64, precision: PrecisionStatus?) -> VariantComparison {
        let forecasts = zip(variants, records).map { variant, records in
            VariantComparison.Variant(
                name: variant.name, source: variant.source, changes: variant.changes, digest: variant.digest,
                forecast: Forecast(
                    variant.title, specification: variant.specification, seed: seed, records: records,
                    estimator: plain))
        }
        return VariantComparison(
            variants: forecasts, differences: variants.indices.dropFirst().map { differences($0, forecasts) },
            differenceConfidence: corrected.confidence,
            conclusion: ComparisonConclusion(forecasts) { paired(Measure.costTotal.name, $0, less: $1)?.estimate },
            precision: precision)
    }

    /// How near the differences from the baseline are to a precision, relative to the baseline's means.
    func status(_ goal: ComparisonRun.Goal) -> PrecisionStatus {
        var worst: (name: String, width: Double?)?
        for name in goal.measures {
            for variant in variants.indices.dropFirst() {
                guard let difference = paired(name, variant, less: 0), let half = difference.estimate.halfWidth,
                    let place = places[0][name],
                    let mean = plain.outcome(values(0, place), of: instances[0][place].definition)?.estimate.mean
                else { continue }
                let width: Double? = half == 0 ? 0 : mean == 0 ? nil : half / abs(mean)
                if let worst {
                    guard let widest = worst.width, width.map({ $0 > widest }) ?? true else { continue }
                }
                worst = (name, width)
            }
        }
        let count = records[0].count
        var status = PrecisionStatus(
            asked: goal.relative, measures: goal.measures, isReached: false, replications: count, worst: worst?.name,
            relativeHalfWidth: worst?.width)
        guard let width = status.relativeHalfWidth else { return status }
        status.isReached = width <= goal.relative
        let factor = width / goal.relative
        status.needed = status.isReached ? count : Int(min(1e9, (Double(count) * factor * factor).rounded(.up)))
        return status
    }

    private func differences(_ variant: Int, _ forecasts: [VariantComparison.Variant]) -> VariantDifference {
        let (before, after) = (forecasts[0].forecast, forecasts[variant].forecast)
        let changed = redefined(variant)
        func isRedefined(_ name: String) -> Bool { changed.contains(name) }
        var result = VariantDifference(variant: forecasts[variant].name, measures: [])
        let other = Dictionary(after.measures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let own = Set(before.measures.map(\.name))
        for measure in before.measures {
            guard other[measure.name] != nil else {
                result.onlyInBaseline.append(measure.name)
                continue
            }
            guard !isRedefined(measure.name), let difference = paired(measure.name, variant, less: 0) else {
                result.incomparable.append(measure.name)
                continue
            }
            result.measures.append(
                MeasureDifference(
                    name: measure.name, estimate: difference.estimate, unit: measure.unit, kind: measure.kind,
                    gain: difference.gain.flatMap { $0.isFinite ? $0 : nil }, spread: spread(measure.name, variant)))
        }
        result.onlyInVariant = after.measures.map(\.name).filter { !own.contains($0) }
        result.isSameTraffic = zip(records[0], records[variant]).allSatisfy { $0.cases == $1.cases }
        return result
    }

    private func paired(_ name: String, _ variant: Int, less other: Int) -> PairedDifference? {
        guard let first = places[variant][name], let second = places[other][name] else { return nil }
        return corrected.difference(
            values(variant, first), from: values(other, second), of: instances[variant][first].definition.form)
    }

    private func spread(_ name: String, _ variant: Int) -> MeasureDifference.Spread? {
        guard let first = places[variant][name], let second = places[0][name] else { return nil }
        let pairs = zip(values(variant, first), values(0, second)).compactMap { value, base in
            value?.number.flatMap { number in base?.number.map { number - $0 } }
        }.sorted()
        guard pairs.count >= MeasureDifference.fewestForSpread, let low = Quantiles.ofSorted(pairs, 0.1),
            let middle = Quantiles.ofSorted(pairs, 0.5), let high = Quantiles.ofSorted(pairs, 0.9)
        else { return nil }
        return MeasureDifference.Spread(p10: low, p50: middle, p90: high)
    }

    private func values(_ variant: Int, _ place: Int) -> [MeasureValue?] {
        records[variant].map { $0.values[place] }
    }

    /// Service levels that have the same name in the baseline and mean something else there.
    private func redefined(_ variant: Int) -> Set<String> {
        func meaning(_ specification: OperationSpecification) -> [String: String] {
            Dictionary(
                specification.serviceLevels.map { level in
                    let queues = level.queues.map { specification.queues[$0].name }.sorted()
                    return (Measure.serviceLevel(level.name), "\(level.withinSeconds) \(queues)")
                }, uniquingKeysWith: { first, _ in first })
        }
        let before = meaning(variants[0].specification)
        return Set(
            meaning(variants[variant].specification).filter { name, meaning in
                before[name].map { $0 != meaning } ?? false
            }.keys)
    }
}
