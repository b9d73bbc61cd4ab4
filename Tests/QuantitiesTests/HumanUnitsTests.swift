import Quantities
import Reports
import Results
import Stochastics
import Testing

@Suite struct HumanUnitsTests {
    @Test(
        arguments: [
            (0.842, "share", "84.2%"), (0.00349, "share", "0.35%"), (0, "share", "0%"), (1, "share", "100%"),
            (92.4, "seconds", "1 min 32 s"), (59.7, "seconds", "1 min 00 s"), (3_599.7, "seconds", "1 h 00 min"),
            (42.3, "seconds", "42 s"), (4.21, "seconds", "4.2 s"), (0.423, "seconds", "0.42 s"), (0, "seconds", "0 s"),
            (9_720, "seconds", "2 h 42 min"), (181_200, "seconds", "2 d 2 h"), (-92.4, "seconds", "-1 min 32 s"),
            (1.234, "USD", "1.23 USD"), (1.234, "USD each", "1.23 USD"), (12_345.6, "USD", "12,346 USD"),
            (0.0834, "EUR", "0.083 EUR"), (-914_024.4, "USD", "-914,024 USD"), (-0.0001, "USD", "0.000 USD"),
            (12_345, "queries", "12,345"), (3.424, "queries", "3.42"), (1_234_567.8, "labels", "1,234,568"),
            (.nan, "share", "-"), (.infinity, "seconds", "-"), (1e300, "queries", nil),
        ] as [(Double, String, String?)])
    func reads(value: Double, unit: String, expected: String?) {
        let text = HumanUnits.text(value, unit: unit)
        if let expected { #expect(text == expected) } else { #expect(text.hasPrefix("1,000,000")) }
    }

    /// A narrow interval brings the decimals that tell its ends apart.
    @Test func narrowIntervalsShow() {
        let narrow = Estimate(
            mean: 0.84213, low: 0.84193, high: 0.84233, halfWidth: 0.0002, confidence: 0.95, n: 9)
        #expect(HumanUnits.mean(narrow, unit: "share") == "84.21%")
        #expect(HumanUnits.interval(narrow, unit: "share") == "84.19% to 84.23%")
        #expect(HumanUnits.plusMinus(narrow, unit: "share") == "± 0.02%")
    }

    @Test func unitOfAnAmountIsWrittenOnce() {
        #expect(HumanUnits.interval(low: 1.2, high: 1.26, unit: "USD") == "1.20 to 1.26 USD")
        #expect(HumanUnits.interval(low: -2_000, high: 1_260, unit: "USD each") == "-2,000 to 1,260 USD")
    }

    @Test func noIntervalIsNil() {
        let single = Estimate(mean: 1, low: nil, high: nil, halfWidth: nil, confidence: 0.95, n: 1)
        #expect(HumanUnits.interval(single, unit: "share") == nil)
        #expect(HumanUnits.plusMinus(single, unit: "share") == nil)
    }

    @Test func namesOfPartsAreTakenApart() {
        let name = MeasureName("human.wait.p90_s{queue=a=b}c}")
        #expect(name.base == "human.wait.p90_s")
        #expect(name.key == "queue")
        #expect(name.part == "a=b}c")
        #expect(MeasureName("odd{name}").base == "odd{name}")
        #expect(MeasureGuide.label("human.wait.mean_s{queue=billing}") == "Mean wait, billing")
    }
}
