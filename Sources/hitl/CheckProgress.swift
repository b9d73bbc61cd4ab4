import Experiments
import Foundation

/// Live progress of checks on standard error: redrawn on a terminal, a line now and then elsewhere, nothing with
/// `--quiet`. A class, because the threads of a run report to one line.
final class CheckProgress: @unchecked Sendable {
    private let lock = NSLock()
    private let isQuiet: Bool
    private let isLive = Console.isLive
    private let checks: Int
    private let started = Date()
    private var lastShown = -Double.infinity

    init(isQuiet: Bool, checks: Int) {
        self.isQuiet = isQuiet
        self.checks = checks
    }

    func update(_ advance: CheckRun.Advance) {
        guard !isQuiet else { return }
        lock.withLock {
            let elapsed = -started.timeIntervalSinceNow
            guard elapsed - lastShown >= (isLive ? 0.2 : 10) else { return }
            lastShown = elapsed
            let line =
                "check: \(advance.done) of \(advance.next) replications to the next look; "
                + "\(advance.decided) of \(checks) decided"
            if isLive { Console.redraw(line) } else { Console.note(line) }
        }
    }

    /// Clears the line.
    func finish() {
        lock.withLock {
            if !isQuiet, isLive, lastShown >= 0 { Console.redraw("") }
            lastShown = -Double.infinity
        }
    }
}
