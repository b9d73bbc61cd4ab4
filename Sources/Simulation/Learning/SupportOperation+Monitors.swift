import EventEngine
import Quantities
import Routing
import Stochastics
import Training

/// What the operation watches of itself, and what it does about it.
extension SupportOperation {
    /// An AI answer was given.
    mutating func noteAnswer(_ place: Int, _ feedback: Feedback, at now: Double) {
        if contacts[place].isMeasured {
            feedback.book.answered(
                confidence: contacts[place].confidence, segment: contacts[place].query.segment,
                week: Int(contacts[place].week))
        }
        if let number = feedback.flags?.answer(at: now) { contacts[place].answerNumber = number }
        contacts[place].wasAnsweredAs = Int32(truncatingIfNeeded: contacts[place].predictedIntent)
    }

    /// A human has handled a customer whom the AI had answered before, and may flag that answer as wrong.
    mutating func noteReturn(_ place: Int, _ feedback: Feedback, at now: Double) {
        let answered = Int(contacts[place].wasAnsweredAs)
        contacts[place].wasAnsweredAs = -1
        guard let share = feedback.monitors?.flagShare, share > 0, answered >= 0,
            isWrong(answered, by: contacts[place].decidedIntent)
        else { return }
        var stream = source.key(contacts[place].number, contacts[place].attempt).stream(.flag)
        guard stream.uniform() < share else { return }
        feedback.flags?.flag(contacts[place].answerNumber)
        if window.contains(now) { feedback.book.flags += 1 }
    }

    /// Whether an answer is wrong by what a human says the matter is: none at all fits what is out of scope.
    private func isWrong(_ answer: Int, by human: Int) -> Bool {
        answer != human || human == specification.outOfScopeIntent
    }

    /// The verdict on an audited answer.
    mutating func judgeAudit(_ place: Int, intent: Int, _ feedback: Feedback, at now: Double) {
        let probability = contacts[place].decision.auditProbability
        let predicted = contacts[place].predictedIntent
        guard feedback.monitors != nil, probability > 0, predicted >= 0 else { return }
        let wrong = isWrong(predicted, by: intent)
        let segment = contacts[place].query.segment
        let start = contacts[place].caseStart
        if window.contains(start) {
            feedback.book.audited(
                isWrong: wrong, probability: probability, segment: segment, week: weekNumber(start))
        }
        feedback.segments?.add(segment: segment, isWrong: wrong, probability: probability)
        // Weighted down where audits were likelier, so that the mean does not depend on what is audited.
        let value = wrong ? min(1, feedback.leastAuditProbability / probability) : 0
        if let change = feedback.errors?.add(value), change.isRise {
            raiseDrift(.audits, change, feedback, at: now)
        }
    }

    /// Once an hour: monitors that look at times of their own.
    mutating func watch(_ feedback: Feedback, at now: Double) {
        if let change = feedback.flags?.settle(at: now) { raiseDrift(.flags, change, feedback, at: now) }
        if let since = feedback.driftSince, let drift = feedback.monitors?.drift,
            now >= since + drift.clearAfterSeconds
        {
            clearDrift(feedback)
        }
        if let every = feedback.segments?.everySeconds, now >= feedback.lastLook + every {
            feedback.lastLook = now
            lookAtSegments(feedback, at: now)
        }
        if feedback.plan.recalibrates, now >= feedback.lastRecalibration + Seconds.perDay {
            recalibrate(feedback, at: now)
        }
    }

    private mutating func lookAtSegments(_ feedback: Feedback, at now: Double) {
        for gap in feedback.segments?.look() ?? [] {
            if window.contains(now) { feedback.book.gaps[gap.segment] = gap.gap }
            guard gap.isAlarm else { continue }
            if window.contains(now) { feedback.book.segmentAlarm(gap.segment, at: now) }
            record(
                .alarm(
                    .init(
                        monitor: .segment, segment: gap.segment, before: gap.others, after: gap.risk,
                        count: gap.count)), at: now)
        }
    }

    /// Takes drift for detected; an alarm while it is adds nothing, since growing evidence cuts one change many times.
    private mutating func raiseDrift(
        _ monitor: AuditEvent.Alarm.Monitor, _ change: AdaptiveWindow.Change, _ feedback: Feedback, at now: Double
    ) {
        guard feedback.driftSince == nil else { return }
        record(
            .alarm(
                .init(
                    monitor: monitor, before: change.before.mean, after: change.after.mean,
                    count: change.after.count)), at: now)
        if window.contains(now) { feedback.book.driftAlarm(at: now) }
        state.driftDetected = true
        feedback.driftSince = now
        feedback.labelsSinceDrift = 0
        if feedback.plan.retrainsOnDrift { retrainSoon(feedback, at: now) }
    }

    private mutating func clearDrift(_ feedback: Feedback) {
        state.driftDetected = false
        feedback.driftSince = nil
    }

    /// A new model is in use: what monitors knew of the old one's labels is over, and drift if it learned of it.
    mutating func notePromotion(_ feedback: Feedback) {
        feedback.doubt.reset()
        guard feedback.driftSince != nil, feedback.labelsSinceDrift >= Feedback.fewestLabelsAfterDrift else { return }
        clearDrift(feedback)
    }

    /// Retrains now, unless that was done within the hour.
    mutating func retrainSoon(_ feedback: Feedback, at now: Double) {
        guard now >= feedback.lastRetraining + FeedbackPlan.shortestRetrainingSeconds else { return }
        retrainNow(at: now)
    }
}
