import Routing

extension Ledger {
    /// Enters a contact that is over, or as far as it got when the run ended: once, in the whole and in its slices.
    ///
    /// One that is not measured is only counted.
    mutating func enter(_ contact: UnsafeMutablePointer<OpenContact>, prices: borrowing PriceList) {
        guard !contact.pointee.steps.contains(.entered), !contact.pointee.isAudit else { return }
        contact.pointee.steps.insert(.entered)
        guard contact.pointee.isMeasured else {
            unmeasuredContacts += 1
            return
        }
        let places = slices.places(of: contact)
        let entry = LedgerEntry(contact, prices: prices)
        add(entry, to: places)
        if addsMore { addMore(entry, of: contact) }
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
        if intervals != nil { intervals?.enter(contact) }
        guard entry.steps.contains(.sent) else { return }
        for level in levels.indices where levels[level].queues.contains(contact.pointee.decision.queue) {
            serviceLevels[level].enter(
                entry.steps, wait: entry.waitBesideLimits, withinSeconds: levels[level].withinSeconds,
                shortSeconds: levels[level].shortSeconds)
        }
    }

    /// Adds to the slices that are kept apart from the others: those of reasons and of spikes.
    @inline(never)
    private mutating func addMore(_ entry: LedgerEntry, of contact: UnsafePointer<OpenContact>) {
        let own = slices.slice(ofReason: contact.pointee.decision.decisive)
        let first = slices.slice(ofReason: Int(contact.pointee.caseReason))
        counts.withUnsafeMutableBufferPointer { counts in
            if own > 0 { entry.addContact(to: LedgerRow(counts, slice: own)) }
            if first > 0 { entry.addResolution(to: LedgerRow(counts, slice: first)) }
        }
        for (member, spike) in slices.spikes.enumerated() where spike.contains(contact.pointee.arrival) {
            let slice = slices.slice(.spike, member)
            counts.withUnsafeMutableBufferPointer { entry.addContact(to: LedgerRow($0, slice: slice)) }
            if entry.steps.contains(.waited) {
                slicedWaits.record(entry.wait, ContactSlices(Int32(slice), 0, 0, 0, 0, 0, 0, 0))
            }
            guard entry.steps.contains(.sent) else { continue }
            for level in levels.indices where levels[level].queues.contains(contact.pointee.decision.queue) {
                spikeLevels[member][level].enter(
                    entry.steps, wait: entry.waitBesideLimits, withinSeconds: levels[level].withinSeconds,
                    shortSeconds: levels[level].shortSeconds)
            }
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
}
