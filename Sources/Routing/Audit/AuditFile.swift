import Files

/// An audit sink that writes every event as a line of canonical JSON in a SHA-256 chain.
///
/// Each line ends with the digest of the previous line's digest and the line itself, so an altered, dropped or
/// reordered record breaks the chain; the last digest and the number of records go to `PATH.head`, so a dropped tail
/// shows as well. The trail appears under its name when `finish` is called, whole. A class, because one open file
/// has one owner; not for use by several threads at once.
public final class AuditFile: AuditSink {
    private let file: PartialFile
    private let head: PartialFile
    private var chain = HashChain()
    private var failure: (any Error)?

    /// Begins a trail.
    ///
    /// - Parameters:
    ///   - path: where the trail will be.
    ///   - replace: whether an older trail and its head may be replaced.
    /// - Throws: `OutputError`.
    public init(path: String, replace: Bool) throws {
        file = try PartialFile(path: path, replace: replace)
        // Opened now, so that a head that may not be replaced is found before hours of work.
        head = try PartialFile(path: AuditTrail.headPath(of: path), replace: replace)
    }

    /// Writes the event; a failure to write is kept and thrown by `finish`.
    public func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        guard failure == nil else { return }
        var body = JSONRecord()
        body.add("record", chain.count + 1)
        body.add("at_s", seconds)
        switch event {
        case .decision(let triage):
            body.add("event", "decision")
            body.add("query", triage.query)
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
        case .approval(let approval):
            body.add("event", "approval")
            body.add("query", approval.query)
            body.add("plan", approval.plan)
            if let step = approval.step { body.add("step", step) }
            body.add("queue", name(approval.queue, catalog.queues))
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
        let unsealed = body.closed
        let digest = chain.append(unsealed)
        do {
            try file.append(AuditTrail.seal(unsealed, digest: digest))
        } catch {
            failure = error
        }
    }

    private func add(_ label: LabelRecord, to body: inout JSONRecord, catalog: Catalog) {
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

    /// Completes the trail and writes its head beside it.
    ///
    /// - Throws: `OutputError` when anything could not be written; no trail appears then.
    public func finish() throws {
        if let failure { throw failure }
        try head.append(AuditTrail.Head(count: chain.count, digest: chain.head).bytes)
        // A full disk shows here, before either has its name.
        try file.flush()
        try head.commit()
        try file.commit()
    }

    private func name(_ index: Int, _ names: [String]) -> String {
        names.indices.contains(index) ? names[index] : "unknown"
    }
}

/// A JSON object written in the order its members are added.
struct JSONRecord {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// The object as text so far, closed.
    var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

    mutating func add(_ key: String, _ value: String) {
        name(key)
        quote(value)
    }

    mutating func add(_ key: String, _ value: Int) {
        name(key)
        bytes += Array(String(value).utf8)
    }

    mutating func add(_ key: String, _ value: Bool) {
        name(key)
        bytes += Array((value ? "true" : "false").utf8)
    }

    /// Numbers are rounded to millionths: enough for an auditor, and short. JSON has no NaN or infinity: null.
    mutating func add(_ key: String, _ value: Double) {
        name(key)
        let rounded = (value * 1e6).rounded() / 1e6
        bytes += Array(value.isFinite ? "\(rounded.isFinite ? rounded : value)".utf8 : "null".utf8)
    }

    mutating func add(_ key: String, _ values: [String]) {
        name(key)
        bytes.append(UInt8(ascii: "["))
        for (position, value) in values.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            quote(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func name(_ key: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<32: bytes += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
