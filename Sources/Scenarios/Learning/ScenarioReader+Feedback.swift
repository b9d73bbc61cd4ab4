import Quantities
import Routing
import Simulation
import Stochastics
import Training
import Workforce

extension ScenarioReader {
    /// When the AI is retrained: `every` and `first`, or `when` with a schedule, a number of labels, or drift.
    func readSchedule(_ section: Section, into plan: inout TrainingPlan) {
        var every = section
        if let when = section.section("when") {
            defer { when.finish() }
            if section.has("every") {
                section.report("every", "the schedule is given twice", "write it in 'when' alone")
            }
            plan.feedback.retrainAfterLabels = when.integer("labels", in: 10...100_000_000)
            plan.feedback.retrainsOnDrift = when.flag("drift") ?? false
            every = when
            let isByNeed = plan.feedback.retrainAfterLabels != nil || plan.feedback.retrainsOnDrift
            if !when.has("every") {
                if !isByNeed { section.report("when", "this never comes", "write when: {every: 1 week}") }
                plan.everySeconds = .infinity
                plan.firstSeconds = section.seconds("first") ?? .infinity
                return
            }
        }
        plan.everySeconds = every.seconds("every", above: true) ?? plan.everySeconds
        if plan.everySeconds < Seconds.perHour {
            every.report("every", "the AI cannot be trained more often than every hour", "write 1 h or more")
        }
        plan.firstSeconds = section.seconds("first") ?? plan.everySeconds
    }

    /// How labels are asked for, checked and used.
    func readFeedback(_ section: Section, into plan: inout TrainingPlan) {
        enum Ask { case all, by(LabelSampling.Strategy) }
        let asks: [(String, Ask)] = [
            ("all", .all), ("random", .by(.random)), ("doubt", .by(.doubt)), ("benefit", .by(.benefit)),
        ]
        switch section.choice("ask", asks) {
        case .all:
            if plan.labelShare < 1 {
                section.report("ask", "all are asked, and there is a label_share", "remove one of the two")
            }
        case .by(let strategy): plan.feedback.ask = strategy
        case nil: break
        }
        plan.feedback.doubleShare = section.share("double_share") ?? 0
        plan.feedback.goldShare = section.share("gold_share") ?? 0
        plan.feedback.skipShare = section.share("skip_share", below: true) ?? 0
        plan.feedback.secondOpinion = section.flag("second_opinion") ?? false
        plan.feedback.recalibrates = section.flag("recalibrate_on_audits") ?? false
        if let trial = section.section("probation") {
            plan.feedback.probation = Probation(
                labels: trial.integer("labels", in: 8...1_000_000) ?? 200, level: trial.share("level") ?? 0.05)
            trial.finish()
        }
        if let queue = section.text("annotation_queue") {
            plan.feedback.queue = index(
                of: queue, in: catalog.queues, what: "queue", at: section, "annotation_queue")
            if !plan.feedback.readsAgain {
                section.report(
                    "annotation_queue", "nothing is read again", "add double_share, gold_share or second_opinion")
            }
        }
    }

    /// What is watched while the operation runs; nil for nothing.
    func readMonitors(usesAI: Bool) -> MonitorPlan? {
        guard let section = root.section("monitors") else { return nil }
        defer { section.finish() }
        if !usesAI { root.report("monitors", "there is no AI to watch", "add 'ai', or remove 'monitors'") }
        var plan = MonitorPlan()
        if let drift = section.section("drift") {
            var rule = MonitorPlan.Drift()
            rule.delta = drift.share("delta", below: true, above: true) ?? rule.delta
            rule.clearAfterSeconds = drift.seconds("clear_after", above: true) ?? rule.clearAfterSeconds
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

    /// Completes the plan with the queue of audits, and checks what needs several parts of the scenario.
    func finishFeedback(
        _ training: TrainingPlan?, _ monitors: MonitorPlan?, auditQueue: Int?, teams: [Team]
    ) -> TrainingPlan? {
        if let monitors, auditQueue == nil {
            if monitors.segments != nil {
                root.section("monitors")?.report(
                    "segments", "there are no audits to compare segments by",
                    "add policy.audit: {share: 5%, queue: ...}")
            }
            if monitors.drift != nil, monitors.flagShare == 0 {
                root.section("monitors")?.report(
                    "drift", "there are neither audits nor flags to see drift by",
                    "add policy.audit: {share: 5%, queue: ...}, or flag_share")
            }
        }
        guard var plan = training, let section = root.section("training") else { return training }
        if plan.feedback.retrainsOnDrift, monitors?.drift == nil, let when = section.section("when") {
            when.report("drift", "nothing watches for drift", "add monitors: {drift: {delta: 0.2%}}")
        }
        if plan.feedback.recalibrates, auditQueue == nil {
            section.report(
                "recalibrate_on_audits", "there are no audits", "add policy.audit: {share: 5%, queue: ...}")
        }
        guard plan.feedback.readsAgain else { return plan }
        plan.feedback.queue = plan.feedback.queue ?? auditQueue
        guard let queue = plan.feedback.queue else {
            document.report(
                section.join("annotation_queue"), section.node, "second readings and gold items have no queue",
                "write annotation_queue: \(catalog.queues.first ?? "general"), or add policy.audit")
            return plan
        }
        let readers = teams.filter { $0.queues.contains(queue) }.reduce(0) { $0 + $1.agents }
        if readers < 2, !teams.isEmpty {
            section.report(
                section.has("annotation_queue") ? "annotation_queue" : "double_share",
                "only \(readers) agents serve the queue '\(catalog.queues[queue])', and nobody reads an item twice",
                "give its skill to a team with 2 agents or more")
        }
        return plan
    }
}
