import Stochastics
import Testing
import Workforce

private let hour = 3600.0
private let day = 86_400.0

/// Hours of duty and of pay.
@Suite struct ShiftTests {
    private let weekdays = [true, true, true, true, true, false, false]

    /// Monday to Friday, 08:00 to 16:30.
    private var office: Shift {
        Shift(days: weekdays, fromSeconds: 8 * hour, toSeconds: 16.5 * hour, agents: 4)
    }

    /// Starts on Sunday at 22:00, ends on Monday at 06:00.
    private var sundayNight: Shift {
        Shift(
            days: [false, false, false, false, false, false, true], fromSeconds: 22 * hour, toSeconds: 6 * hour,
            agents: 2)
    }

    @Test func endsOnTheNextDay() {
        #expect(office.toSeconds == 16.5 * hour)
        #expect(sundayNight.toSeconds == 30 * hour)
        let whole = Shift(days: weekdays, fromSeconds: 9 * hour, toSeconds: 9 * hour, agents: 1)
        #expect(whole.toSeconds - whole.fromSeconds == day)
    }

    @Test func rosteredSecondsOfADayShift() {
        #expect(office.rosteredSeconds(in: 0...7 * day) == 5 * 8.5 * hour)
        #expect(office.rosteredSeconds(in: 0...14 * day) == 10 * 8.5 * hour)
        #expect(office.rosteredSeconds(in: 7 * day...14 * day) == 5 * 8.5 * hour)
        #expect(office.rosteredSeconds(in: 5 * day...7 * day) == 0)
        // Partial: from 10:00, to 12:00, within, around the end, one instant.
        #expect(office.rosteredSeconds(in: 10 * hour...day) == 6.5 * hour)
        #expect(office.rosteredSeconds(in: 0...12 * hour) == 4 * hour)
        #expect(office.rosteredSeconds(in: 9 * hour...9.25 * hour) == 0.25 * hour)
        #expect(office.rosteredSeconds(in: 16 * hour...day + 9 * hour) == 1.5 * hour)
        #expect(office.rosteredSeconds(in: 9 * hour...9 * hour) == 0)
    }

    @Test func rosteredSecondsOvernight() {
        #expect(sundayNight.rosteredSeconds(in: 0...7 * day) == 8 * hour)
        #expect(sundayNight.rosteredSeconds(in: 0...14 * day) == 16 * hour)
        #expect(sundayNight.rosteredSeconds(in: 7 * day...14 * day) == 8 * hour)
        #expect(sundayNight.rosteredSeconds(in: 7 * day + hour...7 * day + 2 * hour) == hour)
        // The night before time 0 goes on after it.
        #expect(sundayNight.rosteredSeconds(in: 0...day) == 6 * hour)
    }

    /// A window cut anywhere has the same hours in its two parts.
    @Test func windowsAddUp() {
        for shift in [office, sundayNight, .always(agents: 1)] {
            for cut in stride(from: 0.0, through: 21, by: 0.25) {
                let parts =
                    shift.rosteredSeconds(in: 0...cut * day) + shift.rosteredSeconds(in: cut * day...21 * day)
                #expect(parts == shift.rosteredSeconds(in: 0...21 * day))
            }
        }
    }

    @Test func roundTheClock() {
        let shift = Shift.always(agents: 3)
        #expect(shift.isAlways && shift.agents == 3)
        #expect(shift.rosteredSeconds(in: 0...7 * day) == 7 * day)
        #expect(shift.rosteredSeconds(in: 1.3 * day...1.4 * day) == 1.4 * day - 1.3 * day)
        #expect(Shift(days: Array(repeating: true, count: 7), fromSeconds: 0, toSeconds: 0, agents: 1).isAlways)
        #expect(!Shift(days: weekdays, fromSeconds: 0, toSeconds: day, agents: 1).isAlways)
        #expect(!Shift(days: Array(repeating: true, count: 7), fromSeconds: 1, toSeconds: 1, agents: 1).isAlways)
    }

    @Test func paidHours() {
        let team = Team(
            name: "a", queues: [0], shifts: [office, sundayNight], shrinkage: 0.3, handleTime: .constant(300))
        #expect(team.agents == 6)
        // Absences are paid.
        #expect(team.paidHours(in: 0...14 * day) == 4 * 85 + 2 * 16)
        #expect(team.paidHours(in: 10 * hour...12 * hour) == 8)
        let nobody = Team(name: "b", queues: [], shifts: [], handleTime: .constant(1))
        #expect(nobody.agents == 0 && nobody.paidHours(in: 0...day) == 0)
    }
}

/// Learning with tenure.
@Suite struct TenureCurveTests {
    /// By hand: 1 + 0.5 exp(-t / 100) at t = 0, 100 ln 2, 100, 200, 1000.
    @Test func factors() {
        let curve = TenureCurve(noviceFactor: 1.5, timeConstantSeconds: 100)
        for (tenure, expected) in [
            (0, 1.5), (69.314718055994530942, 1.25), (100, 1.183939720585721161), (200, 1.067667641618306346),
            (1000, 1.000022699964881242),
        ] {
            #expect(abs(curve.factor(tenureSeconds: tenure) - expected) < 1e-15)
        }
        #expect(curve.factor(tenureSeconds: 1e9) == 1)
        #expect(TenureCurve(noviceFactor: 1, timeConstantSeconds: 5).factor(tenureSeconds: 3) == 1)
    }
}
