import Experiments
import Reports
import Scenarios
import Simulation
import Stochastics
import Testing

/// What is said of a staffing is true of its numbers.
@Suite struct StaffingPhrasesTests {
    static func estimate(_ mean: Double, _ half: Double, n: Int = 10) -> Estimate {
        Estimate(mean: mean, low: mean - half, high: mean + half, halfWidth: half, confidence: 0.95, n: n)
    }

    static func goal(_ limit: Double = 0.8, kind: StaffingGoal.Kind = .serviceLevel(0)) -> StaffingGoal {
        let wantsMore = if case .serviceLevel = kind { true } else { false }
        let text = wantsMore ? "service_level.phone >= 80%" : "human.wait.mean_s <= 30 s"
        return StaffingGoal(
            requirement: Requirement(
                measure: wantsMore ? "service_level.phone" : "human.wait.mean_s",
                form: MeasureForm(kind: .ratio, unit: wantsMore ? .share : .seconds),
                comparison: wantsMore ? .atLeast : .atMost, limit: .value(limit), text: text),
            kind: kind, queues: [0], limit: limit,
            level: wantsMore ? ServiceLevelDefinition(name: "phone", queues: [0], withinSeconds: 20) : nil, team: 0)
    }

    /// Six intervals of four hours; the last has another level than the others.
    static func plan(
        _ goal: StaffingGoal = goal(), level: Estimate = estimate(0.9, 0.02), last: Estimate = estimate(0.9, 0.02),
        overall: Estimate = estimate(0.89, 0.01), isReachable: Bool = true, coverage: Estimate? = nil,
        change: Estimate? = nil
    ) -> StaffingPlan {
        let cells = (0..<6).map { place in
            StaffingPlan.Cell(
                isCovered: true, load: 1, formula: 1, net: 1, gross: 1, present: place == 0 ? 0 : 5,
                levels: [place == 5 ? last : level], oneLess: nil,
                keeps: place == 0 ? "within_zone" : place == 5 ? "undecided" : "shown",
                binds: place == 0 ? "shown" : "undecided")
        }
        return StaffingPlan(
            scenario: "s", currency: "USD",
            names: StaffingPlan.Names(queues: ["phone"], serviceLevels: ["phone"], teams: ["desk"]), seed: 1,
            isOverall: false,
            grid: StaffingGrid(
                pattern: .day, intervalSeconds: 14_400, exposureSeconds: Array(repeating: 14_400, count: 6)),
            window: 604_800...1_209_600,
            goals: [StaffingPlan.GoalResult(goal: goal, overall: overall, present: estimate(0.7, 0.02))],
            sideEffects: [],
            teams: [
                StaffingPlan.TeamPlan(
                    name: "desk", team: 0, goals: [0], shrinkage: 0, wagePerHour: 10, cells: cells, netHours: 168,
                    grossHours: 168, presentHours: 700, drivers: [])
            ], isReachable: isReachable, most: 9, searchRounds: 2, searchReplications: 5, looks: 2,
            checkReplications: 10, stride: 2, coverage: coverage,
            presentCoverage: coverage == nil ? nil : estimate(0.6, 0.01),
            coverageChange: change)
    }

    private static func findings(_ plan: StaffingPlan) -> String {
        StaffingPhrases(plan).findings.joined(separator: "\n")
    }

    @Test func aMissedIntervalIsNamedAndNeverTooMuch() {
        let fine = Self.findings(Self.plan())
        #expect(fine.contains("too few in 1 of 6 intervals (most at 00:00, by 1) and too many in 5 (most at 04:00"))
        #expect(!fine.contains("wrong side"))
        let missed = Self.findings(Self.plan(last: Self.estimate(0.777, 0.011)))
        #expect(missed.contains("too many in 4"), "\(missed)")
        #expect(missed.contains("1 of 6 estimates is on the wrong side of the target, 1 of them by more than 1 point."))
        #expect(
            missed.contains("Probably missed, so roster one more there: 20:00 (77.7%, 95% interval 76.6% to 78.8%)"))
        let perhaps = Self.findings(Self.plan(last: Self.estimate(0.777, 0.04)))
        #expect(perhaps.contains("Perhaps missed: 20:00 (7") && perhaps.contains("too many in 5"))
        let near = Self.findings(Self.plan(last: Self.estimate(0.795, 0.02)))
        #expect(near.contains("1 of 6 estimates is on the wrong side of the target, none of them by more"))
    }

    @Test func theZoneShrinksNearTheEnd() {
        #expect(abs(Self.goal(0.999).indifference - 0.0005) < 1e-12 && Self.goal(0.8).indifference == 0.01)
        #expect(Self.goal(30, kind: .meanWait).indifference == 1.5)
        #expect(abs(Self.goal(0.01, kind: .abandonment).indifference - 0.005) < 1e-12)
        let text = Self.findings(Self.plan(Self.goal(0.999), level: Self.estimate(0.9999, 0.0001)))
        #expect(text.contains("1 more keeps it or misses it by less than 0.05 points"), "\(text)")
        let wait = Self.findings(
            Self.plan(
                Self.goal(30, kind: .meanWait), level: Self.estimate(20, 2), last: Self.estimate(20, 2),
                overall: Self.estimate(20, 1)))
        #expect(wait.contains("less than 5% of the wait"))
    }

    @Test func allTogetherMayMissToo() {
        let wait = Self.goal(30, kind: .meanWait)
        for (plan, isMissed) in [
            (Self.plan(overall: Self.estimate(0.85, 0.01)), false),
            (Self.plan(overall: Self.estimate(0.55, 0.01)), true),
            (Self.plan(wait, overall: Self.estimate(20, 1)), false),
            (Self.plan(wait, overall: Self.estimate(45, 1)), true),
        ] {
            let text = Self.findings(plan)
            #expect(text.contains("all together miss it too") == isMissed)
            #expect(text.contains("all together do better than the worst") == !isMissed)
        }
    }

    @Test func whatIsOutOfReachSavesNothing() {
        let text = Self.findings(Self.plan(overall: Self.estimate(0.5, 0.01), isReachable: false))
        #expect(text.contains("NOT REACHABLE") && text.contains("was tried with") && text.contains("no saving"))
        #expect(!text.contains("saved") && !text.contains("needs 1 agent"))
    }

    @Test func learningIsSaidOnlyWhereItIsShown() {
        let coverage = Self.estimate(0.62, 0.01)
        let none = Self.findings(Self.plan(coverage: coverage))
        #expect(none.contains("at this staffing.") && !none.contains("learn"))
        let noise = Self.findings(Self.plan(coverage: coverage, change: Self.estimate(0.02, 0.03)))
        #expect(noise.contains("(60.0% at the present one: no difference is shown)"))
        let shown = Self.findings(Self.plan(coverage: coverage, change: Self.estimate(0.02, 0.01)))
        #expect(shown.contains("staffing changes what it learns"))
    }
}
