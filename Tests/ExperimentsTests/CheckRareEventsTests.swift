import Experiments
import Scenarios
import Simulation
import Stochastics
import Testing

/// Verdicts where events are rare: what was not seen is not shown to be impossible.
@Suite("Checks of rare events")
struct CheckRareEventsTests {
    private static let share = MeasureForm(kind: .ratio, unit: .share)

    private static func judge(
        _ check: CheckPlan.Check, _ schedule: CheckSchedule, baseline: Baseline? = nil, isUnchanged: Bool = false,
        values: (Int) -> [MeasureValue?]
    ) -> CheckOutcome {
        var judge = CheckJudge([check], schedule: schedule, baseline: baseline, seed: 1, isUnchanged: isUnchanged)
        for (number, count) in schedule.looks.enumerated() where !judge.isDecided {
            judge.look(number) { _ in values(count) }
        }
        return judge.outcomes[0]
    }

    private static func baseline(_ values: [MeasureValue?], form: MeasureForm, seed: UInt64 = 1) -> Baseline {
        Baseline(
            scenario: "s", version: "1", seed: seed, settings: [:],
            table: ReplicationTable(
                first: 0, columns: [ReplicationTable.Column(name: "a", form: form)], rows: values.map { [$0] }))
    }

    private static let looks = CheckSchedule(level: 0.05, first: 10, maximum: 80, count: 4)

    @Test(
        "A share at its limit, or above it, passes no more often than stated",
        arguments: [(0.002, 0.001), (0.002, 0.002), (0.01, 0.01), (0.0005, 0.0005)])
    func rareShares(truth: Double, limit: Double) {
        let runs = 2000
        let check = CheckJudgeTests.check("a", .below, .value(limit), form: Self.share)
        var (passed, failed) = (0, 0)
        for run in 0..<runs {
            var stream = RandomStream(seed: 21, replication: UInt32(run), purpose: 1, entity: 0)
            let values = (0..<80).map { _ in
                MeasureValue.ratio(
                    numerator: Double((0..<48).count { _ in stream.uniform() < truth }), denominator: 48)
            }
            switch Self.judge(check, Self.looks, values: { Array(values.prefix($0)) }).verdict {
            case .pass: passed += 1
            case .fail: failed += 1
            case .undecided: break
            }
        }
        print("share \(truth), limit \(limit): \(passed) pass, \(failed) fail of \(runs)")
        #expect(passed <= Binomial.quantile(0.999, trials: runs, probability: 0.05))
        if truth == limit { #expect(failed <= Binomial.quantile(0.999, trials: runs, probability: 0.05)) }
    }

    @Test("Things that happen in one replication of twenty do not pass for never", arguments: [0.05, 0.3])
    func rareCounts(mean: Double) {
        let runs = 2000
        let form = MeasureForm(kind: .mean, unit: .alarms)
        let check = CheckJudgeTests.check("a", .atMost, .value(mean), form: form)
        var passed = 0
        for run in 0..<runs {
            var stream = RandomStream(seed: 22, replication: UInt32(run), purpose: 1, entity: 0)
            let values = (0..<80).map { _ in
                // Poisson: arrivals of rate 1 before `mean`.
                var (count, time) = (0.0, stream.exponential(mean: 1))
                while time < mean { (count, time) = (count + 1, time + stream.exponential(mean: 1)) }
                return MeasureValue.value(count)
            }
            if Self.judge(check, Self.looks, values: { Array(values.prefix($0)) }).verdict == .pass { passed += 1 }
        }
        print("Poisson \(mean): \(passed) pass of \(runs)")
        #expect(passed <= Binomial.quantile(0.999, trials: runs, probability: 0.05))
    }

    @Test("No event in enough contacts passes, and the interval says how many there may be")
    func enough() throws {
        func outcome(_ contacts: Double, _ limit: Double, _ comparison: Requirement.Comparison = .below) -> CheckOutcome
        {
            let seen = comparison.wantsMore ? contacts : 0
            return Self.judge(
                CheckJudgeTests.check("a", comparison, .value(limit), form: Self.share),
                CheckSchedule(level: 0.05, first: 10, maximum: 10, count: 1)
            ) { Array(repeating: .ratio(numerator: seen, denominator: contacts), count: $0) }
        }
        // -ln(.05) / 480 = 0.62%.
        #expect(outcome(48, 0.01).verdict == .pass && outcome(48, 0.006).verdict == .undecided)
        #expect(outcome(48, 0.99, .above).verdict == .pass && outcome(48, 0.994, .above).verdict == .undecided)
        let found = outcome(48, 0.001)
        let high = try #require(found.estimate?.high)
        #expect(abs(high - 0.00622) < 1e-5 && found.estimate?.low == 0 && !found.isConstant)
        // In proportion to the contacts: 480 x 0.62% / 0.1% = 2,995 of 48 each.
        #expect(found.needed == 63)
        let never = outcome(48, 0, .atMost)
        #expect(never.verdict == .undecided && never.needed == nil, "what never happened may happen yet")
    }

    @Test("Two values among many replications, and a constant of a few, decide nothing")
    func fewValues() {
        let form = MeasureForm(kind: .mean, unit: .currency)
        let check = CheckJudgeTests.check("a", .atMost, .value(10), form: form)
        let two = Self.judge(check, Self.looks) { count in (0..<count).map { $0 < 2 ? .value(5) : nil } }
        #expect(two.verdict == .undecided && two.estimate?.n == 2 && two.isConstant)
        let once = CheckSchedule(level: 0.05, first: 2, maximum: 2, count: 1)
        #expect(Self.judge(check, once) { Array(repeating: .value(5), count: $0) }.verdict == .undecided)
        let ten = Self.judge(check, Self.looks) { Array(repeating: .value(5), count: $0) }
        #expect(ten.verdict == .pass && ten.estimate?.n == 10, "wages by the hour are the same in each")
        let none = Self.judge(check, Self.looks) { Array(repeating: .value(0), count: $0) }
        #expect(none.verdict == .pass && none.estimate?.n == 80, "no cost so far waits for the last look")
    }

    @Test("No difference passes at once where nothing was changed, else at the last look")
    func noDifference() {
        let values = (0..<80).map { MeasureValue.ratio(numerator: Double($0 % 3), denominator: 48) }
        let check = CheckJudgeTests.check("a", .atMost, .baseline(factor: 1, offset: 0), form: Self.share)
        for (isUnchanged, n) in [(true, 10), (false, 80)] {
            let found = Self.judge(
                check, Self.looks, baseline: Self.baseline(values, form: Self.share), isUnchanged: isUnchanged
            ) { Array(values.prefix($0)) }
            #expect(found.verdict == .pass && found.estimate?.n == n && found.isConstant)
        }
        // The same replications and then one in which the change is felt: what ten said was chance.
        let later = values.enumerated().map { number, value in
            number >= 40 ? MeasureValue.ratio(numerator: 5, denominator: 48) : value
        }
        let found = Self.judge(check, Self.looks, baseline: Self.baseline(values, form: Self.share)) {
            Array(later.prefix($0))
        }
        #expect(found.verdict == .fail && found.estimate?.n == 80)
    }

    @Test("Two runs without an event are not equal for certain")
    func unpairedZeros() throws {
        let zeros: [MeasureValue?] = Array(repeating: .ratio(numerator: 0, denominator: 48), count: 80)
        func outcome(_ offset: Double) -> CheckOutcome {
            Self.judge(
                CheckJudgeTests.check("a", .atMost, .baseline(factor: 1, offset: offset), form: Self.share), Self.looks,
                baseline: Self.baseline(zeros, form: Self.share, seed: 2)
            ) { Array(zeros.prefix($0)) }
        }
        #expect(outcome(0).verdict == .undecided && outcome(0.02).verdict == .pass)
        #expect(try #require(outcome(0).estimate?.high) > 0.0005)
    }

    @Test("Advice that more replications cannot keep is not given")
    func largerBaseline() throws {
        var stream = RandomStream(seed: 4, replication: 0, purpose: 1, entity: 0)
        let form = MeasureForm(kind: .mean, unit: .currency)
        let draws = (0..<400).map { _ in MeasureValue.value(10 + stream.normal()) }
        let check = CheckJudgeTests.check("a", .atMost, .baseline(factor: 1, offset: 0.02), form: form)
        func outcome(_ before: ArraySlice<MeasureValue>) -> CheckOutcome {
            Self.judge(
                check, CheckSchedule(level: 0.05, first: 80, maximum: 80, count: 1),
                baseline: Self.baseline(Array(before), form: form, seed: 2)
            ) { Array(draws.prefix($0)) }
        }
        // Ten replications of a baseline know it to 0.6 at best, whatever the run does.
        let small = outcome(draws[100..<110])
        #expect(small.verdict == .undecided && small.needed == nil && small.needsLargerBaseline)
        #expect(small.estimate?.n == 80, "the run's own number")
        #expect(small.reference?.replications == 10)
    }

    /// What docs/how-to/ci.md says of skewed measures, whose truth lies exactly at a limit it must not be above.
    @Test("Skewed measures pass somewhat more often than stated, and fail no more often")
    func skewed() {
        let runs = 2000
        let form = MeasureForm(kind: .mean, unit: .currency)
        for (name, most, draw) in [
            ("normal", 0.05, { (stream: inout RandomStream) in 1 + stream.normal() }),
            ("exponential", 0.08, { (stream: inout RandomStream) in stream.exponential(mean: 1) }),
            (
                "lognormal, sigma 1.5", 0.22,
                { (stream: inout RandomStream) in PortableMath.exp(1.5 * stream.normal() - 1.125) }
            ),
        ] as [(String, Double, (inout RandomStream) -> Double)] {
            var (passed, failed) = (0, 0)
            for run in 0..<runs {
                var stream = RandomStream(seed: 23, replication: UInt32(run), purpose: 1, entity: 0)
                let values = (0..<80).map { _ in MeasureValue.value(draw(&stream)) }
                let check = CheckJudgeTests.check("a", .atMost, .value(1), form: form)
                let verdict = Self.judge(check, Self.looks) { Array(values.prefix($0)) }.verdict
                if verdict == .pass { passed += 1 }
                if verdict == .fail { failed += 1 }
            }
            print("\(name): \(passed) pass, \(failed) fail of \(runs)")
            #expect(passed <= Binomial.quantile(0.999, trials: runs, probability: most))
            #expect(failed <= Binomial.quantile(0.999, trials: runs, probability: 0.05))
        }
    }
}
