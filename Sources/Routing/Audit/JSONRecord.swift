/// A JSON object written in the order its members are added.
struct JSONRecord {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    /// The object as text so far, closed.
    var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

    mutating func add(_ key: String, _ value: String) {
        name(key)
        quote(value)
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
            quote(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func name(_ key: String) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        quote(key)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<32: bytes += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
