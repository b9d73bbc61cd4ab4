import Quantities
import Scenarios
import Testing

@Suite struct QuantityTests {
    @Test(arguments: [
        ("55 s", 55.0), ("55s", 55), ("250 ms", 0.25), ("30 min", 1_800), ("1 minute", 60), ("2 minutes", 120),
        ("1.5 h", 5_400), ("1 hour", 3_600), ("2 hours", 7_200), ("1 day", 86_400), ("2 days", 172_800),
        ("13 weeks", 7_862_400), ("1 week", 604_800), ("6 weeks 2 days", 3_801_600), ("1 h 30 min", 5_400),
        ("1h 30min 5s", 5_405), ("  10   sec ", 10), ("1 second", 1), ("2 seconds", 2), ("0 s", 0), ("1,000 s", 1_000),
        ("1_000 s", 1_000), ("2e3 s", 2_000), ("-5 s", -5),
    ])
    func durations(text: String, seconds: Double) {
        #expect(Quantity.seconds(text) == seconds)
    }

    @Test(arguments: [
        "", "5", "s", "min 5", "5 5 min", "5 min 3", "5 mins", "5 months", "1,5 h", "1,00 s", "1.000,5 s", "nan s",
        "inf s", "1e400 s", "0x10 s", "5 %", "½ h", "- 5 s", "５ s", "5 s per day", "--5 s", "1.2.3 s", "1,0000 s",
    ])
    func textsThatAreNoDurations(text: String) {
        #expect(Quantity.seconds(text) == nil)
    }

    /// With the number and the seconds of its period.
    static let goodRates: [(String, Double, Double)] = [
        ("8000 per day", 8_000, 86_400), ("8,000 per day", 8_000, 86_400), ("3 per s", 3, 1), ("60 per min", 60, 60),
        ("10 per hour", 10, 3_600), ("7 per week", 7, 604_800), ("-5 per day", -5, 86_400),
        ("1e3  per  minute", 1_000, 60),
    ]

    @Test(arguments: goodRates)
    func rates(text: String, number: Double, period: Double) {
        #expect(Quantity.perSecond(text) == number / period)
    }

    @Test(arguments: [
        "8000", "8000/day", "8000 day", "per day", "8000 per", "8000 perday", "8 per 2 days", "5% per day",
    ])
    func textsThatAreNoRates(text: String) {
        #expect(Quantity.perSecond(text) == nil)
    }

    @Test(arguments: [("85%", 0.85), ("85 %", 0.85), ("0%", 0), ("0.5%", 0.005), ("150%", 1.5), ("-1%", -0.01)])
    func shares(text: String, share: Double) {
        #expect(Quantity.share(text) == share)
    }

    @Test(arguments: ["85", "0.85", "%", "85 percent", "85%%", "1,5%"])
    func textsThatAreNoShares(text: String) {
        #expect(Quantity.share(text) == nil)
    }

    @Test func numbersAndWhatFollows() throws {
        let wage = try #require(Quantity.split("1,234.5 USD per hour"))
        #expect(wage.number == 1_234.5 && wage.unit == "USD per hour")
        let euros = try #require(Quantity.split("5eur"))
        #expect(euros.number == 5 && euros.unit == "eur")
        #expect(Quantity.split("1,23 USD") == nil)
        #expect(Quantity.whole("12,000") == 12_000 && Quantity.whole("-3") == -3)
        #expect(Quantity.whole("1.5") == nil && Quantity.whole("99999999999999999999") == nil)
        #expect(Quantity.whole("1,2") == nil && Quantity.whole("") == nil)
    }
}
