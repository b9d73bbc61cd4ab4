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
///
/// As far as the bounds of one look are valid: those of means are approximations. A measure that few large observations
/// make up looks better than it is until one of them comes, so that more than the stated share passes at a limit where it
/// must not be above (docs/how-to/ci.md has figures); false alarms become rarer by the same token.
public struct CheckJudge: Sendable {
    /// What each check has come to so far.
    public private(set) var outcomes: [CheckOutcome]
    private let schedule: CheckSchedule
    private let estimator: ReplicationEstimator
    private let baseline: Baseline?
    private let isPaired: Bool
    private let isUnchanged: Bool

    /// Prepares to judge.
    ///
    /// - Parameters:
    ///   - baseline: what some of the checks are compared with; without it those stay undecided.
    ///   - seed: of the run: replications of a baseline on the same seed are compared pair by pair.
    ///   - isUnchanged: whether what runs is what the baseline was made of, so that no difference is no chance.
    public init(
        _ checks: [CheckPlan.Check], schedule: CheckSchedule, baseline: Baseline? = nil, seed: UInt64 = 0,
        isUnchanged: Bool = false, estimator: ReplicationEstimator = ReplicationEstimator()
    ) {
        outcomes = checks.map { CheckOutcome(check: $0) }
        self.schedule = schedule
        self.estimator = estimator
        self.baseline = baseline
        isPaired = baseline?.isPaired(withSeed: seed) ?? false
        self.isUnchanged = isUnchanged
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
        let isLast = number == schedule.looks.count - 1
        var evidence: [Int: CheckEvidence] = [:]
        var deciding: [Int: CheckEvidence] = [:]
        for place in open {
            let requirement = outcomes[place].check.requirement
            let before = requirement.needsBaseline ? baselineValues(requirement.measure) : nil
            let found = CheckEvidence(
                requirement, values: values(requirement.measure), baseline: before, estimator: estimator)
            evidence[place] = found
            if let found, found.mayDecide(isLast: isLast, isUnchanged: isUnchanged) { deciding[place] = found }
            outcomes[place].lack = found == nil ? lack(requirement, before?.values) : nil
        }
        decide(.fail, among: open, deciding, spent: spent) { $0.refutes($1, tail: $2) }
        decide(.pass, among: open, deciding, spent: spent) { $0.confirms($1, tail: $2) }
        for place in open {
            guard let found = evidence[place] else { continue }
            let wantsMore = outcomes[place].check.requirement.comparison.wantsMore
            let (fail, pass) = (spent / divisor(.fail, without: place), spent / divisor(.pass, without: place))
            let (below, above) = wantsMore ? (pass, fail) : (fail, pass)
            var outcome = outcomes[place]
            outcome.estimate = found.estimate(below: below, above: above, within: outcome.check.requirement.form.range)
            outcome.limit = found.limit
            outcome.reference = found.reference
            outcome.isConstant = found.isConstant
            outcome.needed = nil
            outcome.needsLargerBaseline = false
            if outcome.verdict == .undecided, !found.isConstant {
                switch found.needed(below: below, above: above) {
                case .replications(let count):
                    outcome.needed = count
                    outcome.needsLargerBaseline =
                        found.reference?.isPaired == true && count > baseline?.replications ?? 0
                case .largerBaseline: outcome.needsLargerBaseline = true
                case .unknown: break
                }
            }
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

    /// Why there is no evidence.
    private func lack(_ requirement: Requirement, _ before: [MeasureValue?]?) -> CheckOutcome.Lack {
        guard requirement.needsBaseline else { return .values }
        guard baseline != nil else { return .baseline }
        let found = before?.compactMap { $0?.number }.count ?? 0
        return found < 2 ? .baselineValues : .values
    }

    private func baselineValues(_ measure: String) -> (values: [MeasureValue?], isPaired: Bool)? {
        baseline.flatMap { found in found.table.values(of: measure).map { ($0, isPaired) } }
    }
}
