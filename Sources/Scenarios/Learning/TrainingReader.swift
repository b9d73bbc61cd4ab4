import Quantities
import Routing
import Simulation
import Training
import Workforce

/// Learning from the labels of humans.
struct TrainingReader: SectionReader {
    static let title = "Training"
    static let keys: [ScenarioKey] = [
        ScenarioKey("training", .mapping, .without("the first model stays"), "Learning from the labels of humans."),
        ScenarioKey(
            "training.every", .duration(above: true), .standard("1 week"), "Time between two trainings, 1 h or more."),
        ScenarioKey("training.first", .duration, .without("as long as between two"), "Time of the first training."),
        ScenarioKey(
            "training.when", .mapping, .without("training.every says it"),
            "In place of every: what makes the AI be trained again, whichever comes."),
        ScenarioKey(
            "training.when.every", .duration(above: true), .without("no schedule"),
            "Time between two trainings, 1 h or more."),
        ScenarioKey(
            "training.when.labels", .whole(10...100_000_000), .without("no number of labels counts"),
            "So many new labels."),
        ScenarioKey("training.when.drift", .flag, .standard("false"), "Whether a monitor's alarm does."),
        ScenarioKey("training.label_share", .share, .standard("100%"), "Share of their contacts that humans label."),
        ScenarioKey("training.annotation_time", .duration, .standard("0 s"), "Time that a label takes."),
        ScenarioKey(
            "training.labels_kept", .whole(10...5_000_000), .standard("10000"),
            "Most labels that are kept for training."),
        ScenarioKey(
            "training.held_out", .share(below: true, above: false), .standard("20%"),
            "Share of the labels never trained on: a third for calibration, the rest for the promotion gate. Copies of "
                + "a text stay together."),
        ScenarioKey(
            "training.held_out_kept", .whole(10...1_000_000), .standard("3000"), "Most labels that are held out."),
        ScenarioKey(
            "training.gate", .mapping, .without("its keys have their defaults"),
            "When a new model takes the place of the old one."),
        ScenarioKey(
            "training.gate.minimum_labels", .whole(1...1_000_000), .standard("20"),
            "Fewest held-out labels to decide on."),
        ScenarioKey("training.gate.level", .share, .standard("5%"), "Significance level of the gate's tests."),
        ScenarioKey(
            "training.gate.margin", [.share, .money], .standard("1%"),
            "How much worse a new model may be: a share of the texts, each of them a wrong answer, or money a text."),
        ScenarioKey(
            "training.gate.window", .duration(above: true), .without("however old they are"),
            "Age up to which held-out labels are judged on."),
        ScenarioKey(
            "training.shuffled_labels", .mapping, .without("never"),
            "A time in which what is written down is a random label."),
        ScenarioKey("training.shuffled_labels.from", .duration, .required, "Its start."),
        ScenarioKey("training.shuffled_labels.lasts", .duration(above: true), .required, "Its length."),
        ScenarioKey(
            "training.ask", .choice(["all", "random", "doubt", "benefit"]), .standard("random"),
            "Which queries are asked for a label, and which AI answers audited; label_share and policy.audit.share "
                + "stay the means."
        ),
        ScenarioKey(
            "training.double_share", .share, .standard("0%"), "Share of the labels that a colleague gives as well."),
        ScenarioKey(
            "training.second_opinion", .flag, .standard("false"), "Whether labels that the model doubts are read again."
        ),
        ScenarioKey(
            "training.gold_share", .share, .standard("0%"), "Items with known answers mixed in, relative to the labels."
        ),
        ScenarioKey(
            "training.skip_share", .share(below: true, above: false), .standard("0%"),
            "Share of labels that humans skip."),
        ScenarioKey(
            "training.new_intent_after", .whole(1...1_000_000), .standard("20"),
            "Labels within two weeks with a word that is no intent yet, after which it becomes one: for intents of the "
                + "language with a later from. Until then such labels count as out of scope."
        ),
        ScenarioKey(
            "training.annotation_queue", .text, .without("policy.audit.queue"),
            "Queue of second readings and gold items, each of which takes as long as an audit."),
        ScenarioKey(
            "training.recalibrate_on_audits", .flag, .standard("false"),
            "Whether the model in use is calibrated anew every day on labels it has not been trained on, from 50 of "
                + "them with 20 audits."
        ),
        ScenarioKey(
            "training.probation", .mapping, .without("a promoted model stays"),
            "A promoted model gives way again when it is significantly worse."),
        ScenarioKey("training.probation.labels", .whole(8...1_000_000), .standard("200"), "Labels of the comparison."),
        ScenarioKey("training.probation.level", .share, .standard("5%"), "Significance level of the comparison."),
    ]

    let reading: Reading

    /// Learning from labels; nil when the first model stays.
    func read(hasAI: Bool) -> TrainingPlan? {
        guard let section = root.section("training") else { return nil }
        defer { section.finish() }
        if !hasAI { root.report("training", "there is no AI to train", "add 'ai', or remove 'training'") }
        if root.section("ai")?.has("assumed_accuracy") ?? false {
            root.report(
                "training", "an assumed accuracy is not trained",
                "write ai.assumed_accuracy.learning, or remove 'training' or 'assumed_accuracy'")
        }
        var plan = TrainingPlan()
        readSchedule(section, into: &plan)
        plan.labelShare = section.share("label_share") ?? 1
        plan.annotationSeconds = section.seconds("annotation_time") ?? 0
        plan.storeCapacity = section.integer("labels_kept", in: 10...5_000_000) ?? plan.storeCapacity
        plan.holdoutShare = section.share("held_out", below: true) ?? plan.holdoutShare
        plan.holdoutCapacity = section.integer("held_out_kept", in: 10...1_000_000) ?? plan.holdoutCapacity
        if let gate = section.section("gate") {
            plan.gate = readGate(gate, plan.gate)
        }
        if let shuffled = section.section("shuffled_labels") {
            let start = shuffled.required("from", example: "5 weeks") { shuffled.seconds($0) } ?? 0
            let length = shuffled.required("lasts", example: "1 day") { shuffled.seconds($0, above: true) } ?? 1
            plan.shuffled = start..<(start + length)
            shuffled.finish()
        }
        readFeedback(section, into: &plan)
        return plan
    }

    private func readGate(_ section: Section, _ usual: PromotionGate) -> PromotionGate {
        defer { section.finish() }
        var gate = PromotionGate(
            minimumLabels: section.integer("minimum_labels", in: 1...1_000_000) ?? usual.minimumLabels,
            level: section.share("level") ?? usual.level, windowSeconds: section.seconds("window", above: true))
        let isMoney = section.text("margin", as: .money)?.hasSuffix(currency) ?? false
        if isMoney {
            gate.moneyMargin = section.money("margin", currency: currency)
        } else {
            gate.margin = section.share("margin") ?? usual.margin
        }
        return gate
    }

    /// When the AI is retrained: `every` and `first`, or `when` with a schedule, a number of labels, or drift.
    private func readSchedule(_ section: Section, into plan: inout TrainingPlan) {
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
    private func readFeedback(_ section: Section, into plan: inout TrainingPlan) {
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
        plan.feedback.newIntentAfter =
            section.integer("new_intent_after", in: 1...1_000_000) ?? plan.feedback.newIntentAfter
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

    /// Completes the plan with the queue of audits and the prices of answers, and checks what needs several parts of the
    /// scenario.
    func finish(
        _ training: TrainingPlan?, _ monitors: MonitorPlan?, auditQueue: Int?, teams: [Team], prices: AnswerPrices?
    ) -> TrainingPlan? {
        guard var plan = training, let section = root.section("training") else { return training }
        if plan.feedback.retrainsOnDrift, monitors?.drift == nil, let when = section.section("when") {
            when.report("drift", "nothing watches for drift", "add monitors: {drift: {delta: 0.2%}}")
        }
        plan.gate.prices = prices
        if plan.gate.moneyMargin != nil, prices == nil, let gate = section.section("gate") {
            gate.report(
                "margin", "there are no prices to compare models by",
                "write a share such as 1%, or say what a wrong answer costs (costs.wrong_case) and the wages of humans")
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
