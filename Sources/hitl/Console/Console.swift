import Files
import Foundation

/// Standard output for results, standard error for everything else.
enum Console {
    /// Whether standard error is a terminal that a line can be redrawn on.
    static var isLive: Bool { isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

    /// Whether standard output should have colours: a terminal, and `NO_COLOR` unset or empty.
    static var hasColour: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Writes a result.
    static func print(_ text: String) {
        guard write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) else {
            let reason = String(cString: strerror(errno))
            note("cannot write standard output: \(reason)")
            PartialOutputs.removeAll()
            exit(Failure.output)
        }
    }

    /// Writes a note to standard error.
    static func note(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    /// Redraws one line on standard error.
    static func redraw(_ text: String) {
        write("\r\u{1B}[2K\(text)", to: STDERR_FILENO)
    }

    /// Writes all of a text; false with `errno` where the system refuses. A `FileHandle` would end the program.
    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count, let start = bytes.baseAddress {
                let written = Foundation.write(descriptor, start + done, bytes.count - done)
                if written < 0, errno != EINTR { return false }
                done += max(0, written)
            }
            return true
        }
    }
}
