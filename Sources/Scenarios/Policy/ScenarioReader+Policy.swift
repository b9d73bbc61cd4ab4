import Files
import Routing
import Simulation
import Stochastics
import Training

extension ScenarioReader {
    /// Who handles what, and where audits wait.
    func readPolicy(usesAI: Bool) -> (rules: PolicyRules?, auditQueue: Int?) {
        guard let section = root.required("policy", example: "(see scenarios/support.yaml)", { root.section($0) })
        else {
            return (nil, nil)
        }
        defer { section.finish() }
        let effects: [(String, Decision.Action)] = [
            ("escalate", .escalate), ("suggest", .suggest), ("approve", .approve), ("confirm", .confirm),
        ]
        let defaultQueue = queueName(section, "default_queue", isRequired: catalog.queues.count > 1)
        var rules = PolicyRules(defaultQueue: defaultQueue ?? catalog.queues.first ?? "")
        rules.usesAI = usesAI
        rules.version = section.text("version") ?? "1"
        rules.threshold = readThreshold(section) ?? rules.threshold
        rules.belowThreshold = section.choice("below_threshold", effects) ?? .escalate
        readRule(section, into: &rules)
        for (intent, queue, parent) in section.texts("queues_by_intent") {
            checkIntents([intent], at: parent, intent)
            _ = index(of: queue, in: catalog.queues, what: "queue", at: parent, intent)
            rules.queueByIntent[intent] = queue
        }
        for (channel, queue, parent) in section.texts("queues_by_channel") {
            _ = index(of: channel, in: catalog.channels, what: "channel", at: parent, channel)
            _ = index(of: queue, in: catalog.queues, what: "queue", at: parent, channel)
            rules.queueByChannel[channel] = queue
        }
        rules.priorityBySegment = segmentPriorities
        rules.triggers = section.sections("triggers").compactMap { name, trigger in
            readTrigger(name, trigger, effects)
        }
        readBenefit(section, into: &rules)
        handoffAbove = readHandoff(section)
        if rules.triggers.count > ReasonSet.maximumTriggers {
            section.report("triggers", "there are more than \(ReasonSet.maximumTriggers) triggers", "write fewer")
        }
        if usesAI, let trigger = outOfScopeTrigger(beside: rules.triggers) { rules.triggers.append(trigger) }
        var auditQueue: Int?
        if let audit = section.section("audit") {
            rules.auditShare = audit.share("share") ?? 0
            auditQueue = queueName(audit, "queue", isRequired: true).flatMap { catalog.queues.firstIndex(of: $0) }
            audit.finish()
        }
        return (rules, auditQueue)
    }

    /// The confidence from which the AI answers alone, or that a human sees everything.
    private func readThreshold(_ section: Section) -> Double? {
        section.text("threshold", as: .word(ScenarioKeys.alwaysHuman)) == ScenarioKeys.alwaysHuman
            ? PolicyRules.alwaysHuman : section.share("threshold")
    }

    /// What the AI reads as outside every intent it can answer goes to a human, unless a trigger names that intent.
    private func outOfScopeTrigger(beside triggers: [Trigger]) -> Trigger? {
        let name = Self.outOfScopeName
        guard outOfScopeIntent != nil, !triggers.contains(where: { $0.condition.intents?.contains(name) ?? false })
        else { return nil }
        let isTaken = triggers.contains { $0.name == name }
        return Trigger(
            name: isTaken ? name + "_intent" : name, condition: TriggerCondition(intents: [name]), effect: .escalate)
    }

    private func queueName(_ section: Section, _ key: String, isRequired: Bool) -> String? {
        let name =
            isRequired
            ? section.required(key, example: catalog.queues.first ?? "general") { section.text($0) } : section.text(key)
        guard let name else { return nil }
        return index(of: name, in: catalog.queues, what: "queue", at: section, key) == nil ? nil : name
    }

    private func readTrigger(_ name: String, _ section: Section, _ effects: [(String, Decision.Action)]) -> Trigger? {
        defer { section.finish() }
        var condition = TriggerCondition()
        if let when = section.required("when", example: "{emotion_above: 70%}", { section.section($0) }) {
            condition.confidenceBelow = when.share("confidence_below")
            condition.marginBelow = when.share("margin_below")
            condition.emotionAbove = when.share("emotion_above")
            condition.amountAbove = when.money("amount_above", currency: currency)
            condition.earlierContactsAtLeast = when.integer("earlier_contacts_at_least", in: 0...1000)
            condition.failedAttemptsAtLeast = when.integer("failed_attempts_at_least", in: 0...1000)
            condition.outOfScopeAbove = when.share("out_of_scope_above")
            condition.explicitRequest = when.flag("explicit_request")
            condition.backlogAbove = when.integer("backlog_above", in: 0...1_000_000_000)
            condition.intents = when.names("intent")
            condition.actions = when.names("action")
            condition.segments = when.names("segment")
            condition.benefitAbove = when.share("benefit_above")
            if let intents = condition.intents { checkIntents(intents, at: when, "intent") }
            for action in condition.actions ?? [] {
                _ = index(of: action, in: catalog.actions, what: "action", at: when, "action")
            }
            for segment in condition.segments ?? [] {
                _ = index(of: segment, in: catalog.segments, what: "segment", at: when, "segment")
            }
            when.finish()
            if condition == TriggerCondition() {
                section.report("when", "this condition always holds", "write a condition such as {emotion_above: 70%}")
            }
        }
        guard let effect = section.required("then", example: "escalate", { section.choice($0, effects) }) else {
            return nil
        }
        return Trigger(
            name: name, condition: condition, effect: effect, queue: queueName(section, "queue", isRequired: false),
            priority: section.integer("priority", in: 0...9))
    }

    /// The AI; nil when there is none.
    func readAI() -> AISpecification? {
        guard let section = root.section("ai") else { return nil }
        defer { section.finish() }
        let assumed = readAssumedAccuracy(section)
        let answers = readAnswers(section)
        if assumed == nil, !section.has("recorded"), root.section("traffic").map({ !$0.has("language") }) ?? false {
            root.report("ai", "the AI has nothing to read", "add a language to traffic, or remove 'ai'")
        }
        let features: [(String, FeatureOptions)] = [
            ("words", .words), ("words and characters", .wordsAndCharacters),
        ]
        var ai = AISpecification()
        ai.training.features = section.choice("features", features) ?? .words
        ai.assumed = assumed?.accuracy
        ai.answers = answers
        ai.turns = readTurns(section)
        ai.emotionModel = readEmotionModel(section)
        ai.assumedLearning = assumed?.learning
        if let time = section.distribution("handling_time", .time) {
            ai.handling = AIHandling(time: time, slots: section.integer("slots", in: 1...1_000_000))
            if section.has("latency") {
                section.report("latency", "there is a handling_time as well", "give one of the two")
            }
        } else if section.has("slots") {
            section.report("slots", "slots need the time that each query takes one", "add handling_time")
        }
        ai.firstLabelsPerIntent = section.integer("first_labels_per_intent", in: 0...100_000) ?? ai.firstLabelsPerIntent
        if section.has("external") || section.has("recorded") { ai.firstLabelsPerIntent = 0 }
        if ai.firstLabelsPerIntent * catalog.intents.count > 1_000_000 {
            section.report(
                "first_labels_per_intent", "this makes more than a million labels",
                "write \(1_000_000 / catalog.intents.count) or less")
        }
        ai.firstLabelError = section.share("first_label_error") ?? 0
        ai.latency = section.distribution("latency", .time) ?? ai.latency
        ai.summarySaves = section.share("summary_saves", below: true) ?? 0
        ai.suggestionSaves = section.share("suggestion_saves", below: true) ?? 0
        return ai
    }

    /// A stated accuracy, as a mean with a concentration or as levels of confidence.
    private func readAssumedAccuracy(
        _ section: Section
    ) -> (accuracy: AssumedAccuracy, learning: AssumedLearning?)? {
        if section.value("assumed_accuracy")?.scalar != nil {
            guard let accuracy = section.share("assumed_accuracy") else { return nil }
            return (.beta(accuracy: min(max(accuracy, 1e-6), 1 - 1e-6), concentration: 5), nil)
        }
        guard let details = section.section("assumed_accuracy") else { return nil }
        defer { details.finish() }
        let learning = readAssumedLearning(details)
        let levels = details.sections("levels").map { _, level in
            defer { level.finish() }
            return AssumedAccuracy.Level(
                share: level.required("share", example: "70%") { level.share($0) } ?? 0,
                confidence: level.required("confidence", example: "95%") { level.share($0) } ?? 0)
        }
        if !levels.isEmpty {
            details.checkShares("levels", levels.map(\.share))
            if learning != nil, !levels.dropFirst().contains(where: { $0.share > 0 }) {
                details.report(
                    "learning", "the first of the levels is everything: its share has nothing to take from",
                    "give the other levels a share, or remove 'learning'")
            }
            return (.levels(levels), learning)
        }
        let mean = details.required("mean", example: "85%") { details.share($0) } ?? 0.5
        let concentration = details.number("concentration", in: 0.01...1e6) ?? 5
        return (.beta(accuracy: min(max(mean, 1e-6), 1 - 1e-6), concentration: concentration), learning)
    }

    /// How an assumed accuracy improves with human resolutions.
    private func readAssumedLearning(_ section: Section) -> AssumedLearning? {
        guard let details = section.section("learning") else { return nil }
        defer { details.finish() }
        return AssumedLearning(
            limit: details.required("limit", example: "95%") { details.share($0) } ?? 1,
            scale: details.required("scale", example: "200") { details.number($0, in: 1e-3...1e9, above: true) } ?? 1,
            power: details.number("power", in: 0.001...10) ?? 0.5,
            every: details.integer("every", in: 1...1_000_000_000) ?? 1)
    }

    /// Learning from labels; nil when the first model stays.
    func readTraining(hasAI: Bool) -> TrainingPlan? {
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
            plan.gate = PromotionGate(
                minimumLabels: gate.integer("minimum_labels", in: 1...1_000_000) ?? plan.gate.minimumLabels,
                level: gate.share("level") ?? plan.gate.level)
            gate.finish()
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
}
