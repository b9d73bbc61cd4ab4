import EventEngine
import Quantities
import Routing
import Stochastics

/// What one replication writes down: the ledger of the measured period, averages over time by hour, open cases.
///
/// A part of one operation, changed where it lies.
struct Books: ~Copyable {
    /// The measured period, in seconds.
    let window: ClosedRange<Double>
    /// What happened so far.
    var ledger: Ledger
    /// Cases of the measured period that are not closed yet.
    var openCases = 0
    /// Those of them whose customers will come back, at a time that has been drawn.
    var pendingReturns = 0
    /// Mean number of contacts in human queues and in service, by hour of the run, where it is asked for.
    var hourlyLoad: [Double]?
    /// Week of the run and hour of the week that it is now.
    private(set) var week = 0
    private(set) var hourOfWeek = 0
    /// What a contact can cost and earn.
    private let prices: PriceList
    /// Whether humans do anything else than handle contacts.
    let splitsWork: Bool
    /// Time a human needs to write a label down, in seconds.
    let annotationSeconds: Double
    private var queueLengths: FlatTable<TimeWeighted>
    private var lastHour = 0.0

    init(_ specification: OperationSpecification) {
        let window = specification.window
        let queues = specification.queues.count
        let weeks = Int((specification.horizonSeconds / Seconds.perWeek).rounded(.up))
        var ledger = Ledger(
            slices: SliceMap(specification, weeks: weeks), serviceLevels: specification.serviceLevels, queues: queues)
        if specification.costs.vendor != nil { ledger.openBills(months: BillingMonths(window: window).count) }
        self.window = window
        self.ledger = ledger
        prices = PriceList(
            specification.costs, specification.prices, intents: specification.catalog.intents.count)
        splitsWork = specification.doesOtherWork
        annotationSeconds = specification.training?.annotationSeconds ?? 0
        queueLengths = FlatTable(repeating: TimeWeighted(0, window: window), count: queues)
    }

    /// Whether of the open cases more wait than have a customer who is still to come back, or at most one in a thousand
    /// of those measured has.
    var hardlyAnybodyReturns: Bool {
        Double(pendingReturns) <= max(Double(openCases - pendingReturns), ledger[.cases, slice: SliceMap.whole] / 1_000)
    }

    // MARK: Contacts

    /// Enters a contact that is over.
    @inline(__always)
    mutating func enter(_ contact: UnsafeMutablePointer<OpenContact>) { ledger.enter(contact, prices: prices) }

    /// A queue becomes longer or shorter.
    @inline(__always)
    mutating func changeQueue(_ queue: Int, by change: Int, at now: Double) {
        queueLengths[queue].add(Double(change), at: now)
    }

    /// Counts a label that was kept, where that was in the measured period.
    mutating func countLabel(at now: Double) {
        guard window.contains(now) else { return }
        ledger.add(.labels, slice: SliceMap.whole)
        ledger.add(.labels, slice: ledger.slices.slice(.week, weekNumber(now)))
    }

    /// Counts a contact whose case a human had met, taken by an agent.
    mutating func countFollowUp(isSameAgent: Bool) {
        ledger.followUps += 1
        if isSameAgent { ledger.followUpsBySameAgent += 1 }
    }

    // MARK: Intervals of a day

    /// Whether what reaches the humans is kept by interval: whether the ledger has `intervals`, asked at every contact.
    private(set) var keepsIntervals = false

    /// Keeps it from now on.
    mutating func keep(_ intervals: IntervalTally) {
        ledger.intervals = intervals
        keepsIntervals = true
    }

    /// A contact comes to its queue.
    ///
    /// - Parameter isPutOff: whether it is a reading that nobody present may do: it comes back, and has been counted.
    mutating func noteArrival(_ contact: UnsafeMutablePointer<OpenContact>, isPutOff: Bool, at now: Double) {
        guard counts(contact, isPutOff: isPutOff, at: now) else { return }
        ledger.intervals?.arrive(queue: contact.pointee.decision.queue, at: now)
    }

    /// A human begins with a contact.
    ///
    /// - Parameters:
    ///   - isPutOff: as of an arrival.
    ///   - seconds: the part of the agent's time that it takes.
    mutating func noteHandling(
        _ contact: UnsafeMutablePointer<OpenContact>, isPutOff: Bool, team: Int, seconds: Double, at now: Double
    ) {
        guard counts(contact, isPutOff: isPutOff, at: now) else { return }
        ledger.intervals?.begin(team: team, queue: contact.pointee.decision.queue, seconds: seconds)
    }

    /// Whether what a contact does now counts for the intervals, where they are kept.
    @inline(__always)
    private func counts(_ contact: UnsafeMutablePointer<OpenContact>, isPutOff: Bool, at now: Double) -> Bool {
        guard ledger.intervals?.followsCases ?? false else { return window.contains(now) }
        return window.contains(contact.pointee.caseStart) && !isPutOff
    }

    // MARK: What humans spend their time on

    /// Counts the time that a human has spent on something, as far as it lies in the measured period.
    ///
    /// - Parameters:
    ///   - isRejected: whether it is what a human makes of a plan that was rejected.
    ///   - share: of the agent's capacity that it took.
    ///   - end: when the human was done, in seconds.
    mutating func noteWork(
        _ contact: UnsafeMutablePointer<OpenContact>, isRejected: Bool, share: Double, until end: Double
    ) {
        let start = end - contact.pointee.handle
        var labelling = 0.0
        if contact.pointee.reading != .first {
            labelling = contact.pointee.handle
        } else if contact.pointee.asksLabel {
            labelling = min(contact.pointee.handle, annotationSeconds)
        }
        if let kind = Self.kindOfWork(contact, isRejected: isRejected) {
            note(kind, from: start, to: end - labelling, share: share)
        }
        note(.labellingSeconds, from: end - labelling, to: end, share: share)
        contact.pointee.finish = 0
    }

    /// What the work is; nil for a customer's contact.
    private static func kindOfWork(_ contact: UnsafeMutablePointer<OpenContact>, isRejected: Bool) -> Counter? {
        if contact.pointee.isAudit { return contact.pointee.reading == .first ? .auditingSeconds : nil }
        return contact.pointee.decision.action == .approve && !isRejected ? .approvingSeconds : nil
    }

    private mutating func note(_ counter: Counter, from start: Double, to end: Double, share: Double) {
        let seconds = min(end, window.upperBound) - max(start, window.lowerBound)
        if seconds > 0 { ledger.add(counter, seconds * share, slice: SliceMap.whole) }
    }

    // MARK: Hours

    /// The week of the run that a time falls in, the last one for what comes after the horizon.
    func weekNumber(_ seconds: Double) -> Int { ledger.slices.week(seconds) }

    /// The books are opened at a time, in seconds.
    mutating func open(at now: Double) {
        lastHour = now
        turn(to: now)
    }

    /// An hour is over.
    mutating func endHour(at now: Double, _ floor: inout Floor) {
        settle(at: now, &floor)
        if now > window.lowerBound, now <= window.upperBound {
            ledger.recordBusy(floor.state.busyAgents, hourOfWeek: Int(now / Seconds.perHour) % Weekday.hours)
        }
        turn(to: now)
    }

    private mutating func turn(to now: Double) {
        week = weekNumber(now)
        hourOfWeek = Int(now / Seconds.perHour) % Weekday.hours
    }

    /// Adds the averages over time since the last settlement to the hour of the week they belong to.
    mutating func settle(at now: Double, _ floor: inout Floor) {
        guard now > lastHour else { return }
        let end = min(now, window.upperBound)
        let seconds = max(0, end - max(lastHour, window.lowerBound))
        if seconds > 0 {
            let week = ledger.slices.slice(.week, weekNumber(lastHour))
            let hourOfWeek = Int(lastHour / Seconds.perHour) % Weekday.hours
            let hour = ledger.slices.slice(.hour, hourOfWeek)
            func add(_ counter: Counter, _ amount: Double) {
                for slice in [SliceMap.whole, week, hour] { ledger.add(counter, amount, slice: slice) }
            }
            let spent = floor.takeTimes(at: now)
            add(.measuredSeconds, seconds)
            add(.busySeconds, spent.busy)
            if let shared = spent.shared {
                add(.inHandSeconds, shared.inHand)
                add(.loadSeconds, shared.load)
            }
            add(.staffedSeconds, spent.staffed)
            var waiting = 0.0
            for queue in 0..<queueLengths.count {
                queueLengths[queue].settle(now)
                let area = queueLengths[queue].takeArea()
                waiting += area
                add(.queueSeconds, area)
                let slice = ledger.slices.slice(.queue, queue)
                ledger.add(.queueSeconds, area, slice: slice)
                ledger.add(.measuredSeconds, seconds, slice: slice)
                ledger.queueSecondsByHour[queue][hourOfWeek] += area
            }
            hourlyLoad?.append(((spent.shared?.inHand ?? spent.busy) + waiting) / seconds)
        }
        lastHour = now
    }

    // MARK: Bills

    /// Charges an answer of the AI alone by its vendor, unless the customer comes back in time; where one charges at all.
    ///
    /// Returns are drawn with the answer, so that it is known now what will be known when the time is over.
    @inline(__always)
    mutating func charge(_ contact: UnsafeMutablePointer<OpenContact>, returnsAt: Double?, at now: Double) {
        guard prices.reopenedWithinSeconds >= 0 else { return }
        guard contact.pointee.isMeasured, contact.pointee.steps.contains(.answered) else { return }
        if let returnsAt, returnsAt - now <= prices.reopenedWithinSeconds { return }
        let months = BillingMonths(window: window)
        let month = months.month(at: contact.pointee.caseStart)
        ledger.chargedByCell[Int(contact.pointee.week) * months.count + month] += 1
    }
}
