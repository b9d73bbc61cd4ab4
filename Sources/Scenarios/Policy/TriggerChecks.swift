import Routing
import Simulation
import Stochastics

/// Finds triggers of a scenario that can never hold or never decide.
struct TriggerChecks {
    let reading: Reading

    private var catalog: Catalog { reading.catalog }

    /// Reports triggers that can never hold in this operation, and those that can never decide because one before them
    /// always does.
    func check(
        _ rules: PolicyRules?, traffic: TrafficSpecification?, ai: AISpecification?, customers: CustomerBehaviour,
        queues: [QueueSpecification]
    ) {
        guard let rules, let section = reading.root.section("policy")?.section("triggers") else { return }
        // A value that could not be read has become its default: nothing follows from that.
        let isSound = reading.document.problems.problems.isEmpty
        for (place, trigger) in rules.triggers.enumerated() {
            guard let own = section.section(trigger.name), let when = own.section("when") else { continue }
            checkLimits(trigger.condition, at: when, isAssumed: ai?.assumed != nil)
            if isSound {
                checkCustomers(trigger.condition, at: when, traffic: traffic, customers: customers)
                checkBacklog(trigger, at: when, rules: rules, queues: queues)
                if let traffic { checkActions(trigger.condition, at: when, traffic: traffic) }
            }
            if trigger.effect == .confirm {
                for key in ["queue", "priority"] where own.has(key) {
                    own.report(
                        key, "a customer who is asked to confirm waits in no queue",
                        "remove '\(key)': what decides after the answer has its own")
                }
            }
            if let earlier = shadow(of: place, in: rules.triggers) {
                let deed = "decides: \(earlier.effect.name)"
                if earlier.condition == trigger.condition {
                    own.report(
                        "when",
                        "trigger '\(trigger.name)' never decides: '\(earlier.name)' before it has the same "
                            + "condition and \(deed)", "make their conditions differ, or remove one of them")
                } else {
                    own.report(
                        "when",
                        "trigger '\(trigger.name)' never decides: whenever it holds, '\(earlier.name)' before it "
                            + "holds too and \(deed)", "put '\(trigger.name)' before '\(earlier.name)', or remove it")
                }
            }
        }
    }

    /// The first trigger before one that decides whenever it holds; who has been asked to confirm is not asked again,
    /// so a question leaves it to those after it.
    private func shadow(of place: Int, in triggers: [Trigger]) -> Trigger? {
        let own = triggers[place]
        return triggers[..<place].first { earlier in
            (earlier.effect != .confirm || own.effect == .confirm)
                && own.condition.implies(earlier.condition, sameQueue: own.queue == earlier.queue)
        }
    }

    /// Limits that nothing can be beyond.
    private func checkLimits(_ condition: TriggerCondition, at when: Section, isAssumed: Bool) {
        for (key, limit) in [("confidence_below", condition.confidenceBelow), ("margin_below", condition.marginBelow)]
        where limit == 0 {
            when.report(key, "this never holds: nothing is below 0%", "write a share above 0%")
        }
        let scores = [("emotion_above", condition.emotionAbove), ("out_of_scope_above", condition.outOfScopeAbove)]
        for (key, limit) in scores where limit != nil {
            if limit == 1 {
                when.report(key, "this never holds: nothing is above 100%", "write a share below 100%")
            } else if isAssumed {
                when.report(
                    key, "this never holds: an AI of assumed accuracy reads no text",
                    "remove it, or give the AI texts to read in traffic.language")
            }
        }
        let counts = [
            ("earlier_contacts_at_least", condition.earlierContactsAtLeast),
            ("failed_attempts_at_least", condition.failedAttemptsAtLeast),
        ]
        for (key, limit) in counts where limit == 0 {
            when.report(key, "this always holds: nothing is below 0", "write 1 or more")
        }
    }

    /// What no customer of the scenario does.
    private func checkCustomers(
        _ condition: TriggerCondition, at when: Section, traffic: TrafficSpecification?, customers: CustomerBehaviour
    ) {
        let comesBack = customers.anybodyReturns
        let most = comesBack ? customers.mostContacts - 1 : 0
        let counts = [
            ("earlier_contacts_at_least", condition.earlierContactsAtLeast),
            ("failed_attempts_at_least", condition.failedAttemptsAtLeast),
        ]
        for (key, limit) in counts {
            guard let limit, limit > 0, limit > most else { continue }
            if comesBack {
                when.report(
                    key, "this never holds: customers come back \(most) times at most (customers.most_contacts)",
                    "write \(most) or less, or raise customers.most_contacts")
            } else {
                when.report(
                    key, "this never holds: no customer of this scenario comes back",
                    "remove it, or say in 'customers' how they return")
            }
        }
        guard let traffic else { return }
        if condition.explicitRequest == true {
            switch traffic.source {
            case .language(let language) where language.asksForHuman <= 0:
                when.report(
                    "explicit_request", "this never holds: no customer of this scenario asks for a human",
                    "write traffic.language.asks_for_human: 3%, or remove it")
            case .none where reading.corpusUse == .load:
                when.report(
                    "explicit_request", "this never holds: the customers of this scenario write nothing",
                    "remove it, or add traffic.language")
            default: break
            }
        }
        if let segments = condition.segments, !segments.isEmpty {
            let shares = segments.compactMap { catalog.segments.firstIndex(of: $0).map { traffic.segmentShares[$0] } }
            if shares.count == segments.count, shares.allSatisfy({ $0 <= 0 }) {
                when.report(
                    "segment", "this never holds: no customer is in segment \(segments.joined(separator: " or "))",
                    "give the segment a share, or remove it")
            }
        }
    }

    /// Actions that nobody asks for, with these intents or above this amount.
    private func checkActions(_ condition: TriggerCondition, at when: Section, traffic: TrafficSpecification) {
        guard condition.actions != nil || condition.amountAbove != nil, traffic.actions.count == catalog.actions.count
        else { return }
        let named = zip(catalog.actions, traffic.actions).filter { condition.actions?.contains($0.0) ?? true }
        let asked = named.filter { $0.1.share > 0 }.map(\.1)
        if asked.isEmpty {
            let key = condition.actions == nil ? "amount_above" : "action"
            when.report(
                key,
                "this never holds: no customer asks for \(condition.actions?.joined(separator: " or ") ?? "an action")",
                "say in traffic.actions what they ask for, or remove it")
            return
        }
        if let intents = condition.intents, condition.actions != nil {
            let wanted = catalog.intents.indices.filter { intents.contains(catalog.intents[$0]) }
            let isAsked = asked.contains { action in
                wanted.contains { action.intents.indices.contains($0) && action.intents[$0] }
            }
            if !wanted.isEmpty, !isAsked {
                when.report(
                    "action",
                    "this never holds: no customer with intent \(intents.joined(separator: " or ")) asks for "
                        + (condition.actions ?? []).joined(separator: " or "),
                    "name an intent of traffic.actions, or remove one of the two")
            }
        }
        if let limit = condition.amountAbove, let most = asked.map({ $0.amount.upperBound }).max(), most <= limit {
            when.report(
                "amount_above",
                "this never holds: no customer asks for more than \(Self.plain(most)) \(reading.currency)",
                "write less, or change the amounts in traffic.actions")
        }
    }

    /// Backlogs that no queue it sends to can have.
    private func checkBacklog(_ trigger: Trigger, at when: Section, rules: PolicyRules, queues: [QueueSpecification]) {
        guard let limit = trigger.condition.backlogAbove else { return }
        let names =
            trigger.queue.map { [$0] }
            ?? [rules.defaultQueue] + rules.queueByIntent.values.sorted() + rules.queueByChannel.values.sorted()
        let possible = queues.filter { names.contains($0.name) }
        let capacities = possible.compactMap(\.capacity)
        guard !possible.isEmpty, capacities.count == possible.count, let most = capacities.max(), most <= limit else {
            return
        }
        when.report(
            "backlog_above", "this never holds: no more than \(most) contacts may wait there",
            "write less than the capacity of the queue")
    }

    private static func plain(_ amount: Double) -> String {
        amount == amount.rounded() && abs(amount) < 1e12 ? "\(Int(amount))" : "\(amount)"
    }
}

extension Distribution {
    /// The largest value it can take; infinity where there is none.
    var upperBound: Double {
        switch self {
        case .constant(let value): value
        case .uniform(_, let high): high
        case .empirical(let sorted): sorted.last ?? 0
        case .mixture(let components): components.map(\.distribution.upperBound).max() ?? 0
        case .exponential, .lognormal, .gamma, .weibull: .infinity
        }
    }
}
