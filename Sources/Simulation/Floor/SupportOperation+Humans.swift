import EventEngine
import Routing
import Stochastics
import Workforce

extension SupportOperation {
    // MARK: Waiting

    /// A contact goes to its human queue: it is taken at once, waits, or is turned away.
    mutating func joinQueue(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        let queue = contact.pointee.decision.queue
        contact.pointee.joined = now
        finishWhatIsDue(at: now, &calendar)
        congestion.arrive(queue, at: now)
        if ledger.intervals != nil, countsInIntervals(place, at: now) {
            ledger.intervals?.arrive(queue: queue, at: now)
        }
        let placement =
            usesAssigner
            ? assign(place, at: now)
            : dispatcher.join(ticket: place, queue: queue, priority: contact.pointee.decision.priority, now: now)
        contact.pointee.steps.insert(.sent)
        switch placement {
        case .served(let agent):
            contact.pointee.steps.insert(.waited)
            beginHandling(place, agent: agent, at: now, &calendar)
        case .interrupting(let agent, let other):
            putAside(other, at: now, &calendar)
            contact.pointee.steps.insert(.waited)
            beginHandling(place, agent: agent, at: now, &calendar)
        case .waiting:
            contact.pointee.steps.insert(.queued)
            changeBacklog(queue, by: 1, at: now)
            if hasPlans, planDesk.isOpen(place) {
                awaitAnswer(place, at: now, &calendar)
                return
            }
            guard losesPatience, !contact.pointee.isAudit,
                let seconds = patienceSeconds(contacts.address(of: place)), seconds.isFinite
            else {
                if desk.hasReserved { awaitEarlierAgent(place, patienceEnd: .infinity, at: now, &calendar) }
                return
            }
            if desk.hasReserved {
                awaitEarlierAgent(place, patienceEnd: now + max(0, seconds), at: now, &calendar)
                return
            }
            calendar.schedule(.abandons, index: contactBase + place, at: now + max(0, seconds))
        case .blocked:
            if hasPlans, planDesk.isOpen(place), escalateBlocked(place, at: now, &calendar) { return }
            if contact.pointee.isAudit {
                if contact.pointee.reading != .first { giveUpReading(place, at: now) }
                contacts.close(place)
            } else {
                contact.pointee.steps.insert(.blocked)
                close(place, isResolved: false, at: now, outcome: "blocked")
            }
        }
    }

    /// Time this customer would wait; nil for one who waits for ever.
    private func patienceSeconds(_ contact: UnsafePointer<OpenContact>) -> Double? {
        let group = contact.pointee.query.channel * specification.catalog.segments.count + contact.pointee.query.segment
        let factor = upsetDiffer && contact.pointee.truth.upset ? upsetPatience : 1
        return patience[group].map {
            source.key(contact.pointee.number, contact.pointee.attempt).sample($0, .patience) * factor
        }
    }

    /// A customer gives up waiting.
    mutating func abandon(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        finishWhatIsDue(at: now, &calendar)
        // Somebody who was about to finish has taken it.
        guard !calendar.isPending(contactBase + place) else { return }
        if usesAssigner { desk.assigner.leave(ticket: place) } else { dispatcher.leave(ticket: place) }
        let contact = contacts.address(of: place)
        changeBacklog(contact.pointee.decision.queue, by: -1, at: now)
        contact.pointee.steps.insert(.abandoned)
        endWait(place, at: now)
        close(place, isResolved: false, at: now, outcome: "abandoned")
    }

    mutating func changeBacklog(_ queue: Int, by change: Int, at now: Double) {
        queueLengths[queue].add(Double(change), at: now)
        state.backlog[queue] += change
    }

    mutating func endWait(_ place: Int, at now: Double) {
        let contact = contacts.address(of: place)
        let wait = now - contact.pointee.joined
        contact.pointee.wait = wait
        contact.pointee.steps.insert(.waited)
        // Who balks has waited for no time, and not been served at once.
        if wait <= ClockRounding.seconds(at: now), !contact.pointee.steps.contains(.abandoned) {
            contact.pointee.wait = 0
            contact.pointee.steps.remove(.queued)
        }
    }

    /// Who finishes at this instant, up to rounding, makes room before anybody joins a queue or leaves it.
    private mutating func finishWhatIsDue(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        while let due = calendar.takeDue(.handled, by: now + ClockRounding.seconds(at: now)) {
            finishHandling(due - contactBase, at: now, &calendar)
        }
    }

    // MARK: Handling

    /// A human takes a contact: reads the case, decides, and is busy for a time that is known now.
    mutating func beginHandling(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        let reading = contact.pointee.reading
        if reading != .first, feedback?.excludes(place, agent) ?? false {
            putOff(place, agent: agent, at: now, &calendar)
            return
        }
        if !usesAssigner {
            state.busyAgents += 1
            congestion.begin(agent)
            busy.add(1, at: now)
        }
        let key = source.key(contact.pointee.number, contact.pointee.attempt)
        let team = roster.agents[agent].team
        let decided = reviewedIntent(
            contact.pointee.truth.intent, labelError: roster.teams[team].labelError, key, reading.purpose)
        let isApproval = hasPlans && planDesk.isOpen(place)
        var seconds =
            isApproval
            ? decideApproval(place, team: team) : handleSeconds(place, decided: decided, team: team, key: key)
        if proficiency.count > 0 {
            seconds /= proficiency[team * specification.queues.count + contact.pointee.decision.queue]
        }
        let asksLabel = isApproval || reading != .first ? false : asksLabel(place, key)
        let annotation = asksLabel || reading != .first ? specification.training?.annotationSeconds ?? 0 : 0
        let handle = seconds * roster.handleFactor(of: agent, at: now) + annotation
        contact.pointee.agent = Int32(agent)
        contact.pointee.decidedIntent = decided
        contact.pointee.asksLabel = asksLabel
        contact.pointee.handle = handle
        contact.pointee.finish = now + handle
        if ledger.intervals != nil, countsInIntervals(place, at: now) {
            noteHandling(place, agent: agent, team: team, handle)
        }
        if usesAssigner {
            hold(place, agent: agent, work: handle, at: now, &calendar)
            return
        }
        calendar.schedule(.handled, index: contactBase + place, at: now + handle)
    }

    /// Notes the part of an agent's time that a contact takes.
    private mutating func noteHandling(_ place: Int, agent: Int, team: Int, _ seconds: Double) {
        let share = usesAssigner ? desk.share(desk.units(contacts[place].query.channel), of: agent) : 1
        let queue = contacts[place].decision.queue
        ledger.intervals?.begin(team: team, queue: queue, seconds: seconds * share)
    }

    /// What a human takes an intent for, who errs with a probability.
    private func reviewedIntent(
        _ truth: Int, labelError: Double, _ key: ContactKey, _ purpose: SimulationPurpose
    ) -> Int {
        guard labelError > 0 else { return truth }
        var review = key.stream(purpose)
        guard review.uniform() < labelError else { return truth }
        return Learner.otherIntent(than: truth, of: specification.catalog.intents.count, &review)
    }

    private func handleSeconds(_ place: Int, decided: Int, team: Int, key: ContactKey) -> Double {
        let contact = contacts.address(of: place)
        if contact.pointee.isAudit, let time = roster.teams[team].auditTime {
            return key.sample(time, .auditWork)
        }
        let saved = specification.ai?.summarySaves ?? 0
        let predicted = contact.pointee.predictedIntent
        let segment = contact.pointee.query.segment
        let own = segmentHandleTimes.count > 0 ? segmentHandleTimes[segment] : nil
        let handling =
            key.sample(own ?? roster.teams[team].handleTime, .work) * (predicted >= 0 ? 1 - saved : 1)
            * workFactors[segment]
        let agrees = decided == predicted
        switch contact.pointee.decision.action {
        case .approve:
            if hasPlans, planDesk.isRejected(place) { return handling }
            guard let time = roster.teams[team].approvalTime else { return handling }
            let checking = key.sample(time, .auditWork)
            return agrees ? checking : checking + handling
        case .suggest:
            return agrees ? handling * (1 - (specification.ai?.suggestionSaves ?? 0)) : handling
        case .answer, .escalate, .confirm:
            return handling
        }
    }

    /// A human is done: the decision counts, leaves a label, and the agent is free for the next contact.
    mutating func finishHandling(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        let agent = Int(contact.pointee.agent)
        if usesAssigner {
            letGo(place, agent: agent, at: now, &calendar)
        } else {
            state.busyAgents -= 1
            congestion.end(agent)
            busy.add(-1, at: now)
        }
        let share = usesAssigner ? desk.share(desk.units(contact.pointee.query.channel), of: agent) : 1
        congestion.finish(contact.pointee.decision.queue, handleSeconds: contact.pointee.handle * share)
        if splitsWork { noteWork(place, share: share, until: now) }
        if hasPlans, planDesk.isOpen(place) {
            finishApproval(place, agent: agent, at: now, &calendar)
            freeAgent(agent, at: now, &calendar)
            return
        }
        if contact.pointee.reading != .first {
            finishReading(place, at: now, &calendar)
            freeAgent(agent, at: now, &calendar)
            return
        }
        let decided = contact.pointee.decidedIntent
        let isAudit = contact.pointee.isAudit
        let overrides = contact.pointee.predictedIntent >= 0 && decided != contact.pointee.predictedIntent
        if !router.sink.counts(.review) {
            record(
                .review(
                    .init(
                        query: contact.pointee.number, agent: agent, intent: decided, overrides: overrides,
                        isAudit: isAudit)), at: now)
        }
        if let feedback {
            hear(place, feedback, at: now, &calendar)
        } else if contact.pointee.asksLabel {
            keepLabel(place, at: now)
        }
        if slip != nil, !isAudit { improveAssumed(at: now) }
        if isAudit {
            contacts.close(place)
        } else {
            concludeHandling(place, decided: decided, overrides: overrides, at: now, &calendar)
        }
        freeAgent(agent, at: now, &calendar)
    }

    /// A human has done what there was to do for a customer, who reacts.
    private mutating func concludeHandling(
        _ place: Int, decided: Int, overrides: Bool, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        contact.pointee.steps.insert(overrides ? [.handled, .overridden] : .handled)
        contact.pointee.steps.remove(.asksApproval)
        contact.pointee.meetHuman()
        if hasPlans, planDesk.isRejected(place) { addApprovals(place, at: now) }
        conversations?.learnFromHuman(
            place, source.key(contact.pointee.number, contact.pointee.attempt), overrides: overrides, at: now)
        react(place, isRight: decided == contact.pointee.truth.intent, at: now, &calendar)
    }

    mutating func freeAgent(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if usesAssigner {
            fillHands(agent, at: now, &calendar)
            return
        }
        guard onDuty[agent] else {
            leave(agent, at: now)
            return
        }
        guard let next = dispatcher.ready(agent: agent, now: now) else { return }
        calendar.cancel(contactBase + next)
        let contact = contacts.address(of: next)
        changeBacklog(contact.pointee.decision.queue, by: -1, at: now)
        if contact.pointee.asideSince >= 0 {
            resume(next, agent: agent, at: now, &calendar)
            return
        }
        endWait(next, at: now)
        beginHandling(next, agent: agent, at: now, &calendar)
    }

    // MARK: Audits

    /// An AI answer waits for a human to check it.
    mutating func openAudit(of place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let queue = specification.auditQueue else { return }
        let audit = contacts.open()
        contacts[audit] = contacts[place].audit(queue: queue)
        contacts.copyText(from: place, to: audit)
        secondary?.copyFacts(from: place, to: audit)
        contacts[place].steps.insert(.audited)
        joinQueue(audit, at: now, &calendar)
    }

    // MARK: Duty

    mutating func scheduleDuty(_ agent: Int, from now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let start = roster.dutyStart(of: agent, from: now) else {
            congestion.expect(agent, at: .infinity)
            return
        }
        congestion.expect(agent, at: start)
        calendar.schedule(.dutyBegins, index: agentBase + agent, at: start)
    }

    mutating func beginDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let isOvertime = present[agent]
        onDuty[agent] = true
        let end = roster.dutyEnd(of: agent, startSeconds: now)
        if isOvertime {
            congestion.go(agent)
        } else {
            present[agent] = true
            state.scheduledAgents += 1
            staffed.add(1, at: now)
        }
        congestion.come(agent, until: end)
        if let end { calendar.schedule(.dutyEnds, index: agentBase + agent, at: end) }
        if usesAssigner {
            desk.assigner.comeOnDuty(agent: agent, now: now)
            fillHands(agent, at: now, &calendar)
        } else if !isOvertime {
            freeAgent(agent, at: now, &calendar)
        }
    }

    mutating func endDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        onDuty[agent] = false
        let isGone = usesAssigner ? desk.assigner.leaveDuty(agent: agent) : dispatcher.leaveDuty(agent: agent)
        if isGone { leave(agent, at: now) }
        scheduleDuty(agent, from: now, &calendar)
    }

    mutating func leave(_ agent: Int, at now: Double) {
        present[agent] = false
        state.scheduledAgents -= 1
        congestion.go(agent)
        staffed.add(-1, at: now)
    }
}

extension LabelRecord.Reading {
    /// Where the errors of whoever does it are drawn from: each reader errs on their own.
    var purpose: SimulationPurpose {
        switch self {
        case .first: .review
        case .second: .secondReading
        case .third: .thirdReading
        case .gold: .goldReading
        }
    }
}
