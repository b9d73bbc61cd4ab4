import Foundation

/// A line of progress on standard error: redrawn on a terminal, a new one now and then elsewhere, none with `--quiet`.
/// A class, because the threads of a run report to one line.
final class LiveLine: @unchecked Sendable {
    private let lock = NSLock()
    private let isQuiet: Bool
    private let isLive = Console.isLive
    private let started = Date()
    private var lastShown = -Double.infinity

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    /// Shows the line, unless one was shown a moment ago.
    ///
    /// - Parameter text: makes it from the seconds since the start.
    func show(_ text: (_ elapsedSeconds: Double) -> String) {
        guard !isQuiet else { return }
        lock.withLock {
            let elapsed = -started.timeIntervalSinceNow
            guard elapsed - lastShown >= (isLive ? 0.2 : 10) else { return }
            lastShown = elapsed
            if isLive { Console.redraw(text(elapsed)) } else { Console.note(text(elapsed)) }
        }
    }

    /// Takes the line off a terminal.
    func clear() {
        lock.withLock {
            if isLive, lastShown > -Double.infinity { Console.redraw("") }
            lastShown = -Double.infinity
        }
    }
}
