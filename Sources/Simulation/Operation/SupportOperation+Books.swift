import EventEngine
import Quantities
import Stochastics
import Traffic

extension SupportOperation {
    /// The week of the run that a time falls in, the last one for what comes after the horizon.
    func weekNumber(_ seconds: Double) -> Int {
        ledger.slices.week(seconds)
    }

    /// Enters a contact in the ledger.
    mutating func enter(_ place: Int) {
        ledger.enter(contacts.address(of: place), prices: prices)
    }

    /// Adds the averages over time since the last settlement to the hour of the week they belong to.
    mutating func settleHour(_ now: Double) {
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
            add(.measuredSeconds, seconds)
            var handling = Self.take(&busy, at: now)
            add(.busySeconds, handling)
            if usesAssigner {
                handling = Self.take(&desk.inHand, at: now)
                add(.inHandSeconds, handling)
                add(.loadSeconds, Self.take(&desk.load, at: now))
            }
            add(.staffedSeconds, Self.take(&staffed, at: now))
            var waiting = 0.0
            for queue in 0..<queueLengths.count {
                let area = Self.take(&queueLengths[queue], at: now)
                waiting += area
                add(.queueSeconds, area)
                let slice = ledger.slices.slice(.queue, queue)
                ledger.add(.queueSeconds, area, slice: slice)
                ledger.add(.measuredSeconds, seconds, slice: slice)
                ledger.queueSecondsByHour[queue][hourOfWeek] += area
            }
            hourlyLoad?.append((handling + waiting) / seconds)
        }
        lastHour = now
    }

    private static func take(_ value: inout TimeWeighted, at now: Double) -> Double {
        value.settle(now)
        return value.takeArea()
    }

    /// Settles what is left and pays the bills.
    ///
    /// - Parameter now: when the run ended, in seconds; cases that are open then stay open.
    mutating func closeBooks(at now: Double) {
        settleHour(specification.horizonSeconds)
        payBills()
        for place in 0..<contacts.count {
            if contacts[place].steps.contains(.asksApproval) { endApproval(place, .open, nil, at: now) }
            if splitsWork { noteWorkInHand(place) }
            guard !contacts[place].steps.contains(.entered) else { continue }
            if trace != nil, !contacts[place].isAudit { traceRow(place, outcome: "open", reaction: "") }
            enter(place)
        }
        ledger.settle()
        ledger.labelsDropped = learner?.store.dropped ?? 0
        ledger.notRecordedCalls = secondary?.faults[.notRecorded] ?? 0
        ledger.casesLeftOpen = openCases
        ledger.feedback = feedback?.book
    }
}
