/// A chain of SHA-256 digests over lines: changing, dropping or inserting a line changes every later digest.
///
/// Digest i is SHA-256 over the 64 hexadecimal digits of digest i - 1 followed by the bytes of line i without its
/// line end; digest 0 is 64 zeros. A trail of lines keeps `head` and `count` in a separate file, so that a dropped
/// tail shows as well.
public struct HashChain: Sendable, Hashable {
    /// The digest before the first line: 64 zeros.
    public static let origin = String(repeating: "0", count: 64)

    /// Digest of the last line, or `origin`.
    public private(set) var head: String
    /// Lines in the chain.
    public private(set) var count: Int

    /// Starts an empty chain.
    public init() {
        head = Self.origin
        count = 0
    }

    /// Goes on with a chain whose last digest and length are known.
    public init(head: String, count: Int) {
        self.head = head
        self.count = count
    }

    /// Adds a line (without its line end) and returns the new head: 64 lower-case hexadecimal digits.
    @discardableResult
    public mutating func append(_ line: [UInt8]) -> String {
        line.withUnsafeBytes { append($0) }
    }

    /// Adds a line (without its line end) and returns the new head: 64 lower-case hexadecimal digits.
    @discardableResult
    public mutating func append(_ line: UnsafeRawBufferPointer) -> String {
        var digest = SHA256Digest()
        head.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
        digest.update(line)
        head = digest.hex()
        count += 1
        return head
    }
}
