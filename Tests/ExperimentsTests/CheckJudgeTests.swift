import Experiments
import Scenarios
import Simulation
import Stochastics
import Testing

/// Verdicts on made-up replications.
@Suite("Checks")
struct CheckJudgeTests {
    private static let form = MeasureForm(kind: .mean, unit: .currency)

    static func check(
        _ name: String, _ comparison: Requirement.Comparison, _ limit: Requirement.Limit,
        form: MeasureForm = form
    ) -> CheckPlan.Check {
        CheckPlan.Check(
            name: name,
            requirement: Requirement(measure: name, form: form, comparison: comparison, limit: limit, text: name))
    }

    private static func judge(
        _ checks: [CheckPlan.Check], _ schedule: CheckSchedule, baseline: Baseline? = nil,
        values: (String, Int) -> [Double]
    ) -> [CheckOutcome] {
        var judge = CheckJudge(checks, schedule: schedule, baseline: baseline, seed: 1, isUnchanged: true)
        for (number, count) in schedule.looks.enumerated() where !judge.isDecided {
            judge.look(number) { values($0, count).map { .value($0) } }
        }
        return judge.outcomes
    }

    private static func baseline(_ values: [Double], seed: UInt64) -> Baseline {
        Baseline(
            scenario: "s", version: "1", seed: seed, settings: [:],
            table: ReplicationTable(
                first: 0, columns: [ReplicationTable.Column(name: "a", form: form)],
                rows: values.map { [.value($0)] }))
    }

    @Test("Looks are spaced evenly by ratio, and spend the whole level")
    func schedule() {
        let schedule = CheckSchedule(level: 0.05, first: 20, maximum: 160, count: 4)
        #expect(schedule.looks == [20, 40, 80, 160])
        let spent = schedule.looks.indices.map { schedule.spent(at: $0) }
        #expect(abs(spent.reduce(0, +) - 0.05) < 1e-15 && spent[0] == 0.05 * 20 / 160)
        #expect(CheckSchedule(level: 0.05, first: 10, maximum: 12, count: 9).looks == [10, 11, 12])
        #expect(CheckSchedule(level: 0.05, first: 50, maximum: 20, count: 3).looks == [20])
        let plan = CheckPlan(looks: 2, maximumReplications: nil)
        #expect(CheckSchedule(plan, replications: 3).looks == [10, 80])
        #expect(CheckSchedule(plan, replications: 30, maximum: 60).looks == [30, 60])
    }

    @Test(
        "Over looks and checks, no more runs have a false alarm than stated, whatever the distribution",
        arguments: [false, true])
    func falseAlarms(isSkewed: Bool) throws {
        let runs = 3000
        let names = ["a", "b", "c"]
        let schedule = CheckSchedule(level: 0.05, first: 10, maximum: 80, count: 4)
        // Each measure lies exactly at its limit, where a false alarm is likeliest; one has its bad side below.
        let checks = zip(names, [Requirement.Comparison.atMost, .atLeast, .below]).map {
            Self.check($0, $1, .value(1))
        }
        var (failed, passed, undecided) = (0, 0, 0)
        for run in 0..<runs {
            var values: [String: [Double]] = [:]
            for (place, name) in names.enumerated() {
                var stream = RandomStream(seed: 9, replication: UInt32(run), purpose: 1, entity: UInt64(place))
                values[name] = (0..<80).map { _ in
                    isSkewed ? stream.exponential(mean: 1) : 1 + stream.normal()
                }
            }
            let outcomes = Self.judge(checks, schedule) { Array((values[$0] ?? []).prefix($1)) }
            if outcomes.contains(where: { $0.verdict == .fail }) { failed += 1 }
            if outcomes.contains(where: { $0.verdict == .pass }) { passed += 1 }
            if outcomes.allSatisfy({ $0.verdict == .undecided }) { undecided += 1 }
        }
        let most = Binomial.quantile(0.999, trials: runs, probability: schedule.level)
        print("false alarms: \(failed), false passes: \(passed), undecided: \(undecided) of \(runs), limit \(most)")
        #expect(failed <= most)
        // Two of the three pass on the side that skewness makes too easy: exponential replications are an extreme.
        // docs/how-to/ci.md says that this claim is an approximation; CheckRareEventsTests has single checks.
        #expect(passed <= (isSkewed ? runs * 8 / 100 : most))
        #expect(undecided > runs * 85 / 100)
        #expect(failed > runs / 200, "the level is used")
    }

    @Test("Holm: the strongest evidence first, then the next against fewer")
    func holm() {
        let schedule = CheckSchedule(level: 0.05, first: 10, maximum: 10, count: 1)
        // Symmetric values with a mean of `distance` standard errors above the limit 0.
        func values(_ distance: Double) -> [Double] {
            let error = 0.5270462766947299 / 10.0.squareRoot()
            return (0..<10).map { ($0 % 2 == 0 ? 0.5 : -0.5) + distance * error }
        }
        // t(.95, 9) = 1.833, t(.975, 9) = 2.262.
        let checks = ["a", "b"].map { Self.check($0, .atMost, .value(0)) }
        func verdicts(_ first: Double, _ second: Double) -> [CheckVerdict] {
            Self.judge(checks, schedule) { name, _ in values(name == "a" ? first : second) }.map(\.verdict)
        }
        #expect(verdicts(2, 2) == [.undecided, .undecided])
        #expect(verdicts(2, 2.3) == [.fail, .fail])
        #expect(verdicts(1.8, 2.3) == [.undecided, .fail])
        #expect(verdicts(-2, 2.3) == [.undecided, .fail], "that one fails does not help another to pass")
        #expect(verdicts(-2.3, -2) == [.pass, .pass])
        let outcome = Self.judge(checks, schedule) { name, _ in values(name == "a" ? 2 : 2.3) }[0]
        #expect(outcome.limit == 0 && (outcome.estimate?.low ?? 0) > 0 && outcome.estimate?.n == 10)
    }

    @Test("A verdict stays that of the look that decided it")
    func settled() {
        let schedule = CheckSchedule(level: 0.05, first: 10, maximum: 40, count: 3)
        let checks = [Self.check("a", .atMost, .value(0)), Self.check("b", .atMost, .value(0))]
        let first: [Double] = (0..<40).map { $0 < 10 ? 5 + Double($0 % 3) : -9 }
        let second: [Double] = (0..<40).map { $0 % 2 == 0 ? 1 : -1 }
        let outcomes = Self.judge(checks, schedule) { name, count in
            Array((name == "a" ? first : second).prefix(count))
        }
        #expect(outcomes[0].verdict == .fail && outcomes[0].estimate?.n == 10)
        #expect(outcomes[1].verdict == .undecided && outcomes[1].estimate?.n == 40)
        #expect(outcomes[0].needed == nil)
    }

    @Test("Intervals show what decided: below, above or around the limit")
    func intervals() throws {
        let schedule = CheckSchedule(level: 0.05, first: 20, maximum: 80, count: 3)
        var stream = RandomStream(seed: 3, replication: 0, purpose: 1, entity: 0)
        let draws = (0..<80).map { _ in stream.normal() }
        for shift in stride(from: -1.0, through: 1, by: 0.05) {
            let checks = [Self.check("a", .atLeast, .value(0)), Self.check("b", .atMost, .value(0))]
            for outcome in Self.judge(checks, schedule, values: { _, n in draws.prefix(n).map { $0 + shift } }) {
                let estimate = try #require(outcome.estimate)
                let (low, high) = (try #require(estimate.low), try #require(estimate.high))
                let isGood = outcome.check.name == "a" ? low > 0 : high < 0
                let isBad = outcome.check.name == "a" ? high < 0 : low > 0
                #expect(outcome.verdict == (isGood ? .pass : isBad ? .fail : .undecided))
                #expect(low <= estimate.mean && estimate.mean <= high && estimate.confidence > 0.9)
            }
        }
    }

    @Test("An unchanged measure passes on the same seed, and is undecided where less is asked for")
    func unchanged() {
        let values = (0..<80).map { Double($0 % 7) + 0.1 }
        let schedule = CheckSchedule(level: 0.05, first: 10, maximum: 80, count: 4)
        let before = Self.baseline(values, seed: 1)
        func verdict(_ comparison: Requirement.Comparison, _ factor: Double, _ offset: Double) -> CheckOutcome {
            Self.judge(
                [Self.check("a", comparison, .baseline(factor: factor, offset: offset))], schedule, baseline: before
            ) { _, n in Array(values.prefix(n)) }[0]
        }
        #expect(verdict(.atMost, 1, 0).verdict == .pass && verdict(.atLeast, 1, 0).verdict == .pass)
        #expect(verdict(.atMost, 1, 0).isConstant && verdict(.atMost, 1, 0).estimate?.n == 10)
        #expect(verdict(.below, 1, 0).verdict == .undecided)
        #expect(verdict(.below, 1.02, 0).verdict == .pass)
        #expect(verdict(.below, 0.9, 0).verdict == .fail)
        #expect(verdict(.atMost, 1, 0.5).verdict == .pass && verdict(.atMost, 1, -0.5).verdict == .fail)
        #expect(verdict(.atMost, 1, 0).reference?.isPaired == true)
        let bare = Self.judge([Self.check("a", .atMost, .baseline(factor: 1, offset: 0))], schedule) { _, n in
            Array(values.prefix(n))
        }
        #expect(bare[0].verdict == .undecided && bare[0].estimate == nil)
    }

    @Test("Pairs see what unpaired runs cannot; other seeds are compared unpaired")
    func pairing() {
        var stream = RandomStream(seed: 4, replication: 0, purpose: 1, entity: 0)
        let values = (0..<40).map { _ in 10 + stream.normal() }
        let worse = values.map { $0 + 0.1 + 0.05 * stream.normal() }
        let schedule = CheckSchedule(level: 0.05, first: 40, maximum: 40, count: 1)
        let check = Self.check("a", .atMost, .baseline(factor: 1, offset: 0))
        let paired = Self.judge([check], schedule, baseline: Self.baseline(values, seed: 1)) { _, _ in worse }[0]
        #expect(paired.verdict == .fail && paired.reference?.isPaired == true)
        let other = Self.judge([check], schedule, baseline: Self.baseline(values, seed: 2)) { _, _ in worse }[0]
        #expect(other.verdict == .undecided && other.reference?.isPaired == false)
        #expect(other.needed == nil && other.needsLargerBaseline, "40 of the baseline know it to 0.3 at best")
        // Only what both hold can be paired.
        let short = Self.judge([check], schedule, baseline: Self.baseline(Array(values.prefix(15)), seed: 1)) { _, _ in
            worse
        }[0]
        #expect(short.estimate?.n == 15 && short.reference?.replications == 15)
    }

    @Test("Too little evidence decides nothing")
    func little() {
        let schedule = CheckSchedule(level: 0.05, first: 1, maximum: 1, count: 1)
        let outcome = Self.judge([Self.check("a", .atMost, .value(0))], schedule) { _, _ in [9] }[0]
        #expect(outcome.verdict == .undecided && outcome.estimate == nil)
        #expect(Self.judge([Self.check("a", .atMost, .value(0))], schedule) { _, _ in [] }[0].verdict == .undecided)
    }
}
