import Routing

/// Measures of human queues.
enum HumanMeasures {
    private static let waitPitfall =
        "Over all who joined a queue, also those who gave up: leaving early shortens it. A mean hides the tail."

    /// What reaches humans, how long it waits, and how they spend their time.
    static let humans: [MeasureDefinition] = [
        MeasureDefinition(
            .humanShare, .share, .ratio, .neither, in: .humanQueues, label: "Handled by a human",
            "Share of the queries that a human handled.",
            formula: "handled by a human / offered; audits are not counted",
            pitfall: "Who gave up waiting is in neither this nor the AI's share.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.handled, .cases, .repeats) },
        MeasureDefinition(
            .humanApprovalShare, .share, .ratio, .neither, in: .humanQueues, label: "Needed approval",
            "Share of the queries that needed a human's approval.",
            formula: "sent to approval / offered", pitfall: "Counts requests, also those nobody got to.",
            by: [.segment, .intent, .week], when: .approves
        ) { $0.ratio(.approvals, .cases, .repeats) },
        MeasureDefinition(
            .humanOverrideShare, .share, .ratio, .neither, in: .humanQueues, label: "Changed by a human",
            "Share of drafts and suggestions that the human changed.",
            formula: "changed / approvals and suggestions handled",
            pitfall: "A human's own error overrides a right draft: not every override is an improvement.",
            by: [.segment, .intent, .week], when: .reviews
        ) { $0.ratio(.overridden, .reviewed) },
        MeasureDefinition(
            .humanAcceptedWrong, .share, .ratio, .lower, in: .humanQueues, label: "Wrong drafts accepted",
            "Share of drafts and suggestions that were wrong and that the human took all the same.",
            formula: "read wrongly by the AI and decided as it proposed / approvals and suggestions handled",
            pitfall: "Of all drafts: with \(Measure.humanStoppedWrong) it makes the share of wrong ones.",
            by: [.segment, .intent, .week], when: .reviews
        ) { $0.ratio(.acceptedWrong, .reviewed) },
        MeasureDefinition(
            .humanStoppedWrong, .share, .ratio, .neither, in: .humanQueues, label: "Wrong drafts stopped",
            "Share of drafts and suggestions that were wrong and that the human did not take.",
            formula: "read wrongly by the AI and decided otherwise / approvals and suggestions handled",
            pitfall: "What the human decides instead may be wrong too: see \(Measure.resolutionRight).",
            by: [.segment, .intent, .week], when: .reviews
        ) { $0.ratio(.stoppedWrong, .reviewed) },
        MeasureDefinition(
            .humanSent, .queries, .mean, .neither, in: .humanQueues, label: "Sent to humans",
            "Contacts that joined a human queue or tried to.",
            formula: "contacts sent to a queue, those turned away included; audits are not counted",
            pitfall: "More of them is no worse and no better: it says where the policy sends whom.",
            by: [.queue, .channel, .segment, .week]
        ) { .value($0[.sentToHumans]) },
        MeasureDefinition(
            .humanWaitMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean wait",
            "Mean wait before a human, in seconds.",
            formula: "time waited / joined a human queue", pitfall: waitPitfall,
            by: [.queue, .channel, .segment, .priority, .week, .hour, .contact, .spike]
        ) { part in
            let joined = part[.sentToHumans] - part[.blocked]
            return joined > 0 ? .ratio(numerator: part[.waitSeconds], denominator: joined) : nil
        },
        percentile(.humanWaitP50, "Median wait", 0.5), percentile(.humanWaitP90, "90th percentile of waits", 0.9),
        percentile(.humanWaitP99, "99th percentile of waits", 0.99),
        percentile(.humanWaitP999, "99.9th percentile of waits", 0.999, percent: "99.9", rest: "0.1"),
        MeasureDefinition(
            .humanSpeedOfAnswerMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean speed of answer",
            "Mean wait of those whom a human answered, in seconds.",
            formula: "time waited by those handled / handled by a human",
            pitfall: "Who gave up or was turned away is left out: losing the impatient makes it look better.",
            by: [.queue, .channel, .segment, .priority, .week, .hour]
        ) { $0.ratio(.answerSeconds, .handled) },
        MeasureDefinition(
            .humanAnsweredWithin10, .share, .ratio, .higher, in: .humanQueues, label: "Answered within 10 s",
            "Share of those who tried to join a human queue that a human answered within 10 s.",
            formula: "handled after a wait of 10 s at most / tried to join",
            pitfall: "No promise of the scenario: for another time, or who gives up left out, write a service level.",
            by: [.queue, .channel, .segment, .priority, .week, .hour]
        ) { $0.ratio(.answeredWithin10, .sentToHumans) },
        MeasureDefinition(
            .humanWaitProbability, .share, .ratio, .lower, in: .humanQueues, label: "Had to wait",
            "Share of those who joined a human queue that had to wait.",
            formula: "waited / joined a human queue", pitfall: "Says nothing of how long.",
            by: [.queue, .channel, .segment, .priority, .week, .hour, .spike]
        ) { part in
            let joined = part[.sentToHumans] - part[.blocked]
            return joined > 0 ? .ratio(numerator: part[.waited], denominator: joined) : nil
        },
        MeasureDefinition(
            .humanAbandonment, .share, .ratio, .lower, in: .humanQueues, label: "Gave up waiting",
            "Share of those who joined a human queue that gave up.",
            formula: "abandoned / joined a human queue",
            pitfall: "Falls when waits are long but patience is longer; who is turned away is not in it.",
            by: [.queue, .channel, .segment, .priority, .week, .hour, .spike],
            when: .losesPatience
        ) { part in
            let joined = part[.sentToHumans] - part[.blocked]
            return joined > 0 ? .ratio(numerator: part[.abandoned], denominator: joined) : nil
        },
        MeasureDefinition(
            .humanBlocked, .share, .ratio, .lower, in: .humanQueues, label: "Turned away",
            "Share of those who tried to join a human queue that it turned away.",
            formula: "turned away / tried to join", pitfall: "A full queue shortens everybody else's wait.",
            by: [.queue, .channel, .segment, .week, .spike], when: .hasFullQueues
        ) { $0.ratio(.blocked, .sentToHumans) },
        MeasureDefinition(
            .humanApprovalDelayMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean delay by approval",
            "What waiting for an approval adds, in seconds.",
            formula: "time from draft to decision / drafts decided on, changed ones included",
            pitfall: "A mean over short and very long waits: see the waits of the approval queue.",
            by: [.week], when: .approves
        ) { $0.ratio(.approvalSeconds, .approved) },
        MeasureDefinition(
            .humanOccupancy, .share, .ratio, .neither, in: .humanQueues, label: "Occupancy",
            "Share of the time on duty that humans are handling.",
            formula: "busy time / time on duty, audits included; where agents serve several contacts at once, each "
                + "moment counts by the share of the agent's capacity in use",
            pitfall: "Above about 85% waits grow fast and people burn out.", by: [.week, .hour]
        ) { part in
            let shares = part.specification.assignment?.sharesAgents ?? false
            return part.ratio(shares ? .loadSeconds : .busySeconds, .staffedSeconds)
        },
        MeasureDefinition(
            .humanConcurrency, .contacts, .ratio, .neither, in: .humanQueues, label: "Contacts at once",
            "Contacts in the hands of an agent who has any, averaged over time.",
            formula: "integral of the contacts in hand / integral of the number of agents with at least one",
            pitfall: "Handle times run side by side: more at once need not mean more an hour.", by: [.week, .hour],
            when: .sharesAgents
        ) { $0.ratio(.inHandSeconds, .busySeconds) },
        MeasureDefinition(
            .humanSameAgent, .share, .ratio, .higher, in: .humanQueues, label: "Repeats with the same agent",
            "Share of the repeat contacts after a human's help that the same agent handled.",
            formula: "taken by the agent who last had the case / repeat contacts taken whose case a human had met",
            pitfall: "Whoever is off duty or busy for longer than the sticky wait cannot.", when: .isSticky
        ) { part in
            part.ledger.followUps > 0
                ? .ratio(numerator: part.ledger.followUpsBySameAgent, denominator: part.ledger.followUps) : nil
        },
        MeasureDefinition(
            .humanHandleMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean handle time",
            "Mean time a human spends on a query, in seconds.",
            formula: "handle time, wrap-up and annotation included / queries handled",
            pitfall: "What is escalated is harder than the average query.",
            by: [.queue, .channel, .segment, .week, .spike]
        ) { $0.ratio(.handleSeconds, .handled) },
        MeasureDefinition(
            .humanInterruptions, .interruptions, .ratio, .lower, in: .humanQueues, label: "Interruptions per query",
            "Interruptions by more urgent contacts, for each query handled.",
            formula: "times put aside / queries handled",
            pitfall: "No share: above 1 where one query is put aside again and again.",
            by: [.queue, .segment, .priority, .week], when: .interrupts
        ) { $0.ratio(.interruptions, .handled) },
        MeasureDefinition(
            .humanInterruptionMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Time aside per query",
            "What interruptions add to a query handled, in seconds.",
            formula: "time put aside / queries handled", pitfall: "No part of the wait or of the handle time.",
            by: [.queue, .segment, .priority, .week], when: .interrupts
        ) { $0.ratio(.interruptedSeconds, .handled) },
        MeasureDefinition(
            .humanQueueMeanLength, .contacts, .ratio, .lower, in: .humanQueues, label: "Mean queue length",
            "Contacts waiting, averaged over time.",
            formula: "integral of the number waiting / time", pitfall: "Audits that wait are included.",
            by: [.queue, .week, .hour]
        ) { $0.ratio(.queueSeconds, .measuredSeconds) },
        MeasureDefinition(
            .humanStaffed, .agents, .ratio, .lower, in: .humanQueues, label: "Agents on shift",
            "Agents on duty, averaged over time.",
            formula: "integral of the number on duty / time", pitfall: "After absences: fewer than rostered.",
            by: [.week, .hour]
        ) { $0.ratio(.staffedSeconds, .measuredSeconds) },
        MeasureDefinition(
            .humanBusy, .agents, .ratio, .neither, in: .humanQueues, label: "Agents busy",
            "Agents handling, averaged over time.",
            formula: "integral of the number busy, with one contact in hand or several / time",
            pitfall: "Audits are work too and included.",
            by: [.week, .hour]
        ) { $0.ratio(.busySeconds, .measuredSeconds) },
    ]

    private static func percentile(
        _ measure: Measure, _ label: String, _ p: Double, percent: String? = nil, rest: String? = nil
    ) -> MeasureDefinition {
        MeasureDefinition(
            measure, .seconds, .quantile, .lower, in: .humanQueues, label: label,
            "Wait before a human that \(percent ?? String(Int(p * 100)))% of those who joined a queue did not exceed, in seconds.",
            formula: "percentile of the pooled waits of a replication, averaged over replications",
            pitfall: "Zero when fewer than \(rest ?? String(100 - Int(p * 100)))% waited.",
            by: [.queue, .channel, .segment, .priority, .week, .hour, .spike]
        ) { $0.wait(p) }
    }
}
