/// Where a value of a JSON text stands, for messages about what it says.
public struct JSONPlace: Sendable, Hashable {
    /// Line of the value, from 1.
    public let line: Int
    /// Column in Unicode scalars, from 1.
    public let column: Int
    /// The whole line.
    public let snippet: String

    /// A step on the way to a value.
    public enum Step: Sendable, Hashable {
        /// A key of an object.
        case key(String)
        /// A place in a list, from 0.
        case item(Int)
    }

    /// Finds a value; nil where the text has none at the path.
    public init?(of path: [Step], in bytes: [UInt8]) {
        guard let offset = Self.offset(of: path, in: bytes) else { return nil }
        self.init(offset: offset, in: bytes)
    }

    /// Byte at which a value begins; nil where the text has none at the path.
    static func offset(of path: [Step], in bytes: [UInt8]) -> Int? {
        JSONSyntax.offset(of: path.map(StepKey.init), in: bytes)
    }

    /// The place of a byte of a text of many lines.
    public init(offset: Int, in bytes: [UInt8]) {
        let end = min(max(0, offset), bytes.count)
        let newLine = UInt8(ascii: "\n")
        let start = bytes[..<end].lastIndex(of: newLine).map { $0 + 1 } ?? 0
        line = 1 + bytes[..<end].count { $0 == newLine }
        column = bytes[start..<end].reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
        snippet = String(decoding: bytes[start...].prefix { $0 != newLine && $0 != 13 }, as: UTF8.self)
    }

    private struct StepKey: CodingKey {
        let stringValue: String
        let intValue: Int?

        init(_ step: Step) {
            switch step {
            case .key(let key): (stringValue, intValue) = (key, nil)
            case .item(let number): (stringValue, intValue) = ("\(number)", number)
            }
        }

        init?(stringValue: String) { self.init(.key(stringValue)) }

        init?(intValue: Int) { self.init(.item(intValue)) }
    }
}
