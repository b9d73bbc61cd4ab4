import Quantities
import Workforce

/// Bills of the measured period: wages, what is fixed, and the AI's vendor.
struct Bills {
    private let window: ClosedRange<Double>
    private let months: BillingMonths

    init(window: ClosedRange<Double>) {
        self.window = window
        months = BillingMonths(window: window)
    }

    /// Pays them for the measured period and for each of its weeks.
    func pay(_ specification: OperationSpecification, from ledger: inout Ledger) {
        let fixed = specification.costs.fixed.reduce(0) { $0 + $1.perMonth }
        for week in 0..<ledger.slices.weeks {
            guard let span = span(ofWeek: week) else { continue }
            pay(.humanCost, specification.teams.reduce(0) { $0 + $1.pay(in: span) }, week: week, from: &ledger)
            if fixed > 0 { pay(.fixedCost, fixed * months.months(in: span), week: week, from: &ledger) }
        }
        guard let vendor = specification.costs.vendor else { return }
        for month in 0..<months.count { pay(vendor, month: month, from: &ledger) }
    }

    /// Pays the bill of a month, and divides it among its weeks by what each has used; by time where nothing was.
    private func pay(_ vendor: VendorPrice, month: Int, from ledger: inout Ledger) {
        let part = months.part(of: month, in: window)
        guard part > 0 else { return }
        let weeks = 0..<ledger.slices.weeks
        let cells = ledger.chargedByCell
        let charged = weeks.reduce(0) { $0 + cells[$1 * months.count + month] }
        let bill = vendor.bill(resolutions: charged, part: part)
        for week in weeks {
            let used = cells[week * months.count + month]
            var share = used / max(1, charged)
            if charged <= 0 { share = span(ofWeek: week).map { months.part(of: month, in: $0) / part } ?? 0 }
            guard share > 0 else { continue }
            pay(.vendorCost, bill * share, week: week, from: &ledger)
            pay(.charged, used, week: week, from: &ledger)
        }
    }

    /// The part of a week that is measured, in seconds; nil where none is.
    private func span(ofWeek week: Int) -> ClosedRange<Double>? {
        let start = max(window.lowerBound, Double(week) * Seconds.perWeek)
        let end = min(window.upperBound, Double(week + 1) * Seconds.perWeek)
        return end > start ? start...end : nil
    }

    private func pay(_ counter: Counter, _ amount: Double, week: Int, from ledger: inout Ledger) {
        ledger.add(counter, amount, slice: SliceMap.whole)
        ledger.add(counter, amount, slice: ledger.slices.slice(.week, week))
    }
}
