import Files
import Foundation

/// Reads the lines of a trail byte for byte, in memory that does not grow with the file.
///
/// Unlike `JSONLines` it forgives nothing: changed line ends, blank lines and a byte-order mark are alterations.
struct TrailLines: ~Copyable {
    /// How a line ends.
    enum End {
        /// With a line feed.
        case lineFeed
        /// With the file.
        case file
        /// Not before `longestLine`.
        case tooLate
    }

    /// Longest line read, in bytes; records are far shorter.
    static let longestLine = 1 << 20

    private let file: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0
    private var number = 0
    private var ended = false

    /// Opens the file at `path`.
    ///
    /// - Throws: `Problem` when there is no such file, it is a folder, or it may not be read.
    init(path: String) throws {
        file = path
        descriptor = try InputFile.open(path)
    }

    deinit {
        close(descriptor)
    }

    /// The next line without its line feed; nil at the end.
    ///
    /// - Throws: `Problem` when the file cannot be read.
    mutating func next() throws -> (line: JSONLine, end: End)? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) { return (take(upTo: end), .lineFeed) }
            if buffer.count - position > Self.longestLine { return (take(upTo: buffer.count), .tooLate) }
            if ended { return position < buffer.count ? (take(upTo: buffer.count), .file) : nil }
            searched = buffer.count - position
            buffer.removeSubrange(..<position)
            position = 0
            try fill()
        }
    }

    private mutating func take(upTo end: Int) -> JSONLine {
        number += 1
        defer { position = min(end + 1, buffer.count) }
        return JSONLine(file: file, line: number, bytes: [UInt8](buffer[position..<end]))
    }

    private mutating func fill() throws {
        let chunk = 1 << 16
        var got = 0
        let piece = [UInt8](unsafeUninitializedCapacity: chunk) { target, filled in
            repeat { got = read(descriptor, target.baseAddress, chunk) } while got < 0 && errno == EINTR
            filled = max(0, got)
        }
        guard got >= 0 else {
            throw Problem(
                file: file, line: number + 1, message: "cannot be read: \(String(cString: strerror(errno)))",
                remedy: "check the disk")
        }
        ended = got == 0
        buffer += piece
    }
}
