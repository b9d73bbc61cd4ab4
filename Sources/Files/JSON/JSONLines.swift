import Foundation

/// Reads JSON Lines (one JSON object per line) as they arrive: from a file or a pipe, in memory that does not grow.
///
/// Lines end with LF or CRLF; blank lines and a byte-order mark are skipped.
public struct JSONLines: ~Copyable {
    /// Name shown in messages.
    public let file: String
    /// Longest line accepted, in bytes, where no other is given.
    public static let longestLine = 1 << 28

    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private let longest: Int
    private var buffer: [UInt8] = []
    private var position = 0
    private var line = 0
    private var ended = false
    /// Whether what comes, up to its line end, belongs to a line that was too long.
    private var isSkipping = false

    /// Opens the file at `path`.
    ///
    /// - Throws: `Problem` when there is no such file, it is a folder, or it may not be read.
    public init(path: String, longestLine: Int = Self.longestLine) throws {
        file = path
        longest = longestLine
        descriptor = try InputFile.open(path)
        ownsDescriptor = true
    }

    /// Reads an open descriptor, such as 0 for standard input, without closing it.
    public init(descriptor: Int32, file: String, longestLine: Int = Self.longestLine) {
        self.file = file
        longest = longestLine
        self.descriptor = descriptor
        ownsDescriptor = false
    }

    /// Reads bytes in memory.
    public init(bytes: [UInt8], file: String) {
        self.file = file
        longest = Self.longestLine
        descriptor = -1
        ownsDescriptor = false
        buffer = bytes
        ended = true
    }

    deinit {
        if ownsDescriptor { close(descriptor) }
    }

    /// The next line that is not blank, or nil at the end. Only its encoding is checked.
    ///
    /// - Parameter waits: false to get nil as well where the next line has not come yet as a whole.
    /// - Throws: `Problem` when it is not UTF-8 or too long; reading can go on with the next line.
    public mutating func nextLine(waits: Bool = true) throws -> JSONLine? {
        while let bytes = try nextBytes(waits: waits) {
            guard bytes.contains(where: { $0 != 32 && $0 != 9 }) else { continue }
            let found = JSONLine(file: file, line: line, bytes: bytes)
            if let bad = TextBytes.firstInvalid(bytes) {
                throw found.problem(
                    at: bad, message: bytes[bad] == 0 ? "a zero byte" : "a byte that is not UTF-8",
                    remedy: "write the line as UTF-8 text")
            }
            return found
        }
        return nil
    }

    /// The next object, or nil at the end.
    ///
    /// - Throws: `Problem` with its place; reading can go on with the next line.
    public mutating func next<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        try nextLine()?.decode(type)
    }

    private mutating func nextBytes(waits: Bool) throws -> [UInt8]? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                if !isSkipping { return try take(upTo: end, skipping: 1) }
                isSkipping = false
                position = end + 1
                searched = position
                continue
            }
            if ended {
                return position < buffer.count && !isSkipping ? try take(upTo: buffer.count, skipping: 0) : nil
            }
            if isSkipping { position = buffer.count }
            searched = buffer.count - position
            buffer.removeSubrange(..<position)
            position = 0
            guard buffer.count <= longest else {
                isSkipping = true
                line += 1
                throw tooLong()
            }
            guard waits || hasMore() else { return nil }
            try fill()
        }
    }

    private func tooLong() -> Problem {
        let size = longest >= 1 << 20 ? "\(longest >> 20) MB" : "\(longest) bytes"
        return Problem(
            file: file, line: line, column: 1, message: "the line is longer than \(size)",
            remedy: "end each JSON object with a line end")
    }

    /// Whether reading would not wait: something has come, or the end.
    private func hasMore() -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wanted, 1, 0) > 0
    }

    private mutating func take(upTo end: Int, skipping lineEnd: Int) throws -> [UInt8] {
        line += 1
        var start = position
        if line == 1, buffer[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
        position = end + lineEnd
        guard end - start <= longest else { throw tooLong() }
        let stop = end > start && buffer[end - 1] == 13 ? end - 1 : end
        return [UInt8](buffer[start..<stop])
    }

    private mutating func fill() throws {
        let chunk = 1 << 16
        var got = 0
        let piece = [UInt8](unsafeUninitializedCapacity: chunk) { target, filled in
            repeat { got = read(descriptor, target.baseAddress, chunk) } while got < 0 && errno == EINTR
            filled = max(0, got)
        }
        guard got >= 0 else {
            ended = true
            throw Problem(file: file, line: line + 1, message: "cannot be read: \(FileSystem.lastError())")
        }
        ended = got == 0
        buffer += piece
    }
}
