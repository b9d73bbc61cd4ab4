/// Reads a record as `JSONRecord` writes it, and nothing else: no spaces, no nesting, no other escapes.
struct RecordMembers {
    /// A member's value, as far as its kind is looked at.
    enum Value: Equatable {
        case whole(Int)
        case number
        case null
        case flag(Bool)
        case text(String)
        case texts([String])
    }

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The members of a record in their order; nil where it is not canonical JSON of this kind.
    static func read(_ bytes: [UInt8]) -> [(key: String, value: Value)]? {
        var scan = RecordMembers(bytes)
        guard scan.take("{") else { return nil }
        var members: [(key: String, value: Value)] = []
        repeat {
            guard let key = scan.text(), scan.take(":"), let value = scan.value() else { return nil }
            members.append((key, value))
        } while scan.take(",")
        return scan.take("}") && scan.position == bytes.count ? members : nil
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for place in 0..<count where bytes[position + place] != word.utf8Start[place] { return false }
        position += count
        return true
    }

    private mutating func value() -> Value? {
        switch peek {
        case UInt8(ascii: "\""): return text().map(Value.text)
        case UInt8(ascii: "["): return texts()
        case UInt8(ascii: "t"): return take("true") ? .flag(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .flag(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func texts() -> Value? {
        guard take("[") else { return nil }
        if take("]") { return .texts([]) }
        var all: [String] = []
        repeat {
            guard let next = text() else { return nil }
            all.append(next)
        } while take(",")
        return take("]") ? .texts(all) : nil
    }

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        let start = position
        while let byte = peek, byte >= 32, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        var plain = Array(bytes[start..<position])
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: plain, as: UTF8.self)
            case 0..<32: return nil
            case UInt8(ascii: "\\"):
                guard let escaped = escape() else { return nil }
                plain.append(escaped)
            default: plain.append(byte)
            }
        }
        return nil
    }

    /// What follows a backslash: a quote, a backslash, a letter for a line end or a tab, or `u00` and two digits of a
    /// control character.
    private mutating func escape() -> UInt8? {
        if take("\"") { return UInt8(ascii: "\"") }
        if take("\\") { return UInt8(ascii: "\\") }
        if take("n") { return UInt8(ascii: "\n") }
        if take("r") { return UInt8(ascii: "\r") }
        if take("t") { return UInt8(ascii: "\t") }
        guard take("u00"), position + 2 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + 2], as: UTF8.self)
        position += 2
        guard let control = UInt8(digits, radix: 16), control < 32 else { return nil }
        return control
    }

    private mutating func number() -> Value? {
        let start = position
        _ = take("-")
        let first = position
        guard digits(), position - first == 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() else { return nil }
        }
        if take("e") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() else { return nil }
        }
        guard isWhole else { return .number }
        return Int(String(decoding: bytes[start..<position], as: UTF8.self)).map(Value.whole)
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position > start
    }
}
