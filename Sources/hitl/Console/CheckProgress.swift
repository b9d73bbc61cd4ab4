import Experiments

/// Live progress of checks.
struct CheckProgress: Sendable {
    private let line: LiveLine
    private let checks: Int

    init(isQuiet: Bool, checks: Int) {
        line = LiveLine(isQuiet: isQuiet)
        self.checks = checks
    }

    func update(_ advance: CheckRun.Advance) {
        line.show { _ in
            "check: \(advance.done) of \(advance.next) replications to the next look; "
                + "\(advance.decided) of \(checks) decided"
        }
    }

    /// Clears the line.
    func finish() { line.clear() }
}
