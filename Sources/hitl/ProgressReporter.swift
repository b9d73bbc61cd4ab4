import Experiments
import Foundation
import Reports
import Stochastics

/// Live progress on standard error: redrawn on a terminal, a line now and then elsewhere, nothing with `--quiet`.
/// A class, because the threads of a run report to one line.
final class ProgressReporter: @unchecked Sendable {
    private let lock = NSLock()
    private let isQuiet: Bool
    private let isLive: Bool
    private let started = Date()
    private var lastShown = -Double.infinity
    private var hasShown = false
    private let status: (@Sendable ([ReplicationRecord]) -> PrecisionStatus)?
    private let watched: (name: String, unit: String, index: Int, isRatio: Bool)?

    /// - Parameters:
    ///   - watched: the measure whose interval is shown, with its place among the operation's measures.
    ///   - status: how near the replications are to the asked precision; nil where none is asked.
    init(
        isQuiet: Bool, watched: (name: String, unit: String, index: Int, isRatio: Bool)?,
        status: (@Sendable ([ReplicationRecord]) -> PrecisionStatus)? = nil
    ) {
        self.status = status
        self.isQuiet = isQuiet
        isLive = Console.isLive
        self.watched = watched
    }

    func update(_ progress: Replications.Advance) {
        show {
            var line = ProgressLine(
                done: progress.finished.count, total: progress.count,
                underWay: max(0, progress.done - Double(progress.finished.count)), elapsedSeconds: 0,
                measure: watched?.name, unit: watched?.unit ?? "", estimate: estimate(progress.finished)
            )
            if let status, progress.finished.count > 1 { line.precision = status(progress.finished) }
            return line
        }
    }

    /// Shows a line; its time is filled in here.
    func update(_ line: ProgressLine) {
        show { line }
    }

    private func show(_ line: () -> ProgressLine) {
        guard !isQuiet else { return }
        lock.withLock {
            let elapsed = -started.timeIntervalSinceNow
            guard elapsed - lastShown >= (isLive ? 0.2 : 10) else { return }
            lastShown = elapsed
            hasShown = true
            var line = line()
            line.elapsedSeconds = elapsed
            let text = line.text(width: 79)
            if isLive { Console.redraw(text) } else { Console.note(text) }
        }
    }

    /// Clears the line.
    func finish() {
        if !isQuiet && isLive && hasShown { Console.redraw("") }
    }

    private func estimate(_ records: [ReplicationRecord]) -> Estimate? {
        guard let watched, !records.isEmpty else { return nil }
        return Estimate.mean(of: records.compactMap { $0.values[watched.index]?.number })
    }
}
