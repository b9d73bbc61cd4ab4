import Foundation

/// Values in few characters, for sentences that say what was found: 84.2%, 12,345, 3.5 min.
package enum BriefUnits {
    /// A share in percent, with one decimal where it needs one, or always: "84.2%", "84%".
    package static func percent(_ share: Double, always: Bool = false) -> String {
        text(tenths: Int(saturating: (share * 1000).rounded()), always) + "%"
    }

    /// A share in percent without decimals: "84%".
    package static func wholePercent(_ share: Double) -> String { "\(Int(saturating: (share * 100).rounded()))%" }

    /// A share in percent with as many decimals as it needs, two at most: "33.33%".
    package static func finePercent(_ share: Double) -> String {
        let text = "\((share * 10_000).rounded() / 100)"
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "%"
    }

    /// A number with one decimal where it needs one, or always: "3.4", "3".
    package static func tenths(_ value: Double, always: Bool = false) -> String {
        text(tenths: Int(saturating: (value * 10).rounded()), always)
    }

    /// A number with one decimal where it is below 100 and needs one.
    package static func short(_ value: Double) -> String { tenths(value >= 100 ? value.rounded() : value) }

    private static func text(tenths: Int, _ always: Bool) -> String {
        tenths % 10 == 0 && !always ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// A whole number with commas between thousands.
    package static func grouped(_ value: Double) -> String {
        HumanUnits.grouped(String(Int(saturating: value.rounded())))
    }

    /// "1 week", "13 weeks", "1,000,000 points".
    package static func count(_ number: Int, _ noun: String) -> String {
        "\(HumanUnits.number(Double(number))) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Seconds in the largest unit that fits, with one decimal below 10: "45 s", "3.5 min", "2 h", "3 days".
    package static func duration(_ seconds: Double) -> String {
        func short(_ value: Double, _ unit: String) -> String {
            tenths(value < 10 ? value : value.rounded()) + " " + unit
        }
        if seconds < 2 * Seconds.perMinute { return short(seconds, "s") }
        if seconds < 2 * Seconds.perHour { return short(seconds / Seconds.perMinute, "min") }
        if seconds < 2 * Seconds.perDay { return short(seconds / Seconds.perHour, "h") }
        return short(seconds / Seconds.perDay, "days")
    }

    /// How long something will take, to two digits: "0.05 s", "3 minutes", "12 days".
    package static func about(_ seconds: Double) -> String {
        func short(_ value: Double, _ unit: String) -> String {
            String(format: value < 10 ? "%.2g" : "%.0f", value) + " " + unit
        }
        if seconds < 2 * Seconds.perMinute { return short(seconds, "s") }
        if seconds < 2 * Seconds.perHour { return short(seconds / Seconds.perMinute, "minutes") }
        if seconds < 2 * Seconds.perDay { return short(seconds / Seconds.perHour, "hours") }
        return short(seconds / Seconds.perDay, "days")
    }
}

/// Numbers with a fixed number of digits, for columns of a table and for axes.
package enum FixedDigits {
    /// With so many decimals: "3.140".
    package static func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }

    /// With at most so many significant digits: "3.14", "1e+09".
    package static func significant(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)g", value) }

    /// A share in percent with so many decimals: "84.2%".
    package static func percent(_ share: Double, decimals: Int = 1) -> String {
        Self.decimals(share * 100, decimals) + "%"
    }
}
