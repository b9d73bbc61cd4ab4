/// The text of a record: canonical JSON, members in the order that `AuditShape` lists.
enum AuditRecord {
    /// One event as a closed JSON object, without the digest that seals it.
    ///
    /// - Parameters:
    ///   - number: of the record, from 1.
    ///   - seconds: when, on the caller's clock.
    ///   - origin: whose query it is and when it came; nil where nobody real asks.
    static func text(
        of event: AuditEvent, number: Int, at seconds: Double, origin: AuditOrigin?, policy: EscalationPolicy,
        catalog: Catalog
    ) -> [UInt8] {
        var body = JSONRecord()
        body.add("record", number)
        body.add("at_s", seconds)
        if let origin { body.add("time", origin.time) }
        switch event {
        case .decision(let triage):
            body.add("event", "decision")
            body.add("query", triage.query)
            if let origin { body.add("id", origin.id) }
            body.add("action", triage.decision.action.name)
            body.add("reasons", policy.reasons(of: triage.decision.reasons))
            if triage.decision.action.reachesHuman {
                body.add("queue", name(triage.decision.queue, catalog.queues))
                body.add("priority", triage.decision.priority)
                body.add("backlog", triage.backlog)
            }
            if !triage.decision.reasons.contains(.aiOff) {
                body.add("intent", name(triage.intent, catalog.intents))
                body.add("confidence", triage.confidence)
                body.add("emotion", triage.emotion)
                body.add("model", triage.modelVersion)
                if policy.rules.rule != .threshold { body.add("rule", policy.rules.rule.name) }
                if policy.rules.movesThreshold { body.add("threshold", triage.basis.threshold) }
                if !triage.basis.humanPrice.isNaN { body.add("human_price", triage.basis.humanPrice) }
            }
            if triage.decision.auditProbability > 0 {
                body.add("audited", triage.decision.audited)
                body.add("audit_probability", triage.decision.auditProbability)
            }
            body.add("policy", policy.rules.version)
        case .review(let review):
            body.add("event", review.isAudit ? "audit" : "review")
            body.add("query", review.query)
            body.add("agent", review.agent)
            body.add("intent", name(review.intent, catalog.intents))
            body.add("overrides", review.overrides)
        case .request(let request): add(request, as: "approval_asked", to: &body, catalog: catalog)
        case .approvalEnd(let end):
            body.add("event", "approval_ended")
            body.add("query", end.query)
            body.add("queue", name(end.queue, catalog.queues))
            body.add("end", end.kind.rawValue)
            if let cause = end.cause { body.add("cause", cause) }
        case .approval(let approval):
            add(approval, as: "approval", to: &body, catalog: catalog)
            if let agent = approval.agent { body.add("agent", agent) }
            body.add("answer", approval.answer?.name ?? "timed_out")
            if case .reject(let reason) = approval.answer { body.add("reason", reason) }
        case .model(let promotion):
            body.add("event", promotion.promoted ? "model_promoted" : "model_refused")
            body.add("model", promotion.version)
            body.add("labels", promotion.labels)
            body.add("accuracy", promotion.accuracy)
        case .label(let label):
            add(label, to: &body, catalog: catalog)
        case .rollback(let rollback):
            body.add("event", "model_rolled_back")
            body.add("model", rollback.version)
            body.add("previous", rollback.previous)
            body.add("labels", rollback.labels)
            body.add("difference", rollback.difference)
            body.add("p", rollback.pValue)
        case .recalibration(let fit):
            body.add("event", "model_recalibrated")
            body.add("model", fit.version)
            body.add("labels", fit.labels)
            body.add("temperature_before", fit.before)
            body.add("temperature", fit.after)
        case .alarm(let alarm):
            body.add("event", "alarm")
            body.add("monitor", alarm.monitor.rawValue)
            if let segment = alarm.segment { body.add("segment", name(segment, catalog.segments)) }
            body.add("before", alarm.before)
            body.add("after", alarm.after)
            body.add("observations", alarm.count)
        }
        return body.closed
    }

    private static func add(
        _ approval: AuditEvent.Approval, as event: String, to body: inout JSONRecord, catalog: Catalog
    ) {
        body.add("event", event)
        body.add("query", approval.query)
        body.add("plan", approval.plan)
        if let step = approval.step { body.add("step", step) }
        body.add("queue", name(approval.queue, catalog.queues))
    }

    private static func add(_ label: LabelRecord, to body: inout JSONRecord, catalog: Catalog) {
        body.add("event", label.isSkipped ? "label_skipped" : "label")
        body.add("query", label.query)
        body.add("agent", label.annotator)
        body.add("reading", label.reading.name)
        if let intent = label.intent { body.add("intent", name(intent, catalog.intents)) }
        body.add("lead_s", label.leadSeconds)
        body.add("model", label.modelVersion)
        if let suggestion = label.suggestion { body.add("suggestion", name(suggestion, catalog.intents)) }
        body.add("gold", label.isGold)
        body.add("label_probability", label.probability)
    }

    private static func name(_ index: Int, _ names: [String]) -> String {
        names.indices.contains(index) ? names[index] : "unknown"
    }
}
