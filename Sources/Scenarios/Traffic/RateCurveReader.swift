import Traffic

/// Rates at points in time with straight lines between them, in place of a volume and its profile.
struct RateCurveReader: SectionReader {
    static let title = "Rates by time"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.rates", .mapping, .without("traffic.volume says it"),
            "Rates at points in time, in place of a volume and its weights."),
        ScenarioKey(
            "traffic.rates.repeat", .duration(above: true), .required,
            "Time after which the rates begin again: 1 min or more, and a second or more for each point."),
        ScenarioKey(
            "traffic.rates.points", .list, .required,
            "Points in time, with straight lines between them; two at one time are a jump."),
        ScenarioKey("traffic.rates.points.#.at", .duration, .required, "Time of the point."),
        ScenarioKey(
            "traffic.rates.points.#.rate", .rate(canBeZero: true), .required, "Contacts per time, such as 40 per h."),
    ]

    let reading: Reading

    /// The rates of the section that may have them.
    ///
    /// - Returns: the curve, nil when there is none or it makes no sense, and whether there is one.
    func read(_ traffic: Section) -> (curve: RateCurve?, isThere: Bool) {
        guard let section = traffic.section("rates") else { return (nil, false) }
        defer { section.finish() }
        for key in ["volume", "hours_of_day", "days_of_week"] where traffic.has(key) {
            traffic.report(key, "the rates say already how many come and when", "give '\(key)' or 'rates', not both")
        }
        let period = section.required("repeat", example: "1 day") { section.seconds($0, above: true) }
        section.ask("points", .list, isRequired: true)
        guard case .sequence(let items)? = section.value("points"), !items.isEmpty else {
            section.report("points", "there are no points", "write points: [{at: 8 h, rate: 40 per h}, ...]")
            return (nil, true)
        }
        guard items.count <= Section.mostMembers else {
            section.report("points", "there are more than \(Section.mostMembers) points", "write fewer")
            return (nil, true)
        }
        let found = document.problems.problems.count
        // The run goes from point to point, and so does the count of what it will take.
        if let period, period < 60 {
            section.report("repeat", "the rates repeat within less than a minute", "write 1 min or more")
        } else if let period, Double(items.count) > period {
            section.report("points", "there is more than one point a second", "write fewer, or a longer 'repeat'")
        }
        let points = items.enumerated().map { number, item -> (seconds: Double, perSecond: Double) in
            let point = Section(item, path: section.join("points.\(number)"), document: document)
            defer { point.finish() }
            return (
                point.required("at", example: "8 h") { point.seconds($0) } ?? 0,
                point.required("rate", example: "40 per h") { point.perSecond($0, canBeZero: true) } ?? 0
            )
        }
        guard let period, document.problems.problems.count == found else { return (nil, true) }
        do {
            return (try RateCurve(points: points, periodSeconds: period), true)
        } catch {
            section.report("points", "\(error)", "change the points")
            return (nil, true)
        }
    }
}
