import Simulation
import Workforce

/// Checks that audits can be read again where the policy says so, and that something comes of it.
struct AuditReadings {
    let reading: Reading

    /// Reports second readings that nobody can give, or whose verdicts nothing uses.
    func check(_ policy: PolicyAsWritten, _ monitors: MonitorPlan?, teams: [Team]) {
        guard policy.readsAuditsAgain, let audit = reading.root.section("policy")?.section("audit"),
            let queue = policy.auditQueue
        else { return }
        if monitors == nil {
            audit.report(
                "read_again", "nothing counts the verdicts", "add monitors: {drift: {delta: 0.2%}}, or remove it")
        }
        let readers = teams.filter { $0.queues.contains(queue) }.reduce(0) { $0 + $1.agents }
        guard readers < 2, !teams.isEmpty else { return }
        audit.report(
            "read_again",
            "only \(readers) agents serve the queue '\(reading.catalog.queues[queue])', and nobody reads an item twice",
            "give its skill to a team with 2 agents or more")
    }
}
