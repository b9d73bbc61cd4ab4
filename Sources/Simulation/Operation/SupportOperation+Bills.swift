import Quantities
import Stochastics
import Workforce

extension Ledger {
    /// Makes room for what the AI's vendor charges, where one charges resolutions.
    mutating func openBills(_ specification: OperationSpecification) {
        guard specification.costs.vendor != nil else { return }
        let months = BillingMonths(window: specification.window).count
        chargedByCell = Array(repeating: 0, count: slices.weeks * months)
    }
}

extension SupportOperation {
    /// An answer of the AI alone is charged by its vendor, unless the customer comes back in time.
    ///
    /// Returns are drawn with the answer, so that it is known now what will be known when the time is over.
    mutating func charge(_ place: Int, returnsAt: Double?, at now: Double) {
        guard contacts[place].isMeasured, contacts[place].steps.contains(.answered) else { return }
        if let returnsAt, returnsAt - now <= prices.reopenedWithinSeconds { return }
        let months = BillingMonths(window: window)
        let month = months.month(at: contacts[place].caseStart)
        ledger.chargedByCell[Int(contacts[place].week) * months.count + month] += 1
    }

    /// Pays wages, what is fixed and the vendor, for the measured period and for each of its weeks.
    mutating func payBills() {
        let months = BillingMonths(window: window)
        let fixed = specification.costs.fixed.reduce(0) { $0 + $1.perMonth }
        for week in 0..<ledger.slices.weeks {
            guard let span = span(ofWeek: week) else { continue }
            pay(.humanCost, specification.teams.reduce(0) { $0 + $1.pay(in: span) }, week: week)
            if fixed > 0 { pay(.fixedCost, fixed * months.months(in: span), week: week) }
        }
        guard let vendor = specification.costs.vendor else { return }
        for month in 0..<months.count { pay(vendor, month: month, of: months) }
    }

    /// Pays the bill of a month, and divides it among its weeks by what each has used; by time where nothing was.
    private mutating func pay(_ vendor: VendorPrice, month: Int, of months: BillingMonths) {
        let part = months.part(of: month, in: window)
        guard part > 0 else { return }
        let weeks = 0..<ledger.slices.weeks
        let charged = weeks.reduce(0) { $0 + ledger.chargedByCell[$1 * months.count + month] }
        let bill = vendor.bill(resolutions: charged, part: part)
        for week in weeks {
            let used = ledger.chargedByCell[week * months.count + month]
            var share = used / max(1, charged)
            if charged <= 0 { share = span(ofWeek: week).map { months.part(of: month, in: $0) / part } ?? 0 }
            guard share > 0 else { continue }
            pay(.vendorCost, bill * share, week: week)
            pay(.charged, used, week: week)
        }
    }

    /// The part of a week that is measured, in seconds; nil where none is.
    private func span(ofWeek week: Int) -> ClosedRange<Double>? {
        let start = max(window.lowerBound, Double(week) * Seconds.perWeek)
        let end = min(window.upperBound, Double(week + 1) * Seconds.perWeek)
        return end > start ? start...end : nil
    }

    private mutating func pay(_ counter: Counter, _ amount: Double, week: Int) {
        ledger.add(counter, amount, slice: SliceMap.whole)
        ledger.add(counter, amount, slice: ledger.slices.slice(.week, week))
    }
}
