import Foundation
import Stochastics
import Testing

@Suite("Bounds on rare events")
struct EventCountTests {
    @Test("No event bounds a share and a rate by the rule of three")
    func never() throws {
        let share = try #require(EventCount(events: 0, of: 480, kind: .trials))
        // (1 - p)^480 = 0.05.
        #expect(abs(share.upperBound(tail: 0.05) - (1 - Foundation.pow(0.05, 1.0 / 480))) < 1e-14)
        #expect(share.lowerBound(tail: 0.05) == 0)
        let rate = try #require(EventCount(events: 0, of: 10, kind: .periods))
        #expect(abs(rate.upperBound(tail: 0.05) - Foundation.log(20) / 10) < 1e-14)
        let always = try #require(EventCount(events: 480, of: 480, kind: .trials))
        #expect(always.upperBound(tail: 0.05) == 1)
        #expect(abs(always.lowerBound(tail: 0.05) - Foundation.pow(0.05, 1.0 / 480)) < 1e-14)
    }

    @Test("Bounds are those of the published tables")
    func tables() throws {
        // Clopper and Pearson: 3 of 20, both tails of 2.5%: 0.0321 to 0.3789.
        let share = try #require(EventCount(events: 3, of: 20, kind: .trials))
        #expect(abs(share.lowerBound(tail: 0.025) - 0.03207) < 1e-5)
        #expect(abs(share.upperBound(tail: 0.025) - 0.37893) < 1e-5)
        // Garwood: 5 events, both tails of 2.5%: 1.6235 to 11.6683; 20: 12.2165 to 30.8884.
        let five = try #require(EventCount(events: 5, of: 1, kind: .periods))
        #expect(abs(five.lowerBound(tail: 0.025) - 1.62349) < 1e-5)
        #expect(abs(five.upperBound(tail: 0.025) - 11.66833) < 1e-5)
        let twenty = try #require(EventCount(events: 20, of: 1, kind: .periods))
        #expect(abs(twenty.lowerBound(tail: 0.025) - 12.21652) < 1e-5)
        #expect(abs(twenty.upperBound(tail: 0.025) - 30.88838) < 1e-5)
        #expect(
            EventCount(events: 3, of: 2, kind: .trials) == nil && EventCount(events: 0, of: 0, kind: .trials) == nil)
    }

    @Test("Whatever the share, the bound is below it no more often than stated", arguments: [0.001, 0.01, 0.3, 0.95])
    func level(share: Double) throws {
        // Summed over all outcomes of 200 trials: no chance in it.
        let trials = 200
        for tail in [0.05, 0.001] {
            var missed = 0.0
            for events in 0...trials {
                let count = try #require(EventCount(events: Double(events), of: Double(trials), kind: .trials))
                guard count.upperBound(tail: tail) < share else { continue }
                missed +=
                    Binomial.cumulative(events, trials: trials, probability: share)
                    - Binomial.cumulative(events - 1, trials: trials, probability: share)
            }
            #expect(missed <= tail * 1.000_001)
        }
    }
}
