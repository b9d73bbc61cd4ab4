import Quantities
import Simulation
import Stochastics

/// Rates that change all the time, and starts from an empty operation.
enum TimeReductions {
    /// A non-homogeneous Poisson process with straight lines between knots: each replication is one pass over them.
    static func pointRates(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let knots = parameters.numbers("knots", canBeZero: true)
        let rates = parameters.numbers("rates", canBeZero: true)
        guard knots.count == rates.count, let last = knots.last, last > 0 else {
            parameters.report("'knots' and 'rates' differ in length, or end at 0")
            return nil
        }
        let unit = plan.sketch.unitSeconds
        let hours = knots.map { $0 * unit / 3600 }
        guard hours.allSatisfy({ $0 == $0.rounded() && $0 <= 168 }) else { return "not built yet: knots off the hour" }
        plan.sketch.rates = ScenarioSketch.Rates(
            points: zip(knots, rates).map { ($0 * unit, $1 / unit) }, periodSeconds: last * unit)
        plan.sketch.agents = 20
        plan.sketch.handleTime = "1 min"
        plan.fixedHours = hours.last
        plan.replications = 400
        plan.primary = plan.choosePrimary("total_mean")
        let all = TheoryVocabulary.part(.cases)
        for (index, hour) in hours.enumerated() {
            plan.vocabulary.own["mean_by_knot[\(index)]"] = .ratio(
                { ledger in
                    (0..<Int(hour)).reduce(0) { $0 + ledger[.cases, slice: ledger.slices.slice(.hour, $1)] }
                }, { _ in 1 })
        }
        plan.vocabulary.own["total_mean"] = .ratio(all) { _ in 1 }
        plan.vocabulary.own["total_variance"] = .variance(all)
        plan.vocabulary.own["p_zero_first_quarter"] = .ratio(
            { ($0.firstArrivalSeconds ?? .infinity) > 0.25 * unit ? 1 : 0 }, { _ in 1 })
        return nil
    }

    /// Ample agents under a rate that follows a sine: how many are busy at given hours of the day.
    static func periodicRates(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let (base, swing) = (parameters.number("lb"), parameters.number("A", canBeZero: true))
        let period = parameters.number("period")
        if swing > base { parameters.report("parameter 'A' is above 'lb': the rate would be negative") }
        let unit = plan.sketch.unitSeconds
        guard abs(period * unit - Seconds.perDay) < 1e-6, unit == 3600 else {
            return "not built yet: a period other than a day"
        }
        let service: Double
        switch parameters.anyService() {
        case .found(let found):
            service = found.mean
            plan.sketch.handleTime = found.yaml(unitSeconds: unit)
        case .unsupported(let reason): return reason
        case .wrong: return nil
        }
        // Lines between points ten minutes apart: below the sine by 0.024% of its swing at most.
        plan.sketch.rates = ScenarioSketch.Rates(
            points: (0..<144).map { place in
                (Double(place) * 600, (base + swing * PortableMath.sineOfTurn(Double(place) / 144)) / unit)
            }, periodSeconds: Seconds.perDay)
        plan.sketch.volume = base
        // Twelve standard deviations above the highest mean: nobody waits.
        let most = (base + swing) * service
        let agents = (most + 12 * most.squareRoot() + 12).rounded(.up)
        guard agents <= 60_000 else {
            parameters.report(
                "'lb' and 'A' keep more than 60000 servers busy: make them smaller, or the service shorter")
            return nil
        }
        plan.sketch.agents = Int(agents)
        plan.relaxation = service
        plan.periodHours = 24
        let hasVariance = plan.theoryCase.expected.contains { $0.quantity.hasPrefix("variance") }
        // The variance of a Poisson variable is estimated with a relative variance of 2 / n and its mean with 1 / (n mean).
        let spread = hasVariance ? 2.2 : 1 / max(1e-3, (base - swing) * service)
        plan.neededUnits = { precision in 24 * 1.1 * spread * (1.96 / precision) * (1.96 / precision) }
        plan.primary = plan.choosePrimary("mean[0]")
        let moments = parameters.theoryCase.expected.filter { $0.quantity.hasPrefix("t[") }
        for index in moments.indices {
            plan.vocabulary.reasons["t[\(index)]"] = "a time of day, not a result"
            guard let time = moments.first(where: { $0.quantity == "t[\(index)]" })?.value,
                time == time.rounded(), (0..<24).contains(time)
            else {
                plan.vocabulary.reasons["mean[\(index)]"] = "a time off the hour"
                plan.vocabulary.reasons["variance[\(index)]"] = "a time off the hour"
                continue
            }
            plan.vocabulary.own["mean[\(index)]"] = busyMean(atHour: Int(time))
            plan.vocabulary.own["variance[\(index)]"] = busyVariance(atHour: Int(time))
        }
        addHarmonics(&plan)
        return nil
    }

    /// Amplitude and phase of the busy agents' mean over the day: its first harmonic.
    private static func addHarmonics(_ plan: inout ReductionDraft) {
        @Sendable func parts(_ ledger: Ledger) -> [Double] {
            (0..<24).flatMap { hour -> [Double] in
                let (count, sum, _) = busy(ledger, hour)
                return [count, sum]
            }
        }
        @Sendable func harmonic(_ sums: [Double]) -> (amplitude: Double, lagHours: Double) {
            var (sine, cosine) = (0.0, 0.0)
            for hour in 0..<24 {
                let mean = sums[2 * hour] > 0 ? sums[2 * hour + 1] / sums[2 * hour] : .nan
                sine += mean * PortableMath.sineOfTurn(Double(hour) / 24) / 12
                cosine += mean * PortableMath.sineOfTurn(Double(hour) / 24 + 0.25) / 12
            }
            // mean + amplitude sin(2 pi (t - lag) / 24), with a lag of less than a quarter of a day.
            let amplitude = (sine * sine + cosine * cosine).squareRoot()
            return (amplitude, PortableMath.turnOfArcTangent(-cosine / sine) * 24)
        }
        plan.vocabulary.own["amplitude"] = TheoryQuantity(parts: parts) { harmonic($0).amplitude }
        plan.vocabulary.own["lag"] = TheoryQuantity(parts: parts) { harmonic($0).lagHours }
        plan.vocabulary.own["peak_time"] = TheoryQuantity(parts: parts) { 6 + harmonic($0).lagHours }
    }

    private static func busy(_ ledger: Ledger, _ hourOfDay: Int) -> (count: Double, sum: Double, squares: Double) {
        var total = (count: 0.0, sum: 0.0, squares: 0.0)
        for hour in stride(from: hourOfDay, to: 168, by: 24) {
            let found = ledger.busyOnTheHour[hour]
            total = (total.count + found.count, total.sum + found.sum, total.squares + found.squares)
        }
        return total
    }

    private static func busyMean(atHour hour: Int) -> TheoryQuantity {
        .ratio({ busy($0, hour).sum }, { busy($0, hour).count })
    }

    private static func busyVariance(atHour hour: Int) -> TheoryQuantity {
        TheoryQuantity(
            parts: { ledger in
                let (count, sum, squares) = busy(ledger, hour)
                return [count, sum, squares]
            },
            combine: { sums in
                let mean = sums[1] / sums[0]
                return (sums[2] - sums[1] * mean) / (sums[0] - 1)
            })
    }

    /// M/M/1 from empty: the mean wait of the n-th customer, a replication for each path.
    static func nthWait(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let service = QueueReduction.markovian(&parameters, &plan, servers: 1)
        let rate = plan.sketch.volume
        let numbers = plan.theoryCase.expected.filter { $0.quantity.hasPrefix("n[") }
        let followed = numbers.indices.compactMap { index -> Int? in
            numbers.first { $0.quantity == "n[\(index)]" }.flatMap { Int(exactly: $0.value) }
        }
        guard !followed.isEmpty, followed.count == numbers.count, let last = followed.max(),
            followed.allSatisfy({ $0 > 0 })
        else {
            parameters.report("'expected' has no list 'n' of whole numbers from 1 beside 'mean_wait_nth'")
            return nil
        }
        plan.sketch.topLines = ["follow_contacts: [\(followed.map(String.init).joined(separator: ", "))]"]
        // Ten standard deviations later the last one has come, and the run goes on until it has been served.
        let arrivals = Double(last) + 10 * Double(last).squareRoot() + 20
        plan.fixedHours = max(1, (arrivals / rate * plan.sketch.unitSeconds / 3600).rounded(.up))
        plan.replications = 400
        plan.relaxation = service
        plan.vocabulary.reasons["limit"] = "what the waits tend to, and not the wait of a contact"
        let scale = 1 / plan.vocabulary.unitSeconds
        for index in followed.indices {
            plan.vocabulary.reasons["n[\(index)]"] = "the number of a contact, not a result"
            plan.vocabulary.own["mean_wait_nth[\(index)]"] = .ratio(
                scale: scale, { $0[.waitSeconds, slice: $0.slices.slice(.contact, index)] },
                { $0[.sentToHumans, slice: $0.slices.slice(.contact, index)] })
        }
        plan.primary = plan.choosePrimary("mean_wait_nth[\(followed.count - 1)]")
        return nil
    }
}
