import Quantities
import Stochastics
import Yams

/// Reads a distribution that is written as a mapping with its kind and parameters.
struct DistributionReader {
    /// What the values of a distribution are.
    enum Dimension {
        case time
        case amount(currency: String)

        var isTime: Bool {
            if case .time = self { true } else { false }
        }

        var example: String {
            switch self {
            case .time: "{distribution: lognormal, mean: 6 min, cv: 1.2}"
            case .amount(let currency): "{distribution: lognormal, mean: 80 \(currency), cv: 1.0}"
            }
        }
    }

    let section: Section
    let dimension: Dimension

    /// The distribution that the section says.
    ///
    /// - Parameter depth: how many mixtures it is in.
    func read(depth: Int = 0) -> Distribution? {
        enum Kind { case constant, exponential, lognormal, gamma, weibull, uniform, empirical, mixture }
        let kinds: [(String, Kind)] = [
            ("constant", .constant), ("exponential", .exponential), ("lognormal", .lognormal), ("gamma", .gamma),
            ("weibull", .weibull), ("uniform", .uniform), ("empirical", .empirical), ("mixture", .mixture),
        ]
        guard let kind = section.required("distribution", example: "lognormal", { section.choice($0, kinds) }) else {
            return nil
        }
        defer { section.finish() }
        do {
            switch kind {
            case .constant:
                return section.required("value", example: "5 min") { quantity($0) }.map { .constant($0) }
            case .exponential:
                return mean().map { .exponential(mean: $0) }
            case .lognormal where section.has("median"):
                let median = quantity("median")
                let sigma = section.required("sigma", example: "0.9") { section.number($0, in: 0...5) }
                if median == 0 { section.report("median", "a median must be above 0", "write median: 6 min") }
                guard let median, median > 0, let sigma else { return nil }
                return .lognormal(mu: PortableMath.log(median), sigma: sigma)
            case .lognormal:
                guard let (mean, cv) = moments() else { return nil }
                return try .lognormal(mean: mean, coefficientOfVariation: cv)
            case .gamma:
                guard let (mean, cv) = moments() else { return nil }
                return try .gamma(mean: mean, coefficientOfVariation: cv)
            case .weibull where section.has("shape"):
                let shape = section.number("shape", in: 0.05...1000)
                guard let shape, let scale = section.required("scale", example: "4 min", { quantity($0) }) else {
                    return nil
                }
                return try checked(.weibull(shape: shape, scale: scale))
            case .weibull:
                guard let (mean, cv) = moments() else { return nil }
                return try .weibull(mean: mean, coefficientOfVariation: cv)
            case .uniform:
                guard let low = section.required("low", example: "1 min", { quantity($0) }),
                    let high = section.required("high", example: "5 min", { quantity($0) })
                else { return nil }
                return try checked(.uniform(low: low, high: high))
            case .empirical:
                return try empirical()
            case .mixture:
                return try mixture(depth: depth)
            }
        } catch {
            section.document.report(section.path, section.node, "\(error)", "write \(dimension.example)")
            return nil
        }
    }

    private func checked(_ distribution: Distribution) throws -> Distribution {
        try distribution.validate()
        return distribution
    }

    private func empirical() throws -> Distribution? {
        section.ask("values", dimension.isTime ? .times : .amounts, isRequired: true)
        guard case .sequence(let items)? = section.value("values"), !items.isEmpty else {
            section.report("values", "an empirical distribution needs values", "write values: [40 s, 95 s, 3 min]")
            return nil
        }
        var values: [Double] = []
        for item in items {
            let value = item.scalar.flatMap { Self.parse($0.string, dimension) }
            guard let value, value >= 0, value <= Section.longestSeconds || !dimension.isTime else {
                section.document.report(
                    section.join("values"), item,
                    value == nil ? "this value cannot be understood here" : "out of range",
                    "write values: [40 s, 95 s, 3 min]")
                continue
            }
            values.append(value)
        }
        guard values.count == items.count else { return nil }
        return try checked(.empirical(values.sorted()))
    }

    private func mixture(depth: Int) throws -> Distribution? {
        guard depth < 5 else {
            section.report("of", "mixtures are nested too deeply", "write one mixture of all components")
            return nil
        }
        section.ask("of", .list, isRequired: true)
        guard case .sequence(let items)? = section.value("of"), !items.isEmpty else {
            section.report("of", "a mixture needs components", "write of: [{weight: 80%, distribution: ...}, ...]")
            return nil
        }
        var parts: [WeightedDistribution] = []
        for (index, item) in items.enumerated() {
            let part = Section(item, path: section.join("of.\(index)"), document: section.document)
            let weight = part.required("weight", example: "50%") { part.share($0, above: true) }
            guard let distribution = DistributionReader(section: part, dimension: dimension).read(depth: depth + 1),
                let weight
            else { continue }
            parts.append(WeightedDistribution(weight: weight, distribution: distribution))
        }
        guard parts.count == items.count else { return nil }
        let sum = parts.reduce(0) { $0 + $1.weight }
        guard abs(sum - 1) < Section.shareTolerance else {
            section.report("of", "the weights add up to \(BriefUnits.finePercent(sum)), not 100%", "change the weights")
            return nil
        }
        return try checked(.mixture(parts))
    }

    private func mean() -> Double? {
        section.required("mean", example: "6 min") { key in
            guard let mean = quantity(key) else { return nil }
            guard mean > 0 else {
                section.report(key, "a mean must be above 0", "write mean: 6 min")
                return nil
            }
            return mean
        }
    }

    private func moments() -> (mean: Double, cv: Double)? {
        let mean = mean()
        let cv = section.required("cv", example: "1.2") { section.number($0, in: 0.001...100, above: true) }
        guard let mean, let cv else { return nil }
        return (mean, cv)
    }

    private func quantity(_ key: String) -> Double? {
        switch dimension {
        case .time: section.seconds(key)
        case .amount(let currency): section.money(key, currency: currency)
        }
    }

    private static func parse(_ text: String, _ dimension: Dimension) -> Double? {
        switch dimension {
        case .time: return Quantity.seconds(text)
        case .amount(let currency):
            guard let (number, unit) = Quantity.split(text), unit == currency else { return nil }
            return number
        }
    }
}
