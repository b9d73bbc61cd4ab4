import Files

/// A JSON object written in the order its members are added.
struct JSONRecord {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// The object as text so far, closed.
    var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

    mutating func add(_ key: String, _ value: String) {
        name(key)
        JSONQuote.add(value, to: &bytes, hidden: .kept)
    }

    mutating func add(_ key: String, _ value: Int) {
        name(key)
        bytes += Array(String(value).utf8)
    }

    mutating func add(_ key: String, _ value: Bool) {
        name(key)
        bytes += Array((value ? "true" : "false").utf8)
    }

    /// Numbers are rounded to millionths: enough for an auditor, and short. JSON has no NaN or infinity: null.
    mutating func add(_ key: String, _ value: Double) {
        name(key)
        let rounded = (value * 1e6).rounded() / 1e6
        bytes += Array(value.isFinite ? "\(rounded.isFinite ? rounded : value)".utf8 : "null".utf8)
    }

    mutating func add(_ key: String, _ values: [String]) {
        name(key)
        bytes.append(UInt8(ascii: "["))
        for (position, value) in values.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONQuote.add(value, to: &bytes, hidden: .kept)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func name(_ key: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        JSONQuote.add(key, to: &bytes, hidden: .kept)
        bytes.append(UInt8(ascii: ":"))
    }
}
