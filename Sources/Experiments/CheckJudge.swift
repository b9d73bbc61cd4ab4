import Scenarios
import Simulation
import Stochastics

/// Judges checks at the looks of a schedule: each keeps the verdict of the look that decided it.
///
/// Two families of one-sided tests are kept apart: that a requirement is violated (fail), and that it holds (pass). In
/// each, Holm's step-down procedure (Holm, Scand. J. Statist. 6, 1979) shares what the look may spend among the checks:
/// the one with the strongest evidence must reach a share of 1 / m, the next one of 1 / (m - 1), and so on. So with
/// probability 1 - level no check fails that holds, and with the same probability none passes that is violated, over all
/// looks and checks: at look k the procedure rejects no more than Holm's would at the end on p values min p_k / w_k, which
/// are valid by the union bound over looks.
public struct CheckJudge: Sendable {
    /// What each check has come to so far.
    public private(set) var outcomes: [CheckOutcome]
    private let schedule: CheckSchedule
    private let estimator: ReplicationEstimator
    private let baseline: Baseline?
    private let isPaired: Bool

    /// Prepares to judge.
    ///
    /// - Parameters:
    ///   - baseline: what some of the checks are compared with; without it those stay undecided.
    ///   - seed: of the run: replications of a baseline on the same seed are compared pair by pair.
    public init(
        _ checks: [CheckPlan.Check], schedule: CheckSchedule, baseline: Baseline? = nil, seed: UInt64 = 0,
        estimator: ReplicationEstimator = ReplicationEstimator()
    ) {
        outcomes = checks.map { CheckOutcome(check: $0) }
        self.schedule = schedule
        self.estimator = estimator
        self.baseline = baseline
        isPaired = baseline?.isPaired(withSeed: seed) ?? false
    }

    /// Whether each check has failed or passed.
    public var isDecided: Bool { outcomes.allSatisfy { $0.verdict != .undecided } }

    /// Looks at the evidence.
    ///
    /// - Parameters:
    ///   - number: the look, from 0; each number once, in order.
    ///   - values: of a measure by name, by replication from the first.
    public mutating func look(_ number: Int, at values: (String) -> [MeasureValue?]) {
        let spent = schedule.spent(at: number)
        let open = outcomes.indices.filter { outcomes[$0].verdict == .undecided }
        var evidence: [Int: CheckEvidence] = [:]
        for place in open {
            let requirement = outcomes[place].check.requirement
            evidence[place] = CheckEvidence(
                requirement, values: values(requirement.measure), baseline: baselineValues(requirement.measure),
                estimator: estimator)
        }
        decide(.fail, among: open, evidence, spent: spent) { $0.refutes($1, tail: $2) }
        decide(.pass, among: open, evidence, spent: spent) { $0.confirms($1, tail: $2) }
        for place in open {
            guard let found = evidence[place] else { continue }
            let wantsMore = outcomes[place].check.requirement.comparison.wantsMore
            let (fail, pass) = (spent / divisor(.fail, without: place), spent / divisor(.pass, without: place))
            let (below, above) = wantsMore ? (pass, fail) : (fail, pass)
            var outcome = outcomes[place]
            outcome.estimate = found.estimate(below: below, above: above, within: outcome.check.requirement.form.range)
            outcome.limit = found.limit
            outcome.reference = found.reference
            outcome.isConstant = found.margin.standardError == 0
            outcome.needed = outcome.verdict == .undecided ? found.needed(below: below, above: above) : nil
            outcomes[place] = outcome
        }
    }

    /// Gives a verdict to the checks whose evidence reaches their share, strongest first.
    private mutating func decide(
        _ verdict: CheckVerdict, among open: [Int], _ evidence: [Int: CheckEvidence], spent: Double,
        reaches: (CheckEvidence, Requirement.Comparison, Double) -> Bool
    ) {
        while true {
            let share = spent / max(1, Double(outcomes.count - outcomes.count { $0.verdict == verdict }))
            let found = open.filter { place in
                guard outcomes[place].verdict == .undecided, let evidence = evidence[place] else { return false }
                return reaches(evidence, outcomes[place].check.requirement.comparison, share)
            }
            guard !found.isEmpty else { return }
            for place in found { outcomes[place].verdict = verdict }
        }
    }

    /// Checks among which a look's share was divided when this one was judged, at the end of the look.
    private func divisor(_ verdict: CheckVerdict, without place: Int) -> Double {
        let others = outcomes.indices.count { $0 != place && outcomes[$0].verdict == verdict }
        return Double(max(1, outcomes.count - others))
    }

    private func baselineValues(_ measure: String) -> (values: [MeasureValue?], isPaired: Bool)? {
        baseline.flatMap { found in found.table.values(of: measure).map { ($0, isPaired) } }
    }
}
