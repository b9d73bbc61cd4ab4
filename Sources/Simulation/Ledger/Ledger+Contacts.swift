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
        if entry.steps.contains(.unanswered) { failedCalls += 1 }
        if entry.steps.contains(.abandoned) { abandonedWaitSeconds += entry.wait }
        if !entry.steps.isDisjoint(with: [.abandoned, .blocked]) { lostSeconds += entry.caseSeconds }
        if entry.steps.contains(.resolved) { resolutionTimes.record(seconds: entry.caseSeconds) }
        if intervals != nil { intervals?.enter(contact, levels: levels) }
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
        guard entry.steps.contains(.waited), entry.waits(within: levels[level].withinSeconds) else { return }
        if entry.steps.contains(.abandoned) {
            serviceLevels[level].abandoned += 1
        } else {
            serviceLevels[level].good += 1
        }
    }
}
