/// What arrives at a queue: in classes, in batches, with gaps of any distribution.
enum ArrivalReading {
    struct Arrivals {
        /// Contacts a unit of time by class.
        var rates: [Double] = [1]
        /// Mean number that comes at once.
        var size = 1.0
        /// Squared coefficient of variation of what comes in a time, over its mean.
        var squaredVariation = 1.0
        var reason: String?
    }

    static func readArrivals(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> Arrivals {
        var arrivals = Arrivals()
        if parameters.has("arrival_rates") {
            arrivals.rates = parameters.numbers("arrival_rates")
        } else if parameters.has("batch_rate") || parameters.has("batch") {
            let rate = parameters.number("batch_rate")
            readBatch(&parameters, &plan, &arrivals)
            arrivals.rates = [rate * arrivals.size]
        } else if parameters.has("arrival_rate") || !parameters.has("interarrival") {
            arrivals.rates = [parameters.number("arrival_rate")]
        }
        let sum = arrivals.rates.reduce(0, +)
        if parameters.has("interarrival") {
            let rate = parameters.has("arrival_rate") || parameters.has("batch_rate") ? sum / arrivals.size : nil
            switch parameters.distribution("interarrival", mean: rate.map { 1 / $0 }) {
            case .found(let gaps):
                if rate == nil { arrivals.rates = [arrivals.size / gaps.mean] }
                if gaps.shape != .exponential {
                    let shape = CaseDistribution(mean: 1, shape: gaps.shape)
                    plan.sketch.traffic.append("gaps: \(shape.yaml(unitSeconds: 60))")
                }
                arrivals.squaredVariation += gaps.squaredVariation - 1
            case .unsupported(let reason): arrivals.reason = reason
            case .wrong: break
            }
        }
        plan.sketch.volume = arrivals.rates.reduce(0, +)
        return arrivals
    }

    /// Contacts that arrive at once: a number, `constant 3`, `geometric 2.5`, or an object.
    private static func readBatch(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft, _ arrivals: inout Arrivals
    ) {
        let value = parameters.value("batch")
        let words = DistributionWords(value?.text ?? value?["distribution"]?.text ?? value?["type"]?.text ?? "constant")
        var size = value?.number ?? value?["mean"]?.number ?? value?["value"]?.number ?? words.named["mean"]
        let chance = value?["p"]?.number ?? words.named["p"]
        if size == nil, let chance, chance > 0, chance <= 1 { size = 1 / chance }
        size = size ?? words.plain.first ?? words.named.values.first ?? parameters.optional("batch_mean")
        switch words.kind {
        case "constant", "fixed", "deterministic", "d":
            guard let size, size >= 1, size <= 1e6, size == size.rounded() else { break }
            plan.sketch.traffic.append("batch_size: \(Int(size))")
            arrivals.size = size
            arrivals.squaredVariation = size
            return
        case "geometric", "geo":
            // Below 1 it is the probability that a batch ends.
            guard var mean = size, mean > 0 else { break }
            if mean < 1 { mean = 1 / mean }
            guard mean <= 1e5 else { break }
            plan.sketch.traffic.append("batch_size: {geometric: \(mean)}")
            arrivals.size = mean
            arrivals.squaredVariation = 2 * mean - 1
            return
        default:
            arrivals.reason = "not built yet: batches '\(words.kind)'"
            return
        }
        parameters.report(
            "parameter 'batch' must be 'constant' with a whole number of 1000000 or less, or 'geometric' with 100000 "
                + "or less")
    }
}
