import Routing

extension Ledger {
    /// Enters a contact that is over, or as far as it got when the run ended: once, in the whole and in its slices.
    ///
    /// One that is not measured is only counted.
    mutating func enter(_ contact: UnsafeMutablePointer<OpenContact>, prices: Prices) {
        guard !contact.pointee.steps.contains(.entered), !contact.pointee.isAudit else { return }
        contact.pointee.steps.insert(.entered)
        guard contact.pointee.isMeasured else {
            unmeasuredContacts += 1
            return
        }
        let places = slices.places(of: contact)
        let entry = LedgerEntry(contact, prices: prices)
        add(entry, to: places)
        if entry.isJudged {
            recordPrediction(
                confidence: contact.pointee.confidence, isRight: entry.isReadRight,
                week: Int(contact.pointee.week))
        }
        if entry.steps.contains(.waited) {
            squaredWaitSeconds += entry.wait * entry.wait
            waits.record(seconds: entry.wait)
            slicedWaits.record(entry.wait, places)
        }
        if entry.steps.contains(.abandoned) { abandonedWaitSeconds += entry.wait }
        if entry.steps.contains(.resolved) { resolutionTimes.record(seconds: entry.resolutionSeconds) }
        for level in levels.indices where levels[level].queues.contains(contact.pointee.decision.queue) {
            count(entry, in: level)
        }
    }

    /// Adds to the counters of the whole and of some slices.
    ///
    /// Where one contact after the other counts in the same slices, their sum is kept in a row of its own, and added to
    /// those slices when the next one differs: traffic that is all alike changes one row a contact.
    private mutating func add(_ entry: LedgerEntry, to places: ContactSlices) {
        if places != gathered {
            guard places == lastPlaces else {
                lastPlaces = places
                counts.withUnsafeMutableBufferPointer { counts in
                    entry.add(to: LedgerRow(counts, slice: SliceMap.whole))
                    places.forEach { entry.add(to: LedgerRow(counts, slice: $0)) }
                }
                return
            }
            settle()
            gathered = places
        }
        counts.withUnsafeMutableBufferPointer { entry.add(to: LedgerRow($0, slice: slices.count)) }
    }

    /// Adds what is gathered to the slices it is about.
    mutating func settle() {
        let row = slices.count * Self.counters
        for counter in 0..<Self.counters where counts[row + counter] != 0 {
            let amount = counts[row + counter]
            counts[row + counter] = 0
            counts[counter] += amount
            gathered.forEach { counts[$0 * Self.counters + counter] += amount }
        }
    }

    /// What a contact of its queues means for a service level.
    private mutating func count(_ entry: LedgerEntry, in level: Int) {
        guard entry.steps.contains(.sent), !entry.steps.contains(.blocked) else { return }
        serviceLevels[level].all += 1
        guard entry.steps.contains(.waited), entry.wait <= levels[level].withinSeconds else { return }
        if entry.steps.contains(.abandoned) {
            serviceLevels[level].abandoned += 1
        } else {
            serviceLevels[level].good += 1
        }
    }
}

/// What one contact adds to the counters of every slice it is in.
struct LedgerEntry {
    let steps: ContactSteps
    let wait: Double
    private let handle: Double
    private let interruptions: Double
    private let asideSeconds: Double
    /// From the first contact of the case to the end of this one.
    let resolutionSeconds: Double
    private let approvalSeconds: Double
    private let isFirst: Bool
    private let isRead: Bool
    /// Whether it tells how good the model is: a first contact, with a text not met before.
    let isJudged: Bool
    let isReadRight: Bool
    private let isAnswerRight: Bool
    private let isApproval: Bool
    private let isReviewed: Bool
    private let metHuman: Bool
    private let prices: (ai: Double, error: Double, revenue: Double)

    init(_ contact: UnsafePointer<OpenContact>, prices: Prices) {
        steps = contact.pointee.steps
        wait = contact.pointee.wait
        handle = contact.pointee.handle
        interruptions = Double(contact.pointee.interruptions)
        asideSeconds = contact.pointee.asideSeconds
        resolutionSeconds = contact.pointee.ended - contact.pointee.caseStart
        approvalSeconds = contact.pointee.ended - contact.pointee.joined
        isFirst = contact.pointee.attempt == 0
        isRead = contact.pointee.predictedIntent >= 0
        let isRecycled = contact.pointee.truth.recycled
        isJudged = isRead && isFirst && !isRecycled
        isReadRight = contact.pointee.predictedIntent == contact.pointee.truth.intent
        isAnswerRight = contact.pointee.isAIRight
        let action = contact.pointee.decision.action
        isApproval = action == .approve
        isReviewed = isApproval || action == .suggest
        metHuman = contact.pointee.metHuman
        self.prices = (
            prices.aiPerQuery, prices.wrongResolution, (metHuman ? prices.humanResolution : prices.aiResolution) ?? 0
        )
    }

    @inline(__always)
    func add(to row: LedgerRow) {
        row[isFirst ? .cases : .repeats] += 1
        if isRead { addReading(to: row) }
        if isApproval { row[.approvals] += 1 }
        if steps.contains(.sent) {
            row[.sentToHumans] += 1
            if steps.contains(.queued) { row[.waited] += 1 }
            row[.waitSeconds] += wait
            if steps.contains(.handled) {
                row[.handled] += 1
                row[.handleSeconds] += handle
                if isReviewed { addReview(to: row) }
            } else {
                if steps.contains(.blocked) { row[.blocked] += 1 }
                if steps.contains(.abandoned) { row[.abandoned] += 1 }
            }
        }
        if steps.contains(.interrupted) {
            row[.interruptions] += interruptions
            row[.interruptedSeconds] += asideSeconds
        }
        if steps.contains(.wrong) { row[.errorCost] += prices.error }
        guard steps.contains(.resolved) else { return }
        row[.resolved] += 1
        row[.resolutionSeconds] += resolutionSeconds
        row[.revenue] += prices.revenue
        if isFirst {
            row[.resolvedFirst] += 1
            if !metHuman { row[.contained] += 1 }
        }
        if !steps.contains(.wrong) { row[.resolvedRight] += 1 }
    }

    private func addReading(to row: LedgerRow) {
        row[.aiCost] += prices.ai
        if isJudged {
            row[.read] += 1
            if isReadRight { row[.readRight] += 1 }
        }
        guard steps.contains(.answered) else { return }
        row[.answered] += 1
        if !isAnswerRight { row[.answeredWrong] += 1 }
        if steps.contains(.audited) { row[.audited] += 1 }
    }

    private func addReview(to row: LedgerRow) {
        row[.reviewed] += 1
        if steps.contains(.overridden) { row[.overridden] += 1 }
        guard isApproval else { return }
        row[.approved] += 1
        row[.approvalSeconds] += approvalSeconds
    }
}
