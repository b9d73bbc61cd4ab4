import Experiments
import Foundation
import Quantities
import Reports
import Results
import Runs

/// Shows a dry run: what is the same every time on standard output, times of this machine on standard error.
struct DryRunReport {
    let plan: ForecastRun

    init(_ plan: ForecastRun) { self.plan = plan }

    func show(json: Bool, quiet: Bool) throws {
        let before = Self.peakBytes
        let start = Date()
        let flows = try PilotFlows(plan.scenario.specification, seed: plan.numbers.seed, usesAI: true)
        let seconds = -start.timeIntervalSinceNow
        let dry = try DryRun(plan.scenario, flows: flows, seed: plan.numbers.seed)
        Console.print(
            json
                ? DryRunJSON.text(dry, seed: plan.numbers.seed, replications: plan.numbers.replications)
                : DryRunText(dry, seed: plan.numbers.seed).text)
        guard !quiet else { return }
        let it = plan.scenario.specification
        let all = it.traffic.arrivals.expectedCount(from: 0, to: it.horizonSeconds)
        let threads = min(plan.numbers.threads, plan.numbers.replications)
        let rounds = (Double(plan.numbers.replications) / Double(threads)).rounded(.up)
        let run = seconds / max(1, flows.contacts) * max(all, flows.contacts) * rounds
        let waiting = BacklogOutlook(it, flows: flows).bytes
        let own = max(waiting, Double(Self.peakBytes - before))
        let memory = Double(before) + Double(threads) * own
        Console.note(
            "expected on this machine: about \(Self.rough(run)) for \(plan.numbers.replications) replications on \(threads) "
                + "thread\(threads == 1 ? "" : "s"),\n  and \(Int(saturating: (memory / 1e7).rounded(.up) * 10)) MB of memory "
                + "(from the pilot; it may well be off by half)")
    }

    /// Largest memory of this process so far, in bytes.
    private static var peakBytes: Int {
        var usage = rusage()
        // RUSAGE_SELF, whose type differs between systems.
        getrusage(0, &usage)
        #if os(macOS)
        return usage.ru_maxrss
        #else
        return usage.ru_maxrss * 1024
        #endif
    }

    /// A duration to about two digits.
    private static func rough(_ seconds: Double) -> String {
        if seconds < 1 { return "a second" }
        let scale = seconds < 10 ? 1.0 : seconds < 120 ? 5 : 60
        return HumanUnits.span(seconds: max(1, (seconds / scale).rounded() * scale))
    }
}
