import Experiments
import Foundation
import Reports
import Stochastics

/// Live progress of replications.
struct ProgressReporter: Sendable {
    private let line: LiveLine
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
        line = LiveLine(isQuiet: isQuiet)
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

    func update(_ progress: ComparisonRun.Advance) {
        show {
            ProgressLine(
                done: progress.finished, total: progress.count, underWay: progress.underWay, elapsedSeconds: 0)
        }
    }

    private func show(_ content: () -> ProgressLine) {
        line.show { elapsed in
            var content = content()
            content.elapsedSeconds = elapsed
            return content.text(width: 79)
        }
    }

    /// Clears the line.
    func finish() { line.clear() }

    private func estimate(_ records: [ReplicationRecord]) -> Estimate? {
        guard let watched, !records.isEmpty else { return nil }
        return Estimate.mean(of: records.compactMap { $0.values[watched.index]?.number })
    }
}
