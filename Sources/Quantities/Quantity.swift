import Foundation

/// Numbers with units as people write them: `30 min`, `85%`, `8000 per day`, `25 USD per hour`.
package enum Quantity {
    /// Seconds of each unit of time, by all its names.
    package static let secondsByUnit: [String: Double] = [
        "ms": 0.001, "s": 1, "sec": 1, "second": 1, "seconds": 1, "min": Seconds.perMinute,
        "minute": Seconds.perMinute, "minutes": Seconds.perMinute, "h": Seconds.perHour, "hour": Seconds.perHour,
        "hours": Seconds.perHour, "day": Seconds.perDay, "days": Seconds.perDay, "week": Seconds.perWeek,
        "weeks": Seconds.perWeek,
    ]

    /// A number and the words after it.
    package static func split(_ text: String) -> (number: Double, unit: String)? {
        let trimmed = trimmed(text[...])
        let bytes = trimmed.utf8
        var end = bytes.firstIndex { !isNumeric($0) } ?? bytes.endIndex
        // The e of "5 eur" written without a space is no exponent.
        while end > bytes.startIndex {
            let last = bytes.index(before: end)
            guard [UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[last])
            else { break }
            end = last
        }
        guard let plain = withoutSeparators(trimmed[..<end]), let value = Double(plain), value.isFinite
        else { return nil }
        return (value, String(Self.trimmed(trimmed[end...])))
    }

    /// What a number is written with, separators of thousands included.
    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "_"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
            return true
        default: return false
        }
    }

    /// The text without spaces around it; those beyond ASCII are left to Foundation.
    private static func trimmed(_ text: Substring) -> Substring {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return Substring(text.trimmingCharacters(in: .whitespaces))
        }
        var bytes = text.utf8
        while let first = bytes.first, first == 32 || first == 9 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last == 32 || last == 9 { bytes = bytes.dropLast() }
        return Substring(bytes)
    }

    /// A whole number; nil when it is none, or too large.
    package static func whole(_ text: String) -> Int? {
        withoutSeparators(Substring(text.trimmingCharacters(in: .whitespaces))).flatMap { Int($0) }
    }

    /// A number without its separators of thousands; nil where a comma separates anything else, since `1,5` would
    /// otherwise be read as 15.
    private static func withoutSeparators(_ number: Substring) -> String? {
        guard number.utf8.contains(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ",") }) else {
            return String(number)
        }
        let plain = number.filter { $0 != "_" }
        guard plain.contains(",") else { return plain }
        let parts = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        var groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        let first = groups.removeFirst().drop { $0 == "-" || $0 == "+" }
        guard (1...3).contains(first.count), groups.allSatisfy({ $0.count == 3 && $0.allSatisfy(\.isNumber) }),
            parts.count == 1 || !parts[1].contains(",")
        else { return nil }
        return plain.replacingOccurrences(of: ",", with: "")
    }

    /// Seconds, from one or several parts such as `6 weeks 2 days`; nil when it is no duration.
    package static func seconds(_ text: String) -> Double? {
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
    package static func perSecond(_ text: String) -> Double? {
        guard let (value, unit) = split(text), unit.hasPrefix("per ") else { return nil }
        let period = unit.dropFirst(4).trimmingCharacters(in: .whitespaces)
        return secondsByUnit[period].map { value / $0 }
    }

    /// A share in 0...1, from `85%`; nil when it is no percentage.
    package static func share(_ text: String) -> Double? {
        guard let (value, unit) = split(text), unit == "%" else { return nil }
        return value / 100
    }
}
