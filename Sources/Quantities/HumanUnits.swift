import Foundation

/// Values as a reader wants them: 1 min 32 s, 84.2%, 1.23 USD, 12,345.
package enum HumanUnits {
    /// A value in its unit ("share", "seconds", a currency code, or a thing counted).
    ///
    /// - Parameter resolution: the half-width of the value's interval, in the same unit; more decimals are written
    ///   where the usual ones would hide it.
    package static func text(_ value: Double, unit: String, resolution: Double? = nil) -> String {
        guard value.isFinite else { return "-" }
        switch unit {
        case "share", "fraction", "probability": return percent(value, resolution: resolution)
        case "seconds", "s": return duration(seconds: value, resolution: resolution)
        default:
            guard let code = currencyCode(unit) else { return number(value, resolution: resolution) }
            return amount(value, resolution: resolution) + " " + code
        }
    }

    /// "82.1% to 86.3%", the unit of an amount written once.
    package static func interval(low: Double, high: Double, unit: String) -> String {
        let resolution = (high - low) / 2
        let last = text(high, unit: unit, resolution: resolution)
        var first = text(low, unit: unit, resolution: resolution)
        if let code = currencyCode(unit), first.hasSuffix(" " + code) { first.removeLast(code.count + 1) }
        return first + " to " + last
    }

    /// A target share: "80%", "99.5%".
    package static func target(_ share: Double) -> String {
        percent(share).replacing(".0%", with: "%")
    }

    /// The code in a unit such as "USD" or "USD per query"; nil when the unit is no amount.
    package static func currencyCode(_ unit: String) -> String? {
        let word = unit.prefix { $0 != " " && $0 != "/" }
        return word.count == 3 && word.allSatisfy { $0.isASCII && $0.isUppercase } ? String(word) : nil
    }

    /// A share as a percentage.
    package static func percent(_ share: Double, resolution: Double? = nil) -> String {
        let value = share * 100
        let usual = value == 0 || value == 100 ? 0 : abs(value) >= 1 ? 1 : abs(value) >= 0.1 ? 2 : 3
        return fixed(value, decimals: decimals(usual: usual, resolution: resolution.map { $0 * 100 })) + "%"
    }

    /// Seconds in the units a person would say.
    package static func duration(seconds: Double, resolution: Double? = nil) -> String {
        let sign = seconds < 0 ? "-" : ""
        let size = abs(seconds)
        let tenths = (resolution.map { $0 < 1 } ?? false)
        if size < 59.5 {
            let usual = size == 0 || size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2
            // Thousandths of seconds that are several say nothing.
            let most = size >= 0.995 ? 2 : 4
            return sign + fixed(size, decimals: min(most, decimals(usual: usual, resolution: resolution))) + " s"
        }
        if size < 3_599.5 {
            let total = tenths ? (size * 10).rounded() / 10 : size.rounded()
            let minutes = (total / Seconds.perMinute).rounded(.down)
            let seconds = total - minutes * Seconds.perMinute
            let rest = (seconds < 9.95 ? "0" : "") + fixed(seconds, decimals: tenths ? 1 : 0)
            return "\(sign)\(Int(minutes)) min \(rest) s"
        }
        if size < 86_370 {
            let total = Int((size / Seconds.perMinute).rounded())
            return "\(sign)\(total / 60) h \(twoDigits(total % 60)) min"
        }
        guard size < 1e15 else { return sign + number(size / Seconds.perDay, resolution: nil) + " d" }
        let total = Int((size / Seconds.perHour).rounded())
        return "\(sign)\(grouped(String(total / 24))) d \(total % 24) h"
    }

    /// A length as people write it in a scenario, in one unit where it is a whole number of them: 13 weeks, 20 s.
    package static func span(seconds: Double) -> String {
        for (unit, length) in spans where seconds >= length && seconds.truncatingRemainder(dividingBy: length) == 0 {
            let count = seconds / length
            return "\(number(count)) \(unit)" + (unit.count > 3 || unit == "day" ? count == 1 ? "" : "s" : "")
        }
        return duration(seconds: seconds)
    }

    private static let spans = [
        ("week", Seconds.perWeek), ("day", Seconds.perDay), ("h", Seconds.perHour), ("min", Seconds.perMinute),
        ("s", 1),
    ]

    /// A count or another plain number.
    package static func number(_ value: Double, resolution: Double? = nil) -> String {
        let size = abs(value)
        let usual = value == value.rounded() || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3
        return fixed(value, decimals: size >= 999.5 ? 0 : decimals(usual: usual, resolution: resolution))
    }

    private static func amount(_ value: Double, resolution: Double?) -> String {
        let size = abs(value)
        let usual = size >= 999.5 ? 0 : size == 0 || size >= 0.995 ? 2 : 3
        return fixed(value, decimals: size >= 999.5 ? 0 : decimals(usual: usual, resolution: resolution))
    }

    /// The usual decimals, or as many more (up to four in all) as show the first digit of the resolution.
    private static func decimals(usual: Int, resolution: Double?) -> Int {
        guard let resolution, resolution.isFinite, resolution > 0 else { return usual }
        var decimals = usual
        var step = usual == 0 ? 1.0 : usual == 1 ? 0.1 : usual == 2 ? 0.01 : 0.001
        while decimals < 4, resolution < step {
            decimals += 1
            step /= 10
        }
        return decimals
    }

    /// A number with so many decimals and commas between thousands; no minus sign before a 0.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        let text = String(format: "%.\(decimals)f", value)
        let isZero = text.allSatisfy { "-0.".contains($0) }
        let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        let parts = digits.split(separator: ".", maxSplits: 1)
        let whole = grouped(String(parts.first ?? "0"))
        let body = parts.count == 2 ? whole + "." + parts[1] : whole
        return text.hasPrefix("-") && !isZero ? "-" + body : body
    }

    /// The digits of a whole number, a minus sign before them or not, with commas between thousands.
    package static func grouped(_ digits: String) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3), text != "-" { text += "," }
            text.append(digit)
        }
        return text
    }

    private static func twoDigits(_ value: Int) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
