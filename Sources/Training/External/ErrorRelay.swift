import Files
import Foundation

/// Passes on to standard error what a program says on its own, line by line, without what would act on a terminal
/// (`VisibleText`).
package final class ErrorRelay: Sendable {
    /// Where the program writes; closed by whoever started it.
    package let input: Int32
    private let ended = DispatchSemaphore(value: 0)

    /// Longest piece without a line end that is held back, in bytes.
    private static let longestLine = 1 << 16

    /// Begins to listen; nil where the system has no pipe left.
    ///
    /// - Parameter target: where it is passed on to.
    package init?(to target: Int32 = STDERR_FILENO) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        input = ends[1]
        let (output, ended) = (ends[0], ended)
        Thread {
            Self.relay(output, to: target)
            ended.signal()
        }.start()
    }

    /// Waits until all that was said is passed on. A process that outlived the program may keep the pipe open: it is not
    /// waited for longer than a second.
    package func finish() { _ = ended.wait(timeout: .now() + 1) }

    private static func relay(_ output: Int32, to target: Int32) {
        defer { close(output) }
        var pending: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(output, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            pending += piece[..<count]
            guard let end = pending.lastIndex(of: 10) ?? (pending.count > longestLine ? pending.count - 1 : nil) else {
                continue
            }
            say(pending[...end], to: target)
            pending.removeSubrange(...end)
        }
        if !pending.isEmpty { say(pending + [10], to: target) }
    }

    private static func say(_ bytes: some Collection<UInt8>, to target: Int32) {
        var text = VisibleText.page(String(decoding: bytes, as: UTF8.self))
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = write(target, bytes.baseAddress.map { $0 + done }, bytes.count - done)
                if count < 0, errno != EINTR { return }
                done += max(0, count)
            }
        }
    }
}
