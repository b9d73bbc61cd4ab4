import Quantities
import Training

/// What a learning loop did on a log of labels, for a terminal.
package enum LearningText {
    /// A step in a line.
    ///
    /// - Parameter label: number of the label after which it was, from 1.
    package static func line(_ step: LoggedLearning.Step, afterLabel label: Int) -> String {
        switch step {
        case .judged(let event, let verdict):
            "label \(label): version \(event.version), trained on \(event.labels) labels. \(verdict.reason)"
        case .rolledBack(let event):
            "label \(label): version \(event.version) is worse than version \(event.previous) on \(event.labels)"
                + " fresh labels (\(FixedDigits.decimals(100 * event.difference, 1)) points,"
                + " p = \(FixedDigits.significant(event.pValue, 2))). Version \(event.previous) is back."
        case .recalibrated(let event):
            "label \(label): version \(event.version) calibrated anew on \(event.labels) fresh labels:"
                + " temperature \(FixedDigits.decimals(event.before, 2)), now"
                + " \(FixedDigits.decimals(event.after, 2))."
        }
    }
}
