/// A text file in memory that can tell line, column and the line's text for any byte.
struct TextBytes: Sendable {
    let file: String
    let bytes: [UInt8]
    /// First byte after a byte-order mark.
    let start: Int

    /// Takes the bytes of a text file.
    ///
    /// - Throws: `Problem` where they are not UTF-8, or hold a zero byte.
    init(bytes: [UInt8], file: String) throws {
        self.file = file
        self.bytes = bytes
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Problem(
                file: file, line: 1, column: 1, message: "the file is written in UTF-16", remedy: "save it as UTF-8")
        }
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let bad = Self.firstInvalid(bytes) {
            throw problem(
                at: bad,
                message: bytes[bad] == 0
                    ? "a zero byte: this is not a text file"
                    : "byte 0x\(String(bytes[bad], radix: 16, uppercase: true)) is not UTF-8",
                remedy: "save the file as UTF-8 text")
        }
    }

    /// A problem at byte `offset`, with line, column and snippet worked out.
    func problem(at offset: Int, message: String, remedy: String) -> Problem {
        var line = 1
        var lineStart = start
        var index = start
        while index < offset {
            if let end = lineEnd(at: index) {
                if index + end > offset { break }
                index += end
                line += 1
                lineStart = index
            } else {
                index += 1
            }
        }
        var lineStop = lineStart
        while lineStop < bytes.count, lineEnd(at: lineStop) == nil { lineStop += 1 }
        let column = bytes[lineStart..<max(lineStart, offset)].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        return Problem(
            file: file, line: line, column: column, message: message, remedy: remedy,
            snippet: String(decoding: bytes[lineStart..<lineStop], as: UTF8.self))
    }

    /// Length of the line end (LF, CRLF or bare CR) that begins at `index`, or nil.
    @inline(__always)
    func lineEnd(at index: Int) -> Int? {
        if bytes[index] == 10 { return 1 }
        guard bytes[index] == 13 else { return nil }
        return index + 1 < bytes.count && bytes[index + 1] == 10 ? 2 : 1
    }

    /// Index of the first byte that is zero or begins an ill-formed sequence (Unicode 16, table 3-7), or nil.
    static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let lead = bytes[index]
                if lead < 0x80 {
                    if lead == 0 { return index }
                    index += 1
                    continue
                }
                let length: Int
                var second: ClosedRange<UInt8> = 0x80...0xBF
                switch lead {
                case 0xC2...0xDF: length = 2
                case 0xE0...0xEF:
                    length = 3
                    if lead == 0xE0 { second = 0xA0...0xBF }
                    if lead == 0xED { second = 0x80...0x9F }
                case 0xF0...0xF4:
                    length = 4
                    if lead == 0xF0 { second = 0x90...0xBF }
                    if lead == 0xF4 { second = 0x80...0x8F }
                default: return index
                }
                guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return index }
                for place in 2..<max(2, length) where bytes[index + place] & 0xC0 != 0x80 { return index }
                index += length
            }
            return nil
        }
    }
}
