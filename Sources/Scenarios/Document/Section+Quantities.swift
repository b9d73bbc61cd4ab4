import Quantities
import Stochastics
import Yams

/// Numbers and amounts with their units, and distributions of them.
extension Section {
    /// A whole number.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        ask(key, .whole(range))
        guard let text = scalar(key) else { return nil }
        guard let number = Quantity.whole(text) else {
            report(key, "'\(text)' is not a whole number", "write a number such as \(max(range.lowerBound, 10))")
            return nil
        }
        guard range.contains(number) else {
            let limit =
                range.upperBound == .max ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            report(key, "\(number) is out of range", "write \(limit)")
            return nil
        }
        return number
    }

    /// A number without a unit, above 0 and within limits, beyond which sums and samples would overflow.
    func number(_ key: String, in limits: ClosedRange<Double> = 0...1e9, above: Bool = false) -> Double? {
        ask(key, .number(limits, above: above))
        let number = read(key, example: "1.5", low: 0, above: above) {
            Quantity.split($0).flatMap { $0.unit.isEmpty ? $0.number : nil }
        }
        guard let number else { return nil }
        guard limits.contains(number) else {
            func plain(_ limit: Double) -> String {
                limit < 1e6 && limit == limit.rounded() ? "\(Int(limit))" : "\(limit)"
            }
            report(key, "\(number) is out of range", "write \(plain(limits.lowerBound)) to \(plain(limits.upperBound))")
            return nil
        }
        return number
    }

    /// A list of numbers without units.
    func numbers(_ key: String, count: Int) -> [Double]? {
        ask(key, .numbers(count))
        guard let node = value(key) else { return nil }
        guard case .sequence(let items) = node else {
            report(key, "this should be a list of \(count) numbers", "write [1, 2, ...]")
            return nil
        }
        let values = items.map { $0.scalar.flatMap { Double($0.string) } ?? -1 }
        guard values.count == count, values.allSatisfy({ $0 >= 0 && $0.isFinite }), values.contains(where: { $0 > 0 })
        else {
            report(
                key, "this should be \(count) numbers of 0 or more, not all 0; there are \(values.count)",
                "write one number for each")
            return nil
        }
        return values
    }

    /// A duration in seconds.
    func seconds(_ key: String, above: Bool = false) -> Double? {
        ask(key, .duration(above: above))
        guard let seconds = read(key, example: "30 min", low: 0, above: above, parse: Quantity.seconds)
        else { return nil }
        guard seconds <= Self.longestSeconds else {
            report(key, "this is longer than 100 years", "write a length of at most 5,200 weeks")
            return nil
        }
        return seconds
    }

    /// No duration of a scenario is longer than 100 years.
    static let longestSeconds = 36_525 * Seconds.perDay

    /// A rate in events per second.
    func perSecond(_ key: String, canBeZero: Bool = false) -> Double? {
        ask(key, .rate(canBeZero: canBeZero))
        return read(key, example: "8000 per day", low: 0, above: !canBeZero, parse: Quantity.perSecond)
    }

    /// A share in 0...1.
    func share(_ key: String, below: Bool = false, above: Bool = false) -> Double? {
        ask(key, .share(below: below, above: above))
        guard let share = read(key, example: "85%", low: 0, above: above, parse: Quantity.share) else { return nil }
        guard share < 1 || (share == 1 && !below) else {
            report(
                key, "a share cannot be \(below ? "100% or more" : "above 100%")",
                "write 0% to \(below ? "99%" : "100%")")
            return nil
        }
        return share
    }

    /// A factor above 0, as a number or a percentage.
    func factor(_ key: String) -> Double? {
        ask(key, .factor)
        let factor = read(key, example: "140%", low: 0, above: true) { text in
            guard let (number, unit) = Quantity.split(text) else { return nil }
            return unit.isEmpty ? number : unit == "%" ? number / 100 : nil
        }
        guard let factor else { return nil }
        guard factor <= 1000 else {
            report(key, "a factor cannot be above 1000", "write it like 140%")
            return nil
        }
        return factor
    }

    /// How far shares of a whole may be from 100%, for thirds and the like.
    static let shareTolerance = 0.0051

    /// Reports shares of the members of a mapping that are given but do not add up to 100%.
    func checkShares(_ key: String, _ shares: [Double?]) {
        let given = shares.compactMap { $0 }
        guard !given.isEmpty else { return }
        let sum = given.reduce(0, +)
        if given.count < shares.count {
            report(key, "some have a share and some have none", "give each its share, or none of them")
        } else if abs(sum - 1) >= Self.shareTolerance {
            report(key, "the shares add up to \(BriefUnits.finePercent(sum)), not 100%", "change the shares")
        }
    }

    /// An amount in the scenario's currency; `per` names the rest of the unit, such as "per hour", and `kind` then says
    /// what it is an amount for.
    func money(
        _ key: String, currency: String, per: String? = nil, as kind: ScenarioKey.Kind = .moneyPerHour
    ) -> Double? {
        ask(key, per == nil ? .money : kind)
        let unit = per.map { "\(currency) \($0)" } ?? currency
        let amount = read(key, example: "25 \(unit)", low: 0) { text in
            Quantity.split(text).flatMap { $0.unit == unit ? $0.number : nil }
        }
        guard let amount else { return nil }
        guard amount <= 1e12 else {
            report(key, "an amount cannot be above a million millions", "write it like 25 \(unit)")
            return nil
        }
        return amount
    }

    /// A distribution: a single value, or a mapping with its kind and parameters.
    func distribution(_ key: String, _ dimension: DistributionReader.Dimension) -> Distribution? {
        ask(key, dimension.isTime ? .times : .amounts)
        guard let node = value(key) else { return nil }
        if node.scalar != nil {
            switch dimension {
            case .time: return seconds(key).map { .constant($0) }
            case .amount(let currency): return money(key, currency: currency).map { .constant($0) }
            }
        }
        guard case .mapping = node else {
            report(key, "this should be a distribution", "write \(dimension.example)")
            return nil
        }
        let section = Section(node, path: join(key), document: document)
        return DistributionReader(section: section, dimension: dimension).read()
    }

    private func read(
        _ key: String, example: String, low: Double, above: Bool = false, parse: (String) -> Double?
    ) -> Double? {
        guard let text = scalar(key) else { return nil }
        guard let number = parse(text) else {
            let isBare = Quantity.split(text)?.unit.isEmpty ?? false
            let problem = isBare && example != "1.5" ? "'\(text)' has no unit" : "'\(text)' cannot be understood here"
            let units = example == "30 min" ? " (units: ms, s, min, h, day, week)" : ""
            report(key, problem, "write it like \(example)\(units)")
            return nil
        }
        guard number.isFinite, above ? number > low : number >= low else {
            report(key, "'\(text)' is \(above ? "not above" : "below") 0", "write it like \(example)")
            return nil
        }
        return number
    }
}
