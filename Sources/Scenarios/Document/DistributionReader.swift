import Quantities
import Stochastics
import Yams

extension Section {
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

    /// A distribution: a single value, or a mapping with its kind and parameters.
    func distribution(_ key: String, _ dimension: Dimension) -> Distribution? {
        ask(key, dimension.isTime ? .times : .amounts)
        guard let node = value(key) else { return nil }
        if node.scalar != nil { return quantity(key, dimension).map { .constant($0) } }
        guard case .mapping = node else {
            report(key, "this should be a distribution", "write \(dimension.example)")
            return nil
        }
        return Section(node, path: join(key), document: document).wholeDistribution(dimension)
    }

    private func wholeDistribution(_ dimension: Dimension, depth: Int = 0) -> Distribution? {
        enum Kind { case constant, exponential, lognormal, gamma, weibull, uniform, empirical, mixture }
        let kinds: [(String, Kind)] = [
            ("constant", .constant), ("exponential", .exponential), ("lognormal", .lognormal), ("gamma", .gamma),
            ("weibull", .weibull), ("uniform", .uniform), ("empirical", .empirical), ("mixture", .mixture),
        ]
        guard let kind = required("distribution", example: "lognormal", { choice($0, kinds) }) else { return nil }
        defer { finish() }
        do {
            switch kind {
            case .constant:
                return required("value", example: "5 min") { quantity($0, dimension) }.map { .constant($0) }
            case .exponential:
                return mean(dimension).map { .exponential(mean: $0) }
            case .lognormal where has("median"):
                let median = quantity("median", dimension)
                let sigma = required("sigma", example: "0.9") { number($0, in: 0...5) }
                if median == 0 { report("median", "a median must be above 0", "write median: 6 min") }
                guard let median, median > 0, let sigma else { return nil }
                return .lognormal(mu: PortableMath.log(median), sigma: sigma)
            case .lognormal:
                guard let (mean, cv) = moments(dimension) else { return nil }
                return try .lognormal(mean: mean, coefficientOfVariation: cv)
            case .gamma:
                guard let (mean, cv) = moments(dimension) else { return nil }
                return try .gamma(mean: mean, coefficientOfVariation: cv)
            case .weibull where has("shape"):
                let shape = number("shape", in: 0.05...1000)
                guard let shape, let scale = required("scale", example: "4 min", { quantity($0, dimension) }) else {
                    return nil
                }
                return try checked(.weibull(shape: shape, scale: scale))
            case .weibull:
                guard let (mean, cv) = moments(dimension) else { return nil }
                return try .weibull(mean: mean, coefficientOfVariation: cv)
            case .uniform:
                guard let low = required("low", example: "1 min", { quantity($0, dimension) }),
                    let high = required("high", example: "5 min", { quantity($0, dimension) })
                else { return nil }
                return try checked(.uniform(low: low, high: high))
            case .empirical:
                return try empirical(dimension)
            case .mixture:
                return try mixture(dimension, depth: depth)
            }
        } catch {
            document.report(path, node, "\(error)", "write \(dimension.example)")
            return nil
        }
    }

    private func checked(_ distribution: Distribution) throws -> Distribution {
        try distribution.validate()
        return distribution
    }

    private func empirical(_ dimension: Dimension) throws -> Distribution? {
        ask("values", dimension.isTime ? .times : .amounts, isRequired: true)
        guard case .sequence(let items)? = value("values"), !items.isEmpty else {
            report("values", "an empirical distribution needs values", "write values: [40 s, 95 s, 3 min]")
            return nil
        }
        var values: [Double] = []
        for item in items {
            let value = item.scalar.flatMap { Self.parse($0.string, dimension) }
            guard let value, value >= 0, value <= Self.longestSeconds || !dimension.isTime else {
                document.report(
                    join("values"), item, value == nil ? "this value cannot be understood here" : "out of range",
                    "write values: [40 s, 95 s, 3 min]")
                continue
            }
            values.append(value)
        }
        guard values.count == items.count else { return nil }
        return try checked(.empirical(values.sorted()))
    }

    private func mixture(_ dimension: Dimension, depth: Int) throws -> Distribution? {
        guard depth < 5 else {
            report("of", "mixtures are nested too deeply", "write one mixture of all components")
            return nil
        }
        ask("of", .list, isRequired: true)
        guard case .sequence(let items)? = value("of"), !items.isEmpty else {
            report("of", "a mixture needs components", "write of: [{weight: 80%, distribution: ...}, ...]")
            return nil
        }
        var parts: [WeightedDistribution] = []
        for (index, item) in items.enumerated() {
            let part = Section(item, path: join("of.\(index)"), document: document)
            let weight = part.required("weight", example: "50%") { part.share($0, above: true) }
            guard let distribution = part.wholeDistribution(dimension, depth: depth + 1), let weight else { continue }
            parts.append(WeightedDistribution(weight: weight, distribution: distribution))
        }
        guard parts.count == items.count else { return nil }
        let sum = parts.reduce(0) { $0 + $1.weight }
        guard abs(sum - 1) < Self.shareTolerance else {
            report("of", "the weights add up to \(BriefUnits.finePercent(sum)), not 100%", "change the weights")
            return nil
        }
        return try checked(.mixture(parts))
    }

    private func mean(_ dimension: Dimension) -> Double? {
        required("mean", example: "6 min") { key in
            guard let mean = quantity(key, dimension) else { return nil }
            guard mean > 0 else {
                report(key, "a mean must be above 0", "write mean: 6 min")
                return nil
            }
            return mean
        }
    }

    private func moments(_ dimension: Dimension) -> (mean: Double, cv: Double)? {
        let mean = mean(dimension)
        let cv = required("cv", example: "1.2") { number($0, in: 0.001...100, above: true) }
        guard let mean, let cv else { return nil }
        return (mean, cv)
    }

    private func quantity(_ key: String, _ dimension: Dimension) -> Double? {
        switch dimension {
        case .time: seconds(key)
        case .amount(let currency): money(key, currency: currency)
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
