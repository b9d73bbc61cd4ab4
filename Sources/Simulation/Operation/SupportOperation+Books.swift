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
        ledger.enter(contacts.address(of: place), prices: specification.prices)
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

    /// Settles what is left and pays the wages.
    mutating func closeBooks() {
        settleHour(specification.horizonSeconds)
        let weeks = ledger.slices.names[.week]?.count ?? 0
        for week in 0..<weeks {
            let start = max(window.lowerBound, Double(week) * Seconds.perWeek)
            let end = min(window.upperBound, Double(week + 1) * Seconds.perWeek)
            guard end > start else { continue }
            let wages = specification.teams.reduce(0) { $0 + $1.paidHours(in: start...end) * $1.wagePerHour }
            ledger.add(.humanCost, wages, slice: SliceMap.whole)
            ledger.add(.humanCost, wages, slice: ledger.slices.slice(.week, week))
        }
        for place in 0..<contacts.count { enter(place) }
        ledger.settle()
        ledger.labelsDropped = learner?.store.dropped ?? 0
        ledger.notRecordedCalls = secondary?.faults[.notRecorded] ?? 0
        ledger.casesLeftOpen = openCases
        ledger.feedback = feedback?.book
    }
}
