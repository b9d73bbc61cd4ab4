import Stochastics

/// Where the numbers of a distribution are looked for: in its own text or object, and in parameters beside it.
struct DistributionSource {
    /// What was read.
    enum Outcome {
        case found(CaseDistribution)
        /// Nothing that the product has, and why.
        case unsupported(String)
        /// A number is missing or makes no sense.
        case wrong(String)
    }

    /// What it is of, in messages, such as `service`.
    let name: String
    /// The kind in small letters.
    let kind: String
    /// Numbers without a name.
    let plain: [Double]
    /// A number by name; nil where there is none.
    let number: (String) -> Double?
    /// A list of numbers by name.
    let list: (String) -> [Double]?
    /// Mean that holds where the distribution says none, in units of the case.
    let mean: Double?
    /// First moments, where they are given.
    let moments: [Double]
    /// Parts of a mixture, where there are any.
    let parts: [(weight: Double, distribution: CaseDistribution)]

    private func first(_ names: String...) -> Double? { names.lazy.compactMap(number).first }

    private var ownMean: Double? { first("mean") ?? moments.first ?? mean ?? first("rate").map { 1 / $0 } }

    /// Squared coefficient of variation, where it is said.
    private var squaredVariation: Double? {
        if let cv = first("cv") { return cv * cv }
        if let squared = first("scv", "cv2", "ca2", "cs2", "csquared") { return squared }
        if let deviation = first("sd", "std"), let mean = ownMean { return deviation * deviation / (mean * mean) }
        guard moments.count > 1 else { return nil }
        return moments[1] / (moments[0] * moments[0]) - 1
    }

    /// Reads the distribution.
    func read() -> Outcome {
        let outcome = shaped()
        guard case .found(let found) = outcome else { return outcome }
        guard found.mean > 0, found.mean.isFinite else { return .wrong("the mean of '\(name)' must be above 0") }
        if moments.count > 1 {
            let second = found.mean * found.mean * (1 + found.squaredVariation)
            guard abs(second - moments[1]) <= 1e-5 * moments[1], abs(found.mean - moments[0]) <= 1e-5 * moments[0]
            else {
                return .wrong("the moments given are not those of '\(name)'")
            }
        }
        return outcome
    }

    private func shaped() -> Outcome {
        switch kind {
        case "m", "exp", "exponential", "markov", "markovian", "poisson": return balking(.exponential)
        case "d", "det", "deterministic", "constant", "fixed", "const":
            return scaled(.constant, by: first("value") ?? plain.first ?? ownMean)
        case "e", "erlang", "ek":
            guard let phases = first("k", "phases", "stages", "shape", "order") ?? plain.first, phases >= 1,
                phases == phases.rounded()
            else { return .wrong("'\(name)' needs a whole number of phases, such as E3") }
            return scaled(phases == 1 ? .exponential : .gamma(cv: 1 / phases.squareRoot()), by: ownMean)
        case "gamma": return gamma()
        case "lognormal", "ln": return lognormal()
        case "weibull": return weibull()
        case "u", "uniform": return uniform()
        case "h", "hyperexponential", "hyperexp", "hyper": return hyperexponential()
        case "mixture", "mix":
            guard !parts.isEmpty else { return .wrong("'\(name)' is a mixture without components") }
            return CaseDistribution.mixture(parts).map(Outcome.found)
                ?? .wrong("the weights of '\(name)' must add up to 1")
        default: return .unsupported("not built yet: \(name) '\(kind)'")
        }
    }

    private func scaled(_ shape: CaseDistribution.Shape, by mean: Double?) -> Outcome {
        guard let mean, mean >= 0, mean.isFinite else { return .wrong("the mean of '\(name)' is missing") }
        return .found(CaseDistribution(mean: mean, shape: shape))
    }

    /// An exponential distribution, of which a share is 0: customers who leave at once.
    private func balking(_ shape: CaseDistribution.Shape) -> Outcome {
        let share = first("balk") ?? 0
        guard (0..<1).contains(share) else { return .wrong("parameter 'balk' must be below 1") }
        let scale = first("mean") ?? first("rate").map { 1 / $0 } ?? ownMean ?? plain.first
        guard share > 0, let scale else { return scaled(shape, by: scale) }
        return CaseDistribution.mixture([
            (share, CaseDistribution(mean: 0, shape: .constant)),
            (1 - share, CaseDistribution(mean: scale, shape: shape)),
        ]).map(Outcome.found) ?? .wrong("the mean of '\(name)' is missing")
    }

    private func gamma() -> Outcome {
        if let shape = first("shape", "k", "alpha") ?? (plain.count == 1 ? plain[0] : nil), shape > 0 {
            return scaled(.gamma(cv: 1 / shape.squareRoot()), by: first("scale").map { $0 * shape } ?? ownMean)
        }
        guard let squared = squaredVariation, squared > 0 else { return .wrong("'\(name)' needs a cv or a shape") }
        return scaled(.gamma(cv: squared.squareRoot()), by: ownMean)
    }

    private func lognormal() -> Outcome {
        if let sigma = first("sigma_log", "sigma"), sigma > 0 {
            let cv = PortableMath.expm1(sigma * sigma).squareRoot()
            let location = first("mu_log", "mu") ?? first("median").map { PortableMath.log($0) }
            return scaled(
                .lognormal(cv: cv), by: location.map { PortableMath.exp($0 + sigma * sigma / 2) } ?? ownMean)
        }
        guard let squared = squaredVariation, squared > 0 else { return .wrong("'\(name)' needs a cv or a sigma") }
        return scaled(.lognormal(cv: squared.squareRoot()), by: ownMean)
    }

    private func weibull() -> Outcome {
        if let shape = first("shape", "k") ?? plain.first, shape > 0 {
            let unit = Distribution.weibull(shape: shape, scale: 1).mean
            return scaled(.weibull(shape: shape), by: first("scale").map { $0 * unit } ?? ownMean)
        }
        guard let squared = squaredVariation, squared > 0, let mean = ownMean,
            let found = try? Distribution.weibull(mean: mean, coefficientOfVariation: squared.squareRoot()),
            case .weibull(let shape, _) = found
        else { return .wrong("'\(name)' needs a shape or a cv") }
        return scaled(.weibull(shape: shape), by: mean)
    }

    private func uniform() -> Outcome {
        var ends = [first("low", "min", "from", "a"), first("high", "max", "to", "b")].compactMap { $0 }
        if ends.count < 2 { ends = plain }
        if ends.count < 2, let mean = ownMean, let squared = squaredVariation {
            let half = mean * (3 * squared).squareRoot()
            ends = [mean - half, mean + half]
        }
        guard ends.count == 2, ends[0] >= 0, ends[0] < ends[1] else {
            return .wrong("'\(name)' needs two ends from 0, the lower one first, such as uniform_0_2")
        }
        let mean = (ends[0] + ends[1]) / 2
        return scaled(.uniform(low: ends[0] / mean, high: ends[1] / mean), by: mean)
    }

    private func hyperexponential() -> Outcome {
        var weights = list("probabilities") ?? list("weights") ?? list("probs") ?? list("p") ?? []
        var means = list("means") ?? list("rates").map { $0.map { 1 / $0 } } ?? []
        if means.isEmpty, let one = first("mean1") ?? first("rate1", "mu1", "lambda1").map({ 1 / $0 }),
            let other = first("mean2") ?? first("rate2", "mu2", "lambda2").map({ 1 / $0 })
        {
            means = [one, other]
        }
        if weights.isEmpty, let share = first("p", "p1", "prob") { weights = [share] }
        if weights.count == means.count - 1 { weights.append(1 - weights.reduce(0, +)) }
        if !means.isEmpty {
            guard weights.count == means.count,
                let found = CaseDistribution.mixture(
                    zip(weights, means).map { ($0, CaseDistribution(mean: $1, shape: .exponential)) })
            else { return .wrong("'\(name)' needs a probability and a rate for each phase") }
            return .found(found)
        }
        if moments.count > 2 {
            return CaseDistribution.hyperexponential(moments: moments).map(Outcome.found)
                ?? .wrong("the moments given are not those of a hyperexponential distribution of two phases")
        }
        guard let mean = ownMean, let squared = squaredVariation else {
            return .wrong("'\(name)' needs a cv, or a probability and a rate for each phase")
        }
        return CaseDistribution.balanced(mean: mean, squaredVariation: squared).map(Outcome.found)
            ?? .wrong("'\(name)' needs a cv of 1 or more")
    }
}
