import EventEngine
import Routing
import Stochastics
import Workforce

extension SupportOperation {
    // MARK: Waiting

    /// A contact goes to its human queue: it is taken at once, waits, or is turned away.
    mutating func joinQueue(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let decision = contacts[place].decision
        contacts[place].joined = now
        if contacts[place].isMeasured { ledger.add(.sentToHumans, of: contacts[place].slices) }
        switch dispatcher.join(ticket: place, queue: decision.queue, priority: decision.priority, now: now) {
        case .served(let agent):
            countJoined(place)
            countWait(place, seconds: 0, isQueued: false)
            beginHandling(place, agent: agent, at: now, &calendar)
        case .waiting:
            countJoined(place)
            setBacklog(decision.queue, at: now)
            let key = source.key(contacts[place].number, contacts[place].attempt)
            guard !contacts[place].isAudit,
                let patience = specification.traffic.patience(
                    channel: contacts[place].query.channel, segment: contacts[place].query.segment)
            else { return }
            var stream = key.stream(.patience)
            let seconds = patience.sample(using: &stream)
            if seconds.isFinite {
                calendar.schedule(.abandons, index: contactBase + place, at: now + max(0, seconds))
            }
        case .blocked:
            if contacts[place].isAudit {
                contacts.close(place)
                return
            }
            if contacts[place].isMeasured { ledger.add(.blocked, of: contacts[place].slices) }
            close(place, isResolved: false, isRight: false, at: now, outcome: "blocked")
        }
    }

    /// A customer gives up waiting.
    mutating func abandon(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        dispatcher.leave(ticket: place)
        setBacklog(contacts[place].decision.queue, at: now)
        countWait(place, seconds: now - contacts[place].joined)
        if contacts[place].isMeasured { countAbandoned(contacts[place]) }
        close(place, isResolved: false, isRight: false, at: now, outcome: "abandoned")
    }

    private mutating func setBacklog(_ queue: Int, at now: Double) {
        let length = dispatcher.backlog[queue]
        queueLengths[queue].add(Double(length - state.backlog[queue]), at: now)
        state.backlog[queue] = length
    }

    /// - Parameter isQueued: whether it had to wait at all, if only for no time: who balks at a queue did.
    private mutating func countWait(_ place: Int, seconds: Double, isQueued: Bool = true) {
        contacts[place].wait = seconds
        guard contacts[place].isMeasured else { return }
        let slices = contacts[place].slices
        if isQueued { ledger.add(.waited, of: slices) }
        ledger.squaredWaitSeconds += seconds * seconds
        ledger.add(.waitSeconds, seconds, of: slices)
        ledger.recordWait(seconds, slices)
    }

    private mutating func countAbandoned(_ contact: OpenContact) {
        ledger.add(.abandoned, of: contact.slices)
        ledger.abandonedWaitSeconds += contact.wait
        for (number, level) in specification.serviceLevels.enumerated()
        where level.queues.contains(contact.decision.queue) && contact.wait <= level.withinSeconds {
            ledger.serviceLevels[number].abandoned += 1
        }
    }

    // MARK: Handling

    /// A human takes a contact: reads the case, decides, and is busy for a time that is known now.
    mutating func beginHandling(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        state.busyAgents += 1
        busy.add(1, at: now)
        let key = source.key(contacts[place].number, contacts[place].attempt)
        let team = roster.agents[agent].team
        let labelError = roster.teams[team].labelError
        var review = key.stream(.review)
        let isMistaken = labelError > 0 && review.uniform() < labelError
        let truth = contacts[place].truth.intent
        let decided =
            isMistaken
            ? Learner.otherIntent(than: truth, of: specification.catalog.intents.count, &review) : truth
        let seconds = handleSeconds(place, decided: decided, team: team, key: key)
        let asksLabel = asksLabel(place, key)
        let annotation = asksLabel ? specification.training?.annotationSeconds ?? 0 : 0
        let handle = seconds * roster.handleFactor(of: agent, at: now) + annotation
        contacts[place].agent = Int32(agent)
        contacts[place].decidedIntent = decided
        contacts[place].asksLabel = asksLabel
        contacts[place].handle = handle
        if contacts[place].isMeasured { countAnsweredInTime(place) }
        calendar.schedule(.handled, index: contactBase + place, at: now + handle)
    }

    private func handleSeconds(_ place: Int, decided: Int, team: Int, key: ContactKey) -> Double {
        if contacts[place].isAudit, let time = roster.teams[team].auditTime {
            var stream = key.stream(.auditWork)
            return time.sample(using: &stream)
        }
        var stream = key.stream(.work)
        let saved = specification.ai?.summarySaves ?? 0
        let predicted = contacts[place].predictedIntent
        let handling =
            roster.teams[team].handleTime.sample(using: &stream) * (predicted >= 0 ? 1 - saved : 1)
            * specification.traffic.work(ofSegment: contacts[place].query.segment)
        let agrees = decided == predicted
        switch contacts[place].decision.action {
        case .approve:
            guard let time = roster.teams[team].approvalTime else { return handling }
            var checks = key.stream(.auditWork)
            let checking = time.sample(using: &checks)
            return agrees ? checking : checking + handling
        case .suggest:
            return agrees ? handling * (1 - (specification.ai?.suggestionSaves ?? 0)) : handling
        case .answer, .escalate:
            return handling
        }
    }

    private mutating func countJoined(_ place: Int) {
        guard contacts[place].isMeasured else { return }
        let queue = contacts[place].decision.queue
        for number in specification.serviceLevels.indices
        where specification.serviceLevels[number].queues.contains(queue) {
            ledger.serviceLevels[number].all += 1
        }
    }

    private mutating func countAnsweredInTime(_ place: Int) {
        let queue = contacts[place].decision.queue
        let wait = contacts[place].wait
        for number in specification.serviceLevels.indices
        where specification.serviceLevels[number].queues.contains(queue)
            && wait <= specification.serviceLevels[number].withinSeconds
        {
            ledger.serviceLevels[number].good += 1
        }
    }

    /// A human is done: the decision counts, leaves a label, and the agent is free for the next contact.
    mutating func finishHandling(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let agent = Int(contacts[place].agent)
        state.busyAgents -= 1
        busy.add(-1, at: now)
        let decided = contacts[place].decidedIntent
        let isAudit = contacts[place].isAudit
        let overrides = contacts[place].predictedIntent >= 0 && decided != contacts[place].predictedIntent
        router.sink.record(
            .review(
                .init(
                    query: contacts[place].number, agent: agent, intent: decided, overrides: overrides,
                    isAudit: isAudit)),
            at: now, policy: router.policy, catalog: router.catalog)
        if contacts[place].asksLabel { keepLabel(place, at: now) }
        if isAudit {
            contacts.close(place)
        } else {
            if contacts[place].isMeasured { countHandling(place, overrides: overrides, at: now) }
            contacts[place].metHuman = true
            react(place, isRight: decided == contacts[place].truth.intent, at: now, &calendar)
        }
        freeAgent(agent, at: now, &calendar)
    }

    private mutating func countHandling(_ place: Int, overrides: Bool, at now: Double) {
        let slices = contacts[place].slices
        let action = contacts[place].decision.action
        ledger.add(.handled, of: slices)
        ledger.add(.handleSeconds, contacts[place].handle, of: slices)
        guard action == .approve || action == .suggest else { return }
        ledger.add(.reviewed, of: slices)
        if overrides { ledger.add(.overridden, of: slices) }
        if action == .approve {
            ledger.add(.approved, of: slices)
            ledger.add(.approvalSeconds, now - contacts[place].joined, of: slices)
        }
    }

    private mutating func freeAgent(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard onDuty[agent] else {
            leave(agent, at: now)
            return
        }
        guard let next = dispatcher.ready(agent: agent, now: now) else { return }
        calendar.cancel(contactBase + next)
        setBacklog(contacts[next].decision.queue, at: now)
        countWait(next, seconds: now - contacts[next].joined)
        beginHandling(next, agent: agent, at: now, &calendar)
    }

    // MARK: Audits

    /// An AI answer waits for a human to check it.
    mutating func openAudit(of place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let queue = specification.auditQueue else { return }
        let audit = contacts.open()
        contacts[audit] = contacts[place]
        contacts.copyText(from: place, to: audit)
        contacts[audit].isAudit = true
        contacts[audit].isMeasured = false
        contacts[audit].decision.queue = queue
        contacts[audit].decision.priority = Dispatcher.priorities - 1
        if contacts[place].isMeasured { ledger.add(.audited, of: contacts[place].slices) }
        joinQueue(audit, at: now, &calendar)
    }

    // MARK: Duty

    mutating func scheduleDuty(_ agent: Int, from now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let start = roster.dutyStart(of: agent, from: now) else { return }
        calendar.schedule(.dutyBegins, index: agentBase + agent, at: start)
    }

    mutating func beginDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let isOvertime = present[agent]
        onDuty[agent] = true
        if !isOvertime {
            present[agent] = true
            state.scheduledAgents += 1
            staffed.add(1, at: now)
        }
        if let end = roster.dutyEnd(of: agent, startSeconds: now) {
            calendar.schedule(.dutyEnds, index: agentBase + agent, at: end)
        }
        if !isOvertime { freeAgent(agent, at: now, &calendar) }
    }

    mutating func endDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        onDuty[agent] = false
        if dispatcher.leaveDuty(agent: agent) { leave(agent, at: now) }
        scheduleDuty(agent, from: now, &calendar)
    }

    private mutating func leave(_ agent: Int, at now: Double) {
        present[agent] = false
        state.scheduledAgents -= 1
        staffed.add(-1, at: now)
    }
}
