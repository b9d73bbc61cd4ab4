import Experiments
import Routing
import Simulation
import Stochastics

/// Compares simulated operations with theory: for each case the scenario that reduces to it is run whole.
public struct VerificationRun: Sendable {
    /// What is compared, in order.
    public let outcomes: [(theoryCase: TheoryCase, outcome: Reduction.Outcome)]
    /// How precisely.
    public let precision: VerificationPrecision
    /// Most replications of a case that ``maximumReplications`` can ask for.
    public static let mostReplications = 1_000_000

    /// Most replications of a case, from 30 to ``mostReplications``; 200 times as many where one is a short day.
    public let maximumReplications: Int
    /// Contacts of a case beyond which no replications are added: one quantity near the edge of what waits at all can
    /// ask for thousands of millions.
    public let maximumContacts: Int
    /// Threads to use, 1 or more.
    public let threads: Int

    /// Plans a verification.
    ///
    /// - Throws: `Problems` with all that is wrong with the cases; see `Reduction.all`.
    public init(
        _ cases: [TheoryCase], file: String, precision: VerificationPrecision = VerificationPrecision(),
        maximumReplications: Int = 3000, maximumContacts: Int = 1_000_000_000, threads: Int
    ) throws {
        outcomes = try Reduction.all(cases, precision: precision.relative, file: file)
        self.precision = precision
        self.maximumReplications = min(max(30, maximumReplications), Self.mostReplications)
        self.maximumContacts = max(1, maximumContacts)
        self.threads = max(1, threads)
    }

    /// Runs all cases.
    ///
    /// - Parameter report: called with the number of cases done, their total, and what is under way.
    /// - Throws: what made an operation impossible.
    public func run(report: (Int, Int, String) -> Void = { _, _, _ in }) throws -> VerificationResult {
        var comparisons: [TheoryComparison] = []
        var unsupported: [Unsupported] = []
        var runs: [VerifiedRun] = []
        for (number, (theoryCase, outcome)) in outcomes.enumerated() {
            report(number, outcomes.count, theoryCase.id)
            switch outcome {
            case .unsupported(let reason):
                unsupported.append(Unsupported(id: theoryCase.id, model: theoryCase.model, reason: reason))
            case .scenario(let reduction):
                let (found, left, run) = try compare(reduction)
                comparisons += found
                unsupported += left
                runs.append(run)
            }
        }
        return VerificationResult(
            comparisons: comparisons, unsupported: unsupported, runs: runs, precision: precision)
    }

    /// Runs one case to its precision and compares.
    private func compare(
        _ reduction: Reduction
    ) throws -> (comparisons: [TheoryComparison], unsupported: [Unsupported], run: VerifiedRun) {
        let theoryCase = reduction.theoryCase
        var quantities: [(expected: TheoryCase.Expected, quantity: TheoryQuantity)] = []
        var left: [Unsupported] = []
        func leave(_ expected: TheoryCase.Expected, _ reason: String) {
            left.append(
                Unsupported(
                    id: theoryCase.id, model: theoryCase.model, reason: "\(expected.quantity): \(reason)"))
        }
        for expected in theoryCase.expected {
            if expected.value != 0, abs(expected.value) < VerificationPrecision.smallest {
                leave(expected, "not estimable, below 1e-6")
            } else if let quantity = reduction.vocabulary.quantity(expected.quantity) {
                quantities.append((expected, quantity))
            } else {
                leave(expected, reduction.vocabulary.reason(expected.quantity))
            }
        }
        let scenario = try reduction.scenario()
        let tally = CaseTally(quantities.map(\.quantity))
        let most = reduction.isOneDay ? 200 * maximumReplications : maximumReplications
        var wanted = min(scenario.replications, most)
        while tally.count < wanted {
            let first = tally.count
            var runs = Replications(
                scenario.specification, seed: scenario.seed, first: first, count: wanted - first, threads: threads)
            runs.intervals = reduction.intervals
            try runs.visit { tally.add(first + $0, $1) }
            wanted = min(most, needed(tally, quantities))
        }
        var comparisons: [TheoryComparison] = []
        for (index, (expected, _)) in quantities.enumerated() {
            guard let estimate = tally.estimate(index) else {
                leave(expected, "nothing happened that it is about")
                continue
            }
            comparisons.append(
                TheoryComparison(
                    theoryCase: theoryCase, expected: expected, isPrimary: expected.quantity == reduction.primary,
                    simulated: estimate.value, standardError: estimate.standardError, replications: tally.count,
                    degreesOfFreedom: estimate.degreesOfFreedom, precision: precision))
        }
        let run = VerifiedRun(
            id: theoryCase.id, model: theoryCase.model, replications: tally.count, contacts: tally.contacts,
            triages: tally.triages)
        return (comparisons, left, run)
    }

    /// Replications that all quantities need, from the spread of those there are: with a tenth to spare, and at most
    /// three times as many at once.
    private func needed(
        _ tally: CaseTally, _ quantities: [(expected: TheoryCase.Expected, quantity: TheoryQuantity)]
    ) -> Int {
        let count = Double(tally.count)
        let factors = quantities.enumerated().map { index, pair -> Double in
            guard pair.expected.value != 0, let estimate = tally.estimate(index),
                let t = try? StudentT.quantile(0.975, degreesOfFreedom: estimate.degreesOfFreedom)
            else { return 1 }
            let ratio = t * estimate.standardError / precision.halfWidth(for: pair.expected.value)
            return ratio > 1 ? ratio * ratio * 1.1 : 1
        }
        let factor = min(3, factors.max() ?? 1)
        guard factor > 1, tally.contacts < maximumContacts else { return tally.count }
        let affordable = count * Double(maximumContacts) / Double(max(1, tally.contacts))
        return max(tally.count + 1, Int(min(count * factor, affordable).rounded(.up)))
    }
}
