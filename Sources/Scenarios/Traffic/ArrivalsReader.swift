import Quantities
import Stochastics
import Traffic

/// How many contacts come, and when.
struct ArrivalsReader: SectionReader {
    static let title = "Arrivals"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.volume", .rate(canBeZero: false), .oneOf(["volume", "rates"]),
            "Expected contacts, such as 8000 per day; hours_of_day and days_of_week say when they come."),
        ScenarioKey(
            "traffic.hours_of_day", .numbers(24), .without("flat"), "24 weights of the hours of a day, from midnight."),
        ScenarioKey(
            "traffic.days_of_week", .numbers(7), .without("flat"), "7 weights of the days of a week, from Monday."),
        ScenarioKey(
            "traffic.day_factor_shape", .number(0.1...1e6, above: true), .without("days do not differ by chance"),
            "Shape of the gamma factor by which the volume differs from day to day; its variance is 1 / shape."),
        ScenarioKey(
            "traffic.gaps", [.times, .number(0...1e9, above: true)], .without("exponential, which is Poisson arrivals"),
            "Shape of the gaps between arrivals, scaled to the volume; a number is even gaps."),
        ScenarioKey(
            "traffic.batch_size", [.whole(1...1_000_000), .mapping], .standard("1"),
            "Contacts that arrive at once: a whole number, or {geometric: mean}. The volume counts contacts."),
        ScenarioKey("traffic.batch_size.geometric", .number(1...1e5, above: false), .required, "Mean size of a batch."),
        ScenarioKey("traffic.growth_per_week", .share, .standard("0%"), "Growth of the volume from week to week."),
        ScenarioKey("traffic.spikes", .members, .without("none"), "Times of more or fewer contacts, each with a name."),
        ScenarioKey("traffic.spikes.*.at", .duration, .required, "Start of the spike, such as 6 weeks 2 days."),
        ScenarioKey("traffic.spikes.*.lasts", .duration(above: true), .required, "Length of the spike."),
        ScenarioKey(
            "traffic.spikes.*.factor", .number(0...1000, above: false), .required, "Volume relative to the usual one."),
    ]

    let reading: Reading

    /// The rate of arrivals, read from the section that has its keys; nil when it makes no sense.
    func read(_ section: Section) -> ArrivalRate? {
        let (curve, hasCurve) = RateCurveReader(reading: reading).read(section)
        let volume =
            hasCurve ? nil : section.required("volume", example: "8000 per day") { section.perSecond($0) }
        let hours = section.numbers("hours_of_day", count: 24)
        let days = section.numbers("days_of_week", count: 7)
        let shape = section.number("day_factor_shape", in: 0.1...1e6, above: true)
        let growth = section.share("growth_per_week") ?? 0
        let spikes = section.sections("spikes").map { name, spike in
            defer { spike.finish() }
            return Spike(
                startSeconds: spike.required("at", example: "6 weeks 2 days") { spike.seconds($0) } ?? 0,
                durationSeconds: spike.required("lasts", example: "1 day") { spike.seconds($0, above: true) } ?? 1,
                multiplier: spike.required("factor", example: "1.6") { spike.number($0, in: 0...1000) } ?? 1,
                name: name)
        }
        let gaps = readGaps(section)
        if let gaps, !(gaps.mean > 0 && gaps.mean < .infinity) {
            section.report(
                "gaps", "the mean of the gaps must be above 0", "write {distribution: gamma, mean: 1 s, cv: 2}")
        }
        let batch = readBatch(section)
        do {
            if let curve {
                var rate = try ArrivalRate(
                    curve: curve, dayFactorShape: shape, spikes: spikes, growthPerWeek: growth)
                rate.gaps = gaps
                rate.batch = batch
                return rate
            }
            guard let volume else { return nil }
            let flat = hours == nil && days == nil
            let weights =
                flat
                ? []
                : try ArrivalRate.weights(
                    hoursOfDay: hours ?? Array(repeating: 1, count: 24),
                    daysOfWeek: days ?? Array(repeating: 1, count: 7))
            var rate = try ArrivalRate(
                perWeek: volume * Seconds.perWeek, hourlyWeights: weights, dayFactorShape: shape,
                spikes: spikes, growthPerWeek: growth)
            rate.gaps = gaps
            rate.batch = batch
            return rate
        } catch {
            section.report("volume", "\(error)", "change the value")
            return nil
        }
    }

    /// The shape of the gaps between arrivals. Their unit does not matter, so even gaps may be any number.
    private func readGaps(_ section: Section) -> Distribution? {
        section.ask("gaps", .number(0...1e9, above: true))
        let text = section.value("gaps")?.scalar?.string
        if let text, Quantity.split(text)?.unit.isEmpty ?? false {
            return section.number("gaps", above: true).map { .constant($0) }
        }
        return section.distribution("gaps", .time)
    }

    /// Contacts that arrive at once: a whole number, or `{geometric: mean}`.
    private func readBatch(_ section: Section) -> BatchSize {
        guard let node = section.value("batch_size"), node.scalar == nil else {
            return .fixed(section.integer("batch_size", in: 1...1_000_000) ?? 1)
        }
        let details = section.section("batch_size")
        defer { details?.finish() }
        let mean = details?.required("geometric", example: "2.5") { details?.number($0, in: 1...1e5) } ?? 1
        return .geometric(mean: mean)
    }
}
