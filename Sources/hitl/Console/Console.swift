import Files
import Foundation

/// Standard output for results, standard error for everything else.
///
/// All text passes `VisibleText` here, so that nothing in it acts on a terminal or on a CI server that reads the log.
enum Console {
    /// Whether standard error is a terminal that a line can be redrawn on.
    static var isLive: Bool { isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb" }

    /// Whether standard output should have colours: a terminal, and `NO_COLOR` unset or empty.
    static var hasColour: Bool {
        isatty(STDOUT_FILENO) == 1 && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// Writes a result.
    static func print(_ text: String) { put(VisibleText.page(text, colours: hasColour)) }

    /// Writes a note to standard error.
    static func note(_ text: String) { write(ended(VisibleText.page(text)), to: STDERR_FILENO) }

    /// Writes annotations for GitHub Actions, which are the only lines that a CI server is to obey.
    ///
    /// - Parameter toErrors: whether standard output belongs to something else.
    static func annotate(_ text: String, toErrors: Bool) {
        let text = VisibleText.escape(text)
        if toErrors { write(ended(text), to: STDERR_FILENO) } else { put(text) }
    }

    /// Redraws one line on standard error.
    static func redraw(_ text: String) {
        write("\r\u{1B}[2K\(VisibleText.line(text))", to: STDERR_FILENO)
    }

    private static func put(_ text: String) {
        guard write(ended(text), to: STDOUT_FILENO) else {
            let reason = String(cString: strerror(errno))
            note("cannot write standard output: \(reason)")
            PartialOutputs.removeAll()
            exit(Failure.output)
        }
    }

    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

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
