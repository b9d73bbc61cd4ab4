import EventEngine
import Routing
import Stochastics
import Traffic
import Workforce

/// Turns of duty, interruptions, and what an agent makes of a contact.
extension Floor {
    // MARK: Duty

    /// An agent's next turn of duty is scheduled, if there is one.
    mutating func scheduleDuty(_ agent: Int, from now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        schedule(agent, roster.dutyStart(of: agent, from: now), &calendar)
    }

    /// The same at the beginning of a run that resumes another one: who is on duty then comes at once.
    mutating func resumeDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard now > 0 else { return scheduleDuty(agent, from: 0, &calendar) }
        schedule(agent, roster.dutyStart(of: agent, resumingAt: now), &calendar)
    }

    private mutating func schedule(
        _ agent: Int, _ start: Double?, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        congestion.expect(agent, at: start ?? .infinity)
        if let start { calendar.schedule(.dutyBegins, index: Self.agentBase + agent, at: start) }
    }

    /// An agent's turn of duty begins.
    ///
    /// - Returns: whether the agent is free for a contact; not one who is still busy with the last one.
    mutating func beginDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) -> Bool {
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
        if let end { calendar.schedule(.dutyEnds, index: Self.agentBase + agent, at: end) }
        guard usesAssigner else { return !isOvertime }
        desk.assigner.comeOnDuty(agent: agent, now: now)
        return true
    }

    /// An agent's turn of duty ends; who is busy finishes first.
    mutating func endDuty(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        onDuty[agent] = false
        let isGone = usesAssigner ? desk.assigner.leaveDuty(agent: agent) : dispatcher.leaveDuty(agent: agent)
        if isGone { goHome(agent, at: now) }
        scheduleDuty(agent, from: now, &calendar)
    }

    mutating func goHome(_ agent: Int, at now: Double) {
        present[agent] = false
        state.scheduledAgents -= 1
        congestion.go(agent)
        staffed.add(-1, at: now)
    }

    // MARK: Interruptions

    /// An agent puts a contact aside for a more urgent one; it waits at the head of its queue, and nobody loses patience
    /// while work has begun.
    mutating func putAside(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ books: inout Books, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        calendar.cancel(contactBase + place)
        contact.pointee.secondsLeft = max(0, contact.pointee.finish - now)
        contact.pointee.asideSince = now
        congestion.end(Int(contact.pointee.agent))
        contact.pointee.agent = -1
        state.busyAgents -= 1
        busy.add(-1, at: now)
        changeBacklog(contact.pointee.decision.queue, by: 1, &books, at: now)
        contact.pointee.steps.insert(.interrupted)
        contact.pointee.interruptions += 1
    }

    /// An agent takes up a contact where it was left.
    mutating func resume(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, agent: Int, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        contact.pointee.asideSeconds += now - contact.pointee.asideSince
        contact.pointee.asideSince = -1
        contact.pointee.agent = Int32(agent)
        contact.pointee.finish = now + contact.pointee.secondsLeft
        state.busyAgents += 1
        congestion.begin(agent)
        busy.add(1, at: now)
        calendar.schedule(.handled, index: contactBase + place, at: contact.pointee.finish)
    }

    // MARK: What humans make of a contact

    /// What a human takes an intent for, who errs with a probability.
    @inline(__always)
    func reviewedIntent(_ contact: UnsafeMutablePointer<OpenContact>, team: Int, _ key: ContactKey) -> Int {
        let truth = contact.pointee.truth.intent
        let labelError = roster.teams[team].labelError
        guard labelError > 0 else { return truth }
        var review = key.stream(contact.pointee.reading.purpose)
        guard review.uniform() < labelError else { return truth }
        return LabelError.otherIntent(than: truth, of: intents, &review)
    }

    /// What a contact takes an agent, by what it takes one of usual speed, in seconds.
    @inline(__always)
    func handleSeconds(
        _ seconds: Double, _ contact: UnsafeMutablePointer<OpenContact>, agent: Int, team: Int, at now: Double
    ) -> Double {
        work.byProficiency(seconds, team: team, queue: contact.pointee.decision.queue)
            * roster.handleFactor(of: agent, at: now)
    }

    /// What a contact takes a human of usual speed, in seconds.
    ///
    /// - Parameters:
    ///   - decided: the intent that the human decides on.
    ///   - isRejected: whether it is a plan that was rejected.
    @inline(__always)
    func handleSeconds(
        _ contact: UnsafeMutablePointer<OpenContact>, decided: Int, team: Int, _ key: ContactKey, isRejected: Bool
    ) -> Double {
        if contact.pointee.isAudit, let time = roster.teams[team].auditTime {
            return key.sample(time, .auditWork)
        }
        let predicted = contact.pointee.predictedIntent
        let handling =
            work.seconds(contact, team: roster.teams[team].handleTime, key)
            * (predicted >= 0 ? 1 - work.summarySaves : 1) * work.segmentFactors[contact.pointee.query.segment]
        let agrees = decided == predicted
        switch contact.pointee.decision.action {
        case .approve:
            if isRejected { return handling }
            guard let time = roster.teams[team].approvalTime else { return handling }
            let checking = key.sample(time, .auditWork)
            return agrees ? checking : checking + handling
        case .suggest:
            return agrees ? handling * (1 - work.suggestionSaves) : handling
        case .answer, .escalate, .confirm:
            return handling
        }
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
