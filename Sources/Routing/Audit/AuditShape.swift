/// What records say: the events there are, and their members in the order they are written.
enum AuditShape {
    private enum Kind {
        case whole
        /// With a fraction; null stands for what is no number.
        case number
        case flag
        case text
        case texts
        /// ISO 8601 in UTC with milliseconds.
        case time
        case choice(Set<String>)
    }

    private enum Presence: Equatable {
        case always
        case sometimes
        /// Exactly where the record has another member, which stands before it.
        case with(String)
    }

    private struct Member {
        let key: String
        let kind: Kind
        let presence: Presence

        init(_ key: String, _ kind: Kind, _ presence: Presence = .always) {
            self.key = key
            self.kind = kind
            self.presence = presence
        }
    }

    private static let actions = Decision.Action.allCases
    private static let humanActions = Set(actions.filter(\.reachesHuman).map(\.name))

    private static let head = [
        Member("record", .whole), Member("at_s", .number), Member("time", .time, .sometimes), Member("event", .text),
    ]

    private static let events: [String: [Member]] = {
        let review = [
            Member("query", .whole), Member("agent", .whole), Member("intent", .text), Member("overrides", .flag),
        ]
        let promotion = [Member("model", .whole), Member("labels", .whole), Member("accuracy", .number)]
        func label(_ intent: [Member]) -> [Member] {
            [
                Member("query", .whole), Member("agent", .whole),
                Member("reading", .choice(Set(LabelRecord.Reading.allCases.map(\.name)))),
            ] + intent + [
                Member("lead_s", .number), Member("model", .whole), Member("suggestion", .text, .sometimes),
                Member("gold", .flag), Member("label_probability", .number),
            ]
        }
        return [
            "decision": [
                Member("query", .whole), Member("id", .text, .with("time")),
                Member("action", .choice(Set(actions.map(\.name)))), Member("reasons", .texts),
                Member("queue", .text, .sometimes), Member("priority", .whole, .with("queue")),
                Member("backlog", .whole, .with("queue")), Member("intent", .text, .sometimes),
                Member("confidence", .number, .with("intent")), Member("emotion", .number, .with("intent")),
                Member("model", .whole, .with("intent")),
                Member("rule", .choice(["expected_cost", "optimal", "share", "random"]), .sometimes),
                Member("threshold", .number, .sometimes), Member("human_price", .number, .sometimes),
                Member("audited", .flag, .sometimes), Member("audit_probability", .number, .with("audited")),
                Member("policy", .text),
            ],
            "review": review, "audit": review,
            "approval": [
                Member("query", .whole), Member("plan", .text), Member("step", .text, .sometimes),
                Member("queue", .text), Member("agent", .whole, .sometimes),
                Member("answer", .choice(["accept", "edit", "respond", "reject", "timed_out"])),
                Member("reason", .text, .sometimes),
            ],
            "approval_asked": [
                Member("query", .whole), Member("plan", .text), Member("step", .text, .sometimes),
                Member("queue", .text),
            ],
            "approval_ended": [
                Member("query", .whole), Member("queue", .text),
                Member("end", .choice(Set(AuditEvent.ApprovalEnd.Kind.allCases.map(\.rawValue)))),
                Member("cause", .text, .sometimes),
            ],
            "model_promoted": promotion, "model_refused": promotion,
            "label": label([Member("intent", .text)]), "label_skipped": label([]),
            "model_rolled_back": [
                Member("model", .whole), Member("previous", .whole), Member("labels", .whole),
                Member("difference", .number), Member("p", .number),
            ],
            "model_recalibrated": [
                Member("model", .whole), Member("labels", .whole), Member("temperature_before", .number),
                Member("temperature", .number),
            ],
            "alarm": [
                Member("monitor", .choice(["audits", "flags", "segment"])), Member("segment", .text, .sometimes),
                Member("before", .number), Member("after", .number), Member("observations", .number),
            ],
        ]
    }()

    /// Looks at a record without its digest.
    ///
    /// - Returns: its number, nil where it has none, and what is wrong with its shape, nil where nothing is.
    static func look(at record: [UInt8]) -> (number: Int?, fault: String?) {
        guard let members = RecordMembers.read(record) else { return (nil, "it is not written as records are") }
        var number: Int?
        if members[0].key == "record", case .whole(let value) = members[0].value { number = value }
        guard case .text(let event)? = members.first(where: { $0.key == "event" })?.value,
            let own = events[event]
        else { return (number, "it tells of no event that there is") }
        return (number, fault(of: members, against: head + own))
    }

    private static func fault(of members: [(key: String, value: RecordMembers.Value)], against shape: [Member])
        -> String?
    {
        var rest = members[...]
        var present: Set<String> = []
        for member in shape {
            guard let next = rest.first, next.key == member.key else {
                switch member.presence {
                case .sometimes: continue
                case .with(let other) where !present.contains(other): continue
                default: return "\"\(member.key)\" is not where it should be"
                }
            }
            if case .with(let other) = member.presence, !present.contains(other) {
                return "\"\(member.key)\" stands there without \"\(other)\""
            }
            guard fits(next.value, member.kind) else { return "\"\(member.key)\" has a value that it cannot have" }
            present.insert(member.key)
            rest = rest.dropFirst()
        }
        if let extra = rest.first { return "\"\(extra.key)\" is no member that it has" }
        if case .text(let action)? = members.first(where: { $0.key == "action" })?.value,
            present.contains("queue") != humanActions.contains(action)
        {
            return "its queue does not go with its action"
        }
        return nil
    }

    private static func fits(_ value: RecordMembers.Value, _ kind: Kind) -> Bool {
        switch (kind, value) {
        case (.whole, .whole), (.number, .number), (.number, .null), (.flag, .flag), (.text, .text), (.texts, .texts):
            true
        case (.choice(let known), .text(let word)): known.contains(word)
        case (.time, .text(let time)): isTime(time)
        default: false
        }
    }

    private static func isTime(_ text: String) -> Bool {
        let pattern = Array("0000-00-00T00:00:00.000Z".utf8)
        return text.utf8.count == pattern.count
            && zip(text.utf8, pattern).allSatisfy { byte, place in
                place == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == place
            }
    }
}
