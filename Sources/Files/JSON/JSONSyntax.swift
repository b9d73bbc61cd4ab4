/// Finds where a JSON text (RFC 8259) is broken, and where one of its values begins.
///
/// Runs only after a decoder has failed, to give the error a place.
struct JSONSyntax {
    /// A syntax error and the byte at which it is.
    struct Fault: Error {
        let offset: Int
        let message: String
    }

    private static let deepest = 512

    private let bytes: [UInt8]
    private var position = 0
    private var wanted: [any CodingKey] = []
    private var matched = 0
    private var found: Int?

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The first syntax error of a line that should be one JSON object, or nil.
    static func firstFault(in bytes: [UInt8]) -> Fault? {
        var scan = JSONSyntax(bytes)
        do throws(Fault) {
            scan.skipSpace()
            guard scan.peek == UInt8(ascii: "{") else { throw scan.fault("this is not a JSON object") }
            try scan.value(depth: 0)
            scan.skipSpace()
            guard scan.position == bytes.count else { throw scan.fault("text after the end of the JSON object") }
            return nil
        } catch {
            return error
        }
    }

    /// Byte at which the value at `path` begins, or nil when there is none.
    static func offset(of path: [any CodingKey], in bytes: [UInt8]) -> Int? {
        var scan = JSONSyntax(bytes)
        scan.wanted = path
        scan.skipSpace()
        if path.isEmpty { return scan.position }
        try? scan.value(depth: 0)
        return scan.found
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ message: String) -> Fault {
        Fault(offset: position, message: position < bytes.count ? message : "the line ends too early")
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 { position += 1 }
    }

    private mutating func expect(_ byte: UInt8, _ message: String) throws(Fault) {
        skipSpace()
        guard peek == byte else { throw fault(message) }
        position += 1
    }

    private mutating func value(depth: Int) throws(Fault) {
        skipSpace()
        if matched == wanted.count, depth == matched, found == nil, !wanted.isEmpty { found = position }
        guard depth < Self.deepest else { throw fault("objects nested too deeply") }
        switch peek {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws(Fault) {
        position += 1
        skipSpace()
        if peek == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw fault("a key in double quotes should stand here") }
            let key = try string()
            try expect(UInt8(ascii: ":"), "a colon should stand here")
            try member(depth: depth) { $0.intValue == nil && $0.stringValue == key }
            skipSpace()
            if peek == UInt8(ascii: "}") { break }
            try expect(UInt8(ascii: ","), "a comma or a closing brace should stand here")
        }
        position += 1
    }

    private mutating func array(depth: Int) throws(Fault) {
        position += 1
        skipSpace()
        if peek == UInt8(ascii: "]") {
            position += 1
            return
        }
        var index = 0
        while true {
            try member(depth: depth) { $0.intValue == index }
            index += 1
            skipSpace()
            if peek == UInt8(ascii: "]") { break }
            try expect(UInt8(ascii: ","), "a comma or a closing bracket should stand here")
        }
        position += 1
    }

    /// A value inside an object or array; follows the wanted path when `isNext` recognises its key.
    private mutating func member(depth: Int, _ isNext: (any CodingKey) -> Bool) throws(Fault) {
        let follows = matched == depth && matched < wanted.count && isNext(wanted[matched])
        if follows { matched += 1 }
        try value(depth: depth + 1)
        if follows { matched -= 1 }
    }

    private mutating func string() throws(Fault) -> String {
        position += 1
        let start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: bytes[start..<position - 1], as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                try escape()
            case 0..<32: throw fault("a control character inside a text: write it as \\n, \\t or \\u00XX")
            default: position += 1
            }
        }
        throw fault("the text is never closed")
    }

    private mutating func escape() throws(Fault) {
        guard let byte = peek else { throw fault("") }
        guard byte == UInt8(ascii: "u") else {
            guard "\"\\/bfnrt".utf8.contains(byte) else { throw fault("an unknown escape after a backslash") }
            position += 1
            return
        }
        position += 1
        for _ in 0..<4 {
            guard let digit = peek, Character(Unicode.Scalar(digit)).isHexDigit else {
                throw fault("four hexadecimal digits should follow \\u")
            }
            position += 1
        }
    }

    private mutating func word(_ word: String) throws(Fault) {
        for byte in word.utf8 {
            guard peek == byte else { throw fault("a JSON value should stand here") }
            position += 1
        }
    }

    private mutating func number() throws(Fault) {
        if peek == UInt8(ascii: "-") { position += 1 }
        let start = position
        try digits()
        if position - start > 1, bytes[start] == UInt8(ascii: "0") {
            position = start
            throw fault("a number does not begin with 0")
        }
        if peek == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(Fault) {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        if position == start { throw fault("a JSON value should stand here") }
    }
}
