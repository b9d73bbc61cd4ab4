import Foundation

/// Numbers with units as people write them: `30 min`, `85%`, `8000 per day`, `25 USD per hour`.
enum Quantity {
    static let secondsByUnit: [String: Double] = [
        "ms": 0.001, "s": 1, "sec": 1, "second": 1, "seconds": 1, "min": 60, "minute": 60, "minutes": 60, "h": 3600,
        "hour": 3600, "hours": 3600, "day": 86_400, "days": 86_400, "week": 604_800, "weeks": 604_800,
    ]

    /// A number and the words after it.
    static func split(_ text: String) -> (number: Double, unit: String)? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        let digits = trimmed.prefix { "0123456789.,_+-eE".contains($0) }
        var end = digits.endIndex
        // The e of "5 eur" written without a space is no exponent.
        while end > digits.startIndex, "eE+-".contains(digits[digits.index(before: end)]) {
            end = digits.index(before: end)
        }
        let number = digits[..<end].replacingOccurrences(of: "_", with: "").replacingOccurrences(of: ",", with: "")
        guard let value = Double(number), value.isFinite else { return nil }
        return (value, trimmed[end...].trimmingCharacters(in: .whitespaces))
    }

    /// Seconds, from one or several parts such as `6 weeks 2 days`; nil when it is no duration.
    static func seconds(_ text: String) -> Double? {
        var total = 0.0
        var number: Double?
        var isAny = false
        var words: [String] = []
        for word in text.split(separator: " ").map(String.init) {
            guard let (value, unit) = split(word), !unit.isEmpty, secondsByUnit[unit] != nil else {
                words.append(word)
                continue
            }
            words += [String(value), unit]
        }
        for word in words {
            if let scale = secondsByUnit[word], let value = number {
                total += value * scale
                number = nil
                isAny = true
            } else if number == nil, let (value, unit) = split(word), unit.isEmpty {
                number = value
            } else {
                return nil
            }
        }
        return isAny && number == nil ? total : nil
    }

    /// Events per second, from `8000 per day`; nil when it is no rate.
    static func perSecond(_ text: String) -> Double? {
        guard let (value, unit) = split(text), unit.hasPrefix("per ") else { return nil }
        let period = unit.dropFirst(4).trimmingCharacters(in: .whitespaces)
        return secondsByUnit[period].map { value / $0 }
    }

    /// A share in 0...1, from `85%`; nil when it is no percentage.
    static func share(_ text: String) -> Double? {
        guard let (value, unit) = split(text), unit == "%" else { return nil }
        return value / 100
    }
}
