import Experiments
import Scenarios
import Simulation
import Stochastics
import Testing

/// Records of answers are samples: a check is no surer than their rows. `make gate-bars` runs the long forms.
@Suite("Checks on recorded rows") struct RowEvidenceTests {
    private static let risk = "ai.selective_risk"
    private static let share = MeasureForm(kind: .ratio, unit: .share)

    private static func check(
        _ comparison: Requirement.Comparison, _ limit: Requirement.Limit
    ) -> CheckPlan.Check {
        CheckPlan.Check(
            name: "right",
            requirement: Requirement(
                measure: risk, form: share, comparison: comparison, limit: limit, text: "right"))
    }

    /// Each replication plays all rows once.
    private static func values(wrong: Int, of rows: Int, replications: Int) -> [MeasureValue?] {
        Array(repeating: .ratio(numerator: Double(wrong), denominator: Double(rows)), count: replications)
    }

    private static func sample(_ rows: Int, answers: [Int]? = nil) -> RowSample {
        RowSample(rows: rows, distinct: rows, cases: Double(rows), contacts: Double(rows), answers: answers)
    }

    private static func judge(
        _ check: CheckPlan.Check, _ schedule: CheckSchedule, baseline: Baseline? = nil, sample: RowSample?,
        rowsOnly: Bool = false, isOnlyAnswers: Bool = false, values: (Int) -> [MeasureValue?]
    ) -> CheckOutcome {
        var judge = CheckJudge(
            [check], schedule: schedule, baseline: baseline, seed: 1, isOnlyAnswers: isOnlyAnswers, rowsOnly: rowsOnly,
            sample: sample)
        for (number, count) in schedule.looks.enumerated() where !judge.isDecided {
            judge.look(number) { _ in values(count) }
        }
        return judge.outcomes[0]
    }

    private static let looks = CheckSchedule(level: 0.05, first: 10, maximum: 80, count: 4)
    private static let once = CheckSchedule(level: 0.05, first: 10, maximum: 10, count: 1)

    @Test("Eleven recorded answers, one wrong or none, decide nothing at 5%", arguments: [0, 1])
    func eleven(wrong: Int) throws {
        let check = Self.check(.atMost, .value(0.05))
        let found = Self.judge(check, Self.looks, sample: Self.sample(11)) {
            Self.values(wrong: wrong, of: 11, replications: $0)
        }
        #expect(found.verdict == .undecided && found.neededRows ?? 0 > 11)
        // One look at 97.5% either way: the interval of Clopper and Pearson, 0.2 to 41.3% and 0 to 28.5%.
        let one = Self.judge(
            check, CheckSchedule(level: 0.025, first: 10, maximum: 10, count: 1), sample: Self.sample(11)
        ) { Self.values(wrong: wrong, of: 11, replications: $0) }
        let estimate = try #require(one.estimate)
        let low = try #require(estimate.low)
        let high = try #require(estimate.high)
        #expect(abs(low - (wrong == 1 ? 0.0023 : 0)) < 0.0005 && abs(high - (wrong == 1 ? 0.4128 : 0.2849)) < 0.0005)
        // For these rows only, which is asked for by name, the replications decide.
        let only = Self.judge(check, Self.looks, sample: Self.sample(11), rowsOnly: true) {
            Self.values(wrong: wrong, of: 11, replications: $0)
        }
        #expect(only.verdict == (wrong == 1 ? .fail : .pass))
    }

    @Test("The interval of a share on recorded rows holds the truth", arguments: [11, 100, 1000, 10_000])
    func coverage(rows: Int) throws {
        let runs = LongForm.count(10_000, short: 400)
        let truth = 0.1
        let schedule = CheckSchedule(level: 0.025, first: 10, maximum: 10, count: 1)
        var held = 0
        for run in 0..<runs {
            var stream = RandomStream(seed: 31, replication: UInt32(run), purpose: 1, entity: UInt64(rows))
            let wrong = (0..<rows).count { _ in stream.uniform() < truth }
            let found = Self.judge(Self.check(.atMost, .value(truth)), schedule, sample: Self.sample(rows)) {
                Self.values(wrong: wrong, of: rows, replications: $0)
            }
            let estimate = try #require(found.estimate)
            if let low = estimate.low, let high = estimate.high, low <= truth, truth <= high { held += 1 }
        }
        print("rows \(rows): \(held) of \(runs) intervals hold the truth")
        #expect(runs - held <= Binomial.quantile(0.999, trials: runs, probability: 0.05))
        if rows >= 1000, LongForm.isOn { #expect(Double(held) <= 0.96 * Double(runs)) }
    }

    @Test(
        "The same AI recorded twice fails no more often than promised",
        arguments: [(1000, 80, true), (8000, 80, true), (1000, 800, true), (8000, 800, true), (1000, 800, false)])
    func twice(rows: Int, replications: Int, isSameQueries: Bool) {
        let pairs = LongForm.count(200, short: 40)
        let schedule = CheckSchedule(level: 0.05, first: 10, maximum: replications, count: 4)
        var failed = 0
        for pair in 0..<pairs {
            var stream = RandomStream(seed: 32, replication: UInt32(pair), purpose: 1, entity: UInt64(rows))
            func record() -> [Int] { (0..<rows).map { _ in stream.uniform() < 0.08 ? -9000 : 9000 } }
            let (old, new) = (record(), record())
            func values(_ answers: [Int], _ count: Int) -> [MeasureValue?] {
                Self.values(wrong: answers.count { $0 < 0 }, of: rows, replications: count)
            }
            let baseline = Baseline(
                scenario: "s", version: "1", seed: isSameQueries ? 1 : 2, settings: [:],
                table: ReplicationTable(
                    first: 0, columns: [.init(name: Self.risk, form: Self.share)],
                    rows: values(old, replications).map { [$0] }), rows: Self.sample(rows, answers: old))
            let found = Self.judge(
                Self.check(.atMost, .baseline(factor: 1, offset: 0)), schedule, baseline: baseline,
                sample: Self.sample(rows, answers: new), isOnlyAnswers: true
            ) { values(new, $0) }
            if found.verdict == .fail { failed += 1 }
        }
        print("rows \(rows), replications \(replications), same queries \(isSameQueries): \(failed) of \(pairs) fail")
        #expect(failed <= Binomial.quantile(0.999, trials: pairs, probability: 0.05))
    }

    @Test("Fifteen more wrong answers on the same queries are seen row by row, and not on others")
    func rowByRow() {
        let rows = 1000
        let old = (0..<rows).map { $0 < 30 ? -9000 : 9000 }
        let new = (0..<rows).map { $0 < 45 ? -9000 : 9000 }
        func verdict(seed: UInt64) -> CheckVerdict {
            let baseline = Baseline(
                scenario: "s", version: "1", seed: seed, settings: [:],
                table: ReplicationTable(
                    first: 0, columns: [.init(name: Self.risk, form: Self.share)],
                    rows: Self.values(wrong: 30, of: rows, replications: 80).map { [$0] }),
                rows: Self.sample(rows, answers: old))
            return Self.judge(
                Self.check(.atMost, .baseline(factor: 1, offset: 0)), Self.looks, baseline: baseline,
                sample: Self.sample(rows, answers: new), isOnlyAnswers: true
            ) { Self.values(wrong: 45, of: rows, replications: $0) }.verdict
        }
        #expect(verdict(seed: 1) == .fail)
        #expect(verdict(seed: 2) == .undecided)
    }

    @Test("A replication without a value does not end the evidence")
    func missing() {
        let values: [MeasureValue?] = (0..<80).map { number in
            number % 3 == 0 ? nil : .ratio(numerator: number % 6 == 1 ? 1 : 2, denominator: 10)
        }
        let before: [MeasureValue?] = (0..<80).map { number in
            number % 4 == 0 ? nil : .ratio(numerator: number % 2 == 0 ? 0 : 1, denominator: 10)
        }
        let baseline = Baseline(
            scenario: "s", version: "1", seed: 1, settings: [:],
            table: ReplicationTable(
                first: 0, columns: [.init(name: Self.risk, form: Self.share)], rows: before.map { [$0] }))
        let schedule = CheckSchedule(level: 0.05, first: 80, maximum: 80, count: 1)
        let found = Self.judge(
            Self.check(.atMost, .baseline(factor: 1, offset: 0)), schedule, baseline: baseline, sample: nil
        ) { Array(values.prefix($0)) }
        #expect(found.verdict == .fail && found.estimate?.n ?? 0 > 70)
    }

    @Test("A measure that only the baseline has is a failure")
    func vanished() {
        let baseline = Baseline(
            scenario: "s", version: "1", seed: 1, settings: [:],
            table: ReplicationTable(
                first: 0, columns: [.init(name: Self.risk, form: Self.share)],
                rows: Self.values(wrong: 1, of: 10, replications: 80).map { [$0] }))
        let found = Self.judge(
            Self.check(.atMost, .baseline(factor: 1, offset: 0)), Self.once, baseline: baseline, sample: nil
        ) { Array(repeating: nil, count: $0) }
        #expect(found.verdict == .fail && found.lack == .vanished)
    }
}
