import Quantities
import Simulation
import Training

/// What is watched while the operation runs.
struct MonitorsReader: SectionReader {
    static let title = "Monitors"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "monitors", .mapping, .without("nothing is watched"),
            "What is watched while the operation runs; {} only reports what audits say."),
        ScenarioKey(
            "monitors.drift", .mapping, .without("drift is not watched for"),
            "Watches the errors of the AI that audits and flags show, and the queries themselves."),
        ScenarioKey(
            "monitors.drift.delta", .share(below: true, above: true), .standard("0.2%"),
            "Confidence parameter of ADWIN, which watches audits and flags."),
        ScenarioKey(
            "monitors.drift.streams", .names, .standard("[confidence, scope, escalations]"),
            "What is watched of the queries themselves: how unsure the AI's own text model is (confidence), how strange "
                + "they look to it (scope), how many it would hand over (escalations), how the intents' shares change "
                + "(shares); or none."),
        ScenarioKey(
            "monitors.drift.level", .share(below: true, above: true), .standard("5%"),
            "Chance of any false alarm of these streams in a year."),
        ScenarioKey(
            "monitors.drift.clear_after", .duration(above: true), .standard("2 weeks"),
            "When drift counts as over, where no new model has learned 100 labels since."),
        ScenarioKey(
            "monitors.segments", .mapping, .without("segments are not compared"), "Compares the quality of segments."),
        ScenarioKey(
            "monitors.segments.level", .share(below: true, above: true), .standard("5%"),
            "Chance of any false alarm in a year."),
        ScenarioKey(
            "monitors.segments.every", .duration(above: true), .standard("1 week"), "Time between looks, 1 h or more."),
        ScenarioKey(
            "monitors.segments.window", .duration(above: true), .standard("8 weeks"), "Whose audits are compared."),
        ScenarioKey(
            "monitors.flag_share", .share, .standard("0%"),
            "Probability that a human who meets a customer with a wrong AI answer flags it."),
    ]

    let reading: Reading

    /// What is watched while the operation runs; nil for nothing.
    func read(usesAI: Bool) -> MonitorPlan? {
        guard let section = root.section("monitors") else { return nil }
        defer { section.finish() }
        if !usesAI { root.report("monitors", "there is no AI to watch", "add 'ai', or remove 'monitors'") }
        var plan = MonitorPlan()
        if let drift = section.section("drift") {
            var rule = MonitorPlan.Drift()
            rule.delta = drift.share("delta", below: true, above: true) ?? rule.delta
            rule.clearAfterSeconds = drift.seconds("clear_after", above: true) ?? rule.clearAfterSeconds
            rule.level = drift.share("level", below: true, above: true) ?? rule.level
            readStreams(drift, into: &rule)
            plan.drift = rule
            drift.finish()
        }
        if let segments = section.section("segments") {
            var rule = MonitorPlan.Segments()
            rule.level = segments.share("level", below: true, above: true) ?? rule.level
            rule.everySeconds = segments.seconds("every", above: true) ?? rule.everySeconds
            rule.windowSeconds = segments.seconds("window", above: true) ?? rule.windowSeconds
            if rule.everySeconds < Seconds.perHour {
                segments.report("every", "segments cannot be compared more often than every hour", "write 1 h or more")
            }
            if rule.windowSeconds < rule.everySeconds {
                segments.report("window", "the window is shorter than the time between looks", "write a longer window")
            }
            if rule.windowSeconds > 520 * rule.everySeconds {
                segments.report("window", "the window has more than 520 looks", "write a shorter window")
            }
            if catalog.segments.count < 2 {
                section.report("segments", "there is one segment only", "add traffic.segments, or remove this")
            }
            plan.segments = rule
            segments.finish()
        }
        plan.flagShare = section.share("flag_share") ?? 0
        return plan
    }

    /// Reads what is watched of the queries themselves.
    private func readStreams(_ drift: Section, into rule: inout MonitorPlan.Drift) {
        guard let names = drift.names("streams") else {
            rule.streams = NoveltyMonitor.Signal.allCases
            return
        }
        rule.watchesShares = names.contains("shares")
        rule.streams = NoveltyMonitor.Signal.allCases.filter { names.contains($0.rawValue) }
        let known = NoveltyMonitor.Signal.allCases.map(\.rawValue) + ["shares"]
        for name in names where !known.contains(name) && names != ["none"] {
            drift.report(
                "streams", "there is no stream '\(name)'",
                "write \(known.joined(separator: ", ")), or none alone")
        }
    }

    /// Reports what watches audits that nobody makes.
    func check(_ monitors: MonitorPlan?, auditQueue: Int?) {
        if let monitors, auditQueue == nil {
            if monitors.segments != nil {
                root.section("monitors")?.report(
                    "segments", "there are no audits to compare segments by",
                    "add policy.audit: {share: 5%, queue: ...}")
            }
            if let drift = monitors.drift, !drift.watchesQueries, monitors.flagShare == 0 {
                root.section("monitors")?.report(
                    "drift", "there are neither audits nor flags to see drift by",
                    "add policy.audit: {share: 5%, queue: ...}, flag_share, or streams: [scope]")
            }
        }
    }
}
