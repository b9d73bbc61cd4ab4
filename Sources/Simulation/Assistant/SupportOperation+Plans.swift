import EventEngine
import Routing
import Stochastics

/// Requests that the AI handles by a plan, whose steps wait for humans to approve them.
extension SupportOperation {
    // MARK: The course of a plan

    /// A contact whose answer or action the policy leaves to the AI begins the plan for its request, if there is one.
    mutating func beginPlan(_ place: Int, at now: Double) -> Bool {
        planDesk.clear(place)
        let decision = contacts[place].decision
        guard decision.action == .answer || decision.action == .approve else { return false }
        let (action, intent) = (contacts[place].query.action, contacts[place].predictedIntent)
        guard let number = specification.plans.firstIndex(where: { $0.handles(action: action, intent: intent) })
        else { return false }
        var plan = specification.plans[number].plan
        // Where the policy wants an approval and the plan has none, the whole of it is approved.
        if decision.action == .approve, !plan.asks { plan.approvesWhole = true }
        planDesk[place].number = number
        planDesk[place].progress = PlanProgress(plan)
        planDesk[place].started = now
        planDesk[place].priority = decision.priority
        if contacts[place].isMeasured { ledger.plans.started += 1 }
        return true
    }

    /// Does what the plan waits for, as far as that is for the AI to do.
    mutating func advancePlan(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let state = planDesk[place].progress?.state else { return }
        switch state {
        case .approval: askApproval(place, at: now, &calendar)
        case .customer:
            let reply = planTime(place, .planReply, planDesk[place].approvals, specification(of: place).replyTime)
            calendar.schedule(.stepEnds, index: contactBase + place, at: now + reply)
        case .ready(let step):
            apply(.began(step: step), place, &calendar)
            let seconds = planTime(place, .planStep, step, specification(of: place).stepTimes[step])
            planDesk[place].steps += seconds
            calendar.schedule(.stepEnds, index: contactBase + place, at: now + seconds)
        case .finished: completePlan(place, at: now, &calendar)
        case .rejected: handOver(place, at: now, &calendar)
        case .running, .uncertain: break
        }
    }

    /// A step is done, or the customer has replied.
    mutating func endStep(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        switch planDesk[place].progress?.state {
        case .running(let step): apply(.finished(step: step), place, &calendar)
        default:
            planDesk[place].delay += now - planDesk[place].asked
            apply(.replied, place, &calendar)
        }
        advancePlan(place, at: now, &calendar)
    }

    private mutating func apply(
        _ event: PlanEvent, _ place: Int, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        do {
            try planDesk[place].progress?.apply(event)
        } catch {
            failure = error
            calendar.stop()
        }
    }

    private func specification(of place: Int) -> PlanSpecification { specification.plans[planDesk[place].number] }

    /// All steps are done: the customer reacts.
    private mutating func completePlan(
        _ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let isRight = contacts[place].isAIRight
        if contacts[place].isMeasured {
            ledger.plans.completed += 1
            if isRight { ledger.plans.completedRight += 1 }
            ledger.plans.duration += now - planDesk[place].started
            ledger.plans.steps += planDesk[place].steps
            ledger.plans.delay += planDesk[place].delay
        }
        planDesk[place].number = -1
        guard planDesk[place].approvals > 0 else {
            answer(place, at: now, &calendar)
            return
        }
        contacts[place].decidedIntent = contacts[place].predictedIntent
        contacts[place].wait = planDesk[place].waited
        contacts[place].handle = 0
        contacts[place].steps.insert(planDesk[place].isChanged ? [.handled, .overridden] : .handled)
        contacts[place].meetHuman()
        addApprovals(place, at: now)
        react(place, isRight: isRight, at: now, &calendar)
    }

    /// A human takes a rejected request over.
    private mutating func handOver(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if contacts[place].isMeasured {
            ledger.plans.rejected += 1
            if contacts[place].isAIRight { ledger.plans.rejectedRight += 1 }
        }
        contacts[place].decision.queue = specification(of: place).takeOverQueue
        contacts[place].decision.priority = planDesk[place].priority
        contacts[place].agent = -1
        planDesk[place].number = -1
        planDesk[place].isRejected = true
        joinQueue(place, at: now, &calendar)
    }

    /// Adds what the approvals of a contact took to what it was handled for; the time from the draft to the decision is
    /// that of all of them. The wait of a rejected request stays that for the human who took it over.
    mutating func addApprovals(_ place: Int, at now: Double) {
        contacts[place].handle += planDesk[place].handled
        contacts[place].joined = now - planDesk[place].delay
    }

    // MARK: Approvals

    private mutating func askApproval(
        _ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let plan = specification(of: place)
        contacts[place].decision.action = .approve
        contacts[place].decision.queue = plan.queue
        contacts[place].decision.priority = plan.priority
        planDesk[place].approvals += 1
        planDesk[place].asked = now
        planDesk[place].isEscalated = false
        if contacts[place].isMeasured { ledger.plans.asked += 1 }
        recordRequest(place, at: now)
        joinQueue(place, at: now, &calendar)
    }

    /// An approval waits: after a time it goes to another queue. No customer loses patience over it.
    mutating func awaitAnswer(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard !planDesk[place].isEscalated, let seconds = specification(of: place).timeOutSeconds else { return }
        calendar.schedule(.expires, index: contactBase + place, at: now + seconds)
    }

    /// Nobody has answered in time.
    mutating func expire(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if usesAssigner { desk.assigner.leave(ticket: place) } else { dispatcher.leave(ticket: place) }
        changeBacklog(contacts[place].decision.queue, by: -1, at: now)
        endWait(place, at: now)
        addWait(place)
        escalateApproval(place, at: now, &calendar)
    }

    /// An approval goes to the other queue.
    private mutating func escalateApproval(
        _ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        recordApproval(place, agent: nil, answer: nil, at: now)
        if contacts[place].isMeasured { ledger.plans.timedOut += 1 }
        apply(.escalated, place, &calendar)
        planDesk[place].isEscalated = true
        contacts[place].decision.queue = specification(of: place).escalationQueue
        recordRequest(place, at: now)
        joinQueue(place, at: now, &calendar)
    }

    /// The approvals' queue is full: the other one is asked, if there is one.
    ///
    /// - Returns: false when that is full too, or there is none.
    mutating func escalateBlocked(
        _ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Bool {
        let other = specification(of: place).escalationQueue
        guard !planDesk[place].isEscalated, other != contacts[place].decision.queue else {
            planDesk[place].number = -1
            return false
        }
        escalateApproval(place, at: now, &calendar)
        return true
    }

    private mutating func addWait(_ place: Int) {
        planDesk[place].waited += contacts[place].wait
        if contacts[place].isMeasured { ledger.plans.wait += contacts[place].wait }
        contacts[place].wait = 0
    }

    /// What a human will say to a plan, and how long that takes, in seconds.
    ///
    /// A human sees whether a plan is right, unless he errs; wrong ones are rejected. Every answer of every contact has
    /// its own draws.
    mutating func decideApproval(_ place: Int, team: Int) -> Double {
        let plan = specification(of: place)
        let turn = planDesk[place].approvals + (planDesk[place].isEscalated ? 64 : 0)
        var stream = source.key(contacts[place].number, contacts[place].attempt).stream(.planAnswer)
        for _ in 0..<4 * turn { _ = stream.uniform() }
        let errs = stream.uniform() < roster.teams[team].labelError
        let (why, asks, edits) = (stream.uniform(), stream.uniform(), stream.uniform())
        var seconds = planTime(
            place, .planWork, turn, roster.teams[team].approvalTime ?? roster.teams[team].handleTime)
        if contacts[place].isAIRight == errs {
            var sum = 0.0
            let reason = plan.reasons.first {
                sum += $0.share
                return why < sum
            }
            planDesk[place].answer = .reject(reason: (reason ?? plan.reasons.last)?.name ?? "wrong")
        } else if asks < plan.responds, !planDesk[place].hasResponded {
            planDesk[place].answer = .respond
        } else if edits < plan.edits {
            planDesk[place].answer = .edit
            seconds += planTime(place, .planEdit, turn, plan.editTime)
        } else {
            planDesk[place].answer = .accept
        }
        return seconds
    }

    /// A human has answered.
    mutating func finishApproval(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let answer = planDesk[place].answer
        addWait(place)
        planDesk[place].handled += contacts[place].handle
        planDesk[place].delay += now - planDesk[place].asked
        planDesk[place].asked = now
        planDesk[place].hasResponded = answer == .respond
        if answer == .edit { planDesk[place].isChanged = true }
        if contacts[place].isMeasured {
            ledger.plans.answered += 1
            ledger.plans.handling += contacts[place].handle
            if answer == .edit { ledger.plans.edited += 1 }
            if answer == .respond { ledger.plans.responded += 1 }
        }
        recordApproval(place, agent: agent, answer: answer, at: now)
        apply(.answered(answer), place, &calendar)
        advancePlan(place, at: now, &calendar)
    }

    private mutating func recordApproval(_ place: Int, agent: Int?, answer: PlanAnswer?, at now: Double) {
        contacts[place].steps.remove(.asksApproval)
        record(approval(place, agent: agent, answer: answer).map(AuditEvent.approval), at: now)
    }

    /// The value of a time for a turn of a contact, each with its own draw, 0 or more.
    private func planTime(
        _ place: Int, _ purpose: SimulationPurpose, _ turn: Int, _ distribution: Distribution
    ) -> Double {
        var stream = source.key(contacts[place].number, contacts[place].attempt).stream(purpose)
        for _ in 0..<turn { _ = distribution.sample(using: &stream) }
        return max(0, distribution.sample(using: &stream))
    }
}
